package server

import (
	"context"
	"errors"
	"io"

	"anquan.example/paicha/sync/wire"
)

// sinceSetting is when each document was handed out, milliseconds: CBOR of a map by name. It is the park's own, no device's.
const sinceSetting = "offered"

// HandedOut is a document that tablets get.
type HandedOut struct {
	wire.Handout
	Since uint64 // milliseconds; 0 not known
}

// HandedOut is what is handed out, by name.
func (p *Park) HandedOut(ctx context.Context) (all []HandedOut, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		all = nil
		items, err := Handouts(tx)
		if err != nil {
			return err
		}
		since, err := sinces(tx)
		for _, item := range items {
			all = append(all, HandedOut{item, since[item.Name]})
		}
		return err
	})
	return all, err
}

// Document reads what is handed out.
func (p *Park) Document(h HandedOut) (data []byte, err error) {
	f, _, err := p.blobs.Open(h.Sum)
	if err != nil {
		return nil, err
	}
	data, err = io.ReadAll(io.LimitReader(f, wire.MaxHandout))
	return data, errors.Join(err, f.Close())
}

func sinces(tx Tx) (since map[string]uint64, err error) {
	data, err := tx.Setting(sinceSetting)
	if err == nil && data != nil {
		err = wire.Decode(data, &since)
	}
	if since == nil {
		since = map[string]uint64{}
	}
	return since, err
}

// handed keeps when a document was handed out.
func (p *Park) handed(tx Tx, name string) error {
	since, err := sinces(tx)
	if err != nil {
		return err
	}
	since[name] = p.now()
	return tx.SetSetting(sinceSetting, wire.Encode(since))
}
