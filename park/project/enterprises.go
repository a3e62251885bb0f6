package project

import (
	"database/sql"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// EnterpriseRow is an enterprise of the register with what is to be done there.
type EnterpriseRow struct {
	ID, Name, Code, Area string
	Active               bool
	Open, Ended, Late    int // findings; ended: closed, transferred, withdrawn, joined
	Closed               int
	Visits               map[string]int // of this year, by kind
	Visited              int            // of these, without self-checks, which are the enterprise's own
}

// EnterpriseFilter says which enterprises are meant.
type EnterpriseFilter struct {
	Text     string // in the name or the code
	Inactive bool   // also those that are closed
}

// Enterprises is the enterprises that a filter means, by name, and the cursor of the next page.
func Enterprises(tx *sqldb.Tx, today string, f EnterpriseFilter, p Page) (all []EnterpriseRow, next string, err error) {
	s := stream{columns: "id, name, code, area, active", from: "enterprise", order: []string{"name", "id"},
		filter: `active >= $1 AND ($2 = '%%' OR lower(name) LIKE $2 ESCAPE '!' OR lower(code) LIKE $2 ESCAPE '!')`, args: []any{1 - flag(f.Inactive), like(f.Text)},
		all: f.Inactive && f.Text == ""}
	all, next, err = pageOf(tx, p, []stream{s}, scanEnterprise, func(e EnterpriseRow) spot { return spot{e.Name, e.ID} })
	if err != nil {
		return nil, "", err
	}
	return all, next, countOf(tx, today, all)
}

func scanEnterprise(rows *sql.Rows) (e EnterpriseRow, err error) {
	return e, rows.Scan(&e.ID, &e.Name, &e.Code, &e.Area, &e.Active)
}

// Enterprise is the row of one; nil when there is none.
func Enterprise(tx *sqldb.Tx, today, id string) (*EnterpriseRow, error) {
	var one []EnterpriseRow
	err := tx.Each(`SELECT id, name, code, area, active FROM enterprise WHERE id = $1`, []any{id}, func(rows *sql.Rows) error {
		e, err := scanEnterprise(rows)
		one = append(one, e)
		return err
	})
	if err != nil || len(one) == 0 {
		return nil, err
	}
	return &one[0], countOf(tx, today, one)
}

// countOf sums what is to be done at each, from the tally. CROSS JOIN lets SQLite begin with the keys, which are few; it would go through the
// whole tally otherwise.
func countOf(tx *sqldb.Tx, today string, all []EnterpriseRow) error {
	at := map[string]*EnterpriseRow{}
	ids := make([]string, len(all))
	for n := range all {
		ids[n], at[all[n].ID] = all[n].ID, &all[n]
	}
	err := among(tx, `SELECT k.enterprise, t.state, t.n FROM enterprise_key k CROSS JOIN tally t WHERE t.dim = 'key' AND t.name = k.key AND k.enterprise IN `, ids, nil, func(rows *sql.Rows) error {
		var id, status string
		var n int
		if err := rows.Scan(&id, &status, &n); err != nil {
			return err
		}
		e := at[id]
		switch {
		case status == "closed":
			e.Closed, e.Ended = e.Closed+n, e.Ended+n
		case ended(status):
			e.Ended += n
		default:
			e.Open += n
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := visitsOf(tx, today, ids, at); err != nil {
		return err
	}
	return among(tx, `SELECT k.enterprise, t.n FROM enterprise_key k CROSS JOIN tally t WHERE t.dim = 'key-due' AND t.name = k.key AND t.state < $1 AND k.enterprise IN `, ids, []any{today}, func(rows *sql.Rows) error {
		var id string
		var n int
		err := rows.Scan(&id, &n)
		if err == nil {
			at[id].Late += n
		}
		return err
	})
}

// busiest is the enterprises with most open findings.
func busiest(tx *sqldb.Tx, today string) (all []EnterpriseRow, err error) {
	err = tx.Each(`SELECT e.id, e.name, e.code, e.area, e.active FROM enterprise e JOIN (
			SELECT k.enterprise, sum(t.n) AS open FROM tally t JOIN enterprise_key k ON k.key = t.name
			WHERE t.dim = 'key' AND t.state NOT IN ('closed', 'transferred', 'withdrawn', 'joined') GROUP BY k.enterprise
			ORDER BY sum(t.n) DESC, k.enterprise LIMIT $1) AS b ON b.enterprise = e.id ORDER BY b.open DESC, e.id`, []any{atGlance}, func(rows *sql.Rows) error {
		e, err := scanEnterprise(rows)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, countOf(tx, today, all)
}

// visitsOf sums this year's visits of each.
func visitsOf(tx *sqldb.Tx, today string, ids []string, at map[string]*EnterpriseRow) error {
	for _, e := range at {
		e.Visits = map[string]int{}
	}
	return among(tx, `SELECT k.enterprise, t.state, t.n FROM enterprise_key k CROSS JOIN tally t WHERE t.dim = 'visit' AND t.name = $1 || k.key AND k.enterprise IN `, ids, []any{year(today) + " "}, func(rows *sql.Rows) error {
		var id, visit string
		var n int
		if err := rows.Scan(&id, &visit, &n); err != nil {
			return err
		}
		e := at[id]
		e.Visits[visit] += n
		if visit != SelfCheck {
			e.Visited += n
		}
		return nil
	})
}

// SelfCheck is the kind of visit that is the enterprise's own.
const SelfCheck = string(inspection.SelfCheck)

// EnterprisesNamed is the enterprises of a name or code, or a part of one: at most so many, and whether there are more.
func EnterprisesNamed(tx *sqldb.Tx, text string, most int) (all []EnterpriseRow, more bool, err error) {
	err = tx.Each(`SELECT id, name, code, area, active FROM enterprise WHERE lower(name) LIKE $1 ESCAPE '!' OR lower(code) LIKE $1 ESCAPE '!' ORDER BY name, id LIMIT $2`,
		[]any{like(text), most + 1}, func(rows *sql.Rows) error {
			e, err := scanEnterprise(rows)
			all = append(all, e)
			return err
		})
	if len(all) > most {
		return all[:most], true, err
	}
	return all, false, err
}
