package project

import (
	"database/sql"
	"encoding/json"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// InspectionRow is an inspection in a list.
type InspectionRow struct {
	Inspection, Key, Name, Visit, Day string
	Experts                           string
	Sectors                           []string
	Outcomes                          []inspection.Outcome
	Sealed                            bool
	Findings, Majors, Closed          int
	Conflicts, Tasks, Late, Newer     int
	Updated                           int64 // HLC
}

// InspectionFilter says which inspections are meant.
type InspectionFilter struct {
	Enterprise string
	Among      []string // ids, of which one has it; nil says nothing
	Year       string   // YYYY
	Conflicts  bool     // only those on which experts differ
}

// Inspections is the inspections that a filter means, newest first, and the cursor of the next page.
func Inspections(tx *sqldb.Tx, f InspectionFilter, p Page) (all []InspectionRow, next string, err error) {
	var q query
	q.add(`SELECT inspection, key, name, visit, day, experts, sectors, outcomes, sealed, findings, majors, closed, conflicts, tasks, late, newer, updated
		FROM inspection WHERE day <> ''`)
	if f.Enterprise != "" {
		q.add(" AND key IN (SELECT key FROM enterprise_key WHERE enterprise = ?)", f.Enterprise)
	}
	if f.Among != nil {
		q.add(" AND key IN (SELECT key FROM enterprise_key WHERE enterprise IN ("+each(f.Among)+"))", anyOf(f.Among)...)
	}
	if f.Year != "" {
		q.add(" AND day >= ? AND day <= ?", f.Year, f.Year+"-99")
	}
	if f.Conflicts {
		q.add(" AND inspection IN (SELECT inspection FROM inspection WHERE conflicts > 0)") // few, by their index
	}
	if at := p.place(2); at != nil {
		q.add(" AND (day, inspection) < (?, ?)", at[0], at[1])
	}
	q.add(" ORDER BY day DESC, inspection DESC LIMIT ?", p.size()+1)
	err = tx.Each(q.b.String(), q.args, func(rows *sql.Rows) error {
		r, err := scanInspection(rows)
		all = append(all, r)
		return err
	})
	if n := p.size(); err == nil && len(all) > n {
		all = all[:n]
		next = cursor(all[n-1].Day, all[n-1].Inspection)
	}
	return all, next, err
}

// FirstYear is the year of the first inspection, YYYY; "" when there is none.
func FirstYear(tx *sqldb.Tx) (first string, err error) {
	_, err = tx.Row(`SELECT coalesce(min(day), '') FROM inspection WHERE day <> ''`, nil, &first)
	return year(first), err
}

func scanInspection(rows *sql.Rows) (r InspectionRow, err error) {
	var sectors, outcomes string
	err = rows.Scan(&r.Inspection, &r.Key, &r.Name, &r.Visit, &r.Day, &r.Experts, &sectors, &outcomes, &r.Sealed, &r.Findings, &r.Majors, &r.Closed,
		&r.Conflicts, &r.Tasks, &r.Late, &r.Newer, &r.Updated)
	if err != nil {
		return r, err
	}
	if sectors != "" {
		r.Sectors = strings.Split(sectors, ",")
	}
	return r, json.Unmarshal([]byte(outcomes), &r.Outcomes)
}

// TaskRow is what was sent back to the experts.
type TaskRow struct {
	Inspection, Task, Key, Criterion, Unit, Finding string
	To, Words, By, Due                              string
	Done                                            bool
	Name                                            string // of the enterprise, as recorded
	Number                                          int    // of the finding; 0 none
	Place, Description                              string // of the finding
}

// Tasks is what was sent back, soonest due first; done says whether those that are done, or those that are not.
func Tasks(tx *sqldb.Tx, done bool, p Page) (all []TaskRow, next string, err error) {
	var q query
	q.add(`SELECT task.inspection, task.task, task.key, task.criterion, task.unit, task.finding, task.addressee, task.text, task.author, task.due, task.done, inspection.name,
		coalesce(finding.number, 0), coalesce(finding.place, ''), coalesce(finding.description, '')
		FROM task JOIN inspection ON inspection.inspection = task.inspection
		LEFT JOIN finding ON finding.inspection = task.inspection AND finding.finding = task.finding WHERE task.done = ?`, flag(done))
	if at := p.place(3); at != nil {
		q.add(" AND (task.due, task.inspection, task.task) > (?, ?, ?)", at[0], at[1], at[2])
	}
	q.add(" ORDER BY task.due, task.inspection, task.task LIMIT ?", p.size()+1)
	err = tx.Each(q.b.String(), q.args, func(rows *sql.Rows) error {
		var r TaskRow
		err := rows.Scan(&r.Inspection, &r.Task, &r.Key, &r.Criterion, &r.Unit, &r.Finding, &r.To, &r.Words, &r.By, &r.Due, &r.Done, &r.Name, &r.Number, &r.Place, &r.Description)
		all = append(all, r)
		return err
	})
	if n := p.size(); err == nil && len(all) > n {
		all = all[:n]
		next = cursor(all[n-1].Due, all[n-1].Inspection, all[n-1].Task)
	}
	return all, next, err
}
