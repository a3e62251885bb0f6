package register

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// What is read of a workbook at most: rows, cells from the first to the last of each row, bytes when unpacked.
const (
	maxRows  = 50_000
	maxCells = 1_000_000
	maxBytes = 64 << 20
)

// sheetLines are the lines of one sheet of a workbook.
type sheetLines struct {
	name  string
	lines []line
}

// readXLSX reads the sheets of a workbook.
func readXLSX(data []byte) (all []sheetLines, err error) {
	if err := bounded(data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxBytes, UnzipXMLSizeLimit: maxBytes, RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("the workbook cannot be read: %w", err)
	}
	defer func() { _ = f.Close() }()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			continue // a chart has no rows
		}
		s := sheetLines{name: name}
		for n, texts := range rows {
			l, err := rowOf(f, name, n+1, texts)
			if err != nil {
				return nil, fmt.Errorf("the workbook cannot be read: %w", err)
			}
			s.lines = append(s.lines, l)
		}
		all = append(all, s)
	}
	return all, nil
}

func rowOf(f *excelize.File, sheet string, n int, texts []string) (line, error) {
	l := line{n: n, row: n}
	for col, text := range texts {
		name, err := excelize.CoordinatesToCellName(col+1, n)
		if err != nil {
			return l, err
		}
		formula, err := f.GetCellFormula(sheet, name)
		if err != nil {
			return l, err
		}
		c := cell{text: text, formula: formula != ""}
		if len(text) > 15 && text[0] <= '9' { // it may be a number that has lost digits
			kind, err := f.GetCellType(sheet, name)
			if err != nil {
				return l, err
			}
			c.number = kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
		}
		l.cells = append(l.cells, c)
	}
	return l, nil
}

// bounded looks through a workbook before it is taken into memory: one cell far to the right makes a row of thousands. Every part is looked
// at, as any may be a sheet; what is no XML is not, and what is damaged shows when it is read.
func bounded(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("the workbook cannot be read: %w", err)
	}
	room, cells := int64(maxBytes), 0
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return fmt.Errorf("the workbook cannot be read: %w", err)
		}
		within := &io.LimitedReader{R: r, N: room}
		n, err := countCells(within)
		_ = r.Close() // it was only read
		if room, cells = within.N, cells+n; err != nil || room <= 0 || cells > maxCells {
			return ErrTooMany
		}
	}
	return nil
}

// countCells counts a sheet's cells, those left out between others too.
func countCells(r io.Reader) (all int, err error) {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	last := 0 // column in this row
	for all <= maxCells {
		token, err := d.RawToken()
		if err != nil {
			return all, nil
		}
		start, is := token.(xml.StartElement)
		switch {
		case !is:
		case start.Name.Local == "row":
			if row, err := strconv.Atoi(place(start)); err == nil && row > maxRows {
				return all, ErrTooMany
			}
			last, all = 0, all+1
		case start.Name.Local == "c":
			col, _, err := excelize.CellNameToCoordinates(place(start))
			if err != nil {
				col = last + 1
			}
			all += max(col-last, 1)
			last = max(col, last)
		}
	}
	return all, ErrTooMany
}

// place is where a row or a cell says that it is.
func place(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "r" {
			return a.Value
		}
	}
	return ""
}
