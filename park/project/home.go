package project

import (
	"database/sql"

	"anquan.example/paicha/park/sqldb"
)

// Count is how many of something there are.
type Count struct {
	Name        string
	Open, Ended int
}

// Home is the park at a glance. It costs the same with ten findings and with a million: sums come from the tally.
type Home struct {
	Status               map[string]int
	Waits                map[Wait]int
	Majors               Count // suspected, and decided
	Late, DueToday, Open int
	Soonest              []FindingRow
	Enterprises          []EnterpriseRow // with most to do
	Sectors, Criteria    []Count         // criteria: those with most open findings
	Newest               []InspectionRow
	Differ               []InspectionRow // on which experts differ
	Tasks                int             // sent back and not done
}

// atGlance is how many lines a list on the first page has.
const atGlance = 8

// HomeOf reads it.
func HomeOf(tx *sqldb.Tx, today string) (h Home, err error) {
	h.Status, h.Waits = map[string]int{}, map[Wait]int{}
	sectors := map[string]*Count{}
	err = tx.Each(`SELECT dim, name, state, n FROM tally WHERE dim IN ('status', 'wait', 'grade', 'sector')`, nil, func(rows *sql.Rows) error {
		var dim, name, state string
		var n int
		if err := rows.Scan(&dim, &name, &state, &n); err != nil {
			return err
		}
		switch dim {
		case DimStatus:
			h.Status[state] += n
		case DimWait:
			h.Waits[Wait(name)] += n
		case DimGrade:
			h.grade(name, state, n)
		case DimSector:
			add(sectors, name, ended(state), n)
		}
		return nil
	})
	if err != nil {
		return h, err
	}
	for _, name := range sorted(sectors) {
		h.Sectors = append(h.Sectors, *sectors[name])
	}
	if _, err = tx.Row(`SELECT coalesce(sum(n), 0) FROM tally WHERE dim = 'due' AND name < $1 AND name <> ''`, []any{today}, &h.Late); err != nil {
		return h, err
	}
	if _, err = tx.Row(`SELECT coalesce(sum(n), 0) FROM tally WHERE dim = 'due' AND name = $1`, []any{today}, &h.DueToday); err != nil {
		return h, err
	}
	if h.Criteria, err = most(tx, DimCriterion); err != nil {
		return h, err
	}
	if h.Soonest, _, err = Findings(tx, today, Filter{State: IsOpen}, Page{Size: atGlance}); err != nil {
		return h, err
	}
	if h.Enterprises, err = busiest(tx, today); err != nil {
		return h, err
	}
	if err := Waiting(tx, h.Soonest); err != nil {
		return h, err
	}
	if h.Newest, _, err = Inspections(tx, InspectionFilter{}, Page{Size: atGlance}); err != nil {
		return h, err
	}
	if h.Differ, _, err = Inspections(tx, InspectionFilter{Conflicts: true}, Page{Size: atGlance}); err != nil {
		return h, err
	}
	_, err = tx.Row(`SELECT count(*) FROM task WHERE done = 0`, nil, &h.Tasks)
	return h, err
}

func (h *Home) grade(grade, state string, n int) {
	if state == "open" {
		h.Open += n
	}
	if grade == "general" {
		return
	}
	if state == "open" {
		h.Majors.Open += n
	} else {
		h.Majors.Ended += n
	}
}

func ended(status string) bool {
	switch status {
	case "closed", "transferred", "withdrawn", "joined":
		return true
	}
	return false
}

func add(to map[string]*Count, name string, ended bool, n int) {
	if to[name] == nil {
		to[name] = &Count{Name: name}
	}
	if ended {
		to[name].Ended += n
	} else {
		to[name].Open += n
	}
}

// most is the names of a dim with most open findings.
func most(tx *sqldb.Tx, dim string) (all []Count, err error) {
	err = tx.Each(`SELECT name, n FROM tally WHERE dim = $1 AND state = 'open' ORDER BY n DESC, name LIMIT $2`, []any{dim, atGlance}, func(rows *sql.Rows) error {
		var c Count
		err := rows.Scan(&c.Name, &c.Open)
		all = append(all, c)
		return err
	})
	return all, err
}
