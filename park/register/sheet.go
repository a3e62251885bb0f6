package register

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Errors of a file as a whole.
var (
	ErrTooMany   = errors.New("the file is too large for a register: split it")
	ErrOldExcel  = errors.New("the file is of an old Excel (.xls): save it as .xlsx or .csv")
	ErrNoHeading = errors.New("no row among the first 10 names the columns: a column for the enterprise's name is needed")
)

// headRows is how far down a heading is looked for: there are titles above many.
const headRows = 10

// line is a line of a file, or a row of a sheet.
type line struct {
	n, row int // of the file; as a spreadsheet counts
	cells  []cell
	broken bool // quotes that do not match
}

// Row is a good row.
type Row struct {
	Line   int
	Values map[Field]string // what the file says; an empty cell says nothing
}

// Sheet is what a file says.
type Sheet struct {
	File     string
	Encoding string // of text
	Tab      string // of a workbook
	Columns  []Field
	Ignored  []string // headings that are not known
	Rows     []Row
	Problems []Problem
}

// reader makes a Sheet of lines.
type reader struct {
	*Sheet
	sectors SectorNames
	columns map[int]column
	titles  map[int]string
	seen    map[string]string // what an enterprise is known by → the cell
}

// Read reads a workbook or a file of text, told apart by content. What is wrong with a cell is among the problems; an error means
// that the file as a whole cannot be read.
func Read(name string, data []byte, sectors SectorNames) (*Sheet, error) {
	s := &Sheet{File: name}
	tabs := []sheetLines{{}}
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, ErrOldExcel
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		tabs, err = readXLSX(data)
	default:
		var text []byte
		if text, s.Encoding, err = decoded(data); err == nil {
			tabs[0].lines, err = readCSV(text)
		}
	}
	if err != nil {
		return nil, err
	}
	r := reader{Sheet: s, sectors: sectors, seen: map[string]string{}}
	for _, tab := range tabs {
		if below, found := r.heading(tab.lines); found {
			s.Tab = tab.name
			r.lines(below)
			return s, nil
		}
	}
	return nil, ErrNoHeading
}

// heading finds the row that names the columns, and gives those below it.
func (r *reader) heading(lines []line) (below []line, found bool) {
	for n, l := range lines[:min(headRows, len(lines))] {
		r.columns, r.titles = map[int]column{}, map[int]string{}
		var fields []Field
		var ignored []string
		for at, c := range l.cells {
			title := clean(c.text)
			col, known := columnOf(title)
			if known && !slices.Contains(fields, col.Field) {
				fields = append(fields, col.Field)
				r.columns[at], r.titles[at] = col, title
			} else if title != "" {
				ignored = append(ignored, title)
			}
		}
		if slices.Contains(fields, Name) && (len(fields) > 1 || len(ignored) == 0) {
			r.Columns, r.Ignored = fields, ignored
			return lines[n+1:], true
		}
	}
	return nil, false
}

func (r *reader) lines(lines []line) {
	for _, l := range lines {
		if l.broken {
			r.Problems = append(r.Problems, Problem{Cell: r.name(0, l), Line: l.n, Fault: BadLine})
			continue
		}
		before := len(r.Problems)
		row, empty := r.line(l)
		if !empty && len(r.Problems) == before {
			r.Rows = append(r.Rows, row)
		}
	}
}

// line reads a line, and notes all that is wrong with it.
func (r *reader) line(l line) (Row, bool) {
	if !slices.ContainsFunc(l.cells, func(c cell) bool { return c.formula || clean(c.text) != "" }) {
		return Row{}, true
	}
	row, before := Row{Line: l.n, Values: map[Field]string{}}, len(r.Problems)
	for at, c := range l.cells {
		col, known := r.columns[at]
		if !known {
			continue
		}
		value, wrong := col.value(c, r.sectors)
		if wrong != nil {
			r.problem(at, l, *wrong)
		} else if value != "" {
			row.Values[col.Field] = value
		}
	}
	r.whole(l, row, r.Problems[before:])
	return row, false
}

// whole is what is to be said of a row as a whole, where nothing was said of the cell already.
func (r *reader) whole(l line, row Row, already []Problem) {
	told := func(f Field) bool {
		return slices.ContainsFunc(already, func(p Problem) bool { return p.Cell == r.name(r.at(f), l) })
	}
	if row.Values[Name] == "" && !told(Name) {
		r.problem(r.at(Name), l, wrong{fault: NoName})
	}
	if lat, lon := row.Values[Latitude], row.Values[Longitude]; (lat == "") != (lon == "") && !told(Latitude) && !told(Longitude) {
		there := Latitude
		if lat == "" {
			there = Longitude
		}
		r.problem(r.at(there), l, wrong{fault: HalfPlace})
	}
	key, by := row.Values[Code], Code
	if key == "" {
		key, by = "\x00"+row.Values[Name], Name
	}
	if key == "\x00" || by == Name && told(Code) {
		return
	}
	if first, again := r.seen[key]; again {
		r.problem(r.at(by), l, wrong{fault: Duplicate, says: first})
		return
	}
	r.seen[key] = r.name(r.at(by), l)
}

func (r *reader) at(f Field) int {
	for at, col := range r.columns {
		if col.Field == f {
			return at
		}
	}
	return -1
}

func (r *reader) name(at int, l line) string {
	name, err := excelize.CoordinatesToCellName(at+1, max(l.row, 1))
	if err != nil {
		return ""
	}
	return name
}

func (r *reader) problem(at int, l line, w wrong) {
	p := Problem{Cell: r.name(at, l), Line: l.n, Column: r.titles[at], Fault: w.fault, Says: w.says, N: w.n}
	if at < len(l.cells) {
		p.Value = clean(l.cells[at].text)
	}
	r.Problems = append(r.Problems, p)
}

// Enterprise is a row as a new entry.
func (row Row) Enterprise() Enterprise { return row.over(Enterprise{Active: true}) }

// over is the entry as the row changes it.
func (row Row) over(e Enterprise) Enterprise {
	for _, c := range columns {
		if v := row.Values[c.Field]; v != "" {
			c.set(&e, v)
		}
	}
	e.ID = cmp.Or(e.ID, NewID(e.Code, e.Name))
	return e
}

// Enterprises are the good rows as new entries.
func (s *Sheet) Enterprises() []Enterprise {
	all := make([]Enterprise, len(s.Rows))
	for n, row := range s.Rows {
		all[n] = row.Enterprise()
	}
	return all
}

// title is what the file calls itself: for the audit.
func (s *Sheet) title() string { return strings.TrimSpace(s.File + " " + s.Tab) }
