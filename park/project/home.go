package project

import (
	"database/sql"
	"maps"
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// Count is how many of something there are.
type Count struct {
	Name        string
	Open, Ended int
}

// Home is the park at a glance. It costs the same with ten findings and with a million: sums come from the tally.
type Home struct {
	Status                                          map[string]int
	Grades                                          []Count
	Waits                                           map[Wait]int
	Majors                                          Count // suspected, and decided
	Late, DueToday, Open                            int
	Soonest                                         []FindingRow
	Enterprises                                     []EnterpriseRow // with most to do
	Sectors, Criteria                               []Count         // criteria: those with most open findings
	Newest                                          []InspectionRow
	Differ                                          []InspectionRow // on which experts differ
	Inspections, Unsealed, WithConflicts, WithTasks int             // inspections
	Tasks                                           int             // sent back and not done
}

// atGlance is how many lines a list on the first page has.
const atGlance = 8

// HomeOf reads it.
func HomeOf(tx *sqldb.Tx, today string) (h Home, err error) {
	if err = h.sums(tx); err != nil {
		return h, err
	}
	for _, of := range []struct {
		day  string
		into *int
	}{{"name < $1", &h.Late}, {"name = $1", &h.DueToday}} {
		if _, err = tx.Row(`SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM tally WHERE dim = 'due' AND `+of.day, []any{today}, of.into); err != nil {
			return h, err
		}
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
	if _, err = tx.Row(`SELECT count(*) FROM task WHERE done = 0`, nil, &h.Tasks); err != nil {
		return h, err
	}
	if err = Waiting(tx, h.Soonest); err != nil {
		return h, err
	}
	if h.Newest, _, err = Inspections(tx, InspectionFilter{}, Page{Size: atGlance}); err != nil || h.WithConflicts == 0 {
		return h, err
	}
	h.Differ, _, err = Inspections(tx, InspectionFilter{Conflicts: true}, Page{Size: atGlance})
	return h, err
}

func (h *Home) sums(tx *sqldb.Tx) error {
	h.Status, h.Waits = map[string]int{}, map[Wait]int{}
	sectors, grades := map[string]*Count{}, map[string]*Count{}
	err := tx.Each(`SELECT dim, name, state, n FROM tally WHERE dim IN ('status', 'wait', 'sector', 'inspection')`, nil, func(rows *sql.Rows) error {
		var c count
		var n int
		if err := rows.Scan(&c.dim, &c.name, &c.state, &n); err != nil {
			return err
		}
		switch c.dim {
		case DimStatus:
			h.Status[c.name] += n
			add(grades, c.state, ended(c.name), n)
		case DimWait:
			h.Waits[Wait(c.name)] += n
		case DimSector:
			add(sectors, c.name, ended(c.state), n)
		case DimInspection:
			if into := map[string]*int{InspectionAll: &h.Inspections, InspectionOpen: &h.Unsealed, InspectionConflict: &h.WithConflicts, InspectionTask: &h.WithTasks}[c.name]; into != nil {
				*into = n
			}
		}
		return nil
	})
	for _, name := range sorted(sectors) {
		h.Sectors = append(h.Sectors, *sectors[name])
	}
	for _, name := range sorted(grades) {
		g := *grades[name]
		h.Grades = append(h.Grades, g)
		h.Open += g.Open
		if name != "general" {
			h.Majors.Open, h.Majors.Ended = h.Majors.Open+g.Open, h.Majors.Ended+g.Ended
		}
	}
	return err
}

func ended(status string) bool { return !open(inspection.Status(status)) }

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

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
