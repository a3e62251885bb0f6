package review

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// entry columns; an enterprise that was merged into another since is the other.
const entryQuery = `SELECT e.id, e.kind, coalesce(k.enterprise, e.enterprise), e.item, e.re, e.points, e.says, e.document, e.day, e.evidence, e.at, e.who, e.login
	FROM review_entry e LEFT JOIN enterprise_key k ON k.key = e.enterprise WHERE `

func entries(tx *sqldb.Tx, where string, args []any, each func(Entry)) error {
	return tx.Each(entryQuery+where, args, func(rows *sql.Rows) error {
		var e Entry
		var points, evidence string
		var at int64
		if err := rows.Scan(&e.ID, &e.Kind, &e.Enterprise, &e.Item, &e.Re, &points, &e.Says, &e.Document, &e.Day, &evidence, &at, &e.Who, &e.Login); err != nil {
			return err
		}
		if points != "" {
			p, err := decimal.NewFromString(points)
			if err != nil {
				return fmt.Errorf("points of the entry %s: %w", e.ID, err)
			}
			e.Points = &p
		}
		if err := json.Unmarshal([]byte(evidence), &e.Evidence); err != nil {
			return fmt.Errorf("evidence of the entry %s: %w", e.ID, err)
		}
		e.At = time.UnixMilli(at)
		each(e)
		return nil
	})
}

// keysOf is all that the enterprise $2 is and was called.
const keysOf = `(SELECT key FROM enterprise_key WHERE enterprise = $2 UNION SELECT id FROM enterprise WHERE id = $2)`

// entriesOf is what was said of an enterprise's year, oldest first.
func entriesOf(tx *sqldb.Tx, year int, enterprise string) (all []Entry, err error) {
	err = entries(tx, `e.year = $1 AND e.enterprise IN `+keysOf+` ORDER BY e.id`,
		[]any{year, enterprise}, func(e Entry) { all = append(all, e) })
	return all, err
}

// Said is what was said of an enterprise's year, oldest first. enterprise is the register's id.
func Said(tx *sqldb.Tx, year int, enterprise string) ([]Entry, error) {
	return entriesOf(tx, year, enterprise)
}

// Of is the same as assess counts it.
func Of(tx *sqldb.Tx, year int, enterprise string) (assess.Entries, error) {
	all, err := entriesOf(tx, year, enterprise)
	return counted(all), err
}

// Year is what was said of every enterprise's year, by the register's id.
func Year(tx *sqldb.Tx, year int) (map[string]assess.Entries, error) {
	by := map[string][]Entry{}
	err := entries(tx, `e.year = $1 ORDER BY e.id`, []any{year}, func(e Entry) { by[e.Enterprise] = append(by[e.Enterprise], e) })
	if err != nil {
		return nil, err
	}
	all := make(map[string]assess.Entries, len(by))
	for id, said := range by {
		all[id] = counted(said)
	}
	return all, nil
}

// counted is what assess counts of entries, oldest first.
func counted(all []Entry) (c assess.Entries) {
	for _, e := range all {
		switch e.Kind {
		case Self:
			c.Self = append(c.Self, e.given())
		case Manual:
			c.Manual = append(c.Manual, e.given())
		case Upheld:
			if e.Points == nil {
				continue // of a line that only lowers the grade
			}
			c.Set = append(c.Set, e.given())
		case Event:
			if !slices.ContainsFunc(all, func(o Entry) bool { return o.Kind == Struck && o.Re == e.ID }) {
				c.Events = append(c.Events, assess.Event{ID: e.ID, Kind: e.Item, Day: e.Day, What: e.Says, By: e.Who, Evidence: e.proof()})
			}
		}
	}
	return c
}

// proof is the files, and the paper that is kept elsewhere.
func (e Entry) proof() []assess.Evidence {
	if e.Document == "" {
		return e.Evidence
	}
	return append([]assess.Evidence{{Name: e.Document, Where: e.Document}}, e.Evidence...)
}

func (e Entry) given() assess.Points {
	p := assess.Points{Item: e.Item, Reason: e.Says, By: e.Who, Day: e.Day, Evidence: e.Evidence}
	if e.Points != nil {
		p.Points = *e.Points
	}
	return p
}

// Objected is the objections of a year that nobody has answered, oldest first.
func Objected(tx *sqldb.Tx, year int) (all []Entry, err error) {
	err = entries(tx, `e.year = $1 AND e.kind = 'objection' AND NOT EXISTS (SELECT 1 FROM review_entry a WHERE a.year = e.year AND a.kind IN ('upheld', 'rejected') AND a.re = e.id) ORDER BY e.id`,
		[]any{year}, func(e Entry) { all = append(all, e) })
	return all, err
}

// Latest is the last entry of a kind for an item; nil when there is none.
func Latest(all []Entry, k Kind, item string) *Entry {
	for _, e := range slices.Backward(all) {
		if e.Kind == k && e.Item == item {
			return &e
		}
	}
	return nil
}

// Answer is the answer to an objection; nil while there is none.
func Answer(all []Entry, objection string) *Entry {
	n := slices.IndexFunc(all, func(e Entry) bool { return e.Re == objection && (e.Kind == Upheld || e.Kind == Rejected) })
	if n < 0 {
		return nil
	}
	return &all[n]
}

// LatestOf is the last entry of a kind for an item, of every enterprise that has one.
func LatestOf(tx *sqldb.Tx, year int, k Kind, item string) (map[string]Entry, error) {
	all := map[string]Entry{}
	err := entries(tx, `e.year = $1 AND e.kind = $2 AND e.item = $3 ORDER BY e.id`, []any{year, string(k), item}, func(e Entry) { all[e.Enterprise] = e })
	return all, err
}
