package demo

import (
	"context"
	"path/filepath"
	"testing"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
)

// The made-up ledgers have one of everything that pages show: months on time, late, begun and not begun, assessed, corrections, struck entries.
func TestTheLedgersHaveEverything(t *testing.T) {
	o := Options{Seed: 1, Inspections: 1, Today: today, Photos: true, Clock: &Clock{}}
	o.Clock.Set(o.Today)
	db := sqldbtest.Open(t, filepath.Join(t.TempDir(), "park.sqlite"))
	b, err := server.OpenFiles(filepath.Join(t.TempDir(), "photos"))
	if err != nil {
		t.Fatal(err)
	}
	park, err := server.Open(t.Context(), db, b, server.Options{Name: "示例园区", Now: o.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Fill(t.Context(), park, o)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Ledgers(t.Context(), db, park, o, s.Enterprises)
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]int{}
	if err := db.Read(context.Background(), func(tx *sqldb.Tx) error {
		rows := 0
		if _, err := tx.Row(`SELECT count(*) FROM ledger`, nil, &rows); err != nil {
			return err
		}
		if rows != n {
			t.Errorf("%d rows, says %d", rows, n)
		}
		for _, e := range s.Enterprises {
			if err := tally(tx, e.ID, met); err != nil {
				return err
			}
		}
		for what, query := range map[string]string{"struck": `SELECT count(*) FROM ledger WHERE struck <> ''`, "corrected": `SELECT count(*) FROM ledger WHERE version = 2 AND struck = '' AND kind = 'drill'`,
			"reporters": `SELECT count(*) FROM ledger_reporter`, "pictures": `SELECT count(*) FROM ledger_picture`} {
			n := 0
			if _, err := tx.Row(query, nil, &n); err != nil {
				return err
			}
			met[what] = n
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"on time", "late", "begun", "not begun", "assessed", "drills", "trainings", "rewards", "quiz", "no elimination", "own", "struck", "corrected", "reporters", "pictures"} {
		if met[what] == 0 {
			t.Errorf("there are no %s", what)
		}
	}
	t.Logf("%d versions: %v", n, met)
}

// tally counts what is made up of an enterprise's two years.
func tally(tx *sqldb.Tx, enterprise string, met map[string]int) error {
	for _, year := range []int{today.Year() - 1, today.Year()} {
		m, err := ledger.MonthOf(tx, enterprise, year)
		if err != nil {
			return err
		}
		switch {
		case m.Last == nil:
			met["not begun"]++
		case m.Handed == nil:
			met["begun"]++
		case m.Late("") > 0:
			met["late"]++
		default:
			met["on time"]++
		}
		if m.Closed() {
			met["assessed"]++
		}
		if r := m.Counts(); r != nil {
			met["own"] += len(r.Own)
			if r.Of(assess.Quiz).Form != "" {
				met["quiz"]++
			}
			if r.Of(assess.Drilling).Form == "" {
				met["no elimination"]++
			}
		}
		l, err := ledger.Of(tx, year, enterprise)
		if err != nil {
			return err
		}
		met["drills"], met["trainings"] = met["drills"]+len(l.Drills), met["trainings"]+len(l.Trainings)
		for _, r := range l.Reports {
			if r.Reward.IsPositive() {
				met["rewards"]++
			}
		}
	}
	return nil
}
