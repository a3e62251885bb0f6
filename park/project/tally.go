package project

import (
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Dims of the tally; what name and state are stands beside each. Joined, withdrawn and transferred findings have states like others, so
// that sums add up.
const (
	DimStatus    = "status"    // "": inspection.Status
	DimGrade     = "grade"     // grade: open or ended
	DimKey       = "key"       // enterprise key: open or ended
	DimSector    = "sector"    // sector: inspection.Status
	DimCriterion = "criterion" // criterion: open or ended
	DimDue       = "due"       // day: open
	DimFound     = "found"     // month, sector: inspection.Status
	DimEnded     = "ended"     // month closed: days it took, in Took's classes
	DimSpan      = "span"      // month of the due day: month of the closing, or open; how many were late at a month's end
)

// Took is the classes of how long a closing took, days: at most so many.
var Took = []int{7, 15, 30, 60, 90, 180}

// count is a row of the tally.
type count struct{ dim, name, state string }

// counted is what the tally needs of a finding.
type counted struct {
	key, criterion, sector, grade, status, due, found, ended string
	open                                                     int
}

const countedColumns = `key, criterion, sector, grade, status, due, found, ended, open`

func (c counted) rows() []count {
	state := "ended"
	if c.open == 1 {
		state = "open"
	}
	all := []count{
		{DimStatus, "", c.status}, {DimGrade, c.grade, state}, {DimKey, c.key, state}, {DimSector, c.sector, c.status},
		{DimCriterion, c.criterion, state}, {DimFound, month(c.found) + " " + c.sector, c.status},
	}
	if c.open == 1 {
		all = append(all, count{DimDue, c.due, "open"})
	}
	if c.ended != "" {
		all = append(all, count{DimEnded, month(c.ended), took(c.found, c.ended)})
	}
	if c.ended != "" || c.open == 1 {
		all = append(all, count{DimSpan, month(c.due), month(c.ended)})
	}
	return all
}

// month is YYYY-MM of a day.
func month(day string) string {
	if len(day) < 7 {
		return day
	}
	return day[:7]
}

// took is the class of the days between two.
func took(found, ended string) string {
	days := between(found, ended)
	for _, most := range Took {
		if days <= most {
			return strconv.Itoa(most)
		}
	}
	return "more"
}

// between is how many days lie between two.
func between(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// tallied is the sums of findings.
func tallied(all []counted, sign int, into map[count]int) {
	for _, c := range all {
		for _, row := range c.rows() {
			into[row] += sign
		}
	}
}

// countedIn reads the same of the rows of an inspection in the table.
func countedIn(tx *sqldb.Tx, inspection string) (all []counted, err error) {
	err = tx.Each(`SELECT `+countedColumns+` FROM finding WHERE inspection = $1`, []any{inspection}, func(rows *sql.Rows) error {
		var c counted
		err := rows.Scan(&c.key, &c.criterion, &c.sector, &c.grade, &c.status, &c.due, &c.found, &c.ended, &c.open)
		all = append(all, c)
		return err
	})
	return all, err
}

// change brings the tally up to date, in the order of its keys so that two writers never wait for one another.
func change(tx *sqldb.Tx, by map[count]int) error {
	keys := slices.SortedFunc(maps.Keys(by), func(a, b count) int {
		return strings.Compare(a.dim+"\x00"+a.name+"\x00"+a.state, b.dim+"\x00"+b.name+"\x00"+b.state)
	})
	gone := false
	for _, k := range keys {
		if by[k] == 0 {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO tally (dim, name, state, n) VALUES ($1, $2, $3, $4)
			ON CONFLICT (dim, name, state) DO UPDATE SET n = tally.n + excluded.n`, k.dim, k.name, k.state, by[k]); err != nil {
			return err
		}
		gone = gone || by[k] < 0
	}
	if !gone {
		return nil
	}
	for _, k := range keys {
		if by[k] < 0 {
			if _, err := tx.Exec(`DELETE FROM tally WHERE dim = $1 AND name = $2 AND state = $3 AND n = 0`, k.dim, k.name, k.state); err != nil {
				return err
			}
		}
	}
	return nil
}
