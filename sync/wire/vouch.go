package wire

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"slices"

	"anquan.example/paicha/inspection"
)

// Vouch is a park's word on a paper of its: that these operations, and no others, were all that it held of an inspection at a moment.
type Vouch struct {
	Inspection string `cbor:"1,keyasint"`
	Time       uint64 `cbor:"2,keyasint"` // the park's clock, milliseconds since 1970
	Count      uint64 `cbor:"3,keyasint"`
	Digest     Sum    `cbor:"4,keyasint"` // DigestOf their hashes
	Made       Sum    `cbor:"5,keyasint"` // SHA-256 of what else went into the paper: its number, who holds which device (report/proof)
}

// DigestOf is SHA-256 over the hashes of operations in ascending order, whatever order they are given in.
func DigestOf(all []inspection.Hash) Sum {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b inspection.Hash) int { return bytes.Compare(a[:], b[:]) })
	h := sha256.New()
	for _, one := range slices.Compact(sorted) {
		h.Write(one[:])
	}
	return Sum(h.Sum(nil))
}

// Sign signs it with the park's key.
func (v Vouch) Sign(key ed25519.PrivateKey) *Signed { return sign(key, domainVouch, v) }

// OpenVouch checks and reads one.
func OpenVouch(pub ed25519.PublicKey, s *Signed) (v Vouch, err error) {
	return v, s.open(pub, domainVouch, &v)
}
