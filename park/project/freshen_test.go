package project

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/wire"
)

// Revisions of the tests: parkRevision is criteria of the park's own, which come to hand later.
const (
	ownRevision  = hex64
	parkRevision = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
	lostRevision = "0000000000000000000000000000000000000000000000000000000000000000"
)

// library is one whose criteria are of one sector.
func library(revision, sector string, criteria ...string) *checklist.Library {
	var all []checklist.Criterion
	for _, id := range criteria {
		all = append(all, checklist.Criterion{ID: id})
	}
	return &checklist.Library{Revision: revision, Sectors: []checklist.Sector{{ID: sector, Editions: []checklist.Edition{{Criteria: all}}}}}
}

// cupboard is the libraries that a park finds, and how often it looked.
type cupboard struct {
	there map[string]*checklist.Library
	fails bool
	looks int
}

func (c *cupboard) find(revision string) (*checklist.Library, error) {
	if c.looks++; c.fails {
		return nil, errors.New("the store cannot be reached")
	}
	return c.there[revision], nil
}

// inspected is n inspections that name each of some revisions, with a finding of park:1 in each, and whatever rest says.
func inspected(d *device, n int, revisions ...string) {
	for k := range n * len(revisions) {
		o := opening(k, k%3)
		o.Revision = revisions[k/n]
		f := found(k, k, "2026-12-20")
		f.Criterion = "park:1"
		d.say(o, f)
	}
}

// bySector is how many findings the sums have by sector.
func bySector(t *testing.T, db *sqldb.DB) string {
	t.Helper()
	var all []string
	read(t, db, func(tx *sqldb.Tx) error {
		counts, err := BySector(tx)
		for _, c := range counts {
			all = append(all, fmt.Sprintf("%s:%d", c.Name, c.Open))
		}
		return err
	})
	return strings.Join(all, " ")
}

func exec(t *testing.T, db *sqldb.DB, statement string, args ...any) {
	t.Helper()
	write(t, db, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	})
}

func mend(t *testing.T, p *Projector) {
	t.Helper()
	if err := p.Mend(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// handOut is what the park does when it hands criteria out: the projector looks for criteria again after that.
func handOut(t *testing.T, db *sqldb.DB, revision string) {
	t.Helper()
	sum, err := wire.ParseSum(revision)
	if err != nil {
		t.Fatal(err)
	}
	write(t, db, func(tx *sqldb.Tx) error {
		return tx.SetSetting("offer", wire.Encode([]wire.Handout{{Name: wire.Criteria, Sum: sum, Size: 1}}))
	})
}

// When criteria come to hand that inspections name, the rows of those inspections, and the sums, become what they would have been, and no
// other inspection is touched. Nobody is told that something happened.
func TestRowsFollowTheCriteriaThatComeToHand(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, c := open(), &cupboard{}
		own := library(ownRevision, "fire", "mem10:11.3")
		d := newDevice(t, "freshen")
		inspected(d, 70, parkRevision, lostRevision) // more than one page of each
		arrive(t, db, runsOf(d)...)
		p := New(db, Handed(own, c.find), func() time.Time { return noon })
		catchUp(t, p)
		mend(t, p)
		if got := bySector(t, db); got != ":140" {
			t.Fatalf("before: %s", got)
		}
		looks := c.looks
		mend(t, p)
		if c.looks != looks {
			t.Errorf("looked %d times more for what is not there, and nothing was handed out", c.looks-looks)
		}
		p.Changed = func(*sqldb.Tx, []Change) error { return errors.New("nothing happened") }
		c.there = map[string]*checklist.Library{parkRevision: library(parkRevision, "port", "park:1")}
		handOut(t, db, parkRevision)
		exec(t, db, `UPDATE finding SET place = 'as it was' WHERE inspection IN (SELECT inspection FROM inspection WHERE revision = $1)`, lostRevision)
		mend(t, p)
		if got := bySector(t, db); got != ":70 port:70" {
			t.Errorf("the park's criteria are at hand: %s", got)
		}
		if n := lines(t, db, `finding WHERE place = 'as it was'`); n != 70 {
			t.Errorf("%d findings of other criteria were left alone, want 70", n)
		}
		exec(t, db, `UPDATE finding SET place = '仓库' WHERE place = 'as it was'`)
		got := dump(t, db, made...)
		exec(t, db, `UPDATE finding SET place = 'as it was'`)
		mend(t, p)
		if n := lines(t, db, `finding WHERE place = 'as it was'`); n != 140 {
			t.Errorf("nothing came to hand, and %d findings were made again", 140-n)
		}
		p.Changed = nil
		empty(t, db)
		exec(t, db, `DELETE FROM criteria_revision`)
		arrive(t, db, runsOf(d)...)
		catchUp(t, p)
		same(t, "as if they had been there from the first", got, dump(t, db, made...))
		if err := p.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "rebuilt", dump(t, db, made...), got)
	})
}

