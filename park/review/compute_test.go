package review_test

import (
	"context"
	"testing"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// Pages read results that were kept, and see when they are old.
func TestResultsAreKept(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 1, 3)
		w.found(w.b, 4, 0)
		w.begun()
		stand := func() (s *review.Stand, stale bool) {
			y := w.year()
			w.read(func(tx *sqldb.Tx) (err error) {
				s, stale, err = w.StandOf(tx, y)
				return err
			})
			return s, stale
		}
		if s, _ := stand(); s != nil {
			t.Errorf("nothing was computed, and there is %+v", s)
		}
		w.ok(w.Compute(ctx, 2026))
		if s, stale := stand(); s == nil || stale || s.Missing != 2 || s.AsOf != "2026-12-31" {
			t.Errorf("%+v, stale %v", s, stale)
		}
		w.ok(w.say(wang, w.b, review.Entry{Kind: review.Manual, Item: "responsibility", Points: points("10"), Says: "齐全"}))
		if _, stale := stand(); !stale {
			t.Error("points were given, and the results are not old")
		}
		w.ok(w.Compute(ctx, 2026))
		if _, stale := stand(); stale {
			t.Error("what was just computed is old")
		}
		w.read(func(tx *sqldb.Tx) error {
			rows, more, err := review.Ranked(tx, 2026, review.Part{Size: 1})
			if err != nil || len(rows) != 1 || !more || rows[0].Enterprise != w.b.ID || rows[0].Rank != 1 {
				t.Errorf("best: %+v, more %v, %v", rows, more, err)
			}
			rest, more, err := review.Ranked(tx, 2026, review.Part{After: rows[0].Position, Size: 1})
			if err != nil || len(rest) != 1 || more || rest[0].Enterprise != w.a.ID || rest[0].Rank != 2 || rest[0].Score.GreaterThanOrEqual(rows[0].Score) {
				t.Errorf("then: %+v, more %v, %v", rest, more, err)
			}
			none, _, err := review.Ranked(tx, 2026, review.Part{Grade: "no-such"})
			if len(none) != 0 {
				t.Errorf("of no grade: %+v", none)
			}
			return err
		})
		w.sums()
	})
}

// sums are those of the two, and of nobody whom the register does not know.
func (w *world) sums() {
	w.Helper()
	w.read(func(tx *sqldb.Tx) error {
		counts, err := review.Grades(tx, 2026)
		if err != nil {
			return err
		}
		n := 0
		for _, k := range counts {
			n += k
		}
		s, err := review.SumsOf(tx, 2026, 5)
		if err != nil {
			return err
		}
		if n != 2 || len(s.Clauses) != 1 || s.Clauses[0] != (review.Clause{Criterion: "aq3067:5.5.6", Found: 8, Open: 3}) || len(s.Sectors) != 1 {
			w.Errorf("%d enterprises, clauses %+v, sectors %+v", n, s.Clauses, s.Sectors)
		}
		share := s.Items["rectification"]
		if share.Enterprises != 2 || share.Max.String() != "60" || share.Points.String() != "37.5" {
			w.Errorf("rectification: %+v, want 30 × (1 in 4) and 30 of 60", share)
		}
		trends, err := review.Trends(tx)
		if len(trends) != 1 || trends[0].Year != 2026 {
			w.Errorf("trends: %+v", trends)
		}
		return err
	})
}

// Who was renamed or merged is one: what was said of the one is said of the other, and who came by the old id sees it.
func TestMergedIsOne(t *testing.T) {
	each(t, func(w *world) {
		w.begun()
		w.ok(w.say(w.atB, w.b, review.Entry{Kind: review.Self, Item: "training", Points: points("3")}))
		w.ok(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "drills", Points: points("4")}))
		_, err := register.Merge(context.Background(), w.DB, w.b.ID, w.a.ID, "parkd", w.now)
		w.ok(err)
		if all := w.said(w.a); len(all) != 2 || all[0].Enterprise != w.a.ID || all[1].Enterprise != w.a.ID {
			t.Errorf("said of the one: %+v", all)
		}
		w.read(func(tx *sqldb.Tx) error {
			all, err := review.Year(tx, 2026)
			if len(all) != 1 || len(all[w.a.ID].Self) != 2 {
				t.Errorf("of the year: %+v", all)
			}
			return err
		})
		w.ok(w.say(w.atB, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("5")}))
		w.ok(w.say(w.atA, w.b, review.Entry{Kind: review.Self, Item: "training", Points: points("6")}))
	})
}

// P9: an enterprise sees its own year and no other; a guest, an expert's or nobody's account none.
func TestP9WhoseYearItIs(t *testing.T) {
	each(t, func(w *world) {
		nowhere := account.Person{Login: "lost", Name: "某", Role: account.Enterprise}
		w.read(func(tx *sqldb.Tx) error {
			for _, x := range []struct {
				who account.Person
				of  string
				why review.Why
			}{
				{w.atA, w.a.ID, ""}, {w.atA, w.b.ID, review.NotYours}, {w.atA, "no-such", review.NotYours}, {w.atA, "", review.NotYours}, {passing, w.a.ID, review.NotYours},
				{nowhere, w.a.ID, review.NotYours}, {nowhere, "", review.NotYours}, {wang, w.b.ID, ""}, {wang, "no-such", review.NoEnterprise},
			} {
				id, err := review.Whose(tx, x.who, x.of)
				if x.why == "" && (err != nil || id != x.of) || x.why != "" && !review.Is(err, x.why) {
					t.Errorf("%s to %q: %q, %v; want %q", x.who.Login, x.of, id, err, x.why)
				}
			}
			return nil
		})
	})
}
