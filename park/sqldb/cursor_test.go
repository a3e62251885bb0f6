package sqldb_test

import (
	"context"
	"encoding/binary"
	"errors"
	"sync"
	"testing"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Several programs write to one database, some give up, and who follows the cursor meets each run once, in order.
func TestACursorSkipsNothingOfSeveralPrograms(t *testing.T) {
	const programs, writers, rounds = 3, 6, 25
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		var writing sync.WaitGroup
		for p := range programs {
			db := open()
			for w := range writers {
				feed := wire.FeedID{byte(p + 1), byte(w + 1)}
				writing.Go(func() {
					for n := range uint64(rounds) {
						if err := writeTwice(db, feed, n); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		done := make(chan struct{})
		go func() { writing.Wait(); close(done) }()
		seen := follow(t, open(), done)
		if len(seen) != programs*writers {
			t.Errorf("%d feeds came", len(seen))
		}
		for feed, n := range seen {
			if n != rounds {
				t.Errorf("%d runs of %v came", n, feed)
			}
		}
	})
}

// writeTwice gives a run up, and then keeps it.
func writeTwice(db *sqldb.DB, feed wire.FeedID, n uint64) error {
	data := binary.BigEndian.AppendUint64(nil, n)
	for _, end := range []error{errors.New("given up"), nil} {
		if err := db.Write(context.Background(), func(tx *sqldb.Tx) error {
			_, err := tx.AddRun(server.Stored{Run: wire.Run{Feed: feed, First: n + 1, Count: 1, Data: data}, Via: feed})
			return errors.Join(err, end)
		}); !errors.Is(err, end) {
			return err
		}
	}
	return nil
}

// follow follows the cursor until done, and gives how many runs of each feed came.
func follow(t *testing.T, db *sqldb.DB, done chan struct{}) map[wire.FeedID]uint64 {
	t.Helper()
	seen, cursor := map[wire.FeedID]uint64{}, uint64(0)
	for last := false; !last; {
		select {
		case <-done:
			last = true // one more look
		default:
		}
		for more := true; more; {
			if err := db.Read(context.Background(), func(tx *sqldb.Tx) error {
				runs, next, again, err := tx.After(cursor, wire.FeedID{}, 100)
				for _, r := range runs {
					if r.Arrival <= cursor || r.First != seen[r.Feed]+1 || binary.BigEndian.Uint64(r.Data) != r.First-1 {
						t.Fatalf("after cursor %d and run %d came arrival %d, run %d", cursor, seen[r.Feed], r.Arrival, r.First)
					}
					seen[r.Feed], cursor = r.First, r.Arrival
				}
				cursor, more = next, again
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return seen
}

// A Write sees what every earlier one wrote, whichever program did.
func TestAWriteSeesEveryEarlierOne(t *testing.T) {
	const programs, writers, rounds = 3, 4, 25
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		var writing sync.WaitGroup
		for range programs {
			db := open()
			for range writers {
				writing.Go(func() {
					for range rounds {
						if err := db.Write(context.Background(), addOne); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		writing.Wait()
		if err := open().Read(t.Context(), func(tx *sqldb.Tx) error {
			value, err := tx.Setting("count")
			if n := binary.BigEndian.Uint64(value); n != programs*writers*rounds {
				t.Errorf("counted to %d", n)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}

func addOne(tx *sqldb.Tx) error {
	value, err := tx.Setting("count")
	if err != nil {
		return err
	}
	if value == nil {
		value = make([]byte, 8)
	}
	return tx.SetSetting("count", binary.BigEndian.AppendUint64(nil, 1+binary.BigEndian.Uint64(value)))
}

// After gives pages by room, however many more it asked the engine for.
func TestAfterOfMoreThanAPage(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, feed := open(), wire.FeedID{1}
		const runs = 500
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) (err error) {
			for n := range uint64(runs) {
				via := feed
				if n%7 == 0 {
					via = wire.FeedID{2}
				}
				_, err2 := tx.AddRun(server.Stored{Run: wire.Run{Feed: feed, First: n + 1, Count: 1, Data: []byte("12345678")}, Via: via})
				err = errors.Join(err, err2)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, but := range []wire.FeedID{{}, {2}, {1}} {
			var got []uint64
			cursor := uint64(0)
			for more := true; more; {
				if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
					list, next, again, err := tx.After(cursor, but, 8*150)
					if again && len(list) != 150 {
						t.Errorf("a page of %d", len(list))
					}
					for _, r := range list {
						got = append(got, r.First)
					}
					cursor, more = next, again
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			want := 0
			for n := range uint64(runs) {
				via := byte(1)
				if n%7 == 0 {
					via = 2
				}
				if via == but[0] {
					continue
				}
				if want >= len(got) || got[want] != n+1 {
					t.Fatalf("but %v: run %d is not the %d. of %d", but, n+1, want, len(got))
				}
				want++
			}
			if want != len(got) || cursor != runs {
				t.Errorf("but %v: %d runs, cursor %d", but, len(got), cursor)
			}
		}
	})
}
