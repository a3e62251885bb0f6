package project

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Dims of the tally; what name and state are stands beside each. Joined, withdrawn and transferred findings have states like others, so
// that sums add up; only what lives by itself is in the sums of charts (found, took, late).
const (
	DimStatus     = "status"     // status: grade
	DimKey        = "key"        // enterprise key: status
	DimKeyDue     = "key-due"    // enterprise key: day, of findings that are owed
	DimSector     = "sector"     // sector: status
	DimCriterion  = "criterion"  // criterion: open or ended
	DimDue        = "due"        // day: grade, of findings that are owed
	DimFound      = "found"      // month, blank, sector: status
	DimTook       = "took"       // month closed: days since it was found, five digits
	DimGone       = "gone"       // month closed or transferred: status
	DimLate       = "late"       // first month at whose end it was late: first month at whose end it was not any more, or ""
	DimWait       = "wait"       // Wait: ""
	DimVisit      = "visit"      // year, blank, enterprise key: visit
	DimInspection = "inspection" // InspectionAll …: ""
)

// Names of DimInspection.
const (
	InspectionAll      = "all"
	InspectionOpen     = "open" // not sealed
	InspectionConflict = "conflict"
	InspectionTask     = "task" // that has open tasks
)

// shadow stands before the dims of sums that a rebuild is making. No question asks them.
const shadow = "~"

// count names a sum.
type count struct{ dim, name, state string }

// sums is how many there are, or how many more.
type sums map[count]int64

// count adds what rows are in the sums, n times.
func (s sums) count(r Rows, n int64) {
	for k := range r.Inspections {
		s.inspection(&r.Inspections[k], n)
	}
	for k := range r.Findings {
		s.finding(&r.Findings[k], n)
	}
	for k := range r.Waits {
		s[count{DimWait, string(r.Waits[k].What), ""}] += n
	}
}

func (s sums) inspection(r *inspectionRow, n int64) {
	for name, is := range map[string]bool{InspectionAll: true, InspectionOpen: !r.Sealed, InspectionConflict: r.Conflicts > 0, InspectionTask: r.Tasks > 0} {
		if is {
			s[count{DimInspection, name, ""}] += n
		}
	}
	if r.Day != "" && r.Key != "" {
		s[count{DimVisit, r.Day[:4] + " " + r.Key, r.Visit}] += n
	}
}

func (s sums) finding(f *findingRow, n int64) {
	state := "ended"
	if f.Open != standEnded {
		state = "open"
	}
	if f.Open == standOwed && f.Due != NoDay {
		s[count{DimDue, f.Due, f.Grade}] += n
		s[count{DimKeyDue, f.Key, f.Due}] += n
	}
	s[count{DimStatus, f.Status, f.Grade}] += n
	s[count{DimKey, f.Key, f.Status}] += n
	s[count{DimSector, f.Sector, f.Status}] += n
	s[count{DimCriterion, f.Criterion, state}] += n
	if f.Open == standEnded && f.Ended == "" {
		return // joined to another, or withdrawn
	}
	s[count{DimFound, month(f.Found) + " " + f.Sector, f.Status}] += n
	if f.Status == "closed" {
		s[count{DimTook, month(f.Ended), days(f.Found, f.Ended)}] += n
	}
	if f.Ended != "" {
		s[count{DimGone, month(f.Ended), f.Status}] += n
	}
	if from := max(month(f.Due), month(f.Found)); f.Due != NoDay && (f.Open == standOwed || f.Open == standEnded && !f.inTime() && month(f.Ended) > from) {
		s[count{DimLate, from, month(f.Ended)}] += n
	}
}

// write adds the sums to those in the table, under dims that begin with prefix.
func (s sums) write(tx *sqldb.Tx, prefix string) error {
	keys := slices.SortedFunc(maps.Keys(s), func(a, b count) int {
		return cmp.Or(strings.Compare(a.dim, b.dim), strings.Compare(a.name, b.name), strings.Compare(a.state, b.state))
	})
	keys = slices.DeleteFunc(keys, func(k count) bool { return s[k] == 0 })
	all := keys
	for _, size := range bulk {
		for ; len(all) >= size; all = all[size:] {
			var args []any
			for _, k := range all[:size] {
				args = append(args, prefix+k.dim, k.name, k.state, s[k])
			}
			if _, err := tx.Exec(`INSERT INTO tally (dim, name, state, n) VALUES `+tuples(size, 4)+`
				ON CONFLICT (dim, name, state) DO UPDATE SET n = tally.n + excluded.n`, args...); err != nil {
				return err
			}
		}
	}
	for _, k := range keys {
		if s[k] > 0 {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM tally WHERE dim = $1 AND name = $2 AND state = $3 AND n = 0`, prefix+k.dim, k.name, k.state); err != nil {
			return err
		}
	}
	return nil
}

// dropShadow forgets the sums of a rebuild.
func dropShadow(tx *sqldb.Tx) error {
	_, err := tx.Exec(`DELETE FROM tally WHERE dim >= $1`, shadow)
	return err
}

// swapTally puts the sums that a rebuild made in the place of the others.
func swapTally(tx *sqldb.Tx) error {
	if _, err := tx.Exec(`DELETE FROM tally WHERE dim < $1`, shadow); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE tally SET dim = substr(dim, 2)`)
	return err
}

// month is YYYY-MM of a day.
func month(day string) string {
	if len(day) < 7 {
		return day
	}
	return day[:7]
}

// days is how many days lie between two, five digits, so that they sort.
func days(from, to string) string {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	n := 0
	if err == nil && err2 == nil {
		n = min(max(int(b.Sub(a).Hours()/24), 0), 99_999)
	}
	return fiveDigits(n)
}

func fiveDigits(n int) string { return fmt.Sprintf("%05d", n) }
