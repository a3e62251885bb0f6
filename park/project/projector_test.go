package project

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/wire"
)

// projected is the tables that runs make, as they arrive in portions.
func projected(t *testing.T, db *sqldb.DB, r *rand.Rand, runs []wire.Run) string {
	p := newProjector(db)
	for len(runs) > 0 {
		n := min(1+r.IntN(25), len(runs))
		arrive(t, db, runs[:n]...)
		if runs = runs[n:]; r.IntN(3) > 0 {
			catchUp(t, p)
		}
	}
	catchUp(t, p)
	return dump(t, db, made...)
}

// P6 for pages: the same operations, whatever the order of arrival, and a rebuild of them, make the same tables.
func TestTablesAreTheSameInAnyOrderOfArrival(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		for seed := range uint64(4) {
			s := tell(t, seed, 300)
			want, kept := "", rand.New(rand.NewPCG(seed, 2))
			for order := range 3 {
				empty(t, db)
				runs := append(cut(kept, s.devices...), frozen(t)...)
				kept.Shuffle(len(runs), func(a, b int) { runs[a], runs[b] = runs[b], runs[a] })
				got := projected(t, db, kept, runs)
				if order == 0 {
					want = got
				}
				same(t, fmt.Sprintf("seed %d, order %d", seed, order), got, want)
			}
			if err := newProjector(db).Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			same(t, fmt.Sprintf("seed %d, rebuilt", seed), dump(t, db, made...), want)
		}
	})
}

// empty empties a database, for the next order.
func empty(t *testing.T, db *sqldb.DB) {
	t.Helper()
	write(t, db, func(tx *sqldb.Tx) error {
		for _, table := range []string{"run", "unchecked", "projection", "inspection_run", "inspection", "answer", "finding", "wait", "evidence", "task", "tally", "enterprise", "enterprise_key"} {
			if _, err := tx.Exec(`DELETE FROM ` + table); err != nil {
				return err
			}
		}
		return nil
	})
}

// spoil makes nonsense of the tables.
var spoil = []string{
	`DELETE FROM finding WHERE number = 1`, `UPDATE finding SET status = 'closed', open = 0 WHERE number = 2`, `UPDATE tally SET n = n + 7`,
	`DELETE FROM tally WHERE dim = 'key'`, `INSERT INTO tally (dim, name, state, n) VALUES ('status', 'nonsense', '', 3)`,
	`DELETE FROM inspection WHERE sealed = 1`, `UPDATE answer SET note = 'nonsense'`, `DELETE FROM wait`, `DELETE FROM inspection_run WHERE arrival % 3 = 0`,
	`INSERT INTO inspection_run (inspection, arrival) VALUES ('0193a2b4-0000-7000-8000-999999999999', 2)`,
	`INSERT INTO task (inspection, task, key, criterion, unit, finding, addressee, text, author, due, done)
		VALUES ('zzz', 'nobody', '', '', '', '', '', '', '', '', 0)`,
}

func TestRebuildMendsWhateverTheTablesHold(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		s := tell(t, 11, 500)
		r := rand.New(rand.NewPCG(11, 3))
		projected(t, db, r, append(cut(r, s.devices...), frozen(t)...))
		all := append([]string{"inspection_run ORDER BY inspection, arrival"}, made...)
		want := dump(t, db, all...)
		write(t, db, func(tx *sqldb.Tx) error {
			for _, statement := range spoil {
				if _, err := tx.Exec(statement); err != nil {
					return err
				}
			}
			return nil
		})
		p := newProjector(db)
		p.Changed = func(*sqldb.Tx, []Change) error { return errors.New("nothing happened") }
		if err := p.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "rebuilt", dump(t, db, all...), want)
	})
}

