package annual

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
)

// safetyMonth is the sector of the experts' check of the Safety Month.
const safetyMonth = "safety-month"

// facts gathers those of one enterprise.
func (g *gatherer) facts(f firm) (assess.Facts, error) {
	facts := assess.Facts{Enterprise: assess.Enterprise{ID: f.id, Name: f.name, Code: f.code}, Ledgers: g.ledgers[f.id], Entries: g.entries[f.id]}
	self, checks, former := map[string]bool{}, []assess.Visit(nil), map[string]bool{}
	g.rows = g.rows[:0]
	for _, key := range f.keys {
		if err := g.visits(key, func(v assess.Visit, name string) {
			self[v.Inspection] = v.Kind == inspection.SelfCheck
			facts.Enterprise.Name = cmp.Or(facts.Enterprise.Name, name) // the register knows better
			former[name] = true
			if v.Day < g.from || v.Day > g.before {
				return
			}
			if facts.Visits = append(facts.Visits, v); slices.Contains(v.Sectors, safetyMonth) {
				checks = append(checks, v)
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
	return facts, g.checked(&facts, checks)
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

// row is a finding as the table has it.
type row struct {
	assess.Finding
	extensions string
}

// The inspections of a key come in the order of an index, and findings of an inspection lie together: no page is read twice. CROSS JOIN has SQLite begin
// with the inspections.
const findingQuery = `SELECT f.finding, f.inspection, f.number, f.criterion, f.unit, f.place, f.description, f.fixed, f.grade, f.status, f.found, f.notified, f.deadline,
		f.extensions, f.reported, f.failed, f.ended
	FROM inspection i CROSS JOIN finding f WHERE i.key = $1 AND f.inspection = i.inspection AND f.joined = '' AND f.status <> 'withdrawn' AND f.found <= $2
		AND (f.ended = '' OR f.ended >= $3)`

// findings adds those under a key to the rows.
func (g *gatherer) findings(key string) error {
	return g.tx.Each(findingQuery, []any{key, g.until, g.since}, func(rows *sql.Rows) error {
		g.rows = append(g.rows, row{})
		r := &g.rows[len(g.rows)-1]
		return rows.Scan(&r.ID, &r.Inspection, &r.Number, &r.Criterion, &r.Unit, &r.Place, &r.What, &r.Fixed, &r.Grade, &r.Status, &r.Found, &r.Notified, &r.Deadline,
			&r.extensions, &r.Reported, &r.Failed, &r.Ended)
	})
}

// found is the rows by id.
func found(rows []row, self map[string]bool) []assess.Finding {
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Inspection, b.Inspection))
	})
	all := make([]assess.Finding, len(rows))
	for n := range rows {
		f := rows[n].Finding
		f.Self = self[f.Inspection]
		for _, e := range project.Extensions(rows[n].extensions) {
			f.Extensions = append(f.Extensions, assess.Extension{Asked: e.Asked, Decided: e.Decided, Granted: e.Until != "", Until: e.Until})
		}
		all[n] = f
	}
	return all
}

const answerQuery = `SELECT criterion, value, at FROM answer WHERE inspection = $1 AND rank = 0 ORDER BY criterion, unit`

// checked adds what experts found of the Safety Month on the spot. Where nothing was handed in, the month holds that alone.
func (g *gatherer) checked(facts *assess.Facts, visits []assess.Visit) error {
	if g.Sector == nil {
		return nil
	}
	var all []assess.Checked
	for _, v := range visits {
		if err := g.tx.Each(answerQuery, []any{v.Inspection}, func(rows *sql.Rows) error {
			c := assess.Checked{Inspection: v.Inspection}
			var at int64
			if err := rows.Scan(&c.Criterion, &c.Value, &at); err != nil {
				return err
			}
			if g.Sector(c.Criterion) == safetyMonth {
				c.Day = project.Day(time.UnixMilli(at))
				all = append(all, c)
			}
			return nil
		}); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	month := assess.Month{}
	if facts.Month != nil {
		month = *facts.Month
	}
	month.Checked = all
	facts.Month = &month
	return nil
}
