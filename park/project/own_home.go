package project

import (
	"database/sql"
	"slices"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Own is what an enterprise has to do, at a glance. Its cost grows with what is open there, not with what is in the park.
type Own struct {
	Waits       []OwnWait       // that there are, soonest due first
	Soonest     []FindingRow    // of those that it owes something, with what they wait for
	Told        []string        // inspections of which something was said lately, newest first
	Inspections []InspectionRow // newest
}

// OwnWait is how many findings of an enterprise wait for something.
type OwnWait struct {
	What    Wait
	N, Late int    // late: when it is the enterprise's turn
	Due     string // the earliest day
}

// Lists of an enterprise's first page.
const (
	ownSoonest = 20
	ownTold    = 5
)

// OwnOf reads it. The cross joins have SQLite begin with the enterprise's keys, which are one or two.
func OwnOf(tx *sqldb.Tx, today, enterprise string) (o Own, err error) {
	err = tx.Each(`SELECT wait.what, count(*), min(wait.due), sum(CASE WHEN wait.due < $1 AND wait.due <> '' THEN 1 ELSE 0 END)
		FROM enterprise_key CROSS JOIN wait WHERE enterprise_key.enterprise = $2 AND wait.key = enterprise_key.key GROUP BY wait.what ORDER BY min(wait.due), wait.what`,
		[]any{today, enterprise}, func(rows *sql.Rows) error {
			var w OwnWait
			err := rows.Scan(&w.What, &w.N, &w.Due, &w.Late)
			if w.Due = shown(w.Due); !w.What.OfEnterprise() {
				w.Late = 0
			}
			o.Waits = append(o.Waits, w)
			return err
		})
	if err != nil {
		return o, err
	}
	if o.Soonest, err = owed(tx, today, enterprise); err != nil {
		return o, err
	}
	if err := Waiting(tx, o.Soonest); err != nil {
		return o, err
	}
	err = tx.Each(`SELECT inspection.inspection FROM enterprise_key CROSS JOIN inspection WHERE enterprise_key.enterprise = $1 AND inspection.key = enterprise_key.key
		ORDER BY inspection.updated DESC, inspection.inspection LIMIT $2`,
		[]any{enterprise, ownTold}, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			o.Told = append(o.Told, id)
			return err
		})
	if err != nil {
		return o, err
	}
	o.Inspections, _, err = Inspections(tx, InspectionFilter{Enterprise: enterprise}, Page{Size: ownTold})
	return o, err
}

// owed is the findings on which it is the enterprise's turn, soonest due first.
func owed(tx *sqldb.Tx, today, enterprise string) (all []FindingRow, err error) {
	for _, what := range Waits() {
		if !what.OfEnterprise() {
			continue
		}
		some, _, err := Findings(tx, today, Filter{Enterprise: enterprise, Wait: what, State: IsOpen}, Page{Size: ownSoonest})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b FindingRow) int { return strings.Compare(a.Due, b.Due) })
	return all[:min(len(all), ownSoonest)], nil
}
