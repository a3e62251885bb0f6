package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha/internal/plain"
)

// Sizes of the findings sheet: columns in characters, a line of text and a row with pictures in points, pictures in pixels.
var columnWidths = []float64{6, 16, 11, 10, 16, 12, 30, 24, 22, 26, 11, 14, 16}

const (
	lineHeight    = 15
	pictureHeight = 110
	pictureColumn = 26
	sheetEdge     = 480
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
	for _, sheet := range f.GetSheetList() {
		s.pages(sheet)
	}
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

// pages makes a sheet print on A4 across, one page wide.
func (s *sheets) pages(sheet string) {
	across, a4, one, any, fit := "landscape", 9, 1, 0, true
	s.try(s.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &across, Size: &a4, FitToWidth: &one, FitToHeight: &any}))
	s.try(s.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (s *sheets) put(sheet string, row int, cells []string, style int) {
	for n, c := range cells {
		name, err := excelize.CoordinatesToCellName(n+1, row)
		s.try(err)
		s.try(s.f.SetCellStr(sheet, name, plain.Cell(c)))
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
		s.put(sheet, n+1, []string{r[0], "", r[1]}, s.cell)
		s.try(s.f.MergeCell(sheet, fmt.Sprintf("A%d", n+1), fmt.Sprintf("B%d", n+1)))
		s.try(s.f.MergeCell(sheet, fmt.Sprintf("C%d", n+1), fmt.Sprintf("M%d", n+1)))
	}
	s.widths(sheet, columnWidths...)
	row := len(top) + 2
	table := s.d.table()
	s.put(sheet, row, table[0], s.head)
	for n, cells := range table[1:] {
		at := row + 1 + n
		s.put(sheet, at, cells, s.cell)
		s.try(s.f.SetRowHeight(sheet, at, float64(lineHeight*lines(cells))))
		s.pictures(sheet, at, s.d.Findings[n].Photos)
	}
	at := row + len(table) + 1
	for n, l := range append(s.d.signatureLines(), append([]string{s.d.sealLine()}, s.d.Notes...)...) {
		s.put(sheet, at+n, []string{"", l}, s.cell)
		s.try(s.f.MergeCell(sheet, fmt.Sprintf("B%d", at+n), fmt.Sprintf("M%d", at+n)))
	}
}

// lines is how many lines the longest cell of a row takes in its column; Chinese characters are two cells wide.
func lines(cells []string) int {
	most := 1
	for n, c := range cells {
		width := 0
		for _, r := range c {
			if width++; r >= 0x2e80 {
				width++
			}
		}
		most = max(most, 1+int(float64(width)*1.25/columnWidths[n]))
	}
	return most
}

// pictures stand from column N on, one a column, so that the rows stay one a finding. One that cannot be shown is named by
// its hash in the photo column; it holds nothing up.
func (s *sheets) pictures(sheet string, row int, photos []Photo) {
	at := len(columnWidths)
	for _, p := range photos {
		jpg, width, height, err := p.picture(sheetEdge)
		if err != nil {
			continue
		}
		at++
		cell, err := excelize.CoordinatesToCellName(at, row)
		s.try(err)
		col, err := excelize.ColumnNumberToName(at)
		s.try(err)
		s.try(s.f.SetColWidth(sheet, col, col, pictureColumn))
		if h, err := s.f.GetRowHeight(sheet, row); err == nil && h < pictureHeight {
			s.try(s.f.SetRowHeight(sheet, row, pictureHeight))
		}
		const perPoint, perCharacter = 96.0 / 72, 7
		scale := min(pictureHeight*perPoint/float64(height), pictureColumn*perCharacter/float64(width)) * 0.95
		s.try(s.f.AddPictureFromBytes(sheet, cell, &excelize.Picture{Extension: ".jpg", File: jpg,
			Format: &excelize.GraphicOptions{ScaleX: scale, ScaleY: scale, Positioning: "oneCell", AltText: p.SHA256}}))
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
