package server_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// tablet signs operations.
type tablet struct {
	t    *testing.T
	key  ed25519.PrivateKey
	feed wire.FeedID
}

func newTablet(t *testing.T, seed byte) tablet {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
	return tablet{t, key, inspection.FeedOf(key.Public().(ed25519.PublicKey))}
}

func (d tablet) pub() ed25519.PublicKey { return d.key.Public().(ed25519.PublicKey) }

func (d tablet) device() wire.Device {
	return wire.Device{Feed: d.feed, Key: d.pub(), Name: "平板", Role: wire.RoleExpert, Since: 1}
}

// sign makes the operation after head; nil: the feed's first.
func (d tablet) sign(head *wire.Raw, wall time.Time, p inspection.Payload) wire.Raw {
	d.t.Helper()
	var h inspection.Head
	if head != nil {
		h = inspection.Head{Ref: head.Ref, Hash: head.Hash, HLC: head.HLC}
	}
	op, _, err := inspection.Sign(d.key, h, wall, p)
	if err != nil {
		d.t.Fatal(err)
	}
	raw, err := wire.NewRaw(op.Body, op.Sig)
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

// more is n operations after ops; others when mark differs.
func (d tablet) more(ops []wire.Raw, n int, mark string) []wire.Raw {
	d.t.Helper()
	ops = slices.Clip(ops)
	for range n {
		if len(ops) == 0 {
			ops = append(ops, d.sign(nil, noon, &inspection.FeedOpened{Key: d.pub(), App: "test " + mark}))
			continue
		}
		ops = append(ops, d.sign(&ops[len(ops)-1], noon, &inspection.FeedOpened{Key: d.pub(), App: fmt.Sprint("test ", mark, len(ops))}))
	}
	return ops
}

// bench is a ledger that runs are brought to.
type bench struct {
	t *testing.T
	l server.Ledger
}

// overLedgers runs a test over every ledger.
func overLedgers(t *testing.T, f func(t *testing.T, b bench)) {
	for name, open := range map[string]func() (server.Ledger, error){
		"memory": func() (server.Ledger, error) { return server.NewMemory(), nil },
		"sqlite": func() (server.Ledger, error) { return sqldb.Open(filepath.Join(t.TempDir(), "ledger.db")) },
	} {
		t.Run(name, func(t *testing.T) {
			l, err := open()
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := l.Close(); err != nil {
					t.Error(err)
				}
			}()
			f(t, bench{t, l})
		})
	}
}

func (b bench) update(f func(server.Tx) error) {
	b.t.Helper()
	if err := b.l.Update(b.t.Context(), f); err != nil {
		b.t.Fatal(err)
	}
}

func (b bench) enrol(all ...wire.Device) {
	b.t.Helper()
	b.update(func(tx server.Tx) error {
		for _, d := range all {
			if err := tx.SetDevice(d); err != nil {
				return err
			}
		}
		return nil
	})
}

// take brings a run and says in short what became of it: "1-5 stored, 6-9 refused bad-chain".
func (b bench) take(run wire.Run) string {
	b.t.Helper()
	var said string
	b.update(func(tx server.Tx) error {
		results, err := server.Take(tx, run.Feed, noon, run)
		said = ""
		for n, r := range results {
			if n > 0 {
				said += ", "
			}
			said += fmt.Sprintf("%d-%d %s", r.From, r.To, r.Outcome)
			if r.Code != "" {
				said += " " + string(r.Code)
			}
			if r.Feed != run.Feed {
				b.t.Errorf("result about feed %s", r.Feed)
			}
		}
		return err
	})
	return said
}

