package project

import (
	"database/sql"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// EnterpriseRow is an enterprise of the register with what is to be done there.
type EnterpriseRow struct {
	ID, Name, Code, Area string
	Active               bool
	Open, Ended, Late    int
	Visits               map[string]int // of this year, by kind
	Visited              int            // of these, without self-checks, which are the enterprise's own
}

// EnterpriseFilter says which enterprises are meant.
type EnterpriseFilter struct {
	Text     string // in the name, or the beginning of the code
	Inactive bool   // also those that are closed
}

// Enterprises is the enterprises that a filter means, by name, and the cursor of the next page.
func Enterprises(tx *sqldb.Tx, today string, f EnterpriseFilter, p Page) (all []EnterpriseRow, next string, err error) {
	var q query
	q.add(`SELECT id, name, code, area, active FROM enterprise WHERE active >= ?`, 1-flag(f.Inactive))
	if f.Text != "" {
		q.add(` AND (name LIKE ? ESCAPE '!' OR code LIKE ? ESCAPE '!')`, like(f.Text), strings.ToUpper(like(f.Text)))
	}
	if at := p.place(2); at != nil {
		q.add(" AND (name, id) > (?, ?)", at[0], at[1])
	}
	q.add(" ORDER BY name, id LIMIT ?", p.size()+1)
	err = tx.Each(q.b.String(), q.args, func(rows *sql.Rows) error {
		var e EnterpriseRow
		err := rows.Scan(&e.ID, &e.Name, &e.Code, &e.Area, &e.Active)
		all = append(all, e)
		return err
	})
	if n := p.size(); len(all) > n {
		all = all[:n]
		next = cursor(all[n-1].Name, all[n-1].ID)
	}
	for n := range all {
		if err == nil {
			err = all[n].count(tx, today)
		}
	}
	return all, next, err
}

// Enterprise is the row of one; nil when there is none.
func Enterprise(tx *sqldb.Tx, today, id string) (*EnterpriseRow, error) {
	e := EnterpriseRow{ID: id}
	there, err := tx.Row(`SELECT name, code, area, active FROM enterprise WHERE id = $1`, []any{id}, &e.Name, &e.Code, &e.Area, &e.Active)
	if err != nil || !there {
		return nil, err
	}
	return &e, e.count(tx, today)
}

// count sums what is to be done there: open and ended from the tally, late ones by their index.
func (e *EnterpriseRow) count(tx *sqldb.Tx, today string) error {
	err := tx.Each(`SELECT tally.state, tally.n FROM enterprise_key JOIN tally ON tally.dim = 'key' AND tally.name = enterprise_key.key
		WHERE enterprise_key.enterprise = $1`, []any{e.ID}, func(rows *sql.Rows) error {
		var state string
		var n int
		err := rows.Scan(&state, &n)
		if state == "open" {
			e.Open += n
		} else {
			e.Ended += n
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = tx.Row(`SELECT count(*) FROM enterprise_key JOIN finding ON finding.key = enterprise_key.key
		WHERE enterprise_key.enterprise = $1 AND finding.open = 1 AND finding.due < $2 AND finding.due <> ''`, []any{e.ID, today}, &e.Late)
	if err != nil {
		return err
	}
	e.Visits = map[string]int{}
	return tx.Each(`SELECT inspection.visit, count(*) FROM enterprise_key JOIN inspection ON inspection.key = enterprise_key.key
		WHERE enterprise_key.enterprise = $1 AND inspection.day >= $2 AND inspection.day <= $3 GROUP BY inspection.visit`, []any{e.ID, year(today), year(today) + "-99"},
		func(rows *sql.Rows) error {
			var visit string
			var n int
			err := rows.Scan(&visit, &n)
			e.Visits[visit] += n
			if visit != SelfCheck {
				e.Visited += n
			}
			return err
		})
}

// SelfCheck is the kind of visit that is the enterprise's own.
const SelfCheck = string(inspection.SelfCheck)

// year is YYYY of a day.
func year(day string) string { return day[:min(len(day), 4)] }

// EnterprisesNamed is the enterprises of a name, or a part of one: at most so many, and whether there are more.
func EnterprisesNamed(tx *sqldb.Tx, text string, most int) (all []EnterpriseRow, more bool, err error) {
	err = tx.Each(`SELECT id, name, code FROM enterprise WHERE name LIKE $1 ESCAPE '!' OR code LIKE $2 ESCAPE '!' ORDER BY name, id LIMIT $3`,
		[]any{like(text), strings.ToUpper(like(text)), most + 1}, func(rows *sql.Rows) error {
			var e EnterpriseRow
			err := rows.Scan(&e.ID, &e.Name, &e.Code)
			all = append(all, e)
			return err
		})
	if len(all) > most {
		return all[:most], true, err
	}
	return all, false, err
}

// busiest is the enterprises with most open findings.
func busiest(tx *sqldb.Tx, today string) (all []EnterpriseRow, err error) {
	var ids []string
	err = tx.Each(`SELECT enterprise_key.enterprise FROM tally JOIN enterprise_key ON enterprise_key.key = tally.name
		WHERE tally.dim = 'key' AND tally.state = 'open' GROUP BY enterprise_key.enterprise ORDER BY sum(tally.n) DESC, enterprise_key.enterprise LIMIT $1`, []any{atGlance}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	for _, id := range ids {
		if err != nil {
			return nil, err
		}
		var e *EnterpriseRow
		if e, err = Enterprise(tx, today, id); e != nil {
			all = append(all, *e)
		}
	}
	return all, err
}

// VisitCount is how often an enterprise was visited in a year, by the kind of visit.
type VisitCount struct {
	Enterprise, Name string
	Kinds            map[string]int
	All              int // without self-checks, which are the enterprise's own
}

// Visits is the visits of a year, most first. An enterprise that was not visited is not in the list.
func Visits(tx *sqldb.Tx, year string) (all []VisitCount, err error) {
	of := map[string]*VisitCount{}
	err = tx.Each(`SELECT enterprise.id, enterprise.name, inspection.visit, count(*) FROM inspection
		JOIN enterprise_key ON enterprise_key.key = inspection.key JOIN enterprise ON enterprise.id = enterprise_key.enterprise
		WHERE inspection.day >= $1 AND inspection.day <= $2 GROUP BY enterprise.id, enterprise.name, inspection.visit`, []any{year, year + "-99"}, func(rows *sql.Rows) error {
		var id, name, visit string
		var n int
		if err := rows.Scan(&id, &name, &visit, &n); err != nil {
			return err
		}
		if of[id] == nil {
			of[id] = &VisitCount{Enterprise: id, Name: name, Kinds: map[string]int{}}
		}
		of[id].Kinds[visit] += n
		if visit != SelfCheck {
			of[id].All += n
		}
		return nil
	})
	for _, id := range sorted(of) {
		all = append(all, *of[id])
	}
	slices.SortStableFunc(all, func(a, b VisitCount) int { return b.All - a.All })
	return all, err
}
