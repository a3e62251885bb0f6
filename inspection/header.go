package inspection

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

// Header is what stands before an operation's payload: enough to chain and to store it without reading what it says.
type Header struct {
	Ref
	Prev Hash
	HLC  HLC
	Kind string
}

// errHeader says that a body does not begin as Sign writes it.
var errHeader = errors.New("operation does not begin as one of layout 1 does")

// ParseHeader reads the header of a body, some fifty times as fast as Decode: taking in a hundred thousand operations is
// reading headers and hashing. It takes only the deterministic layout that Sign writes; what follows the kind is not looked at.
func ParseHeader(body []byte) (h Header, err error) {
	if len(body) > MaxBody || len(body) < 3 || body[0] != 0xa7 && body[0] != 0xa8 || body[1] != 1 || body[2] != Version {
		return h, errHeader
	}
	r := headReader{rest: body[3:]}
	r.key(2)
	copy(h.Feed[:], r.bytes(len(h.Feed)))
	r.key(3)
	h.Seq = r.uint(0)
	r.key(4)
	copy(h.Prev[:], r.bytes(len(h.Prev)))
	r.key(5)
	h.HLC = HLC(r.uint(0))
	r.key(6)
	h.Kind = string(r.text())
	r.key(7)
	if r.bad || h.Seq == 0 {
		return Header{}, errHeader
	}
	return h, nil
}

// HashOf is Op.Hash of signed bytes.
func HashOf(body, sig []byte) Hash {
	h := sha256.New()
	h.Write(body)
	h.Write(sig)
	return Hash(h.Sum(nil))
}

// VerifySig checks a signature over a body with a feed's key: Op.Verify without decoding.
func VerifySig(pub ed25519.PublicKey, body, sig []byte) bool {
	return len(pub) == ed25519.PublicKeySize && ed25519.Verify(pub, append([]byte(domain), body...), sig)
}

// headReader reads the deterministic CBOR (RFC 8949, 4.2) of a header; bad stays once something was not as expected.
type headReader struct {
	rest []byte
	bad  bool
}

func (r *headReader) take(n uint64) []byte {
	if r.bad || n > uint64(len(r.rest)) {
		r.bad = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *headReader) key(k byte) {
	if b := r.take(1); b != nil && b[0] != k {
		r.bad = true
	}
}

// uint is the argument of an item of that major type (its top three bits), in the shortest form.
func (r *headReader) uint(major byte) uint64 {
	b := r.take(1)
	if b == nil || b[0]&0xe0 != major {
		r.bad = true
		return 0
	}
	switch n := b[0] & 0x1f; {
	case n < 24:
		return uint64(n)
	case n > 27:
		r.bad = true
		return 0
	default:
		size := uint64(1) << (n - 24)
		var wide [8]byte
		copy(wide[8-size:], r.take(size))
		v := binary.BigEndian.Uint64(wide[:])
		if n == 24 && v < 24 || n > 24 && v < 1<<(size*4) {
			r.bad = true // not the shortest
		}
		return v
	}
}

func (r *headReader) bytes(want int) []byte {
	if n := r.uint(0x40); n != uint64(want) {
		r.bad = true
	}
	return r.take(uint64(want))
}

func (r *headReader) text() []byte {
	n := r.uint(0x60)
	if n > 64 {
		r.bad = true
	}
	return r.take(n)
}
