package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetEdge is the longest side of a picture in a sheet, pixels; rowHeight the height of a row that has one, points.
const (
	sheetEdge = 480
	rowHeight = 110
)

// XLSX writes the document as a workbook: the findings list with pictures, the verdicts, what is open. Every
// cell of text is a string cell: nothing a person wrote is a formula.
func XLSX(w io.Writer, d Document) error {
	f := excelize.NewFile()
	defer f.Close()
	s := sheets{f: f, d: d}
	s.styles()
	s.findings()
	s.verdicts()
	s.open()
	if s.err != nil {
		return fmt.Errorf("write xlsx: %w", s.err)
	}
	f.SetActiveSheet(0)
	return f.Write(w)
}

// sheets writes a workbook; the first error stays and the rest is left undone.
type sheets struct {
	f          *excelize.File
	d          Document
	head, cell int // styles
	err        error
}

func (s *sheets) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheets) styles() {
	border := []excelize.Border{{Type: "left", Color: "888888", Style: 1}, {Type: "right", Color: "888888", Style: 1},
		{Type: "top", Color: "888888", Style: 1}, {Type: "bottom", Color: "888888", Style: 1}}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	var err error
	s.head, err = s.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Border: border,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}}})
	s.try(err)
	s.cell, err = s.f.NewStyle(&excelize.Style{Alignment: top, Border: border, NumFmt: 49}) // 49: text
	s.try(err)
}

func (s *sheets) put(sheet string, row int, cells []string, style int) {
	for n, c := range cells {
		name, err := excelize.CoordinatesToCellName(n+1, row)
		s.try(err)
		s.try(s.f.SetCellStr(sheet, name, neutral(c)))
		s.try(s.f.SetCellStyle(sheet, name, name, style))
	}
}

func (s *sheets) widths(sheet string, widths ...float64) {
	for n, w := range widths {
		col, err := excelize.ColumnNumberToName(n + 1)
		s.try(err)
		s.try(s.f.SetColWidth(sheet, col, col, w))
	}
}

func (s *sheets) findings() {
	sheet := s.d.words.Findings
	s.try(s.f.SetSheetName("Sheet1", sheet))
	top := append([][2]string{{"", s.d.Title}}, s.d.heading()...)
	for n, r := range top {
		s.put(sheet, n+1, []string{r[0], r[1]}, s.cell)
		s.try(s.f.MergeCell(sheet, fmt.Sprintf("B%d", n+1), fmt.Sprintf("M%d", n+1)))
	}
	s.widths(sheet, 12, 18, 12, 12, 16, 16, 36, 28, 24, 30, 12, 18, 30)
	row := len(top) + 2
	table := s.d.table()
	s.put(sheet, row, table[0], s.head)
	for n, cells := range table[1:] {
		at := row + 1 + n
		s.put(sheet, at, cells, s.cell)
		s.pictures(sheet, at, s.d.Findings[n].Photos)
	}
	at := row + len(table) + 1
	for n, l := range append(s.d.signatureLines(), append([]string{s.d.sealLine()}, s.d.Notes...)...) {
		s.put(sheet, at+n, []string{"", l}, s.cell)
		s.try(s.f.MergeCell(sheet, fmt.Sprintf("B%d", at+n), fmt.Sprintf("M%d", at+n)))
	}
}

// pictures stand from column N on, one a column, so that the rows stay one a finding.
func (s *sheets) pictures(sheet string, row int, photos []Photo) {
	for n, p := range photos {
		jpg, _, height, err := picture(p.Path, sheetEdge)
		if err != nil {
			continue // the hash in the photo column says which; other findings are not held up
		}
		cell, err := excelize.CoordinatesToCellName(14+n, row)
		s.try(err)
		s.try(s.f.SetRowHeight(sheet, row, rowHeight))
		scale := float64(rowHeight) * 96 / 72 / float64(height)
		s.try(s.f.AddPictureFromBytes(sheet, cell, &excelize.Picture{Extension: ".jpg", File: jpg,
			Format: &excelize.GraphicOptions{ScaleX: scale, ScaleY: scale, AltText: p.SHA256}}))
		col, _, _ := strings.Cut(cell, fmt.Sprint(row))
		s.try(s.f.SetColWidth(sheet, col, col, 28))
	}
}

func (s *sheets) verdicts() {
	w := s.d.words
	sheet := w.Paper.Verdict
	_, err := s.f.NewSheet(sheet)
	s.try(err)
	s.widths(sheet, 18, 30, 40, 24, 60)
	s.put(sheet, 1, []string{w.Sectors, w.Paper.Verdict, w.Paper.Source, w.Basis, w.Paper.Reasons}, s.head)
	row := 2
	for _, v := range s.d.Verdicts {
		s.put(sheet, row, []string{v.Name, v.Says, v.Title, "", strings.Join(v.Rules, "\n")}, s.cell)
		row++
		for _, h := range v.Hits {
			s.put(sheet, row, []string{v.Name, fmt.Sprintf(strings.TrimSpace(w.Paper.HitOf), w.Standing(h.Standing)), h.Title + unitSuffix(h.Unit), h.Clause, strings.Join(h.Path, "\n")}, s.cell)
			row++
		}
	}
}

func (s *sheets) open() {
	w := s.d.words
	sheet := w.Pending
	if i := strings.IndexAny(sheet, "（("); i > 0 {
		sheet = strings.TrimSpace(sheet[:i])
	}
	_, err := s.f.NewSheet(sheet)
	s.try(err)
	s.widths(sheet, 18, 60, 20, 40)
	s.put(sheet, 1, []string{w.Sectors, w.Paper.OpenItems, w.Paper.Unit, w.Paper.Reasons}, s.head)
	row := 2
	for _, v := range s.d.Verdicts {
		for _, o := range v.Open {
			s.put(sheet, row, []string{v.Name, o.What, o.Unit, o.Says}, s.cell)
			row++
		}
	}
}
