package inspection

import (
	"crypto/ed25519"
	"fmt"
)

// FeedOpened is the first operation of every feed: it gives the public key that all others are checked with.
type FeedOpened struct {
	Key  []byte `cbor:"key"`            // Ed25519 public key
	App  string `cbor:"app"`            // program and version that made the feed
	Park []byte `cbor:"park,omitempty"` // of a park's own feed, the park's signature: it knows the feed again after it was put back from a backup
}

// parkFeedDomain is that of a park's word that a feed is its own.
const parkFeedDomain = "paicha-park-feed-v1\x00"

// Sign gives it the word of the park, whose key this is.
func (f FeedOpened) Sign(park ed25519.PrivateKey) *FeedOpened {
	f.Park = ed25519.Sign(park, append([]byte(parkFeedDomain), f.Key...))
	return &f
}

// SignedBy says whether the feed is one of the park with that key.
func (f FeedOpened) SignedBy(park ed25519.PublicKey) bool {
	return len(park) == ed25519.PublicKeySize && len(f.Park) > 0 && ed25519.Verify(park, append([]byte(parkFeedDomain), f.Key...), f.Park)
}

// Kind is "feed-opened".
func (*FeedOpened) Kind() string { return "feed-opened" }
func (*FeedOpened) of() string   { return "" }

func (f *FeedOpened) check() error {
	if len(f.Key) != ed25519.PublicKeySize {
		return fmt.Errorf("key of %d bytes, want %d", len(f.Key), ed25519.PublicKeySize)
	}
	if len(f.Park) != 0 && len(f.Park) != ed25519.SignatureSize {
		return fmt.Errorf("the park's signature has %d bytes, want %d", len(f.Park), ed25519.SignatureSize)
	}
	return text("app", f.App)
}

func (*FeedOpened) apply(*Inspection, Op) {}
