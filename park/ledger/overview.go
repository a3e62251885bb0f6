package ledger

import (
	"database/sql"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Monthly is where an enterprise's Safety Month of a year stands.
type Monthly struct {
	Enterprise string
	Name, Area string
	Year       int
	Last       *Entry // latest version, handed in or not; nil: nothing was written
	Handed     *Entry // the last version that was handed in; nil: none was
	First      string // day it was first handed in: correcting it does not make it late
	Review     *Entry
}

// Closed says that the park has assessed it.
func (m *Monthly) Closed() bool {
	r := m.Reviewed()
	return r != nil && r.Closed
}

// Reviewed is the park's word; nil while there is none.
func (m *Monthly) Reviewed() *MonthReview {
	if m.Review == nil {
		return nil
	}
	return m.Review.Body.(*MonthReview)
}

// Draft is the record as it was written last; an empty one when nothing was.
func (m *Monthly) Draft() *MonthRecord {
	if m.Last == nil {
		return &MonthRecord{}
	}
	return m.Last.Body.(*MonthRecord)
}

// Counts is the record that was handed in last; nil when none was.
func (m *Monthly) Counts() *MonthRecord {
	if m.Handed == nil {
		return nil
	}
	return m.Handed.Body.(*MonthRecord)
}

// Late is how many days late it is, or was.
func (m *Monthly) Late(today string) int { return Late(m.Year, m.First, today) }

// fact is the month as an assessment is told of it; nil when neither a plan nor a summary was handed in. What was not handed in does not count.
func (m *Monthly) fact() *assess.Month {
	f := &assess.Month{}
	if c := m.Counts(); c != nil {
		*f = c.Month
		f.Submitted = m.First
	} else if f.Planned = m.Draft().Planned; f.Planned == "" {
		return nil
	}
	if r := m.Reviewed(); r != nil {
		f.Comment = r.Comment
	}
	return f
}

// MonthOf is an enterprise's Safety Month of a year.
func MonthOf(tx *sqldb.Tx, enterprise string, year int) (Monthly, error) {
	m := map[string]*Monthly{enterprise: {Enterprise: enterprise, Year: year}}
	err := monthly(tx, year, enterprise, m)
	return *m[enterprise], err
}

// Months is every active enterprise's Safety Month of a year, by name, and those of enterprises that are closed where there is one.
func Months(tx *sqldb.Tx, year int) (all []*Monthly, err error) {
	of := map[string]*Monthly{}
	err = tx.Each(`SELECT id, name, area FROM enterprise e WHERE active = 1 OR EXISTS (SELECT 1 FROM ledger l WHERE l.enterprise = e.id AND l.year = $1 AND l.kind = $2) ORDER BY name, id`,
		[]any{year, string(Month)}, func(rows *sql.Rows) error {
			m := &Monthly{Year: year}
			err := rows.Scan(&m.Enterprise, &m.Name, &m.Area)
			all, of[m.Enterprise] = append(all, m), m
			return err
		})
	if err == nil {
		err = monthly(tx, year, "", of)
	}
	return all, err
}

// monthly fills in the months of a year, of one enterprise or of all. Where two entries were merged into one, the month that was written last
// counts.
func monthly(tx *sqldb.Tx, year int, enterprise string, of map[string]*Monthly) error {
	where, args := `l.year = $1 AND l.kind = $2`, []any{year, string(Month)}
	if enterprise != "" {
		where, args = where+` AND l.enterprise = $3`, append(args, enterprise)
	}
	each := func(more string, set func(*Monthly, *Entry)) error {
		return tx.Each(`SELECT `+fields+` FROM ledger l WHERE `+where+more+` ORDER BY l.enterprise, l.at, l.id`, args, func(rows *sql.Rows) error {
			e, err := scan(rows)
			if m := of[e.Enterprise]; m != nil && err == nil {
				set(m, &e)
			}
			return err
		})
	}
	if err := each(` AND `+counts, func(m *Monthly, e *Entry) { m.Last = e }); err != nil {
		return err
	}
	if err := each(` AND l.handed = 1 AND NOT EXISTS (SELECT 1 FROM ledger n WHERE n.id = l.id AND n.handed = 1 AND n.version > l.version)`,
		func(m *Monthly, e *Entry) {
			if m.Last.ID == e.ID {
				m.Handed = e
			}
		}); err != nil {
		return err
	}
	if err := tx.Each(`SELECT l.enterprise, min(l.day) FROM ledger l WHERE `+where+` AND l.handed = 1 GROUP BY l.enterprise`, args, func(rows *sql.Rows) error {
		var id, day string
		err := rows.Scan(&id, &day)
		if m := of[id]; m != nil && m.Handed != nil {
			m.First = day
		}
		return err
	}); err != nil {
		return err
	}
	args[1] = string(Review)
	return each(` AND `+counts, func(m *Monthly, e *Entry) { m.Review = e })
}

// NotHanded is how many active enterprises have not handed in a summary of the year.
func NotHanded(tx *sqldb.Tx, year int) (n int, err error) {
	handed := 0
	if _, err = tx.Row(`SELECT count(*) FROM enterprise WHERE active = 1`, nil, &n); err == nil {
		_, err = tx.Row(`SELECT count(DISTINCT l.enterprise) FROM ledger l JOIN enterprise e ON e.id = l.enterprise WHERE l.year = $1 AND l.kind = $2 AND l.handed = 1 AND e.active = 1`,
			[]any{year, string(Month)}, &handed)
	}
	return n - handed, err
}