func lines(t *testing.T, db *sqldb.DB, from string) (n int) {
	t.Helper()
	read(t, db, func(tx *sqldb.Tx) error {
		_, err := tx.Row(`SELECT count(*) FROM `+from, nil, &n)
		return err
	})
	return n
}

// Made in part and stopped, it goes on when it is called again; what arrives meanwhile, and what another program projected that did not have
// the criteria yet, is not left behind.
func TestFresheningGoesOnAfterItWasStopped(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, c := open(), &cupboard{}
		own := library(ownRevision, "fire", "mem10:11.3")
		d := newDevice(t, "stopped")
		inspected(d, 150, parkRevision)
		runs := cut(rand.New(rand.NewPCG(1, 2)), d)
		half := len(runs) / 2
		arrive(t, db, runs[:half]...)
		blind := New(db, Sectors(own), func() time.Time { return noon }) // another parkd, that never has them
		catchUp(t, blind)
		c.there = map[string]*checklist.Library{parkRevision: library(parkRevision, "port", "park:1")}
		p := New(db, Handed(own, c.find), func() time.Time { return noon })
		all, err := p.stale(t.Context())
		if err != nil || !slices.Equal(all, []stale{{parkRevision, parkRevision}}) {
			t.Fatalf("stale: %+v, %v", all, err)
		}
		if _, err := p.again(t.Context(), all[0], ""); err != nil { // one page, and the program is killed
			t.Fatal(err)
		}
		arrive(t, db, runs[half:]...)
		catchUp(t, blind)
		p = New(db, Handed(own, c.find), func() time.Time { return noon })
		mend(t, p)
		if got := bySector(t, db); got != "port:150" {
			t.Errorf("after it went on: %s", got)
		}
		d.said = nil
		f := found(0, 999, "2026-12-21")
		f.Criterion = "park:1"
		d.say(f)
		arrive(t, db, runsOf(d)...)
		catchUp(t, blind)
		mend(t, p)
		if got := bySector(t, db); got != "port:151" {
			t.Errorf("after a program without the criteria projected: %s", got)
		}
	})
}

// A newer program brings other criteria of its own: they stand for those that are not at hand, of all inspections, once.
func TestRowsFollowTheProgramsOwnCriteria(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		d := newDevice(t, "upgrade")
		inspected(d, 3, ownRevision, parkRevision, lostRevision)
		arrive(t, db, runsOf(d)...)
		c := &cupboard{there: map[string]*checklist.Library{parkRevision: library(parkRevision, "port", "park:1")}}
		old := New(db, Handed(library(ownRevision, "fire", "mem10:11.3"), c.find), func() time.Time { return noon })
		catchUp(t, old)
		if got := bySector(t, db); got != ":6 port:3" {
			t.Fatalf("of the old program: %s", got)
		}
		p := New(db, Handed(library(strings.Repeat("1", 64), "gas", "park:1"), c.find), func() time.Time { return noon })
		mend(t, p)
		if got := bySector(t, db); got != "gas:6 port:3" {
			t.Errorf("of the new program: %s", got)
		}
		mend(t, old) // still running: it was through before, or is through now, and then lets be
		mend(t, p)
		was := bySector(t, db)
		mend(t, old)
		mend(t, p)
		if got := bySector(t, db); got != was {
			t.Errorf("two programs undo each other's work: %s, then %s", was, got)
		}
	})
}

// Criteria that cannot be read at the moment stop nothing, and are asked for again.
func TestCriteriaThatCannotBeReadAreAskedForAgain(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		c := &cupboard{there: map[string]*checklist.Library{parkRevision: library(parkRevision, "port", "park:1")}, fails: true}
		d := newDevice(t, "fails")
		inspected(d, 2, parkRevision)
		arrive(t, db, runsOf(d)...)
		p := New(db, Handed(library(ownRevision, "fire"), c.find), func() time.Time { return noon })
		catchUp(t, p)
		mend(t, p)
		if got := bySector(t, db); got != ":2" {
			t.Errorf("while they cannot be read: %s", got)
		}
		c.fails = false
		mend(t, p)
		if got := bySector(t, db); got != "port:2" {
			t.Errorf("and then: %s", got)
		}
	})
}

// An inspection may name what it likes.
func TestRevisionsOfTabletsAreBounded(t *testing.T) {
	c := &cupboard{}
	h := Handed(library(ownRevision, "fire", "mem10:11.3"), c.find).(*handed)
	for n := range 2 * mostNone {
		if l := h.Of(fmt.Sprint("revision ", n)); l.Revision != ownRevision || l.Sector("mem10:11.3") != "fire" {
			t.Fatalf("%+v", l)
		}
	}
	if len(h.none) > mostNone || len(h.found) > 0 {
		t.Errorf("%d and %d are remembered", len(h.none), len(h.found))
	}
	r := rows(&inspection.Inspection{ID: "x", Opened: inspection.Opened{Revision: strings.Repeat("长", 1000)}}, h.own.Sector)
	if got := r.Inspections[0].Revision; len(got) > maxTerm {
		t.Errorf("%d bytes in a table", len(got))
	}
}
