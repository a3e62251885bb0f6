package project

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// Every list walks along an index: no page sorts, or looks through, a table.
func TestListsGoAlongAnIndex(t *testing.T) {
	db := sqldbtest.Open(t, filepath.Join(t.TempDir(), "ledger.sqlite"))
	write(t, db, func(tx *sqldb.Tx) error { return addKey(tx, "k", "e") })
	for name, f := range map[string]Filter{
		"all": {}, "open": {State: IsOpen}, "late": {State: IsLate}, "owed today": {State: IsOwed, Due: today}, "enterprise": {Enterprise: "e"}, "enterprise, late": {Enterprise: "e", State: IsLate},
		"sector": {Sector: "fire"}, "criterion": {Criterion: "c"}, "status": {Status: "closed"}, "grade": {Grade: "major"}, "wait": {Wait: WaitPlan},
		"wait of an enterprise": {Wait: WaitPlan, Enterprise: "e"}, "late wait": {Wait: WaitPlan, State: IsLate}, "words": {Text: "a", Sector: "fire"},
	} {
		read(t, db, func(tx *sqldb.Tx) error {
			all, err := f.streams(tx, today)
			if len(all) == 0 {
				t.Errorf("%s: no streams", name)
			}
			for n := range all {
				alongAnIndex(t, tx, name, &all[n])
			}
			return err
		})
	}
	read(t, db, func(tx *sqldb.Tx) error {
		for name, f := range map[string]InspectionFilter{"inspections": {}, "of a year": {Year: "2026"}, "with conflicts": {Conflicts: true}} {
			s := f.stream()
			alongAnIndex(t, tx, name, &s)
			s.prefix = []cond{{"key", "k"}}
			alongAnIndex(t, tx, name+" of an enterprise", &s)
		}
		return nil
	})
}

func alongAnIndex(t *testing.T, tx *sqldb.Tx, name string, s *stream) {
	t.Helper()
	q := s.inner(s.columns, spot{"a", "b", "c"}[:len(s.order)], 10, 0)
	var plan []string
	if err := tx.Each(`EXPLAIN QUERY PLAN `+q.text, q.args, func(rows *sql.Rows) error {
		var id, parent, unused int
		var line string
		err := rows.Scan(&id, &parent, &unused, &line)
		plan = append(plan, line)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	whole := strings.Join(plan, "; ")
	if !strings.HasPrefix(whole, "SEARCH") || strings.Contains(whole, "SCAN") || strings.Contains(whole, "TEMP B-TREE") {
		t.Errorf("%s: %s", name, whole)
	}
	for _, c := range s.prefix {
		if column := c.column[strings.IndexByte(c.column, '.')+1:]; !strings.Contains(whole, column+"=?") {
			t.Errorf("%s: %s is not looked for in the index: %s", name, column, whole)
		}
	}
}
