// Package ledgertest is the examination of what a park keeps its things in: every server.Ledger sits Run, every
// server.Blobs sits RunBlobs.
package ledgertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Open makes an empty ledger that the test closes.
type Open func(t *testing.T) server.Ledger

// Reopen closes a ledger and opens what it left. nil when it leaves nothing.
type Reopen func(t *testing.T, l server.Ledger) server.Ledger

// Run examines a ledger.
func Run(t *testing.T, open Open, reopen Reopen) {
	for _, e := range []struct {
		name string
		sit  func(*testing.T, server.Ledger)
	}{
		{"an empty one has nothing", empty},
		{"an update that fails leaves nothing", failed},
		{"an error of the transaction ends it", swallowed},
		{"a panic in an update leaves nothing", panics},
		{"a view is one state", isolated},
		{"a view does not write", readOnly},
		{"what is given belongs to the caller", owned},
		{"settings", settings},
		{"feeds", feeds},
		{"devices", devices},
		{"invitations", invitations},
		{"photos", photos},
		{"runs by span", spans},
		{"runs after a cursor", after},
		{"runs out of bounds", bounds},
		{"unchecked runs", unchecked},
		{"large runs", large},
		{"a context that has ended", cancelled},
		{"a reader misses nothing while others write", polled},
	} {
		t.Run(e.name, func(t *testing.T) {
			l := open(t)
			defer closed(t, l)
			e.sit(t, l)
		})
	}
	if reopen != nil {
		t.Run("what was acknowledged is there after opening again", func(t *testing.T) { kept(t, open(t), reopen) })
	}
}

func closed(t *testing.T, l server.Ledger) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Error("close:", err)
	}
}

func update(t *testing.T, l server.Ledger, f func(server.Tx) error) {
	t.Helper()
	if err := l.Update(t.Context(), f); err != nil {
		t.Fatal("update:", err)
	}
}

