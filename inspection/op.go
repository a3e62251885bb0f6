// Package inspection is the pure middle of paicha: operations and their canonical bytes, the clock
// that orders them, and Fold, which turns a set of operations into what people see. It takes bytes
// and values and returns values; time, randomness and keys are handed in.
//
// Everything anyone does is an operation. It is made once, signed by the device that made it, chained to
// the previous one of that device's feed, and never changed. The bytes that were signed are what is
// stored, sent and kept: nobody re-encodes them to verify.
package inspection

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// Version of the body's layout. History: 1 (2026-11) first.
const Version = 1

// MaxBody is the largest body accepted, bytes: a text of the longest length in every field fits.
const MaxBody = 256 << 10

// domain separates our signatures from any other use of the same key.
const domain = "paicha-op-v1\x00"

// FeedID names a feed: the first 16 bytes of SHA-256 of the device's public key.
type FeedID [16]byte

// String is the id in hexadecimal, 32 characters.
func (f FeedID) String() string { return hex.EncodeToString(f[:]) }

// FeedOf is the feed of a public key.
func FeedOf(pub ed25519.PublicKey) FeedID {
	sum := sha256.Sum256(pub)
	return FeedID(sum[:16])
}

// Hash is SHA-256 of an operation's body and signature; the next operation of the feed names it.
type Hash [32]byte

// Ref names an operation: a feed and a sequence number from 1.
type Ref struct {
	Feed FeedID
	Seq  uint64
}

// String is "feed:seq".
func (r Ref) String() string { return fmt.Sprintf("%s:%d", r.Feed, r.Seq) }

// Op is one operation: the signed bytes and what they say.
type Op struct {
	Body []byte // deterministic CBOR, as signed
	Sig  []byte // Ed25519 over domain and Body, 64 bytes

	Ref
	Prev    Hash // of the feed's previous operation; zero for the first
	HLC     HLC
	Wall    uint64 // the device's clock, milliseconds since 1970, where HLC does not tell it; else 0 (see At)
	Kind    string
	Payload Payload // *Unknown for a kind from a newer version
}

// body is the layout of Op.Body (CDDL in sync/PROTOCOL.md once there is one):
// {1: version, 2: feed, 3: seq, 4: prev, 5: hlc, 6: kind, 7: payload, ? 8: wall}.
type body struct {
	Version uint64          `cbor:"1,keyasint"`
	Feed    []byte          `cbor:"2,keyasint"`
	Seq     uint64          `cbor:"3,keyasint"`
	Prev    []byte          `cbor:"4,keyasint"`
	HLC     uint64          `cbor:"5,keyasint"`
	Kind    string          `cbor:"6,keyasint"`
	Payload cbor.RawMessage `cbor:"7,keyasint"`
	Wall    uint64          `cbor:"8,keyasint,omitempty"`
}

