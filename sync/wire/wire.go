// Package wire is the contract between a tablet and the park: the messages, their bytes and limits. It is pure. What is
// sent in which order, and what each side promises, is in sync/PROTOCOL.md.
package wire

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// Version of the protocol. History: 1 (2026-11) first.
const Version = 1

// Limits. What is larger is refused before it is read.
const (
	MaxMessage  = 6 << 20  // a request or an answer, bytes
	MaxRunData  = 1 << 20  // of one run, compressed
	MaxRunPlain = 16 << 20 // of one run, plain
	MaxRunOps   = 16384    // operations of one run
	MaxSeq      = 1 << 53  // of an operation: every database and every JSON reader holds it
	MaxHave     = 4096     // feeds in one request
	MaxPhoto    = 200 << 20
	MaxChunk    = 4 << 20 // of a photo, in one request
	MaxSmall    = 512 << 10
	MaxHandout  = 16 << 20
	// SmallHandout goes with the answer that offers it, bytes.
	SmallHandout = 16 << 10
)

// Epoch names one life of a park: random, new when its server is set up and at every restore of it. A tablet that meets
// another epoch offers everything again.
type Epoch [8]byte

// NewEpoch draws one.
func NewEpoch() (e Epoch) {
	_, _ = rand.Read(e[:]) // never fails (crypto/rand)
	return e
}

// String is the epoch in hexadecimal.
func (e Epoch) String() string { return hex.EncodeToString(e[:]) }

// Sum is the SHA-256 of a photo or handout.
type Sum [32]byte

// String is the sum in hexadecimal, as files are named.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// ParseSum is the reverse of String.
func ParseSum(text string) (s Sum, err error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(s) {
		return s, fmt.Errorf("%q is not a SHA-256", text)
	}
	return Sum(b), nil
}

var (
	enc = must(cbor.CoreDetEncOptions().EncMode())
	dec = must(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		IndefLength:      cbor.IndefLengthForbidden,
		MaxNestedLevels:  8,
		MaxArrayElements: 65536,
		MaxMapPairs:      64,
		UTF8:             cbor.UTF8RejectInvalid,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Encode is the deterministic CBOR of a message.
func Encode(v any) []byte { return must(enc.Marshal(v)) } // of our own types it cannot fail

// Decode reads a message. Unknown keys are passed over: a newer side may say more.
func Decode(data []byte, v any) error {
	if len(data) > MaxMessage {
		return fmt.Errorf("message of %d bytes, at most %d", len(data), MaxMessage)
	}
	if err := dec.Unmarshal(data, v); err != nil {
		return fmt.Errorf("message is not readable: %w", err)
	}
	return nil
}

// Attestor signs for a device or a park. The domain keeps one use of the key from another.
type Attestor func(domain string, message []byte) []byte

// Attest is an Attestor's work with a key at hand.
func Attest(key ed25519.PrivateKey, domain string, message []byte) []byte {
	return ed25519.Sign(key, append([]byte(domain+"\x00"), message...))
}

// Attested checks what Attest signed.
func Attested(pub ed25519.PublicKey, domain string, message, sig []byte) bool {
	return len(pub) == ed25519.PublicKeySize && ed25519.Verify(pub, append([]byte(domain+"\x00"), message...), sig)
}

// Domains of signatures, beside that of operations.
const (
	domainRequest = "paicha-request-v1"
	domainReceipt = "paicha-receipt-v1"
	domainHeir    = "paicha-heir-v1"
	domainOffer   = "paicha-handouts-v1"
	domainVouch   = "paicha-vouch-v1"

	domainAssessed = "paicha-assessed-v1"
)

// FeedID is inspection's.
type FeedID = inspection.FeedID
