package server_test

import (
	"context"
	"crypto/ed25519"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// What people do at the park is signed in the server's feed, later than all it has seen, reaches tablets, and after a
// restore goes on in another feed.
func TestTheParkSpeaksToo(t *testing.T) {
	ctx := context.Background()
	l := server.NewMemory()
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	open := func() *server.Park {
		t.Helper()
		p, err := server.Open(ctx, l, server.NewMemoryBlobs(), server.Options{Name: "示例园区", Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := open()
	say := &inspection.FeedNamed{Name: "示例园区"}
	first, err := p.Record(ctx, say)
	if err != nil || len(first) != 1 || first[0].Seq != 2 {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := p.Record(ctx, say, say)
	if err != nil || len(second) != 2 || second[1].Seq != 4 || second[0].HLC <= first[0].HLC || second[0].Feed != first[0].Feed {
		t.Fatalf("%+v, %v", second, err)
	}
	seed := ed25519.NewKeyFromSeed(make([]byte, 32))
	feed := inspection.FeedOf(seed.Public().(ed25519.PublicKey))
	a, err := p.Exchange(ctx, wire.Device{Feed: feed}, &wire.Exchange{Version: wire.Version, Room: 1 << 20})
	if err != nil || len(a.Runs) != 2 || a.Offer == nil {
		t.Fatalf("%+v, %v", a, err)
	}
	if _, err := p.Record(ctx, &inspection.FeedOpened{}); err == nil {
		t.Error("signed what may not be signed")
	}
	if err := p.Restored(ctx); err != nil {
		t.Fatal(err)
	}
	third, err := open().Record(ctx, say)
	if err != nil || third[0].Feed == first[0].Feed || third[0].HLC <= second[1].HLC {
		t.Errorf("%+v, %v", third, err)
	}
}
