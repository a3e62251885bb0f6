package annual

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
)

// ErrOld is given while the park's tables are of an earlier program: a year without some of its findings would be a wrong one.
var ErrOld = errors.New("the tables are still being made again: wait until parkd has done so, or run parkd rebuild")

// visited is an inspection as its row says it.
type visited struct {
	assess.Visit
	name     string // of the enterprise, as recorded
	findings int
	facts    string
}

// facts makes those of one enterprise out of its inspections.
func (g *gatherer) facts(f firm, inspections []visited) (assess.Facts, error) {
	facts := assess.Facts{Enterprise: assess.Enterprise{ID: f.id, Name: f.name, Code: f.code}, Ledgers: g.ledgers[f.id], Entries: g.entries[f.id]}
	facts.Enterprise.Since, facts.Enterprise.Until, _ = f.here(g.year)
	former := map[string]bool{}
	g.rows = g.rows[:0]
	for _, v := range inspections {
		facts.Enterprise.Name = cmp.Or(facts.Enterprise.Name, v.name) // the register knows better
		former[v.name] = true
		if v.Day >= g.since && v.Day <= g.until {
			facts.Visits = append(facts.Visits, v.Visit)
		}
		n, err := g.findings(v.Visit, v.facts)
		if err == nil && n != v.findings {
			err = fmt.Errorf("facts of %d findings of %d: %w", n, v.findings, ErrOld)
		}
		if err != nil {
			return facts, fmt.Errorf("inspection %s: %w", v.Inspection, err)
		}
	}
	for _, key := range f.keys {
		if inspection.CheckCreditCode(key) == nil {
			former[key] = true
		}
	}
	facts.Enterprise.Former = formerly(former, facts.Enterprise)
	slices.SortStableFunc(facts.Visits, func(a, b assess.Visit) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Inspection, b.Inspection))
	})
	facts.Findings = found(g.rows)
	return facts, nil
}

// formerly is what else it went by.
func formerly(all map[string]bool, e assess.Enterprise) (former []string) {
	for name := range all {
		if name != "" && name != e.Name && name != e.Code {
			former = append(former, name)
		}
	}
	slices.Sort(former)
	return former
}

const visitQuery = `SELECT inspection, day, visit, experts, sectors, sealed, name, findings, facts FROM inspection WHERE key = $1 ORDER BY day, inspection`

// visits is every inspection of an enterprise.
func (g *gatherer) visits(f firm) (all []visited, err error) {
	for _, key := range f.keys {
		if err := g.tx.Each(visitQuery, []any{key}, func(rows *sql.Rows) error {
			var v visited
			var experts, sectors string
			err := rows.Scan(&v.Inspection, &v.Day, &v.Kind, &experts, &sectors, &v.Sealed, &v.name, &v.findings, &v.facts)
			v.Experts, v.Sectors = list(experts, "、"), list(sectors, ",")
			all = append(all, v)
			return err
		}); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
