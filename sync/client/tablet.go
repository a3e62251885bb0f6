// Package client is the tablet's side of sync: it offers what is new, takes in what others said, sends photos, and keeps what
// the park's receipts say. It asks the tablet's store for little (Tablet), and speaks HTTP to a park, or to another tablet
// that listens.
package client

import (
	"crypto/ed25519"
	"errors"
	"io"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Tablet is what the engine asks of the tablet's store. Its implementations sit the examination in tablettest.
type Tablet interface {
	// Feed is the feed that this device writes; it changes with Renew.
	Feed() wire.FeedID
	Public() ed25519.PublicKey
	// Attest signs with the device's key, as wire.Attest.
	Attest(domain string, message []byte) []byte
	// Heirs is how feeds that this device wrote before named its present one.
	Heirs() []wire.Heir

	// End is the number of the last record that is on disk.
	End() uint64
	// Read gives the records behind after, in order, with their operations as they were signed, until visit fails (ErrStop
	// ends it without an error). What cannot be read is passed over. It does not hold up recording.
	Read(after uint64, visit func(record uint64, ops []wire.Raw) error) error
	// Heads is how far every feed is known here. Forks grows with every operation that does not lengthen the feed or fill
	// one of its gaps: two devices wrote it.
	Heads() []wire.Have
	// Own says whether a feed is this device's, or was.
	Own(feed wire.FeedID) bool
	// Merge takes operations in; each by itself. When it returns they are on disk; records from+1 … to hold nothing else (more
	// of them may lie behind). Those that are refused are told.
	Merge(ops []inspection.Op) (from, to uint64, refused []error, err error)
	// Renew makes a new feed for this device that continues the old one, which is never written again.
	Renew() error

	// Peer is what SetPeer kept under that name; nil for nothing. When SetPeer returns it is on disk.
	Peer(name string) ([]byte, error)
	SetPeer(name string, data []byte) error

	// OpenPhoto reads a whole photo; the error is fs.ErrNotExist when it is not here.
	OpenPhoto(sum wire.Sum) (io.ReadSeeker, int64, error)
	// HasPhoto says whether it is here, without reading it.
	HasPhoto(sum wire.Sum) bool
	// AddPhoto takes one in; what is not what sum says is refused.
	AddPhoto(sum wire.Sum, r io.Reader) error
	// KeepHandout keeps a document of the park; the newest of a name counts. One that can never be used is ErrUseless; after
	// another error it is brought again.
	KeepHandout(name string, data []byte) error
}

// ErrUseless says that a document of the park cannot be used by this program.
var ErrUseless = errors.New("it cannot be used by this program")

// ErrStop ends Tablet.Read.
var ErrStop = errors.New("stop")
