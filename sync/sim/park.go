package sim

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Books is a park's ledger that can be backed up.
type Books interface {
	server.Ledger
	Backup() (Books, error)
}

type memoryBooks struct{ *server.Memory }

func (m memoryBooks) Backup() (Books, error) { return memoryBooks{m.Copy()}, nil }

var errDown = errors.New("sim: the park went down")

// ledger is the park's Books with crashes before and after a write, full disks, and transactions that run twice.
type ledger struct{ w *world }

func (l ledger) Update(ctx context.Context, f func(server.Tx) error) error {
	w := l.w
	if err := w.stumble("write"); err != nil {
		return err
	}
	if w.chance(w.o.rates.parkFull) {
		w.note("  the park's disk is full")
		return server.ErrDiskFull
	}
	if w.chance(w.o.rates.parkTwice) { // it met another transaction and is run again
		again := errors.New("again")
		if err := w.books.Update(ctx, func(tx server.Tx) error { return errors.Join(f(tx), again) }); !errors.Is(err, again) {
			return err
		}
	}
	if err := w.books.Update(ctx, f); err != nil {
		return err
	}
	return w.stumble("write is done")
}

func (l ledger) View(ctx context.Context, f func(server.Tx) error) error {
	if l.w.down != nil {
		return l.w.down
	}
	return l.w.books.View(ctx, f)
}

func (l ledger) Close() error { return nil }

// stumble is a place where the park may go down.
func (w *world) stumble(where string) error {
	if w.down == nil && w.chance(w.o.rates.parkDown) {
		w.note("  the park goes down at: %s", where)
		w.down = errDown
	}
	return w.down
}

// openPark opens the park on what is durable.
func (w *world) openPark() {
	w.down = nil
	w.park = nil
	w.calmly(func() {
		park, err := server.Open(context.Background(), ledger{w}, w.blobs, server.Options{Name: "示例园区", Now: w.parkNow})
		if err != nil {
			w.fail("the park cannot be opened: %v", err)
			return
		}
		w.park, w.handler = park, server.Handler(park, nil)
	})
}

// setUp gives the park a key and an epoch of the seed's.
func (w *world) setUp() {
	w.update(func(tx server.Tx) error {
		return errors.Join(tx.SetSetting("key", w.random(ed25519.SeedSize)), tx.SetSetting("epoch", w.random(8)))
	})
	w.newParkFeed()
	w.openPark()
}

// update writes to the books as the administrator does, past all faults.
func (w *world) update(f func(server.Tx) error) {
	if err := w.books.Update(context.Background(), f); err != nil {
		w.fail("books: %v", err)
	}
}

func (w *world) view(f func(server.Tx) error) {
	if err := w.books.View(context.Background(), f); err != nil {
		w.fail("books: %v", err)
	}
}

// backup is the park as a backup has it.
type backup struct {
	books Books
	blobs *blobs
}

func (w *world) backUpPark() {
	books, err := w.books.Backup()
	if err != nil {
		w.fail("back up the park: %v", err)
		return
	}
	w.backups = append(w.backups, backup{books, w.blobs.copy()})
}

// restorePark puts a backup back, with the photos of then or those of now.
func (w *world) restorePark() {
	b := w.backups[w.rng.IntN(len(w.backups))]
	w.destroy("the park was put back", func() {
		books, err := b.books.Backup()
		if err == nil && w.o.Broken != OldEpoch {
			err = server.Restored(context.Background(), books)
		}
		if err != nil {
			w.fail("restore the park: %v", err)
			return
		}
		w.books = books
		if w.o.Broken != OldEpoch {
			w.update(func(tx server.Tx) error { return tx.SetSetting("epoch", w.random(8)) }) // as random, but of the seed
			w.newParkFeed()
		}
		if w.rng.IntN(2) == 0 {
			w.blobs = b.blobs.copy()
		}
		w.known, w.indexed = map[inspection.Hash]stored{}, 0
		w.openPark()
	})
	for _, feed := range w.revoked { // the administrator does it again
		w.update(func(tx server.Tx) error {
			d, err := tx.Device(feed)
			if err == nil && d != nil {
				d.Revoked = w.parkMilli()
				err = tx.SetDevice(*d)
			}
			return err
		})
	}
}

// stored is an operation at the park.
type stored struct {
	wire.Raw
	times int
}

// nobody is a feed that brings nothing.
var nobody = wire.FeedID{0xff, 0xff, 0xff}

// atPark is every operation that is in the books, by its hash.
func (w *world) atPark() map[inspection.Hash]stored {
	w.view(func(tx server.Tx) error {
		runs, next, _, err := tx.After(w.indexed, nobody, 1<<40)
		if err != nil {
			return err
		}
		w.indexed = next
		for _, r := range runs {
			ops, err := r.Unpack()
			if err != nil {
				return fmt.Errorf("run %d of feed %s: %w", r.Arrival, r.Feed, err)
			}
			for _, op := range ops {
				w.known[op.Hash] = stored{op, w.known[op.Hash].times + 1}
			}
		}
		return nil
	})
	return w.known
}

func (w *world) device(feed wire.FeedID) (d *wire.Device) {
	w.view(func(tx server.Tx) (err error) {
		d, err = tx.Device(feed)
		return err
	})
	return d
}

// deliver brings a message to the park; nil when it went down over it.
func (w *world) deliver(m message) *answer {
	if w.park == nil {
		return nil
	}
	r, err := http.NewRequest(m.method, m.url, m.reader())
	if err != nil {
		return nil
	}
	r.Header, r.ContentLength, r.RequestURI = m.header.Clone(), m.size, r.URL.RequestURI()
	a := &answer{header: http.Header{}}
	w.handler.ServeHTTP(a, r)
	if w.down != nil {
		w.blobs.crash()
		w.openPark()
		return nil
	}
	return a
}
