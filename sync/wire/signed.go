package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/inspection"
)

// Signed is bytes with the signature of a park's key; what they say is read only after it is checked.
type Signed struct {
	Body []byte `cbor:"1,keyasint"`
	Sig  []byte `cbor:"2,keyasint"`
}

func sign(key ed25519.PrivateKey, domain string, v any) *Signed {
	body := Encode(v)
	return &Signed{body, Attest(key, domain, body)}
}

func (s *Signed) open(pub ed25519.PublicKey, domain string, v any) error {
	if s == nil || !Attested(pub, domain, s.Body, s.Sig) {
		return errors.New("the signature is not the park's")
	}
	return Decode(s.Body, v)
}

// Receipt is a park's word that it holds, on disk, each feed up to a number (its gaps apart) and each photo whole. The hash
// of a feed's last operation stands for all before it.
type Receipt struct {
	Epoch  Epoch  `cbor:"1,keyasint"`
	Time   uint64 `cbor:"2,keyasint"` // the park's clock, milliseconds since 1970
	Feeds  []Have `cbor:"3,keyasint,omitempty"`
	Photos []Sum  `cbor:"4,keyasint,omitempty"`
}

// Sign signs it with the park's key.
func (r Receipt) Sign(key ed25519.PrivateKey) *Signed { return sign(key, domainReceipt, r) }

// OpenReceipt checks and reads a receipt.
func OpenReceipt(pub ed25519.PublicKey, s *Signed) (r Receipt, err error) {
	return r, s.open(pub, domainReceipt, &r)
}

// Handout is a document that the park gives to every tablet, by its hash: "criteria" (a library in YAML), "register" (the
// enterprises) and "roster" (the devices).
type Handout struct {
	Name string `cbor:"1,keyasint"`
	Sum  Sum    `cbor:"2,keyasint"`
	Size uint64 `cbor:"3,keyasint"`
}

// Names of handouts.
const (
	Criteria = "criteria"
	Register = "register"
	Roster   = "roster"
)

// Offer is what the park hands out now.
type Offer struct {
	Epoch Epoch     `cbor:"1,keyasint"`
	Time  uint64    `cbor:"2,keyasint"`
	Items []Handout `cbor:"3,keyasint"` // sorted by name
}

// Mark names the items; zero when there are none.
func (o Offer) Mark() (mark [8]byte) {
	if len(o.Items) > 0 {
		sum := sha256.Sum256(Encode(o.Items))
		copy(mark[:], sum[:])
	}
	return mark
}

// Sign signs it with the park's key.
func (o Offer) Sign(key ed25519.PrivateKey) *Signed { return sign(key, domainOffer, o) }

// OpenOffer checks and reads an offer.
func OpenOffer(pub ed25519.PublicKey, s *Signed) (o Offer, err error) {
	return o, s.open(pub, domainOffer, &o)
}

// Enterprises is the register: who may be inspected, as the park knows them.
type Enterprises struct {
	All []inspection.Enterprise `cbor:"1,keyasint"`
}

// Devices is the roster: whose feed is whose.
type Devices struct {
	All []Device `cbor:"1,keyasint"`
}

// Device is a device as the park knows it.
type Device struct {
	Feed    FeedID `cbor:"1,keyasint"`
	Key     []byte `cbor:"2,keyasint"`           // Ed25519 public key
	Name    string `cbor:"3,keyasint"`           // 平板 7
	Person  string `cbor:"4,keyasint,omitempty"` // who carries it
	Role    string `cbor:"5,keyasint"`           // one of Roles
	Since   uint64 `cbor:"6,keyasint"`           // enrolled, milliseconds
	Revoked uint64 `cbor:"7,keyasint,omitempty"` // milliseconds; 0: not
	Heir    FeedID `cbor:"8,keyasint,omitempty"` // the feed that it goes on in; zero: none
}

// Roles of devices.
const (
	RoleExpert = "expert"
	RoleLead   = "lead"
	RolePark   = "park" // a server's own feed
)

// Roles is every role of a device.
func Roles() []string { return []string{RoleExpert, RoleLead, RolePark} }

// Request is what a device posts: who it is, the proof, and the message.
type Request struct {
	_     struct{} `cbor:",toarray"`
	Feed  FeedID
	Token []byte // that the other side gave, or empty
	Sig   []byte // over path and message for the park, where there is no token
	Body  []byte
}

// SignRequest makes a request that only that park takes.
func SignRequest(feed FeedID, attest Attestor, park ed25519.PublicKey, path string, body []byte) Request {
	return Request{Feed: feed, Sig: attest(domainRequest, requestBytes(park, path, body)), Body: body}
}

// Proves says whether the request was signed by that device for that park and path.
func (r Request) Proves(device, park ed25519.PublicKey, path string) bool {
	return inspection.FeedOf(device) == r.Feed && Attested(device, domainRequest, requestBytes(park, path, r.Body), r.Sig)
}

func requestBytes(park ed25519.PublicKey, path string, body []byte) []byte {
	sum := sha256.Sum256(body)
	return slices.Concat(park, sum[:], []byte(path))
}

// Heir is a device's word that its feed goes on under another key: a restored or copied home, which must not write to the
// old feed again.
type Heir struct {
	Old []byte `cbor:"1,keyasint"` // public key
	Sig []byte `cbor:"2,keyasint"` // by it, over the new public key
}

// NewHeir is that word.
func NewHeir(old ed25519.PrivateKey, heir ed25519.PublicKey) Heir {
	return Heir{old.Public().(ed25519.PublicKey), Attest(old, domainHeir, heir)}
}

// Names says whether the old device named that key its heir.
func (h Heir) Names(heir ed25519.PublicKey) error {
	if !Attested(h.Old, domainHeir, heir, h.Sig) {
		return fmt.Errorf("feed %s did not name that heir", inspection.FeedOf(h.Old))
	}
	return nil
}
