package bundle

import (
	"fmt"

	"filippo.io/age"

	"anquan.example/paicha/sync/client"
)

// boxPeer is what the identity is kept under with Tablet.SetPeer.
const boxPeer = "box"

// Identity is what opens bundles that were sealed for this tablet, made when it is first asked for. It is not made of the
// device's key: that one is renewed when the tablet was copied or put back, and older bundles still have to open.
func Identity(t client.Tablet) (*age.X25519Identity, error) {
	data, err := t.Peer(boxPeer)
	if err != nil {
		return nil, err
	}
	if len(data) > 0 {
		id, err := age.ParseX25519Identity(string(data))
		if err != nil {
			return nil, fmt.Errorf("this tablet's key for bundles is damaged: %w", err)
		}
		return id, nil
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return id, t.SetPeer(boxPeer, []byte(id.String()))
}
