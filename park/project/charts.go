package project

import (
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Months is what charts are drawn of, by month YYYY-MM; the lists have the months from the first in which something was found to that of
// today. Findings that were joined to others or withdrawn are in none of them.
type Months struct {
	Names       []string
	Found       []map[string]int // by status that findings of that month have now
	Sector      []map[string]int // found, by sector
	Ended       []int            // closed in the month
	Transferred []int            // handed to the authority in the month
	Open        []int            // at the month's end, or now
	Took        []map[string]int // of those closed, by class: "7" at most seven days … "more"
	Median      []int            // days that half of those closed in the month took at most; -1 none was closed
	Late        []int            // owed and past their day at the month's end, or today
}

// Took is the classes of how long a closing took, days: at most so many.
var Took = []int{7, 15, 30, 60, 90, 180}

// month's sums, as they are read
type monthSums struct {
	found, sector map[string]int
	took          map[int]int // days: how many
	gone          map[string]int
	late          int // how many more are late from its end on
}

// MonthsOf reads the sums of the months up to that of today. Its cost grows with months, not with findings.
func MonthsOf(tx *sqldb.Tx, today string) (m Months, err error) {
	of := map[string]*monthSums{}
	at := func(month string) *monthSums {
		if of[month] == nil {
			of[month] = &monthSums{map[string]int{}, map[string]int{}, map[int]int{}, map[string]int{}, 0}
		}
		return of[month]
	}
	first := ""
	err = tx.Each(`SELECT dim, name, state, n FROM tally WHERE dim IN ('found', 'took', 'gone', 'late') ORDER BY dim, name, state`, nil, func(rows *sql.Rows) error {
		var c count
		var n int
		if err := rows.Scan(&c.dim, &c.name, &c.state, &n); err != nil {
			return err
		}
		s := at(month(c.name))
		switch c.dim {
		case DimFound:
			if first == "" {
				first = month(c.name)
			}
			s.found[c.state] += n
			s.sector[c.name[min(len(c.name), 8):]] += n
		case DimTook:
			took, _ := strconv.Atoi(c.state) // written by days
			s.took[took] += n
		case DimGone:
			s.gone[c.state] += n
		case DimLate:
			s.late += n
			if c.state != "" {
				at(c.state).late -= n
			}
		}
		return nil
	})
	if err != nil || first == "" {
		return m, err
	}
	m.late(of, first)
	for name := first; name <= month(today); name = after(name) {
		m.add(name, at(name))
	}
	return m, m.lateToday(tx, today)
}

// late moves what was late before the first month into it.
func (m *Months) late(of map[string]*monthSums, first string) {
	for name, s := range of {
		if name < first && of[first] != nil {
			of[first].late += s.late
		}
	}
}

func (m *Months) add(name string, s *monthSums) {
	open, late := 0, 0
	if n := len(m.Names); n > 0 {
		open, late = m.Open[n-1], m.Late[n-1]
	}
	for _, n := range s.found {
		open += n
	}
	classes, median := classed(s.took)
	m.Names, m.Found, m.Sector = append(m.Names, name), append(m.Found, s.found), append(m.Sector, s.sector)
	m.Ended, m.Transferred = append(m.Ended, s.gone["closed"]), append(m.Transferred, s.gone["transferred"])
	m.Open, m.Late = append(m.Open, open-s.gone["closed"]-s.gone["transferred"]), append(m.Late, late+s.late)
	m.Took, m.Median = append(m.Took, classes), append(m.Median, median)
}

// lateToday is the last month's: it has not ended.
func (m *Months) lateToday(tx *sqldb.Tx, today string) error {
	if len(m.Late) == 0 {
		return nil
	}
	_, err := tx.Row(`SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM tally WHERE dim = 'due' AND name < $1`, []any{today}, &m.Late[len(m.Late)-1])
	return err
}

// classed sums how many took how long by class, and gives the median; -1 of none.
func classed(took map[int]int) (classes map[string]int, median int) {
	classes, median = map[string]int{}, -1
	all, seen := 0, 0
	for _, n := range took {
		all += n
	}
	for _, days := range slices.Sorted(maps.Keys(took)) {
		classes[class(days)] += took[days]
		if seen += took[days]; median < 0 && 2*seen >= all {
			median = days
		}
	}
	return classes, median
}

func class(days int) string {
	for _, most := range Took {
		if days <= most {
			return strconv.Itoa(most)
		}
	}
	return "more"
}

// after is the month after one.
func after(at string) string {
	t, err := time.Parse("2006-01", at)
	if err != nil {
		return beyond
	}
	return t.AddDate(0, 1, 0).Format("2006-01")
}

// Criteria is how many findings each criterion has, most first.
func Criteria(tx *sqldb.Tx, most int) (all []Count, err error) {
	err = tx.Each(`SELECT name, CAST(sum(CASE WHEN state = 'open' THEN n ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN state = 'open' THEN 0 ELSE n END) AS BIGINT) FROM tally
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
