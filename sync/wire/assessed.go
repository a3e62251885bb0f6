package wire

import "crypto/ed25519"

// Assessed is a park's word that it sealed an enterprise's annual assessment.
type Assessed struct {
	Hash Sum    `cbor:"1,keyasint"` // of the snapshot: assess.Snapshot.Hash
	Time uint64 `cbor:"2,keyasint"` // the park's clock when it gave its word, milliseconds since 1970
}

// Sign signs it with the park's key.
func (a Assessed) Sign(key ed25519.PrivateKey) *Signed { return sign(key, domainAssessed, a) }

// OpenAssessed checks and reads one.
func OpenAssessed(pub ed25519.PublicKey, s *Signed) (a Assessed, err error) {
	return a, s.open(pub, domainAssessed, &a)
}
