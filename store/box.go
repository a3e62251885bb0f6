package store

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"io"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// box is how bytes lie on the disk: in the clear with a checksum, or, in a locked home, sealed so that who does not have
// the key can neither read nor change them. A nil *box is the clear one. What was written before the lock was set, or
// after it was taken away, is told by its first byte, so a home that is half converted can be read.
type box struct {
	identity *age.X25519Identity // photos are age files: the age tool opens them with this key
	small    cipher.AEAD         // for records and values
	strict   bool                // nothing lies in the clear any more: what does was put there by somebody else
}

// sealedMark begins sealed bytes. Nothing else that goes through a box begins so: records are CBOR arrays, values have
// openMark.
const (
	openMark   = 0x00
	sealedMark = 0x01
)

// ageMark begins an age file.
const ageMark = "age-encryption.org/v1\n"

func newBox() (*box, error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return boxOf(id.String())
}

// boxOf is the box of a data key, an age identity.
func boxOf(key string) (*box, error) {
	id, err := age.ParseX25519Identity(key)
	if err != nil {
		return nil, say("the data key cannot be read: %w", err)
	}
	k, err := hkdf.Key(sha256.New, []byte(key), nil, "paicha records v1", chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(k)
	if err != nil {
		return nil, err
	}
	return &box{identity: id, small: aead}, nil
}

// seal seals plain for the place that ad names; a clear box leaves it.
func (b *box) seal(plain, ad []byte) []byte {
	if b == nil {
		return plain
	}
	out := make([]byte, 1+chacha20poly1305.NonceSizeX, 1+chacha20poly1305.NonceSizeX+len(plain)+b.small.Overhead())
	out[0] = sealedMark
	_, _ = rand.Read(out[1:]) // never fails (crypto/rand)
	return b.small.Seal(out, out[1:], plain, ad)
}

// open is the reverse. Bytes that are not sealed pass.
func (b *box) open(data, ad []byte) ([]byte, error) {
	if len(data) == 0 || data[0] != sealedMark {
		if b != nil && b.strict {
			return nil, errSeal
		}
		return data, nil
	}
	if b == nil {
		return nil, ErrLocked
	}
	if len(data) < 1+chacha20poly1305.NonceSizeX {
		return nil, errSeal
	}
	plain, err := b.small.Open(nil, data[1:1+chacha20poly1305.NonceSizeX], data[1+chacha20poly1305.NonceSizeX:], ad)
	if err != nil {
		return nil, errSeal
	}
	return plain, nil
}

// errSeal says that sealed bytes were changed, or sealed with another key.
var errSeal = say("the sealed bytes were changed, or are of another lock")

// value is seal for the index, which has no checksum of its own that we trust: a clear value carries one.
func (b *box) value(key, plain []byte) []byte {
	if b != nil {
		return b.seal(plain, key)
	}
	out := make([]byte, 5, 5+len(plain))
	binary.LittleEndian.PutUint32(out[1:], crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, plain))
	return append(out, plain...)
}

// plain is the reverse of value; false when a bit has changed. A value in the clear passes in a locked home too: it was
// written before the lock was set.
func (b *box) plain(key, value []byte) ([]byte, bool) {
	if len(value) > 0 && value[0] == sealedMark {
		plain, err := b.open(value, key)
		return plain, err == nil
	}
	if b != nil && b.strict || len(value) < 5 || value[0] != openMark ||
		binary.LittleEndian.Uint32(value[1:]) != crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value[5:]) {
		return nil, false
	}
	return value[5:], true
}

// recordPlace is what a record is sealed for: its number.
func recordPlace(n uint64) []byte { return binary.LittleEndian.AppendUint64([]byte("record"), n) }

// writer seals what is written to w; Close ends it and does not close w.
func (b *box) writer(w io.Writer) (io.WriteCloser, error) {
	if b == nil {
		return clearWriter{w}, nil
	}
	return age.Encrypt(w, b.identity.Recipient())
}

type clearWriter struct{ io.Writer }

func (clearWriter) Close() error { return nil }

// reader gives what writer was given; what is not sealed passes.
func (b *box) reader(r io.Reader, sealed bool) (io.Reader, error) {
	if !sealed {
		return r, nil
	}
	if b == nil {
		return nil, ErrLocked
	}
	plain, err := age.Decrypt(r, b.identity)
	if err != nil {
		return nil, say("%w: %w", errSeal, err)
	}
	return plain, nil
}
