// Package annual gathers the facts of a year out of the park's tables, enterprise by enterprise: what park/assess makes a score of. It reads
// and decides nothing.
package annual

import (
	"cmp"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Sources is the rooms that keep what people enter: of a year, by the register's id, and of one enterprise. Where only the first is there, it
// serves for both; where none is, there is nothing.
type Sources struct {
	Ledgers   func(tx *sqldb.Tx, year int) (map[string]assess.Ledgers, error)
	Entries   func(tx *sqldb.Tx, year int) (map[string]assess.Entries, error)
	LedgersOf func(tx *sqldb.Tx, year int, enterprise string) (assess.Ledgers, error)
	EntriesOf func(tx *sqldb.Tx, year int, enterprise string) (assess.Entries, error)
}

// portion is how many enterprises are looked up at once.
const portion = 200

// firm is an enterprise of the register with its keys, or a key that the register does not know.
type firm struct {
	id, name, code string
	active         bool
	since, until   string // days; "" none
	keys           []string
}

// here says whether it was in the park in a year; the days of it that are in the year.
func (f firm) here(year string) (since, until string, here bool) {
	if strings.HasPrefix(f.since, year) {
		since = f.since
	}
	if strings.HasPrefix(f.until, year) {
		until = f.until
	}
	return since, until, (f.since == "" || f.since[:4] <= year) && (f.until == "" || f.until[:4] >= year)
}

// Year gives the facts of every enterprise, in the order of the register's ids; then of those that only inspections name, by their key. One
// that is not active any more, or was not in the park in the year, comes when something of the year is known of it. asOf is the day of the assessment, YYYY-MM-DD, "" none: what was found
// later is left out. The year before is there too, for repeats, what is carried over, and schemes whose period is not the calendar's: findings that
// were not over when it began, and its visits. A finding that was joined to another is that other; one that was withdrawn is none. Facts are
// each's own to keep; each asks tx nothing.
func (s Sources) Year(tx *sqldb.Tx, year int, asOf string, each func(assess.Facts) error) error {
	g := newGatherer(tx, year, asOf)
	var err error
	if g.ledgers, err = all(s.Ledgers, tx, year); err != nil {
		return fmt.Errorf("ledgers of %d: %w", year, err)
	}
	if g.entries, err = all(s.Entries, tx, year); err != nil {
		return fmt.Errorf("entries of %d: %w", year, err)
	}
	for read := range g.ahead() {
		if read.err != nil {
			return fmt.Errorf("enterprises of %d: %w", year, read.err)
		}
		facts, err := g.facts(read.firm, read.inspections)
		if err != nil {
			return fmt.Errorf("facts of %s (%s) in %d: %w", read.firm.name, read.firm.id, year, err)
		}
		if _, _, here := read.firm.here(g.year); !(read.firm.active && here) && !g.touched(&facts) {
			continue
		}
		if err := each(facts); err != nil {
			return err
		}
	}
	return nil
}

// reading is what the database says of an enterprise.
type reading struct {
	firm        firm
	inspections []visited
	err         error
}

// readAhead is how many enterprises are read while one is made facts of and assessed: a database on another core is never waited for twice.
const readAhead = 4

// ahead reads one enterprise after another, in order, while who ranges over it does something else; an error is the last. tx is its own until
// the range is over.
func (g *gatherer) ahead() iter.Seq[reading] {
	return func(yield func(reading) bool) {
		all, enough := make(chan reading, readAhead), make(chan struct{})
		go func() {
			defer close(all)
			g.each(func(r reading) bool {
				select {
				case all <- r:
					return r.err == nil
				case <-enough:
					return false
				}
			})
		}()
		defer func() { // also when the range ends early
			close(enough)
			for range all {
			}
		}()
		for r := range all {
			if !yield(r) {
				return
			}
		}
	}
}

// each reads enterprises until there are no more or tell has enough.
func (g *gatherer) each(tell func(reading) bool) {
	for _, next := range []func(after string) ([]firm, error){g.registered, g.unknown} {
		for after := ""; ; {
			firms, err := next(after)
			if err != nil {
				tell(reading{err: err})
				return
			}
			if len(firms) == 0 {
				break
			}
			for _, f := range firms {
				inspections, err := g.visits(f)
				if err != nil {
					err = fmt.Errorf("inspections of %s (%s): %w", f.name, f.id, err)
				}
				if !tell(reading{f, inspections, err}) {
					return
				}
			}
			after = firms[len(firms)-1].id
		}
	}
}

// Of gives the facts of one enterprise of the register, or of a key that the register does not know; false when it is neither.
func (s Sources) Of(tx *sqldb.Tx, enterprise string, year int, asOf string) (facts assess.Facts, there bool, err error) {
	g := newGatherer(tx, year, asOf)
	firms, err := g.firms(oneFirm, enterprise)
	if err == nil && len(firms) == 0 {
		firms, err = g.named(oneKey, enterprise)
	}
	if err != nil || len(firms) == 0 {
		return facts, false, err
	}
	id := firms[0].id
	if g.ledgers, err = only(s.LedgersOf, s.Ledgers, tx, year, id); err != nil {
		return facts, false, fmt.Errorf("ledgers of %s in %d: %w", id, year, err)
	}
	if g.entries, err = only(s.EntriesOf, s.Entries, tx, year, id); err != nil {
		return facts, false, fmt.Errorf("entries of %s in %d: %w", id, year, err)
	}
	inspections, err := g.visits(firms[0])
	if err != nil {
		return facts, false, err
	}
	facts, err = g.facts(firms[0], inspections)
	return facts, true, err
}

func all[T any](room func(*sqldb.Tx, int) (map[string]T, error), tx *sqldb.Tx, year int) (map[string]T, error) {
	if room == nil {
		return nil, nil
	}
	return room(tx, year)
}

func only[T any](room func(*sqldb.Tx, int, string) (T, error), whole func(*sqldb.Tx, int) (map[string]T, error), tx *sqldb.Tx, year int, enterprise string) (map[string]T, error) {
	if room == nil {
		return all(whole, tx, year)
	}
	one, err := room(tx, year, enterprise)
	return map[string]T{enterprise: one}, err
}

// touched says whether anything of the year is known of an enterprise.
func (g *gatherer) touched(f *assess.Facts) bool {
	return f.Month != nil || len(f.Drills)+len(f.Trainings)+len(f.Reports)+len(f.Self)+len(f.Manual)+len(f.Events)+len(f.Set) > 0 ||
		slices.ContainsFunc(f.Visits, func(v assess.Visit) bool { return v.Day >= g.from }) ||
		slices.ContainsFunc(f.Findings, func(f assess.Finding) bool { return f.Found >= g.from || f.Ended >= g.from })
}

// gatherer gathers one enterprise after another.
type gatherer struct {
	tx      *sqldb.Tx
	year    string
	from    string // first day of the year
	since   string // of the year before
	until   string // last day on which something was found, or somebody was there
	ledgers map[string]assess.Ledgers
	entries map[string]assess.Entries
	rows    []assess.Finding // room for the next enterprise's
}

func newGatherer(tx *sqldb.Tx, year int, asOf string) *gatherer {
	g := &gatherer{tx: tx, year: fmt.Sprintf("%04d", year), since: fmt.Sprintf("%04d-01-01", year-1), until: cmp.Or(asOf, project.NoDay)}
	g.from = g.year + "-01-01"
	return g
}

const (
	firmColumns = `SELECT e.id, e.name, e.code, e.active, e.since, e.until, coalesce(k.key, '') FROM `
	firmKeys    = ` AS e LEFT JOIN enterprise_key k ON k.enterprise = e.id ORDER BY e.id, k.key`

	someFirms = firmColumns + `(SELECT id, name, code, active, since, until FROM enterprise WHERE id > $1 ORDER BY id LIMIT $2)` + firmKeys
	oneFirm   = firmColumns + `(SELECT id, name, code, active, since, until FROM enterprise WHERE id = $1)` + firmKeys

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
		if err := rows.Scan(&f.id, &f.name, &f.code, &f.active, &f.since, &f.until, &key); err != nil {
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