func view(t *testing.T, l server.Ledger, f func(server.Tx) error) {
	t.Helper()
	if err := l.View(t.Context(), f); err != nil {
		t.Fatal("view:", err)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func feedID(n int) wire.FeedID { return wire.FeedID{0: byte(n >> 8), 1: byte(n), 15: 0xfe} }

func run(feed int, first, count uint64, data string) server.Stored {
	return server.Stored{Run: wire.Run{Feed: feedID(feed), First: first, Count: count, Data: []byte(data)}, Via: feedID(feed), At: 1_780_000_000_000 + first}
}

func add(t *testing.T, l server.Ledger, all ...server.Stored) {
	t.Helper()
	update(t, l, func(tx server.Tx) error {
		for n := range all {
			var err error
			if all[n].Arrival, err = tx.AddRun(all[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

func afterAll(t *testing.T, l server.Ledger, cursor uint64) (all []server.Stored) {
	t.Helper()
	view(t, l, func(tx server.Tx) (err error) {
		all, _, _, err = tx.After(cursor, wire.FeedID{}, 1<<40)
		return err
	})
	return all
}

func empty(t *testing.T, l server.Ledger) {
	look := func(tx server.Tx) error {
		value, err := tx.Setting("key")
		same(t, "setting", value, []byte(nil))
		feed, err2 := tx.Feed(feedID(1))
		same(t, "feed", feed, (*server.Feed)(nil))
		feeds, err3 := tx.Feeds()
		same(t, "feeds", len(feeds), 0)
		device, err4 := tx.Device(feedID(1))
		same(t, "device", device, (*wire.Device)(nil))
		devices, err5 := tx.Devices()
		same(t, "devices", len(devices), 0)
		invitations, err6 := tx.Invitations()
		same(t, "invitations", len(invitations), 0)
		photo, err7 := tx.Photo(wire.Sum{1})
		same(t, "photo", photo, (*server.Photo)(nil))
		runs, err8 := tx.Runs(feedID(1), wire.Span{From: 1, To: ^uint64(0)})
		same(t, "runs", len(runs), 0)
		after, next, more, err9 := tx.After(7, feedID(1), 1)
		same(t, "after", []any{len(after), next, more}, []any{0, uint64(7), false})
		unchecked, err10 := tx.Unchecked(10)
		same(t, "unchecked", len(unchecked), 0)
		return errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9, err10)
	}
	view(t, l, look)
	update(t, l, look)
}

var errOnPurpose = errors.New("on purpose")

// everything writes one of each.
func everything(tx server.Tx) error {
	_, err := tx.AddRun(run(1, 1, 3, "abc"))
	return errors.Join(err,
		tx.SetSetting("key", []byte("k")), tx.SetFeed(&server.Feed{ID: feedID(1), Seq: 3}), tx.SetDevice(wire.Device{Feed: feedID(1)}),
		tx.SetInvitation(server.Invitation{ID: "a"}), tx.SetPhoto(server.Photo{Sum: wire.Sum{1}}))
}

func failed(t *testing.T, l server.Ledger) {
	err := l.Update(t.Context(), func(tx server.Tx) error { return errors.Join(everything(tx), errOnPurpose) })
	if !errors.Is(err, errOnPurpose) {
		t.Errorf("error %v, want the one that was given", err)
	}
	empty(t, l)
	s := run(1, 4, 1, "d")
	add(t, l, s)
	if all := afterAll(t, l, 0); len(all) != 1 || all[0].First != 4 {
		t.Errorf("after a failed update and one more there are %+v", all)
	}
}

// swallowed: an implementation may have lost what stood before the error, so nothing may be kept.
func swallowed(t *testing.T, l server.Ledger) {
	bad := run(1, 0, 0, "no run")
	err := l.Update(t.Context(), func(tx server.Tx) error {
		if err := everything(tx); err != nil {
			return err
		}
		_, _ = tx.AddRun(bad)
		return nil
	})
	if err == nil {
		t.Error("the error of the transaction was lost")
	}
	empty(t, l)
}

func panics(t *testing.T, l server.Ledger) {
	func() {
		defer func() { same(t, "recovered", recover(), "on purpose") }()
		_ = l.Update(t.Context(), func(tx server.Tx) error {
			if err := everything(tx); err != nil {
				return err
			}
			panic("on purpose")
		})
	}()
	empty(t, l)
}

// isolated: a view shows all of an update or nothing of it, and goes on showing what it showed first.
func isolated(t *testing.T, l server.Ledger) {
	const writers, rounds = 4, 50
	var work sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		work.Go(func() {
			for {
				err := l.View(context.Background(), func(tx server.Tx) error {
					for range 2 {
						a, err := tx.Setting("a")
						if err != nil {
							return err
						}
						b, err := tx.Setting("b")
						if err != nil {
							return err
						}
						again, err := tx.Setting("a")
						if err != nil {
							return err
						}
						if !bytes.Equal(a, b) || !bytes.Equal(a, again) {
							return fmt.Errorf("one view: a is %q, b is %q, a again is %q", a, b, again)
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for n := range rounds {
				value := fmt.Appendf(nil, "%d of %d", n, w)
				if err := l.Update(context.Background(), func(tx server.Tx) error {
					return errors.Join(tx.SetSetting("a", value), tx.SetSetting("b", value))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	work.Wait()
}

func readOnly(t *testing.T, l server.Ledger) {
	for name, write := range map[string]func(server.Tx) error{
		"run":        func(tx server.Tx) error { _, err := tx.AddRun(run(1, 1, 1, "a")); return err },
		"setting":    func(tx server.Tx) error { return tx.SetSetting("a", []byte("b")) },
		"feed":       func(tx server.Tx) error { return tx.SetFeed(&server.Feed{ID: feedID(1)}) },
		"device":     func(tx server.Tx) error { return tx.SetDevice(wire.Device{Feed: feedID(1)}) },
		"invitation": func(tx server.Tx) error { return tx.SetInvitation(server.Invitation{ID: "a"}) },
		"drop":       func(tx server.Tx) error { return tx.DropInvitation("a") },
		"photo":      func(tx server.Tx) error { return tx.SetPhoto(server.Photo{}) },
		"checked":    func(tx server.Tx) error { return tx.SetChecked(1) },
	} {
		if err := l.View(t.Context(), write); err == nil {
			t.Errorf("a view wrote a %s", name)
		}
	}
	empty(t, l)
}

// owned: whoever writes into what was given, or into what was handed in, changes nothing.
func owned(t *testing.T, l server.Ledger) {
	value, key, data, stretched := []byte("value"), []byte("key"), []byte("data"), []byte("stretched")
	update(t, l, func(tx server.Tx) error {
		_, err := tx.AddRun(server.Stored{Run: wire.Run{Feed: feedID(1), First: 1, Count: 1, Data: data}, Via: feedID(1)})
		return errors.Join(err, tx.SetSetting("a", value), tx.SetDevice(wire.Device{Feed: feedID(1), Key: key}),
			tx.SetFeed(&server.Feed{ID: feedID(1), Key: key}), tx.SetInvitation(server.Invitation{ID: "a", Stretched: stretched}))
	})
	spoil := func(all ...[]byte) {
		for _, b := range all {
			if len(b) > 0 {
				b[0] = '!'
			}
		}
	}
	spoil(value, key, data, stretched)
	for range 2 { // looks at it, and spoils it
		view(t, l, func(tx server.Tx) error {
			value, err := tx.Setting("a")
			runs, err2 := tx.Runs(feedID(1), wire.Span{From: 1, To: 1})
			after, _, _, err3 := tx.After(0, wire.FeedID{}, 1)
			unchecked, err4 := tx.Unchecked(1)
			device, err5 := tx.Device(feedID(1))
			devices, err6 := tx.Devices()
			feed, err7 := tx.Feed(feedID(1))
			invitations, err8 := tx.Invitations()
			if err := errors.Join(err, err2, err3, err4, err5, err6, err7, err8); err != nil {
				return err
			}
			all := [][]byte{value, runs[0].Data, after[0].Data, unchecked[0].Data, device.Key, devices[0].Key, feed.Key, invitations[0].Stretched}
			for n, want := range []string{"value", "data", "data", "data", "key", "key", "key", "stretched"} {
				same(t, "given", string(all[n]), want)
			}
			spoil(all...)
			return nil
		})
	}
}

func settings(t *testing.T, l server.Ledger) {
	get := func(name string) (value []byte) {
		view(t, l, func(tx server.Tx) (err error) {
			value, err = tx.Setting(name)
			return err
		})
		return value
	}
	set := func(name string, value []byte) {
		update(t, l, func(tx server.Tx) error { return tx.SetSetting(name, value) })
	}
	set("key", []byte("first"))
	set("名称", []byte("高新区化工园\x00"))
	same(t, "setting", string(get("key")), "first")
	same(t, "setting", string(get("名称")), "高新区化工园\x00")
	set("key", []byte("second"))
	same(t, "setting", string(get("key")), "second")
	set("key", []byte{})
	same(t, "empty setting", get("key"), []byte{})
	set("key", nil)
	same(t, "dropped setting", get("key"), []byte(nil))
	same(t, "the other setting", string(get("名称")), "高新区化工园\x00")
}

func feeds(t *testing.T, l server.Ledger) {
	full := &server.Feed{
		ID: feedID(300), Key: bytes.Repeat([]byte{7}, 32), Seq: wire.MaxSeq, Hash: inspection.Hash{1, 2}, Vouched: true, Ahead: 3,
		Gaps:     []server.Gap{{From: 2, To: 9, Before: inspection.Hash{3}, After: inspection.Hash{4}}},
		Branches: []wire.Mark{{Seq: 5, Hash: inspection.Hash{5}}}, Doubtful: []uint64{4, 6}, Ops: 77, Last: 1_780_000_000_000,
	}
	bare := &server.Feed{ID: feedID(2), Seq: 1}
	update(t, l, func(tx server.Tx) error {
		err := errors.Join(tx.SetFeed(full), tx.SetFeed(bare))
		got, err2 := tx.Feed(full.ID)
		same(t, "feed, in its own transaction", got, full)
		return errors.Join(err, err2)
	})
	bare.Seq = 2
	update(t, l, func(tx server.Tx) error { return tx.SetFeed(bare) })
	view(t, l, func(tx server.Tx) error {
		got, err := tx.Feed(full.ID)
		same(t, "feed", got, full)
		list, err2 := tx.Feeds()
		same(t, "feeds", list, []*server.Feed{bare, full})
		return errors.Join(err, err2)
	})
}

func devices(t *testing.T, l server.Ledger) {
	first := wire.Device{Feed: feedID(9), Key: bytes.Repeat([]byte{1}, 32), Name: "平板 7", Person: "王工", Role: wire.RoleLead, Since: 5, Heir: feedID(3)}
	later := wire.Device{Feed: feedID(1), Name: "平板 8", Role: wire.RoleExpert, Since: 6}
	twin := wire.Device{Feed: feedID(2), Name: "平板 9", Role: wire.RoleExpert, Since: 6}
	update(t, l, func(tx server.Tx) error {
		return errors.Join(tx.SetDevice(twin), tx.SetDevice(later), tx.SetDevice(first))
	})
	later.Revoked = 99
	update(t, l, func(tx server.Tx) error { return tx.SetDevice(later) })
	view(t, l, func(tx server.Tx) error {
		got, err := tx.Device(first.Feed)
		same(t, "device", got, &first)
		list, err2 := tx.Devices()
		same(t, "devices", list, []wire.Device{first, later, twin})
		return errors.Join(err, err2)
	})
}

func invitations(t *testing.T, l server.Ledger) {
	a := server.Invitation{ID: "a", Stretched: []byte("one"), Name: "平板 1", Person: "李工", Role: wire.RoleExpert, Until: 8}
	b := server.Invitation{ID: "b", Stretched: []byte("two"), Name: "平板 2", Role: wire.RoleLead, Until: 9}
	update(t, l, func(tx server.Tx) error {
		return errors.Join(tx.SetInvitation(b), tx.SetInvitation(a), tx.DropInvitation("none"))
	})
	list := func() (all []server.Invitation) {
		view(t, l, func(tx server.Tx) (err error) {
			all, err = tx.Invitations()
			return err
		})
		return all
	}
	same(t, "invitations", list(), []server.Invitation{a, b})
	b.Until = 10
	update(t, l, func(tx server.Tx) error { return errors.Join(tx.SetInvitation(b), tx.DropInvitation("a")) })
	same(t, "invitations", list(), []server.Invitation{b})
}

func photos(t *testing.T, l server.Ledger) {
	p := server.Photo{Sum: wire.Sum{1, 31: 2}, Size: wire.MaxPhoto, At: 3, Via: feedID(4)}
	update(t, l, func(tx server.Tx) error { return tx.SetPhoto(p) })
	p.At = 4
	update(t, l, func(tx server.Tx) error { return tx.SetPhoto(p) })
	view(t, l, func(tx server.Tx) error {
		got, err := tx.Photo(p.Sum)
		same(t, "photo", got, &p)
		return err
	})
}

func spans(t *testing.T, l server.Ledger) {
	const far = 1 << 40
	all := []server.Stored{
		run(1, 1, 10, "1-10"), run(1, 11, 1, "11"), run(2, 1, 100, "of another"), run(1, 5, 3, "5-7 of a branch"),
		run(1, far, wire.MaxRunOps, "the longest"), run(1, 12, 100, "12-111"), run(1, wire.MaxSeq-1, 1, "the last"),
	}
	add(t, l, all...)
	for _, c := range []struct {
		from, to uint64
		want     []int
	}{
		{1, 1, []int{0}}, {10, 10, []int{0}}, {7, 7, []int{0, 3}}, {8, 11, []int{0, 1}}, {1, 20, []int{0, 1, 3, 5}}, {11, 12, []int{1, 5}},
		{112, far - 1, nil}, {far + wire.MaxRunOps - 1, far + wire.MaxRunOps - 1, []int{4}}, {far + wire.MaxRunOps, far + wire.MaxRunOps, nil},
		{0, 0, nil}, {0, ^uint64(0), []int{0, 1, 3, 4, 5, 6}}, {wire.MaxSeq - 1, ^uint64(0), []int{6}}, {1 << 63, ^uint64(0), nil},
	} {
		var want []server.Stored
		for _, n := range c.want {
			want = append(want, all[n])
		}
		view(t, l, func(tx server.Tx) error {
			got, err := tx.Runs(feedID(1), wire.Span{From: c.from, To: c.to})
			same(t, fmt.Sprintf("runs in %d-%d", c.from, c.to), got, want)
			return err
		})
	}
}

func after(t *testing.T, l server.Ledger) {
	all := []server.Stored{run(1, 1, 1, "aaaa"), run(2, 1, 1, "bbbb"), run(1, 2, 1, "cccc"), run(3, 1, 1, "dddd"), run(1, 3, 1, "eeee")}
	all[4].Via = wire.FeedID{} // of nobody: everybody gets it
	add(t, l, all...)
	for n := range all {
		same(t, "arrival", all[n].Arrival > 0 && (n == 0 || all[n].Arrival > all[n-1].Arrival), true)
	}
	newest := all[4].Arrival
	for _, c := range []struct {
		from, but, room int
		pages           [][]int // of all
	}{
		{0, 0, 1000, [][]int{{0, 1, 2, 3, 4}}},
		{0, 0, 0, [][]int{{0}, {1}, {2}, {3}, {4}}},
		{0, 0, 8, [][]int{{0, 1}, {2, 3}, {4}}},
		{0, 0, 11, [][]int{{0, 1}, {2, 3}, {4}}},
		{0, 0, 20, [][]int{{0, 1, 2, 3, 4}}},
		{3, 0, 1000, [][]int{{3, 4}}},
		{5, 0, 1000, [][]int{{}}},
		{0, 1, 1000, [][]int{{1, 3, 4}}},
		{0, 1, 0, [][]int{{1}, {3}, {4}}},
		{0, 2, 1000, [][]int{{0, 2, 3, 4}}},
		{2, 1, 5, [][]int{{3}, {4}}},
		{0, 3, 8, [][]int{{0, 1}, {2, 4}}},
	} {
		cursor := uint64(0)
		if c.from > 0 {
			cursor = all[c.from-1].Arrival
		}
		for n, page := range c.pages {
			var want []server.Stored
			for _, k := range page {
				want = append(want, all[k])
			}
			but := wire.FeedID{}
			if c.but > 0 {
				but = feedID(c.but)
			}
			view(t, l, func(tx server.Tx) error {
				got, next, more, err := tx.After(cursor, but, c.room)
				same(t, fmt.Sprintf("%+v: page %d", c, n), got, want)
				same(t, fmt.Sprintf("%+v: more after page %d", c, n), more, n < len(c.pages)-1)
				cursor = next
				return err
			})
		}
		same(t, fmt.Sprintf("%+v: cursor at the end", c), cursor, newest)
	}
	add(t, l, run(1, 4, 1, "its own"))
	view(t, l, func(tx server.Tx) error {
		got, next, more, err := tx.After(newest, feedID(1), 10)
		same(t, "the cursor passes what is not given", []any{len(got), next > newest, more}, []any{0, true, false})
		return err
	})
	view(t, l, func(tx server.Tx) error {
		got, next, more, err := tx.After(1<<63+5, wire.FeedID{}, 10)
		same(t, "a cursor from elsewhere", []any{len(got), next, more}, []any{0, uint64(1<<63 + 5), false})
		return err
	})
}

func bounds(t *testing.T, l server.Ledger) {
	for _, r := range []server.Stored{
		run(1, 1, 0, "none"), run(1, 0, 1, "before the first"), run(1, 1, wire.MaxRunOps+1, "too many"), run(1, ^uint64(0), 1, "the end of numbers"),
		run(1, wire.MaxSeq, 1, "too far"), run(1, 1, 1, string(make([]byte, wire.MaxRunData+1))),
	} {
		if err := l.Update(t.Context(), func(tx server.Tx) error { _, err := tx.AddRun(r); return err }); err == nil {
			t.Errorf("a run of %d from %d was kept", r.Count, r.First)
		}
	}
	if all := afterAll(t, l, 0); len(all) != 0 {
		t.Errorf("%d runs were kept", len(all))
	}
}

func unchecked(t *testing.T, l server.Ledger) {
	all := []server.Stored{run(1, 1, 1, "a"), run(1, 2, 1, "b"), run(1, 3, 1, "c")}
	add(t, l, all...)
	first := func(most int) (list []server.Stored) {
		view(t, l, func(tx server.Tx) (err error) {
			list, err = tx.Unchecked(most)
			return err
		})
		return list
	}
	same(t, "unchecked", first(2), all[:2])
	update(t, l, func(tx server.Tx) error { return errors.Join(tx.SetChecked(all[1].Arrival), tx.SetChecked(1<<40)) })
	same(t, "unchecked", first(9), []server.Stored{all[0], all[2]})
	update(t, l, func(tx server.Tx) error {
		return errors.Join(tx.SetChecked(all[0].Arrival), tx.SetChecked(all[2].Arrival))
	})
	same(t, "unchecked", len(first(9)), 0)
	add(t, l, run(1, 4, 1, "d"))
	same(t, "unchecked", len(first(9)), 1)
}

func large(t *testing.T, l server.Ledger) {
	random := rand.NewChaCha8([32]byte{})
	var all []server.Stored
	for n := range 5 {
		data := make([]byte, wire.MaxRunData-n)
		_, _ = random.Read(data) // never fails
		all = append(all, server.Stored{Run: wire.Run{Feed: feedID(1), First: uint64(n*wire.MaxRunOps + 1), Count: wire.MaxRunOps, Data: data}, Via: feedID(1)})
	}
	add(t, l, all...)
	same(t, "large runs are what they were", slices.EqualFunc(afterAll(t, l, 0), all, func(a, b server.Stored) bool { return reflect.DeepEqual(a, b) }), true)
}

func cancelled(t *testing.T, l server.Ledger) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Update(gone, everything); !errors.Is(err, context.Canceled) {
		t.Errorf("update: %v", err)
	}
	if err := l.View(gone, func(server.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("view: %v", err)
	}
	empty(t, l)
	during, cancel := context.WithCancel(t.Context())
	if err := l.Update(during, func(tx server.Tx) error {
		err := everything(tx)
		cancel()
		return err
	}); !errors.Is(err, context.Canceled) {
		t.Errorf("update that was cancelled in its midst: %v", err)
	}
	empty(t, l)
	update(t, l, everything)
}

// polled: eight write, one update in three is given up, and who follows the cursor sees each run once, in order.
func polled(t *testing.T, l server.Ledger) {
	const writers, rounds = 8, 30
	var writing sync.WaitGroup
	done := make(chan struct{})
	for w := range writers {
		writing.Go(func() {
			next := uint64(1)
			for n := range rounds {
				err := l.Update(context.Background(), func(tx server.Tx) error {
					for k := range uint64(2) {
						if _, err := tx.AddRun(run(w+1, next+k, 1, fmt.Sprint(w, next+k))); err != nil {
							return err
						}
					}
					if n%3 == 0 {
						return errOnPurpose
					}
					return nil
				})
				if err == nil {
					next += 2
				} else if !errors.Is(err, errOnPurpose) {
					t.Error(err)
				}
			}
		})
	}
	go func() {
		writing.Wait()
		close(done)
	}()
	seen, cursor := make([]uint64, writers+1), uint64(0)
	for last := false; !last; {
		select {
		case <-done:
			last = true // one more look
		default:
		}
		for more := true; more; {
			view(t, l, func(tx server.Tx) error {
				runs, next, again, err := tx.After(cursor, wire.FeedID{}, 20)
				for _, r := range runs {
					w := int(r.Feed[1])
					if r.First != seen[w]+1 || r.Arrival <= cursor {
						return fmt.Errorf("after %d of writer %d and cursor %d came %d with arrival %d", seen[w], w, cursor, r.First, r.Arrival)
					}
					seen[w], cursor = r.First, r.Arrival
				}
				cursor, more = next, again
				return err
			})
		}
	}
	for w := 1; w <= writers; w++ {
		same(t, fmt.Sprintf("runs seen of writer %d", w), seen[w], uint64(rounds-rounds/3)*2)
	}
}

func kept(t *testing.T, l server.Ledger, reopen Reopen) {
	const writers, rounds = 8, 20
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for n := range rounds {
				if err := l.Update(context.Background(), func(tx server.Tx) error {
					_, err := tx.AddRun(run(w+1, uint64(n+1), 1, fmt.Sprint(w, n)))
					return errors.Join(err, tx.SetFeed(&server.Feed{ID: feedID(w + 1), Seq: uint64(n + 1)}))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	before := afterAll(t, l, 0)
	l = reopen(t, l)
	defer func() { closed(t, l) }()
	same(t, "runs", afterAll(t, l, 0), before)
	same(t, "number of runs", len(before), writers*rounds)
	view(t, l, func(tx server.Tx) error {
		list, err := tx.Feeds()
		same(t, "feeds", len(list), writers)
		for _, f := range list {
			same(t, "feed's end", f.Seq, uint64(rounds))
		}
		return err
	})
	more := run(1, rounds+1, 1, "after")
	add(t, l, more)
	same(t, "what came after", len(afterAll(t, l, before[len(before)-1].Arrival)), 1)
}
