// Package annual gathers the facts of a year out of the park's tables, enterprise by enterprise: what park/assess makes a score of. It reads
// and decides nothing.
package annual

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Sources is where those facts come from that no operation tells, and the sector of a criterion. What is nil gives nothing.
type Sources struct {
	Ledgers func(tx *sqldb.Tx, year int) (map[string]assess.Ledgers, error) // by the register's id
	Entries func(tx *sqldb.Tx, year int) (map[string]assess.Entries, error)
	Sector  project.Libraries
}

// portion is how many enterprises are looked up at once.
const portion = 200

// firm is an enterprise of the register with its keys, or a key that the register does not know.
type firm struct {
	id, name, code string
	active         bool
	keys           []string
}

// Year gives the facts of every enterprise, in the order of the register's ids; then of those that only inspections name, by their key. One
// that has left the register comes when something of the year is known of it. asOf is the day of the assessment, YYYY-MM-DD: what was found later
// is left out. Findings are those that were not over when the year before began: also those that a repeat is a repeat of. One that was joined to
// another is that other; one that was withdrawn is none. Facts are each's own to keep; each asks tx nothing.
func (s Sources) Year(tx *sqldb.Tx, year int, asOf string, each func(assess.Facts) error) error {
	g, err := s.gatherer(tx, year, asOf)
	if err != nil {
		return err
	}
	for _, next := range []func(after string) ([]firm, error){g.registered, g.unknown} {
		for after := ""; ; {
			firms, err := next(after)
			if err != nil {
				return fmt.Errorf("enterprises of %d: %w", year, err)
			}
			if len(firms) == 0 {
				break
			}
			for _, f := range firms {
				facts, err := g.facts(f)
				if err != nil {
					return fmt.Errorf("facts of %s (%s) in %d: %w", f.name, f.id, year, err)
				}
				if !f.active && empty(facts) {
					continue
				}
				if err := each(facts); err != nil {
					return err
				}
			}
			after = firms[len(firms)-1].id
		}
	}
	return nil
}

// Of gives the facts of one enterprise of the register, or of a key that the register does not know; false when it is neither.
func (s Sources) Of(tx *sqldb.Tx, enterprise string, year int, asOf string) (facts assess.Facts, there bool, err error) {
	g, err := s.gatherer(tx, year, asOf)
	if err != nil {
		return facts, false, err
	}
	firms, err := g.firms(oneFirm, enterprise)
	if err == nil && len(firms) == 0 {
		firms, err = g.named(oneKey, enterprise)
	}
	if err != nil || len(firms) == 0 {
		return facts, false, err
	}
	facts, err = g.facts(firms[0])
	return facts, true, err
}

func empty(f assess.Facts) bool {
	return len(f.Findings)+len(f.Visits)+len(f.Drills)+len(f.Trainings)+len(f.Reports)+len(f.Self)+len(f.Manual)+len(f.Events)+len(f.Set) == 0 && f.Month == nil
}

// gatherer gathers one enterprise after another.
type gatherer struct {
	Sources
	tx           *sqldb.Tx
	year         string
	from, before string // first and last day of the year
	since        string // first day of the year before
	until        string // last day on which something was found
	ledgers      map[string]assess.Ledgers
	entries      map[string]assess.Entries
	rows         []row // room for the next enterprise's
}

func (s Sources) gatherer(tx *sqldb.Tx, year int, asOf string) (g *gatherer, err error) {
	g = &gatherer{Sources: s, tx: tx, year: fmt.Sprintf("%04d", year), since: fmt.Sprintf("%04d-01-01", year-1)}
	g.from, g.before = g.year+"-01-01", g.year+"-12-31"
	g.until = min(g.before, cmp.Or(asOf, g.before))
	if s.Ledgers != nil {
		if g.ledgers, err = s.Ledgers(tx, year); err != nil {
			return nil, fmt.Errorf("ledgers of %d: %w", year, err)
		}
	}
	if s.Entries != nil {
		if g.entries, err = s.Entries(tx, year); err != nil {
			return nil, fmt.Errorf("entries of %d: %w", year, err)
		}
	}
	return g, nil
}

const (
	firmColumns = `SELECT e.id, e.name, e.code, e.active, coalesce(k.key, '') FROM `
	firmKeys    = ` AS e LEFT JOIN enterprise_key k ON k.enterprise = e.id ORDER BY e.id, k.key`

	someFirms = firmColumns + `(SELECT id, name, code, active FROM enterprise WHERE id > $1 ORDER BY id LIMIT $2)` + firmKeys
	oneFirm   = firmColumns + `(SELECT id, name, code, active FROM enterprise WHERE id = $1)` + firmKeys

	// Keys that have findings, or visits in the year, as the sums know them.
	keys = `SELECT t.name FROM (SELECT name FROM tally WHERE dim = 'key' UNION SELECT substr(name, 6) FROM tally WHERE dim = 'visit' AND name > $1 AND name < $2) AS t
		WHERE t.name <> '' AND NOT EXISTS (SELECT 1 FROM enterprise_key k JOIN enterprise e ON e.id = k.enterprise WHERE k.key = t.name) AND `
	someKeys = keys + `t.name > $3 ORDER BY t.name LIMIT $4`
	oneKey   = keys + `t.name = $3`
)

func (g *gatherer) registered(after string) ([]firm, error) {
	return g.firms(someFirms, after, portion)
}

func (g *gatherer) firms(query string, args ...any) (all []firm, err error) {
	err = g.tx.Each(query, args, func(rows *sql.Rows) error {
		var f firm
		var key string
		if err := rows.Scan(&f.id, &f.name, &f.code, &f.active, &key); err != nil {
			return err
		}
		if n := len(all); n == 0 || all[n-1].id != f.id {
			all = append(all, f)
		}
		if key != "" {
			at := &all[len(all)-1]
			at.keys = append(at.keys, key)
		}
		return nil
	})
	return all, err
}

func (g *gatherer) unknown(after string) ([]firm, error) { return g.named(someKeys, after, portion) }

func (g *gatherer) named(query string, args ...any) (all []firm, err error) {
	err = g.tx.Each(query, slices.Concat([]any{g.year + " ", g.year + "!"}, args), func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		all = append(all, firm{id: key, keys: []string{key}})
		return err
	})
	return all, err
}
