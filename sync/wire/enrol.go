package wire

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"slices"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Park is what a park tells anybody.
type Park struct {
	Version uint64 `cbor:"1,keyasint"`
	Key     []byte `cbor:"2,keyasint"` // Ed25519 public key: receipts, handouts
	Epoch   Epoch  `cbor:"3,keyasint"`
	Name    string `cbor:"4,keyasint"`
	Time    uint64 `cbor:"5,keyasint"`
	Box     string `cbor:"6,keyasint,omitempty"` // age recipient, for bundles
}

// Enrol asks for a place on the park's list: with a one-time code (Proof), or as the heir of a device that is on it.
type Enrol struct {
	Key    []byte `cbor:"1,keyasint"`           // the device's public key
	Proof  []byte `cbor:"2,keyasint,omitempty"` // see Prove
	Pinned bool   `cbor:"3,keyasint,omitempty"` // the certificate is not one that the system trusts: Proof covers it
	Heir   []Heir `cbor:"4,keyasint,omitempty"`
	App    string `cbor:"5,keyasint,omitempty"` // program, version, system
	Name   string `cbor:"6,keyasint,omitempty"` // what the device calls itself, where the park has not said
	Person string `cbor:"7,keyasint,omitempty"`
}

// Enrolled is the answer.
type Enrolled struct {
	Device Device `cbor:"1,keyasint"`
	Park   Park   `cbor:"2,keyasint"`
	Proof  []byte `cbor:"3,keyasint,omitempty"` // by the same code: it is the park that gave it
}

// codeAlphabet has no letters that are read for others: Crockford's base 32.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeLength is the characters of a code: 40 bits, good once, for a short time and few tries, and stretched (Stretch), so that
// who listens in the middle cannot try them all.
const CodeLength = 8

// NewCode draws a one-time code, XXXX-XXXX.
func NewCode() string {
	b := make([]byte, CodeLength)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	for i := range b {
		b[i] = codeAlphabet[b[i]&31]
	}
	return string(b[:4]) + "-" + string(b[4:])
}

// CleanCode reads a code as people type it: small letters, O for 0, I and L for 1, blanks and dashes anywhere.
func CleanCode(text string) (string, error) {
	var b strings.Builder
	for _, r := range strings.ToUpper(text) {
		switch r {
		case ' ', '-', '－', '　':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(codeAlphabet, r) {
			return "", errors.New("a code has the digits and the letters A to Z without I, L, O and U")
		}
		b.WriteRune(r)
	}
	if b.Len() != CodeLength {
		return "", errors.New("a code has 8 characters")
	}
	return b.String(), nil
}

// Stretch makes the key of a clean code: argon2id (RFC 9106) of 64 MiB and one pass, about 50 ms, salted with the park's key: trying all
// codes takes a core two thousand years, and a code lives a day.
func Stretch(code string, parkKey []byte) []byte {
	return argon2.IDKey([]byte(code), append([]byte("paicha enrol 1\x00"), parkKey...), 1, 64<<10, 2, 32)
}

// Pin is what a device pins of a certificate that no system trusts: SHA-256 of its public key.
func Pin(c *x509.Certificate) []byte {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return sum[:]
}

// Sides of a Prove.
const (
	BySide = "device"
	ByPark = "park"
)

// Prove is a side's proof that it knows the code, bound to both keys and, where the certificate is pinned, to the
// certificate that the device sees (SHA-256 of its public key): who stands between cannot pass it on.
func Prove(stretched []byte, side string, parkKey, deviceKey, certificate []byte) []byte {
	m := hmac.New(sha256.New, stretched)
	m.Write(slices.Concat([]byte("paicha enrol 1 "+side+"\x00"), parkKey, deviceKey, certificate))
	return m.Sum(nil)
}
