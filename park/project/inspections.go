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
	Updated                           int64  // HLC
	Revision                          string // of the criteria that it names
}

// InspectionFilter says which inspections are meant; empty fields say nothing.
type InspectionFilter struct {
	Enterprise string
	Among      []string // ids, of which one has it; nil says nothing
	Year       string   // YYYY
	Visit      string
	Conflicts  bool   // only those on which experts differ
	Unsealed   bool   // only those that nobody signed yet
	Text       string // in the enterprise's name, as recorded
}

// Inspections is the inspections that a filter means, newest first and those whose opening has not arrived last, and the cursor of the next
// page.
func Inspections(tx *sqldb.Tx, f InspectionFilter, p Page) (all []InspectionRow, next string, err error) {
	keys, err := keysOf(tx, f.Enterprise, f.Among)
	if err != nil {
		return nil, "", err
	}
	var streams []stream
	for _, key := range keys {
		s := f.stream()
		if key != "" {
			s.prefix = []cond{{"key", key}}
		}
		streams = append(streams, s)
	}
	return pageOf(tx, f.from(p), streams, scanInspection, func(r InspectionRow) spot { return spot{r.Day, r.Inspection} })
}

// from begins at the end of the filter's year.
func (f InspectionFilter) from(p Page) Page {
	if f.Year != "" && p.spot(2) == nil {
		p.After = spot{f.Year + "-99", ""}.cursor()
	}
	return p
}

// listed is the columns of a list: all but the facts, which are long.
var listed = strings.Join(inspections.columns[:len(inspections.columns)-1], ", ")

func (f InspectionFilter) stream() stream {
	s := stream{columns: listed, from: "inspection", order: []string{"day", "inspection"}, desc: true,
		filter: `($1 = '' OR key IN (SELECT key FROM enterprise_key WHERE enterprise = $1)) AND ($2 = '' OR visit = $2) AND conflicts >= $3
			AND sealed <= $4 AND ($5 = '%%' OR lower(name) LIKE $5 ESCAPE '!')`,
		args: []any{f.Enterprise, f.Visit, flag(f.Conflicts), 1 - flag(f.Unsealed), like(f.Text)}}
	s.all = f.Visit == "" && !f.Conflicts && !f.Unsealed && f.Text == ""
	s.end = f.Year
	return s
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}

func scanInspection(rows *sql.Rows) (r InspectionRow, err error) {
	var sectors, outcomes string
	err = rows.Scan(&r.Inspection, &r.Key, &r.Name, &r.Visit, &r.Day, &r.Experts, &sectors, &outcomes, &r.Sealed, &r.Findings, &r.Majors, &r.Closed,
		&r.Conflicts, &r.Tasks, &r.Late, &r.Newer, &r.Updated, &r.Revision)
	if err != nil {
		return r, err
	}
	if sectors != "" {
		r.Sectors = strings.Split(sectors, ",")
	}
	if outcomes != "" {
		err = json.Unmarshal([]byte(outcomes), &r.Outcomes)
	}
	return r, err
}

// FirstYear is the year of the first inspection, YYYY; "" when there is none.
func FirstYear(tx *sqldb.Tx) (first string, err error) {
	_, err = tx.Row(`SELECT day FROM inspection WHERE day > '' ORDER BY day LIMIT 1`, nil, &first)
	return year(first), err
}

// year is YYYY of a day.
func year(day string) string { return day[:min(len(day), 4)] }