func (b bench) feed(id wire.FeedID) *server.Feed {
	b.t.Helper()
	var f *server.Feed
	if err := b.l.View(b.t.Context(), func(tx server.Tx) (err error) {
		f, err = tx.Feed(id)
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return f
}

// kept is every operation of the feed that the ledger holds, by hash.
func (b bench) kept(id wire.FeedID) map[inspection.Hash]int {
	b.t.Helper()
	all := map[inspection.Hash]int{}
	if err := b.l.View(b.t.Context(), func(tx server.Tx) error {
		runs, err := tx.Runs(id, wire.Span{From: 1, To: wire.MaxSeq})
		for _, r := range runs {
			ops, err := r.Unpack()
			if err != nil {
				return err
			}
			for _, op := range ops {
				all[op.Hash]++
			}
		}
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return all
}

// holds checks that exactly these are kept, each once.
func (b bench) holds(id wire.FeedID, lists ...[]wire.Raw) {
	b.t.Helper()
	want := map[inspection.Hash]int{}
	for _, ops := range lists {
		for _, op := range ops {
			want[op.Hash] = 1
		}
	}
	if got := b.kept(id); !reflect.DeepEqual(got, want) {
		b.t.Errorf("the ledger holds %d operations of the feed, want %d, each once", len(got), len(want))
	}
	if f := b.feed(id); f != nil && f.Ops != uint64(len(want)) {
		b.t.Errorf("the feed counts %d operations, want %d", f.Ops, len(want))
	}
}

func TestIntakeOfRuns(t *testing.T) {
	d := newTablet(t, 1)
	main := d.more(nil, 20, "main")
	side := d.more(main[:10], 8, "side")   // 11-18 of a copied tablet
	other := d.more(main[:12], 3, "other") // 13-15 of another copy
	tampered := slices.Clone(main[:8])     // what stands behind the changed one does not follow it
	tampered[5] = tamper(t, main[5], main[4])
	forged := slices.Clone(main[:5])
	forged[4] = tamper(t, main[4], main[3])
	pack := func(ops []wire.Raw, from, to int) wire.Run { return wire.Pack(ops[from-1 : to]) }
	type step struct {
		run  wire.Run
		want string
	}
	for _, c := range []struct {
		name  string
		steps []step
		holds [][]wire.Raw
		gaps  []wire.Span
		marks []wire.Mark // ends of branches
	}{
		{"one follows another", []step{{pack(main, 1, 5), "1-5 stored"}, {pack(main, 6, 20), "6-20 stored"}}, [][]wire.Raw{main}, nil, nil},
		{"again", []step{{pack(main, 1, 5), "1-5 stored"}, {pack(main, 1, 5), "1-5 had"}, {pack(main, 2, 3), "2-3 had"}}, [][]wire.Raw{main[:5]}, nil, nil},
		{"overlapping", []step{{pack(main, 1, 5), "1-5 stored"}, {pack(main, 3, 9), "3-5 had, 6-9 stored"}}, [][]wire.Raw{main[:9]}, nil, nil},
		{"a gap, filled from the front", []step{
			{pack(main, 1, 2), "1-2 stored"}, {pack(main, 9, 10), "9-10 stored"}, {pack(main, 3, 4), "3-4 stored"}, {pack(main, 5, 8), "5-8 stored"},
		}, [][]wire.Raw{main[:10]}, nil, nil},
		{"a gap, filled from the end", []step{
			{pack(main, 1, 2), "1-2 stored"}, {pack(main, 9, 10), "9-10 stored"}, {pack(main, 7, 8), "7-8 stored"}, {pack(main, 3, 6), "3-6 stored"},
		}, [][]wire.Raw{main[:10]}, nil, nil},
		{"a gap, filled from the middle", []step{
			{pack(main, 1, 2), "1-2 stored"}, {pack(main, 9, 10), "9-10 stored"}, {pack(main, 5, 6), "5-6 stored"}, {pack(main, 6, 8), "6-6 had, 7-8 stored"},
			{pack(main, 1, 10), "1-2 had, 3-4 stored, 5-10 had"},
		}, [][]wire.Raw{main[:10]}, nil, nil},
		{"gaps that stay", []step{
			{pack(main, 5, 6), "5-6 stored"}, {pack(main, 9, 10), "9-10 stored"}, {pack(main, 2, 2), "2-2 stored"},
		}, [][]wire.Raw{main[1:2], main[4:6], main[8:10]}, []wire.Span{{From: 1, To: 1}, {From: 3, To: 4}, {From: 7, To: 8}}, nil},
		{"a fork at the end, and on", []step{
			{pack(main, 1, 10), "1-10 stored"}, {pack(main, 11, 12), "11-12 stored"}, {pack(side, 11, 12), "11-12 forked"}, {pack(side, 13, 18), "13-18 forked"},
			{pack(main, 13, 20), "13-20 stored"}, {pack(side, 11, 18), "11-18 had"},
		}, [][]wire.Raw{main, side[10:]}, nil, []wire.Mark{{Seq: 18, Hash: side[17].Hash}}},
		{"a fork from the middle", []step{
			{pack(main, 1, 20), "1-20 stored"}, {pack(side, 5, 13), "5-10 had, 11-13 forked"}, {pack(other, 10, 15), "10-12 had, 13-15 forked"},
		}, [][]wire.Raw{main, side[10:13], other[12:]}, nil, []wire.Mark{{Seq: 13, Hash: side[12].Hash}, {Seq: 15, Hash: other[14].Hash}}},
		{"the branch came first", []step{
			{pack(side, 1, 18), "1-18 stored"}, {pack(main, 9, 20), "9-10 had, 11-20 forked"},
		}, [][]wire.Raw{side, main[10:]}, nil, []wire.Mark{{Seq: 20, Hash: main[19].Hash}}},
		{"a fork with a gap in it", []step{
			{pack(main, 1, 20), "1-20 stored"}, {pack(side, 15, 16), "15-16 forked"}, {pack(side, 11, 12), "11-12 forked"},
		}, [][]wire.Raw{main, side[14:16], side[10:12]}, nil, []wire.Mark{{Seq: 16, Hash: side[15].Hash}, {Seq: 12, Hash: side[11].Hash}}},
		{"a gap that a branch does not fit", []step{
			{pack(main, 1, 10), "1-10 stored"}, {pack(main, 15, 20), "15-20 stored"}, {pack(side, 11, 11), "11-11 stored"}, {pack(main, 14, 14), "14-14 stored"},
		}, [][]wire.Raw{main[:10], side[10:11], main[13:]}, []wire.Span{{From: 12, To: 13}}, nil},
		{"tampered in the middle", []step{{pack(tampered, 1, 8), "7-8 refused bad-chain, 6-6 refused bad-signature, 1-5 stored"}}, [][]wire.Raw{main[:5]}, nil, nil},
		{"tampered at the end", []step{{pack(forged, 1, 5), "5-5 refused bad-signature, 1-4 stored"}}, [][]wire.Raw{main[:4]}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			overLedgers(t, func(t *testing.T, b bench) {
				b.enrol(d.device())
				for n, s := range c.steps {
					if got := b.take(s.run); got != s.want {
						t.Errorf("step %d: %s, want %s", n+1, got, s.want)
					}
				}
				b.holds(d.feed, c.holds...)
				f := b.feed(d.feed)
				if got := f.Have().Gaps; !slices.Equal(got, c.gaps) {
					t.Errorf("gaps %v, want %v", got, c.gaps)
				}
				if !slices.Equal(f.Branches, c.marks) {
					t.Errorf("branches end at %v, want %v", f.Branches, c.marks)
				}
			})
		})
	}
}

// tamper changes what an operation says and leaves its signature.
func tamper(t *testing.T, op, prev wire.Raw) wire.Raw {
	t.Helper()
	body := bytes.Replace(op.Body, []byte("main"), []byte("mine"), 1)
	changed, err := wire.NewRaw(body, op.Sig)
	if err != nil || changed.Hash == op.Hash || !changed.Follows(prev) {
		t.Fatalf("not tampered as it should be: %v", err)
	}
	return changed
}

func TestIntakeAsksWhoseFeedItIs(t *testing.T) {
	known, stranger := newTablet(t, 1), newTablet(t, 2)
	mine, theirs := known.more(nil, 5, "main"), stranger.more(nil, 5, "main")
	overLedgers(t, func(t *testing.T, b bench) {
		b.enrol(known.device())
		if got := b.take(wire.Pack(theirs)); got != "1-5 refused unknown-device" {
			t.Error("a stranger:", got)
		}
		b.holds(stranger.feed)
		b.take(wire.Pack(mine[:3]))
		gone := known.device()
		gone.Revoked = 5
		b.enrol(gone)
		if got := b.take(wire.Pack(mine[3:])); got != "4-5 refused revoked" {
			t.Error("a revoked one:", got)
		}
		b.holds(known.feed, mine[:3])
	})
}

func TestIntakeTakesWhatAKnownDeviceContinues(t *testing.T) {
	known, old := newTablet(t, 1), newTablet(t, 2)
	theirs := old.more(nil, 9, "main")
	mine := known.more(nil, 1, "main")
	mine = append(mine, known.sign(&mine[0], noon, &inspection.Continued{Feeds: []inspection.Seal{{Feed: old.feed.String(), Seq: 6, Hash: theirs[5].Hash[:]}}}))
	overLedgers(t, func(t *testing.T, b bench) {
		b.enrol(known.device())
		if got := b.take(wire.Pack(mine)); got != "1-2 stored" {
			t.Fatal("the heir:", got)
		}
		if got := b.take(wire.Pack(theirs[3:6])); got != "4-6 stored" { // its key is in the first, which is not here
			t.Error("the end of the old feed:", got)
		}
		if got := b.take(wire.Pack(theirs[:3])); got != "1-3 stored" {
			t.Error("its beginning:", got)
		}
		b.holds(old.feed, theirs[:6])
		if f := b.feed(old.feed); !bytes.Equal(f.Key, old.pub()) || !f.Vouched || len(f.Gaps) != 0 {
			t.Errorf("the old feed is %+v", f)
		}
		forged := slices.Clone(theirs[6:8])
		forged[1] = tamper(t, theirs[7], theirs[6])
		if got := b.take(wire.Pack(forged)); got != "8-8 refused bad-signature, 7-7 stored" {
			t.Error("tampered, now that its key is known:", got)
		}
	})
}

func TestIntakeNotesClocksAhead(t *testing.T) {
	d := newTablet(t, 1)
	ops := d.more(nil, 2, "main")
	ops = append(ops, d.sign(&ops[1], noon.AddDate(1, 0, 0), &inspection.FeedOpened{Key: d.pub(), App: "next year"}))
	overLedgers(t, func(t *testing.T, b bench) {
		b.enrol(d.device())
		if got := b.take(wire.Pack(ops)); got != "1-3 stored" {
			t.Error(got)
		}
		b.holds(d.feed, ops)
		if f := b.feed(d.feed); f.Ahead != 1 {
			t.Errorf("%d operations ahead, want 1", f.Ahead)
		}
	})
}

func TestIntakeOfHostileRuns(t *testing.T) {
	d := newTablet(t, 1)
	ops := d.more(nil, 5, "main")
	good := wire.Pack(ops)
	squeeze := func(plain []byte) []byte {
		w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
		if err != nil {
			t.Fatal(err)
		}
		return w.EncodeAll(plain, nil)
	}
	with := func(change func(*wire.Run)) wire.Run {
		r := good
		r.Data = bytes.Clone(r.Data)
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		run  wire.Run
		want string
	}{
		"a bomb":                 {with(func(r *wire.Run) { r.Data = squeeze(make([]byte, 256<<20)) }), "1-5 refused bad-chain"},
		"many frames":            {with(func(r *wire.Run) { r.Data = bytes.Repeat(squeeze(make([]byte, 8<<20)), 100) }), "1-5 refused bad-chain"},
		"no zstd":                {with(func(r *wire.Run) { r.Data = []byte("hello") }), "1-5 refused bad-chain"},
		"nothing":                {with(func(r *wire.Run) { r.Data = nil }), "1-5 refused bad-chain"},
		"zeros":                  {with(func(r *wire.Run) { r.Data = squeeze(make([]byte, 1000)) }), "1-5 refused bad-chain"},
		"an endless length":      {with(func(r *wire.Run) { r.Data = squeeze(bytes.Repeat([]byte{0xff}, 1000)) }), "1-5 refused bad-chain"},
		"cut off":                {with(func(r *wire.Run) { r.Data = r.Data[:len(r.Data)-3] }), "1-5 refused bad-chain"},
		"fewer than it says":     {with(func(r *wire.Run) { r.Count = 7 }), "6-7 refused bad-chain, 1-5 stored"},
		"more than it says":      {with(func(r *wire.Run) { r.Count = 3 }), "4-4 refused bad-chain, 1-3 stored"},
		"none":                   {with(func(r *wire.Run) { r.Count = 0 }), "1-1 refused bad-chain"},
		"too many":               {with(func(r *wire.Run) { r.Count = 1 << 40 }), fmt.Sprintf("1-%d refused bad-chain", 1<<40)},
		"from nowhere":           {with(func(r *wire.Run) { r.First = 0 }), "0-4 refused bad-chain"},
		"from the end":           {with(func(r *wire.Run) { r.First = ^uint64(0) }), fmt.Sprintf("%d-%d refused bad-chain", ^uint64(0), ^uint64(0))},
		"beyond all bounds":      {with(func(r *wire.Run) { r.First = wire.MaxSeq }), fmt.Sprintf("%d-%d refused bad-chain", wire.MaxSeq, wire.MaxSeq+4)},
		"other numbers":          {with(func(r *wire.Run) { r.First = 2 }), "2-6 refused bad-chain"},
		"another's operations":   {with(func(r *wire.Run) { r.Feed = newTablet(t, 2).feed }), "1-5 refused bad-chain"},
		"more data than a run's": {with(func(r *wire.Run) { r.Data = make([]byte, wire.MaxRunData+1) }), "1-5 refused bad-chain"},
	} {
		t.Run(name, func(t *testing.T) {
			overLedgers(t, func(t *testing.T, b bench) {
				b.enrol(d.device(), newTablet(t, 2).device())
				if got := b.take(c.run); got != c.want {
					t.Errorf("%s, want %s", got, c.want)
				}
				b.take(good) // the rest of the message is not hindered
				b.holds(d.feed, ops)
			})
		})
	}
}

// A device that leaves every other operation out may not make its feed's state grow without bound; what fills is taken still.
func TestIntakeBoundsThePiecesOfAFeed(t *testing.T) {
	d := newTablet(t, 1)
	const pieces = server.MaxPieces
	ops := d.more(nil, 2*pieces+4, "main")
	overLedgers(t, func(t *testing.T, b bench) {
		b.enrol(d.device())
		b.update(func(tx server.Tx) error {
			f := &server.Feed{ID: d.feed, Key: d.pub()}
			for n := range pieces { // 2, 4, 6 … are there
				at := ops[2*n+1]
				f.Gaps = append(f.Gaps, server.Gap{From: at.Seq - 1, To: at.Seq - 1, Before: f.Hash, After: at.Prev})
				f.Seq, f.Hash = at.Seq, at.Hash
				f.Ops++
			}
			return tx.SetFeed(f)
		})
		if got := b.take(wire.Pack(ops[2*pieces+1 : 2*pieces+3])); got != fmt.Sprintf("%d-%d refused too-large", 2*pieces+2, 2*pieces+3) {
			t.Error("one piece more:", got)
		}
		if got := b.take(wire.Pack(ops[2*pieces : 2*pieces+2])); got != fmt.Sprintf("%d-%d stored", 2*pieces+1, 2*pieces+2) {
			t.Error("what follows:", got)
		}
		if got := b.take(wire.Pack(ops[:1])); got != "1-1 stored" {
			t.Error("what fills:", got)
		}
		if got := b.take(wire.Pack(ops[2*pieces+3:])); got != fmt.Sprintf("%d-%d stored", 2*pieces+4, 2*pieces+4) {
			t.Error("a piece more, now that there is room:", got)
		}
		if f := b.feed(d.feed); len(f.Gaps) != pieces || f.Ops != pieces+4 {
			t.Errorf("%d gaps, %d operations", len(f.Gaps), f.Ops)
		}
	})
}
