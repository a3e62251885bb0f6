package annual

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
)

// facts gathers those of one enterprise.
func (g *gatherer) facts(f firm) (assess.Facts, error) {
	facts := assess.Facts{Enterprise: assess.Enterprise{ID: f.id, Name: f.name, Code: f.code}, Ledgers: g.ledgers[f.id], Entries: g.entries[f.id]}
	facts.Enterprise.Since, facts.Enterprise.Until, _ = f.here(g.year)
	self, former := map[string]bool{}, map[string]bool{}
	g.rows = g.rows[:0]
	for _, key := range f.keys {
		if err := g.visits(key, func(v assess.Visit, name string) {
			self[v.Inspection] = v.Kind == inspection.SelfCheck
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
		if err := g.findings(key); err != nil {
			return facts, err
		}
	}
	facts.Enterprise.Former = formerly(former, facts.Enterprise)
	slices.SortStableFunc(facts.Visits, func(a, b assess.Visit) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Inspection, b.Inspection))
	})
	facts.Findings = found(g.rows, self)
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

const visitQuery = `SELECT inspection, day, visit, experts, sectors, sealed, name FROM inspection WHERE key = $1 ORDER BY day, inspection`

// visits tells of every inspection under a key.
func (g *gatherer) visits(key string, tell func(v assess.Visit, name string)) error {
	return g.tx.Each(visitQuery, []any{key}, func(rows *sql.Rows) error {
		var v assess.Visit
		var experts, sectors, name string
		if err := rows.Scan(&v.Inspection, &v.Day, &v.Kind, &experts, &sectors, &v.Sealed, &name); err != nil {
			return err
		}
		v.Experts, v.Sectors = list(experts, "、"), list(sectors, ",")
		tell(v, name)
		return nil
	})
}

func list(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}
