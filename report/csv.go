package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// CSV writes the findings, a line each, with a BOM and CRLF so that Excel reads it as UTF-8; cells
// that a spreadsheet would take for a formula start with an apostrophe.
func CSV(w io.Writer, d Document) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range d.table() {
		for n := range row {
			row[n] = neutral(row[n])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// table is the findings list as rows of cells, the heading first: the columns of the hazard ledger.
func (d Document) table() [][]string {
	p, w := d.words.Paper, d.words
	rows := [][]string{{p.Number, w.Enterprise, w.Date, p.Level, w.Place, p.Unit, p.Description, w.Basis, w.Immediate, w.Measure, w.Deadline, p.Status, p.PhotosCol}}
	for _, f := range d.Findings {
		names := make([]string, 0, len(f.Photos))
		for _, photo := range f.Photos {
			names = append(names, photo.SHA256)
		}
		rows = append(rows, []string{strconv.Itoa(f.Number), f.Enterprise, f.Date, f.Says, f.Place, f.Unit, f.Description, f.Basis,
			f.Immediate, f.Measure, f.Deadline, f.Remark, strings.Join(names, " ")})
	}
	return rows
}

// neutral makes sure that a spreadsheet shows a cell and does not run it (P10), also behind blanks and for the
// full-width signs that some programs take as well.
func neutral(cell string) string {
	start := strings.TrimLeft(cell, " \t\r\n\u00a0\u3000\ufeff")
	if start != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(start)[0]) || strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") {
		return "'" + cell
	}
	return cell
}
