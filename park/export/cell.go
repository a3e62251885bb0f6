package export

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/plain"
)

// Kinds of cells beside string, int and bool.
type (
	decimal string // a number as it was written
	level   inspection.Level
	status  inspection.Status
	visit   inspection.Visit
	value   checklist.Value
	result  string // of a re-check
	sectors string // ids, with commas between
	verdict string // sector:outcome, with commas between

	ledgerKind string // ledger.Kind
	drillKind  string // assess.DrillKind
	stage      string // review.Stage
)

// MarshalJSON gives the number; null when it is none.
func (d decimal) MarshalJSON() ([]byte, error) {
	x, err := strconv.ParseFloat(string(d), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, x, 'f', -1, 64), nil
}

// points is a number of hundredths.
func points(hundredths int64) decimal {
	return decimal(strconv.FormatFloat(float64(hundredths)/100, 'f', 2, 64))
}

// zone is the park's: China has one.
var zone = time.FixedZone("CST", 8*60*60)

// day is a moment's day at the park; "" of none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.DateOnly)
}

// moment is RFC 3339; "" of none.
func moment(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(zone).Format(time.RFC3339)
}

// clock is the moment of a hybrid clock's.
func clock(hlc int64) string { return moment(hlc >> 16) }

// text is a cell as text for a spreadsheet.
func text(cell any) string {
	switch c := cell.(type) {
	case string:
		return c
	case int:
		return strconv.Itoa(c)
	case bool:
		if c {
			return "1"
		}
		return "0"
	}
	return fmt.Sprint(cell) // the kinds above are strings
}

// shown is text from outside that a spreadsheet shows and does not run, and a terminal too.
func shown(cell any) string {
	s := text(cell)
	switch cell.(type) {
	case int, bool:
		return s
	case decimal:
		if _, err := strconv.ParseFloat(s, 64); err == nil {
			return s
		}
	}
	return plain.Cell(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}

// say puts the codes of a row into words.
func (o Options) say(cells []any) {
	w := o.Words
	for n, cell := range cells {
		switch c := cell.(type) {
		case level:
			cells[n] = w.LevelName(inspection.Level(c))
		case status:
			cells[n] = w.Status(inspection.Status(c))
		case visit:
			cells[n] = w.VisitName(inspection.Visit(c))
		case value:
			cells[n] = w.Value(checklist.Value(c))
		case result:
			cells[n] = w.Act.Choices["recheck."+string(c)]
		case sectors:
			cells[n] = o.each(string(c), o.sector)
		case verdict:
			cells[n] = o.each(string(c), func(s string) string {
				sector, outcome, _ := strings.Cut(s, ":")
				return o.sector(sector) + " " + w.Outcome(checklist.Outcome(outcome))
			})
		case ledgerKind:
			cells[n] = w.Ledger.Kinds[string(c)]
		case drillKind:
			cells[n] = w.Ledger.Choices[string(c)]
		case stage:
			cells[n] = w.Review.Stages[string(c)]
		case bool:
			cells[n] = w.Web.No
			if c {
				cells[n] = w.Web.Yes
			}
		}
	}
}

// each says every part of a list.
func (o Options) each(list string, say func(string) string) string {
	parts := strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
	for n := range parts {
		parts[n] = say(parts[n])
	}
	return strings.Join(parts, o.Words.Register.Comma)
}

// sector is its name, as far as it is known.
func (o Options) sector(id string) string {
	if o.Library != nil {
		if s := o.Library.Sector(id); s != nil {
			return o.Words.Text(s.Name)
		}
	}
	return id
}
