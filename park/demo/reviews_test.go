package demo

import (
	"context"
	"path/filepath"
	"testing"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
)

// The made-up assessments show each stage that pages have: last year's sealed after objections, with one upheld; this year's a draft.
func TestTheReviewsHaveEverything(t *testing.T) {
	o := Options{Seed: 1, Enterprises: 6, Inspections: 12, Today: today, Clock: &Clock{}}
	o.Clock.Set(o.Today)
	db := sqldbtest.Open(t, filepath.Join(t.TempDir(), "park.sqlite"))
	b, err := server.OpenFiles(filepath.Join(t.TempDir(), "photos"))
	if err != nil {
		t.Fatal(err)
	}
	tablets, err := server.Open(t.Context(), db, b, server.Options{Name: "示例园区", Now: o.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Fill(t.Context(), tablets, o)
	if err != nil {
		t.Fatal(err)
	}
	libraries, err := project.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := project.New(db, libraries, o.Clock.Now).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := &park.Park{DB: db, Sync: tablets, Project: project.New(db, libraries, o.Clock.Now), Now: o.Clock.Now}
	if n, err := Numbers(t.Context(), at, "示例园管", o); n == 0 || err != nil {
		t.Errorf("%d numbers: %v", n, err)
	}
	facts := annual.Sources{Ledgers: ledger.Year, LedgersOf: ledger.Of, Entries: review.Year, EntriesOf: review.Of}
	if err := Reviews(t.Context(), db, tablets, facts, o, s.Enterprises); err != nil {
		t.Fatal(err)
	}
	if !o.Clock.Now().Equal(o.Today) {
		t.Errorf("the clock was left at %s", o.Clock.Now())
	}
	err = db.Read(context.Background(), func(tx *sqldb.Tx) error {
		last, this := o.Today.Year()-1, o.Today.Year()
		for year, want := range map[int]review.Stage{last: review.Sealed, this: review.Draft} {
			y, err := review.Find(tx, year)
			if err != nil || y == nil || y.Stage != want {
				t.Fatalf("%d: %+v, %v", year, y, err)
			}
		}
		met := map[review.Kind]int{}
		for _, e := range s.Enterprises {
			said, err := review.Said(tx, last, e.ID)
			if err != nil {
				return err
			}
			for _, one := range said {
				met[one.Kind]++
			}
			versions, err := review.Versions(tx, last, e.ID)
			if err != nil || len(versions) != 1 {
				t.Fatalf("%s: versions %+v, %v", e.Name, versions, err)
			}
			data, there, err := review.Snapshot(tx, last, e.ID, versions[0].Hash)
			if err != nil || !there {
				t.Fatalf("%s: no snapshot: %v", e.Name, err)
			}
			n, err := assess.ReadSnapshot(data)
			if err == nil {
				err = n.Verify()
			}
			if err != nil {
				t.Errorf("%s: %v", e.Name, err)
			}
		}
		for _, kind := range []review.Kind{review.Self, review.Manual, review.Objection, review.Upheld, review.Rejected} {
			if met[kind] == 0 {
				t.Errorf("no %s", kind)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
