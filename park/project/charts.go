package project

import (
	"database/sql"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Months is what charts are drawn of, by month YYYY-MM; the lists have the months from the first in which something was found.
type Months struct {
	Names  []string
	Found  []map[string]int // by status that findings of that month have now
	Sector []map[string]int // found, by sector
	Ended  []int            // closed in the month
	Took   []map[string]int // of those, by class: "7" at most seven days … "more"
	Late   []int            // open and past their day at the month's end, as far as closings tell
}

// MonthsOf reads the sums of the months up to that of today. Its cost grows with months, not with findings.
func MonthsOf(tx *sqldb.Tx, today string) (m Months, err error) {
	found, sector, took := map[string]map[string]int{}, map[string]map[string]int{}, map[string]map[string]int{}
	late := map[string]int{} // month: how many more (or fewer) are late from its end on
	err = tx.Each(`SELECT dim, name, state, n FROM tally WHERE dim IN ('found', 'ended', 'span')`, nil, func(rows *sql.Rows) error {
		var dim, name, state string
		var n int
		if err := rows.Scan(&dim, &name, &state, &n); err != nil {
			return err
		}
		switch at := month(name); dim {
		case DimFound:
			put(found, at, state, n)
			put(sector, at, name[min(len(name), 8):], n)
		case DimEnded:
			put(took, at, state, n)
		case DimSpan:
			if name == "" || state != "" && state <= name {
				break // no day, or closed in time or in the month of the day
			}
			late[name] += n
			if state != "" {
				late[state] -= n
			}
		}
		return nil
	})
	if err != nil || len(found) == 0 {
		return m, err
	}
	sum := 0
	for at := sorted(found)[0]; at <= month(today); at = after(at) {
		m.Names = append(m.Names, at)
		m.Found, m.Sector, m.Took = append(m.Found, found[at]), append(m.Sector, sector[at]), append(m.Took, took[at])
		n := 0
		for _, k := range took[at] {
			n += k
		}
		m.Ended = append(m.Ended, n)
		if at < month(today) || late[at] < 0 {
			sum += late[at]
		}
		m.Late = append(m.Late, sum)
	}
	return m, nil
}

func put(to map[string]map[string]int, at, what string, n int) {
	if to[at] == nil {
		to[at] = map[string]int{}
	}
	to[at][what] += n
}

// after is the month after one.
func after(at string) string {
	t, err := time.Parse("2006-01", at)
	if err != nil {
		return "9999-12"
	}
	return t.AddDate(0, 1, 0).Format("2006-01")
}

// Criteria is how many findings each criterion has, most first.
func Criteria(tx *sqldb.Tx, most int) (all []Count, err error) {
	err = tx.Each(`SELECT name, sum(CASE WHEN state = 'open' THEN n ELSE 0 END), sum(CASE WHEN state = 'open' THEN 0 ELSE n END) FROM tally
		WHERE dim = 'criterion' GROUP BY name ORDER BY sum(n) DESC, name LIMIT $1`, []any{most}, func(rows *sql.Rows) error {
		var c Count
		err := rows.Scan(&c.Name, &c.Open, &c.Ended)
		all = append(all, c)
		return err
	})
	return all, err
}

// BySector is how many findings each sector has, by its id.
func BySector(tx *sqldb.Tx) (all []Count, err error) {
	of := map[string]*Count{}
	err = tx.Each(`SELECT name, state, n FROM tally WHERE dim = 'sector'`, nil, func(rows *sql.Rows) error {
		var name, state string
		var n int
		err := rows.Scan(&name, &state, &n)
		add(of, name, ended(state), n)
		return err
	})
	for _, name := range sorted(of) {
		all = append(all, *of[name])
	}
	return all, err
}
