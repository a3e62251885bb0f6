// Package ledgertest is the examination of what a park keeps its things in: every server.Ledger sits Run, every
// server.Blobs sits RunBlobs.
package ledgertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
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
