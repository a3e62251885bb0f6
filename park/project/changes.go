package project

import (
	"database/sql"

	"anquan.example/paicha/park/sqldb"
)

// Change is something that happened to an inspection or a finding, for who listens.
type Change struct {
	Event      string
	Inspection string
	Finding    string
	Key        string // of the enterprise
	Status     string
	Due        string
}

// Events.
const (
	FindingCreated   = "finding.created"
	FindingEdited    = "finding.edited"
	FindingClosed    = "finding.closed"
	InspectionSealed = "inspection.sealed"
)

// Events is every event there is.
func Events() []string {
	return []string{FindingCreated, FindingEdited, FindingClosed, InspectionSealed}
}

// differences is what happened between the rows in the tables and those that are to take their place.
func differences(tx *sqldb.Tx, id string, r Rows) (all []Change, err error) {
	type was struct {
		status  string
		changed int64
	}
	old := map[string]was{}
	if err := tx.Each(`SELECT finding, status, changed FROM finding WHERE inspection = $1`, []any{id}, func(rows *sql.Rows) error {
		var finding string
		var w was
		err := rows.Scan(&finding, &w.status, &w.changed)
		old[finding] = w
		return err
	}); err != nil {
		return nil, err
	}
	for n, row := range r.Tables["finding"] {
		c := r.counted[n]
		change := Change{FindingEdited, id, row[1].(string), c.key, c.status, c.due}
		w, known := old[change.Finding]
		switch changed := row[len(row)-1].(int64); {
		case !known:
			change.Event = FindingCreated
		case c.status == "closed" && w.status != "closed":
			change.Event = FindingClosed
		case w.status == c.status && w.changed == changed:
			continue
		}
		all = append(all, change)
	}
	var sealed int
	if _, err := tx.Row(`SELECT sealed FROM inspection WHERE inspection = $1`, []any{id}, &sealed); err != nil {
		return nil, err
	}
	if row := r.Tables["inspection"][0]; sealed == 0 && row[8].(int) == 1 {
		all = append(all, Change{Event: InspectionSealed, Inspection: id, Key: row[1].(string)})
	}
	return all, nil
}
