package tablet_test

import (
	"crypto/ed25519"
	"path/filepath"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
)

// A feed that two devices wrote is told with its other branch, so that a tablet which carries both offers both.
func TestHeadsTellOfOtherBranches(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "home"), store.Options{App: "test", Heir: tablet.Heir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	pub := key.Public().(ed25519.PublicKey)
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	first, head, err := inspection.Sign(key, inspection.Head{}, at, &inspection.FeedOpened{Key: pub, App: "test"})
	if err != nil {
		t.Fatal(err)
	}
	branch := func(name string) inspection.Op {
		op, _, err := inspection.Sign(key, head, at, &inspection.FeedNamed{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		return op
	}
	forks := func() uint64 {
		for _, h := range tablet.Of(s).Heads() {
			if h.Feed == inspection.FeedOf(pub) {
				return h.Forks
			}
		}
		t.Fatal("the feed is not there")
		return 0
	}
	if _, _, _, err := tablet.Of(s).Merge([]inspection.Op{first, branch("专家甲")}); err != nil {
		t.Fatal(err)
	}
	if n := forks(); n != 0 {
		t.Errorf("%d operations of other branches in a feed of one", n)
	}
	if _, _, _, err := tablet.Of(s).Merge([]inspection.Op{branch("专家乙")}); err != nil {
		t.Fatal(err)
	}
	if n := forks(); n != 1 {
		t.Errorf("%d operations of other branches, want 1", n)
	}
}
