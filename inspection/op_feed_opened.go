package inspection

import (
	"crypto/ed25519"
	"fmt"
)

// FeedOpened is the first operation of every feed: it gives the public key that all others are checked with.
type FeedOpened struct {
	Key []byte `cbor:"key"` // Ed25519 public key
	App string `cbor:"app"` // program and version that made the feed
}

// Kind is "feed-opened".
func (*FeedOpened) Kind() string { return "feed-opened" }
func (*FeedOpened) of() string   { return "" }

func (f *FeedOpened) check() error {
	if len(f.Key) != ed25519.PublicKeySize {
		return fmt.Errorf("key of %d bytes, want %d", len(f.Key), ed25519.PublicKeySize)
	}
	return text("app", f.App)
}

func (*FeedOpened) apply(*Inspection, Op) {}
