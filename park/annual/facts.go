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

// facts gathers those of one enterprise.
func (g *gatherer) facts(f firm) (assess.Facts, error) {
	facts := assess.Facts{Enterprise: assess.Enterprise{ID: f.id, Name: f.name, Code: f.code}, Ledgers: g.ledgers[f.id], Entries: g.entries[f.id]}
	facts.Enterprise.Since, facts.Enterprise.Until, _ = f.here(g.year)
	former := map[string]bool{}
	g.rows = g.rows[:0]
	for _, key := range f.keys {
		if err := g.visits(key, func(v assess.Visit, name string) {
			facts.Enterprise.Name = cmp.Or(facts.Enterprise.Name, name) // the register knows better
			former[name] = true
			if v.Day >= g.since && v.Day <= g.until {
				facts.Visits = append(facts.Visits, v)
			}
		}); err != nil {
			return facts, err
		}
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

// visits tells of every inspection under a key, and adds its findings to the rows.
func (g *gatherer) visits(key string, tell func(v assess.Visit, name string)) error {
	return g.tx.Each(visitQuery, []any{key}, func(rows *sql.Rows) error {
		var v assess.Visit
		var experts, sectors, name, facts string
		var findings int
		if err := rows.Scan(&v.Inspection, &v.Day, &v.Kind, &experts, &sectors, &v.Sealed, &name, &findings, &facts); err != nil {
			return err
		}
		v.Experts, v.Sectors = list(experts, "、"), list(sectors, ",")
		tell(v, name)
		n, err := g.findings(v, facts)
		if err != nil {
			return fmt.Errorf("inspection %s: %w", v.Inspection, err)
		}
		if n != findings {
			return fmt.Errorf("inspection %s: facts of %d findings of %d: %w", v.Inspection, n, findings, ErrOld)
		}
		return nil
	})
}

func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
