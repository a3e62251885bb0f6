// Package proof is what a paper carries so that it can be verified without us (P8): the signed operations it was made of, the criteria, what
// the park signed; and the verification, which makes the paper again out of them and compares.
package proof

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

// Name is what the evidence is called among the files that a paper carries.
const Name = "paicha-evidence.cbor.zst"

// MaxPlain is the largest evidence that is read, bytes: an inspection of some ten thousand operations and a library of criteria.
const MaxPlain = 64 << 20

// Evidence is how a paper was made, and out of what.
type Evidence struct {
	Format   uint64         `cbor:"1,keyasint"` // 1
	App      string         `cbor:"2,keyasint"` // program and version that made it
	Made     Made           `cbor:"3,keyasint"`
	ID       string         `cbor:"4,keyasint"` // of the inspection
	Ops      []Op           `cbor:"5,keyasint"`
	Keys     [][]byte       `cbor:"6,keyasint"`           // public keys of the feeds, Ed25519
	Library  []byte         `cbor:"7,keyasint"`           // criteria, as the file was
	Park     []byte         `cbor:"8,keyasint,omitempty"` // public key
	ParkName string         `cbor:"9,keyasint,omitempty"`
	Vouch    *wire.Signed   `cbor:"10,keyasint,omitempty"`
	Receipts []*wire.Signed `cbor:"11,keyasint,omitempty"`
}

// Made is what else went into the paper.
type Made struct {
	Paper    string            `cbor:"1,keyasint"`
	Findings []string          `cbor:"2,keyasint,omitempty"`
	Lang     string            `cbor:"3,keyasint"`
	Offset   int               `cbor:"4,keyasint"`           // of the clock that times are told in, seconds east of UTC
	Numbers  map[string]string `cbor:"5,keyasint,omitempty"` // official ones, by report.Key
	Entry    string            `cbor:"6,keyasint,omitempty"`
	Names    map[string]string `cbor:"7,keyasint,omitempty"` // who holds other tablets, by feed: the maker's word, not signed
	Missing  []string          `cbor:"8,keyasint,omitempty"` // photos that the maker could not read, by hash
}

// Sum is what a park's word names it by.
func (m Made) Sum() wire.Sum { return wire.Sum(sha256.Sum256(wire.Encode(m))) }

// Zone is the clock of the paper.
func (m Made) Zone() *time.Location { return time.FixedZone("", m.Offset) }

// Op is an operation as it was signed.
type Op struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

// Of is the operations of an inspection.
func Of(i *inspection.Inspection) (all []Op) {
	for _, e := range i.History {
		all = append(all, Op{Body: e.Body, Sig: e.Sig})
	}
	return all
}

// Hashes is what a park vouches for.
func Hashes(i *inspection.Inspection) (all []inspection.Hash) {
	for _, e := range i.History {
		all = append(all, e.Hash())
	}
	return all
}

// Photos is the photos that papers of an inspection may show, by hash.
func Photos(i *inspection.Inspection) (all []string) {
	add := func(photos []inspection.Photo) {
		for _, p := range photos {
			if !slices.Contains(all, p.SHA256) {
				all = append(all, p.SHA256)
			}
		}
	}
	for _, f := range i.Findings {
		add(f.Photos)
		add(f.Proof)
	}
	for _, photos := range i.Photos {
		add(photos)
	}
	for _, s := range i.Signed {
		add([]inspection.Photo{s.Photo})
	}
	slices.Sort(all)
	return all
}

// Feeds is whose keys have to go with the operations.
func Feeds(i *inspection.Inspection) (all []inspection.FeedID) {
	for _, e := range i.History {
		if !slices.Contains(all, e.Feed) {
			all = append(all, e.Feed)
		}
	}
	return all
}

var packer = func() *zstd.Encoder {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // options of our own
	}
	return w
}()

var decoder = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, MaxNestedLevels: 8,
		MaxArrayElements: 1 << 17, MaxMapPairs: 4096, UTF8: cbor.UTF8RejectInvalid,
	}.DecMode()
	if err != nil {
		panic(err) // options of our own
	}
	return m
}()

// Attach is the evidence as a file within the paper. Equal evidence gives equal bytes.
func (e *Evidence) Attach() sheet.Attached {
	e.Format = 1
	return sheet.Attached{Name: Name, Mime: "application/zstd", Data: packer.EncodeAll(wire.Encode(e), nil)}
}

// ErrNone says that a file carries no evidence.
var ErrNone = errors.New("the file carries no evidence: csv, md and txt cannot, and other files than papers of paicha do not")

// Read finds the evidence among the files that a paper carries.
func Read(all []sheet.Attached) (*Evidence, error) {
	n := slices.IndexFunc(all, func(a sheet.Attached) bool { return a.Name == Name })
	if n < 0 {
		return nil, ErrNone
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxPlain), zstd.WithDecoderMaxWindow(MaxPlain))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	plain, err := r.DecodeAll(all[n].Data, nil)
	if err != nil {
		return nil, fmt.Errorf("the evidence is damaged: %w", err)
	}
	e := &Evidence{}
	if err := decoder.Unmarshal(plain, e); err != nil {
		return nil, fmt.Errorf("the evidence is damaged: %w", err)
	}
	if e.Format != 1 {
		return nil, fmt.Errorf("evidence of format %d, this program reads 1: update paicha", e.Format)
	}
	return e, nil
}

// keys is the public keys by the feed that each names.
func (e *Evidence) keys() map[inspection.FeedID]ed25519.PublicKey {
	all := map[inspection.FeedID]ed25519.PublicKey{}
	for _, k := range e.Keys {
		if len(k) == ed25519.PublicKeySize {
			all[inspection.FeedOf(k)] = k
		}
	}
	return all
}
