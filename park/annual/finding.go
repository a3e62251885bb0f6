package annual

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
)

// A finding comes as one text: a driver takes as long for a column as an engine for a row, and there are a million rows and seventeen columns.
// What the projector writes itself stands between bars; what people wrote comes after it, cut by its length in bytes, whatever is in it. The
// inspections of a key come in the order of an index, and findings of an inspection mostly lie together. CROSS JOIN has SQLite begin with the inspections.
const findingQuery = `SELECT concat_ws('|', f.inspection, f.number, f.fixed, f.failed, f.grade, f.status, f.found, f.notified, f.deadline, f.reported, f.ended, f.extensions,
		octet_length(f.criterion), octet_length(f.unit), octet_length(f.place), octet_length(f.description), f.criterion, f.unit, f.place, f.description, f.finding)
	FROM inspection i CROSS JOIN finding f WHERE i.key = $1 AND f.inspection = i.inspection AND f.joined = '' AND f.status <> 'withdrawn' AND f.found <= $2
		AND (f.ended = '' OR f.ended >= $3)`

// findings adds those under a key to the rows, but for what the Safety Month's check found: that is no hazard, and has a line of its own.
func (g *gatherer) findings(key string) error {
	return g.tx.Each(findingQuery, []any{key, g.until, g.since}, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		g.rows = append(g.rows, assess.Finding{})
		last := &g.rows[len(g.rows)-1]
		if err := read(text, last); err != nil {
			return err
		}
		if ledger.OfMonth(last.Criterion) {
			g.rows = g.rows[:len(g.rows)-1]
		}
		return nil
	})
}

// fields is how many parts of a finding's text stand between bars.
const fields = 16

// read reads a finding's text. Its strings are parts of the text.
func read(text string, f *assess.Finding) error {
	var part [fields]string
	rest, there := text, true
	for n := range part {
		if part[n], rest, there = strings.Cut(rest, "|"); !there {
			return fmt.Errorf("finding %.60q: it has %d parts", text, n)
		}
	}
	var numbers [6]int
	for n, at := range [...]int{1, 3, 12, 13, 14, 15} {
		var err error
		if numbers[n], err = strconv.Atoi(part[at]); err != nil {
			return fmt.Errorf("finding %.60q: part %d: %w", text, at, err)
		}
	}
	for n, into := range [...]*string{&f.Criterion, &f.Unit, &f.Place, &f.What} {
		size := numbers[2+n]
		if size < 0 || size >= len(rest) {
			return fmt.Errorf("finding %.60q is cut off", text)
		}
		*into, rest = rest[:size], rest[size+1:] // and the bar behind it
	}
	f.ID, f.Inspection, f.Number, f.Failed, f.Fixed = rest, part[0], numbers[0], numbers[1], part[2] == "1"
	f.Grade, f.Status = inspection.Level(part[4]), inspection.Status(part[5])
	f.Found, f.Notified, f.Deadline, f.Reported, f.Ended = part[6], part[7], part[8], part[9], part[10]
	for _, e := range project.Extensions(part[11]) {
		f.Extensions = append(f.Extensions, assess.Extension{Asked: e.Asked, Decided: e.Decided, Granted: e.Until != "", Until: e.Until})
	}
	return nil
}

// found is the rows by id.
func found(rows []assess.Finding, self map[string]bool) []assess.Finding {
	all := slices.Clone(rows)
	for n := range all {
		all[n].Self = self[all[n].Inspection]
	}
	slices.SortFunc(all, func(a, b assess.Finding) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Inspection, b.Inspection))
	})
	return all
}