var (
	encMode = must(cbor.CoreDetEncOptions().EncMode())
	decMode = must(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		MaxNestedLevels:  8,
		MaxArrayElements: 4096,
		MaxMapPairs:      4096,
		UTF8:             cbor.UTF8RejectInvalid,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// wallSlack is how far the HLC may be ahead of the device's clock before the clock is written beside it: after the clock
// was set back, order goes on from where it was, and people still read what the clock said.
const wallSlack = time.Minute

// At is what the device's clock said when the operation was made, for people. Order never depends on it.
func (o Op) At() time.Time {
	if o.Wall != 0 {
		return time.UnixMilli(int64(min(o.Wall, 1<<62)))
	}
	return o.HLC.Time()
}

// Head is the end of a feed: what the next operation is chained to.
type Head struct {
	Ref
	Hash Hash
	HLC  HLC // highest seen anywhere; the next operation is later
}

// Sign makes the operation that follows head in the key's feed, and the head after it. wall is the
// device's clock, for people; order does not depend on it going forward.
func Sign(key ed25519.PrivateKey, head Head, wall time.Time, p Payload) (Op, Head, error) {
	if err := p.check(); err != nil {
		return Op{}, head, fmt.Errorf("%s: %w", p.Kind(), err)
	}
	payload, err := encMode.Marshal(p)
	if err != nil {
		return Op{}, head, fmt.Errorf("encode %s: %w", p.Kind(), err)
	}
	op := Op{
		Ref:     Ref{FeedOf(key.Public().(ed25519.PublicKey)), head.Seq + 1},
		Prev:    head.Hash,
		HLC:     head.HLC.Next(wall),
		Kind:    p.Kind(),
		Payload: p,
	}
	if d := op.HLC.Time().Sub(wall); d >= wallSlack {
		op.Wall = uint64(max(wall.UnixMilli(), 1))
	}
	op.Body, err = encMode.Marshal(body{Version, op.Feed[:], op.Seq, op.Prev[:], uint64(op.HLC), op.Kind, payload, op.Wall})
	if err != nil {
		return Op{}, head, fmt.Errorf("encode %s: %w", p.Kind(), err)
	}
	if len(op.Body) > MaxBody {
		return Op{}, head, fmt.Errorf("%s: %d bytes, more than %d: shorten the text", p.Kind(), len(op.Body), MaxBody)
	}
	op.Sig = ed25519.Sign(key, append([]byte(domain), op.Body...))
	return op, Head{op.Ref, op.Hash(), op.HLC}, nil
}

// Decode reads an operation from its signed bytes. It does not check the signature (see Verify) nor what a
// known kind's payload says: an operation that was accepted once stays readable for ever.
func Decode(data, sig []byte) (Op, error) {
	if len(data) > MaxBody {
		return Op{}, fmt.Errorf("operation of %d bytes, more than %d", len(data), MaxBody)
	}
	if len(sig) != ed25519.SignatureSize {
		return Op{}, fmt.Errorf("signature of %d bytes, want %d", len(sig), ed25519.SignatureSize)
	}
	var b body
	if err := decMode.Unmarshal(data, &b); err != nil {
		return Op{}, fmt.Errorf("operation is not readable: %w", err)
	}
	if b.Version != Version {
		return Op{}, fmt.Errorf("operation of layout %d, this program reads %d: update paicha", b.Version, Version)
	}
	if len(b.Feed) != len(FeedID{}) || len(b.Prev) != len(Hash{}) || b.Seq == 0 {
		return Op{}, errors.New("operation's feed, sequence or previous hash has the wrong size")
	}
	op := Op{
		Body: data, Sig: sig,
		Ref:  Ref{FeedID(b.Feed), b.Seq},
		Prev: Hash(b.Prev), HLC: HLC(b.HLC), Wall: b.Wall, Kind: b.Kind,
	}
	var err error
	if op.Payload, err = decodePayload(b.Kind, b.Payload); err != nil {
		return Op{}, fmt.Errorf("%s %s: %w", b.Kind, op.Ref, err)
	}
	return op, nil
}

// Canonical says whether the body is the deterministic encoding of what it says; checked when an
// operation first arrives, never again.
func (o Op) Canonical() error {
	var b body
	if err := decMode.Unmarshal(o.Body, &b); err != nil {
		return err
	}
	var payload any
	if err := decMode.Unmarshal(b.Payload, &payload); err != nil {
		return err
	}
	again, err := encMode.Marshal(payload)
	if err != nil {
		return err
	}
	b.Payload = again
	whole, err := encMode.Marshal(b)
	if err != nil {
		return err
	}
	if string(whole) != string(o.Body) {
		return fmt.Errorf("%s: body is not canonical", o.Ref)
	}
	return nil
}

// Verify checks the signature with the feed's public key, which must be the one the feed is named by.
func (o Op) Verify(pub ed25519.PublicKey) error {
	if FeedOf(pub) != o.Feed {
		return fmt.Errorf("%s: key is of another feed", o.Ref)
	}
	if !ed25519.Verify(pub, append([]byte(domain), o.Body...), o.Sig) {
		return fmt.Errorf("%s: signature does not match: the operation was changed after it was signed", o.Ref)
	}
	return nil
}

// Hash names the operation in the chain.
func (o Op) Hash() Hash { return HashOf(o.Body, o.Sig) }

// Inspection is the id of the inspection that the operation belongs to; empty for a feed's own.
func (o Op) Inspection() string { return o.Payload.of() }

// Before orders operations: clock, then feed, then sequence. Total, the same on every machine.
func (o Op) Before(p Op) bool { return o.compare(p) < 0 }
