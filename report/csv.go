package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"anquan.example/paicha/internal/plain"
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
			row[n] = plain.Cell(row[n])
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