// A rebuild that is stopped after any of its Writes, while runs go on arriving, ends where another one goes on.
func TestARebuildGoesOnAfterItWasKilled(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		s := tell(t, 12, 400)
		r := rand.New(rand.NewPCG(12, 3))
		runs := cut(r, s.devices...)
		half := len(runs) / 2
		projected(t, db, r, runs[:half])
		write(t, db, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE tally SET n = n + 7`)
			return err
		})
		for n, late := 0, runs[half:]; ; n++ {
			p := newProjector(db) // another program each time
			if err := p.rebuildStep(t.Context(), n == 0); err != nil {
				t.Fatal(err)
			}
			if len(late) > 0 {
				arrive(t, db, late[:1]...)
				late = late[1:]
				catchUp(t, p)
			}
			if st, err := p.state(t.Context()); err != nil || st.stage == idle {
				arrive(t, db, late...)
				catchUp(t, p)
				break
			}
		}
		got := dump(t, db, made...)
		empty(t, db)
		same(t, "tables", got, projected(t, db, r, runs))
	})
}

func TestSeveralProjectorsAtOnceCountNothingTwice(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		first := open()
		s := tell(t, 13, 600)
		r := rand.New(rand.NewPCG(13, 3))
		runs := cut(r, s.devices...)
		var wait sync.WaitGroup
		var mu sync.Mutex
		events := map[Change]int{}
		for n := range 4 {
			db := first
			if n > 0 {
				db = open()
			}
			wait.Add(1)
			go func() {
				defer wait.Done()
				for k := n; k < len(runs); k += 4 {
					arrive(t, db, runs[k])
					changed, err := newProjector(db).CatchUp(t.Context())
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					for _, c := range changed {
						events[Change{Event: c.Event, Finding: c.Finding}]++
					}
					mu.Unlock()
				}
			}()
		}
		wait.Wait()
		got := dump(t, first, made...)
		for c, n := range events {
			if c.Event == FindingCreated && n != 1 {
				t.Errorf("%s of %s was told %d times", c.Event, c.Finding, n)
			}
		}
		empty(t, first)
		same(t, "tables", got, projected(t, first, r, runs))
	})
}

// A projector that is stopped in any Write, or between two, leaves whole rows and sums, and the next one goes on.
func TestKilledInTheMiddleNothingIsLostOrCountedTwice(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		s := tell(t, 14, 500)
		r := rand.New(rand.NewPCG(14, 3))
		runs := cut(r, s.devices...)
		killed := errors.New("killed")
		for len(runs) > 0 {
			n := min(3, len(runs))
			arrive(t, db, runs[:n]...)
			runs = runs[n:]
			p := newProjector(db)
			p.Changed = func(*sqldb.Tx, []Change) error {
				if r.IntN(2) == 0 {
					return killed
				}
				return nil
			}
			if _, err := p.CatchUp(t.Context()); err != nil && !errors.Is(err, killed) {
				t.Fatal(err)
			}
		}
		catchUp(t, newProjector(db))
		got := dump(t, db, made...)
		empty(t, db)
		same(t, "tables", got, projected(t, db, r, cut(r, s.devices...)))
	})
}

func TestCatchUpEndsWithItsContext(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		arrive(t, db, runsOf(tell(t, 15, 20).devices...)...)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := newProjector(db).CatchUp(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

// Who asks when nothing has arrived does not wait for whoever is at it.
func TestCatchUpWaitsOnlyForWhatArrived(t *testing.T) {
	db := sqldbtest.Open(t, t.TempDir()+"/ledger.sqlite")
	p := newProjector(db)
	d := newDevice(t, "tablet")
	d.say(opening(1, 1))
	arrive(t, db, runsOf(d)...)
	catchUp(t, p)
	leave, err := p.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, p)
	leave()
	other := newDevice(t, "other")
	other.say(opening(2, 2))
	arrive(t, db, runsOf(other)...)
	catchUp(t, p)
	if rows := dump(t, db, "inspection"); !strings.Contains(rows, uuidOf(anInspection, 2)) {
		t.Error("what arrived is not in the tables")
	}
}
