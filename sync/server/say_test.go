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

// What the park said after the backup that it was put back from is taken again, although the backup does not know the feed; nobody else's feed is.
func TestTheParkKnowsItsFeedsAgain(t *testing.T) {
	ctx := t.Context()
	open := func(l *server.Memory) *server.Park {
		t.Helper()
		p, err := server.Open(ctx, l, server.NewMemoryBlobs(), server.Options{Name: "示例园区", Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	l := server.NewMemory()
	p := open(l)
	backup := l.Copy()
	said, err := p.Record(ctx, &inspection.FeedNamed{Name: "示例园区"})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Restored(ctx, backup); err != nil {
		t.Fatal(err)
	}
	back := open(backup)
	take := func(run wire.Run) wire.Result {
		t.Helper()
		results, err := back.TakeRuns(ctx, wire.FeedID{}, []wire.Run{run})
		if err != nil || len(results) != 1 {
			t.Fatalf("%+v, %v", results, err)
		}
		return results[0]
	}
	for _, word := range []func(inspection.FeedOpened) *inspection.FeedOpened{
		func(f inspection.FeedOpened) *inspection.FeedOpened { return &f },
		func(f inspection.FeedOpened) *inspection.FeedOpened {
			return f.Sign(ed25519.NewKeyFromSeed(make([]byte, 32)))
		},
	} {
		key := ed25519.NewKeyFromSeed([]byte("another, who says to be the park."[:32]))
		op, _, err := inspection.Sign(key, inspection.Head{}, time.Now(), word(inspection.FeedOpened{Key: key.Public().(ed25519.PublicKey), App: "test"}))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			t.Fatal(err)
		}
		if r := take(wire.Pack([]wire.Raw{raw})); r.Outcome != wire.Refused || r.Code != wire.UnknownDevice {
			t.Errorf("of another: %+v", r)
		}
	}
	var run wire.Run
	if err := l.View(ctx, func(tx server.Tx) error {
		runs, err := tx.Runs(said[0].Feed, wire.Span{From: 1, To: 2})
		run = runs[0].Run
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if r := take(run); r.Outcome != wire.Stored || r.To != 2 {
		t.Errorf("what it said itself: %+v", r)
	}
	devices, err := back.Devices(ctx)
	if err != nil || len(devices) != 1 || devices[0].Feed != said[0].Feed || devices[0].Role != wire.RolePark || devices[0].Name != "示例园区" {
		t.Errorf("on the list: %+v, %v", devices, err)
	}
	now, err := back.Record(ctx, &inspection.FeedNamed{Name: "示例园区"})
	if err != nil || now[0].Feed == said[0].Feed {
		t.Errorf("it goes on in the feed of before: %+v, %v", now, err)
	}
}
