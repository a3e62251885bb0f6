package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/png"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha/internal/plain"
	"anquan.example/paicha/internal/qr"
)

// Sizes of the worksheet: its width in characters, lines and pictures in points.
const (
	xlsxWidth       = 96
	xlsxWidthAcross = 140
	xlsxLine        = 15.5
	xlsxTall        = 170
	xlsxQR          = 84
	xlsxMost        = 409 // what Excel takes as a row's height
	perPoint        = 96.0 / 72
	perCharacter    = 7.0
)

// xlsx writes the sheet as one worksheet from top to bottom. Its columns are those of the widest table, which can be sorted and filtered as it
// stands; everything else is merged over them. Every cell of text is a string cell: nothing a person wrote is a formula.
func xlsx(w io.Writer, s Sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	x := &xlsxFile{f: f, s: s, row: 1}
	x.name = x.sheetName()
	x.try(f.SetSheetName("Sheet1", x.name))
	x.styles()
	x.grid()
	// Excel repeats the head on every page to the end, also above what is no table.
	x.repeated = slices.ContainsFunc(s.Blocks, func(b Block) bool {
		switch b.(type) {
		case Pictures, Break:
			return true
		}
		return false
	})
	x.line(s.Title, x.title)
	if s.Number != "" {
		x.line(s.Number, x.right)
	}
	for _, n := range s.Notes {
		x.line(n, x.small)
	}
	next, stop := s.copies(pictureEdge)
	defer stop()
	for _, b := range s.Blocks {
		x.block(b, next)
	}
	x.paper()
	if x.err != nil {
		return x.err
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		return err
	}
	return repacked(w, file.Bytes(), s.Attached)
}

// xlsxFile is one being written; the first error stays.
type xlsxFile struct {
	f                                                              *excelize.File
	s                                                              Sheet
	name                                                           string
	row                                                            int   // the next
	widths                                                         []int // of the grid, characters
	title, h1, text, bold, small, right, head, cell, num, signLine int
	repeated                                                       bool // a table's head is repeated on paper already
	err                                                            error
}

func (x *xlsxFile) try(err error) {
	if x.err == nil {
		x.err = err
	}
}

// sheetName is the title as Excel takes it: 31 characters at most, none of :\/?*[] and no apostrophe at an end.
func (x *xlsxFile) sheetName() string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n:\\/?*[]'", r) || r > 0xffff {
			return -1
		}
		return r
	}, x.s.Title), " ")
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	if name == "" {
		return "1"
	}
	return name
}

func (x *xlsxFile) styles() {
	border := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "444444", Style: 1})
	}
	style := func(font excelize.Font, across, up string, lines []excelize.Border, fill bool) int {
		s := &excelize.Style{Font: &font, Alignment: &excelize.Alignment{Horizontal: across, Vertical: up, WrapText: true}, Border: lines, NumFmt: 49} // 49: text
		if fill {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}}
		}
		id, err := x.f.NewStyle(s)
		x.try(err)
		return id
	}
	song, hei := excelize.Font{Family: "宋体", Size: 11}, excelize.Font{Family: "黑体", Size: 11}
	big, mid, small, bold := song, hei, song, song
	big.Size, big.Bold, mid.Size, small.Size, bold.Bold = 18, true, 13, 9, true
	x.title = style(big, "center", "center", nil, false)
	x.h1 = style(mid, "left", "center", nil, false)
	x.text = style(song, "left", "top", nil, false)
	x.bold = style(bold, "left", "top", nil, false)
	x.small = style(small, "left", "top", nil, false)
	x.right = style(song, "right", "center", nil, false)
	x.head = style(hei, "left", "top", border, true)
	x.cell = style(song, "left", "top", border, false)
	x.num = style(song, "right", "top", border, false)
	x.signLine = style(song, "left", "bottom", []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}}, false)
}

// grid makes the columns: of the table that has most, four at least.
func (x *xlsxFile) grid() {
	t := Table{Columns: []Column{{Width: 15}, {Width: 35}, {Width: 15}, {Width: 35}}}
	for _, b := range x.s.Blocks {
		if o, is := b.(Table); is && len(o.Columns) > len(t.Columns) {
			t = o
		}
	}
	all := xlsxWidth
	if x.s.Landscape {
		all = xlsxWidthAcross
	}
	x.widths = t.widths(all)
	for n, w := range x.widths {
		column, err := excelize.ColumnNumberToName(n + 1)
		x.try(err)
		x.try(x.f.SetColWidth(x.name, column, column, float64(min(255, max(4, w)))))
	}
}

// put writes a cell over columns from..to, both counted from 0, and says how many lines the text takes there.
func (x *xlsxFile) put(from, to int, text string, style int) int {
	first, err := excelize.CoordinatesToCellName(from+1, x.row)
	x.try(err)
	last, err := excelize.CoordinatesToCellName(to+1, x.row)
	x.try(err)
	x.try(x.f.SetCellStr(x.name, first, plain.Cell(text)))
	x.try(x.f.SetCellStyle(x.name, first, last, style))
	if to > from {
		x.try(x.f.MergeCell(x.name, first, last))
	}
	width := 0
	for _, w := range x.widths[from : to+1] {
		width += w
	}
	return len(wrap(text, max(2, width*9/10), columnsOf))
}

// finish ends the row with room for so many lines.
func (x *xlsxFile) finish(lines int, least float64) {
	x.try(x.f.SetRowHeight(x.name, x.row, min(xlsxMost, max(least, float64(lines)*xlsxLine+2))))
	x.row++
}

// line is a row that is one cell.
func (x *xlsxFile) line(text string, style int) {
	lines := x.put(0, len(x.widths)-1, text, style)
	least := 0.0
	switch style {
	case x.title:
		lines, least = 2*lines, 36
	case x.h1:
		least = 24
	}
	x.finish(lines, least)
}

func (x *xlsxFile) block(block Block, next func() photo) {
	switch b := block.(type) {
	case Heading:
		x.line(b.Text, x.h1)
	case Text:
		style := x.text
		if b.Small {
			style = x.small
		} else if b.Bold {
			style = x.bold
		}
		x.line(b.Text, style)
	case List:
		for n, item := range b.Items {
			mark := "• "
			if b.Numbered {
				mark = fmt.Sprintf("%d. ", n+1)
			}
			x.line(mark+item, x.text)
		}
	case Fields:
		x.fields(b)
	case Table:
		x.table(b)
	case Pictures:
		x.pictures(b, next)
	case Signatures:
		x.signatures(b)
	case Code:
		x.code(b)
	case Break:
		at, err := excelize.CoordinatesToCellName(1, x.row)
		x.try(err)
		x.try(x.f.InsertPageBreak(x.name, at))
	}
}

// quarters are the columns where a form's label, value, label and value end.
func (x *xlsxFile) quarters() [4]int {
	t := Table{Columns: []Column{{Width: 15}, {Width: 35}, {Width: 15}, {Width: 35}}}
	s := x.spans(t)
	return [4]int{s[0], s[1], s[2], s[3]}
}

// spans is the last grid column of each of a table's columns, as near to its share of the width as the grid allows.
func (x *xlsxFile) spans(t Table) []int {
	count := len(t.Columns)
	ends := make([]int, count)
	if count == len(x.widths) {
		for n := range ends {
			ends[n] = n
		}
		return ends
	}
	all := 0
	for _, w := range x.widths {
		all += w
	}
	column, reached, wanted := 0, 0, 0
	for n, w := range t.widths(all) {
		wanted += w
		for first := true; first || column < len(x.widths)-(count-1-n) && reached+x.widths[column]/2 < wanted; first = false {
			reached += x.widths[column]
			column++
		}
		ends[n] = column - 1
	}
	ends[count-1] = len(x.widths) - 1
	return ends
}

func (x *xlsxFile) fields(f Fields) {
	q := x.quarters()
	for _, line := range f.lines() {
		lines := line.Height()
		lines = max(lines, x.put(0, q[0], line[0].Label, x.head))
		if len(line) == 1 {
			lines = max(lines, x.put(q[0]+1, q[3], line[0].Value, x.cell))
		} else {
			lines = max(lines, x.put(q[0]+1, q[1], line[0].Value, x.cell), x.put(q[1]+1, q[2], line[1].Label, x.head), x.put(q[2]+1, q[3], line[1].Value, x.cell))
		}
		x.finish(lines, 20)
	}
	x.row++
}

func (x *xlsxFile) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	ends := x.spans(t)
	cells := func(row []string, style func(n int) int) {
		lines, from := 1, 0
		for n, c := range row {
			lines = max(lines, x.put(from, ends[n], c, style(n)))
			from = ends[n] + 1
		}
		x.finish(lines, 0)
	}
	if len(t.Columns) == len(x.widths) && !x.repeated {
		x.repeated = true
		x.try(x.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: x.name,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", x.name, x.row, x.row)}))
	}
	cells(t.names(), func(int) int { return x.head })
	for _, r := range t.Rows {
		cells(r, func(n int) int {
			if t.Columns[n].Right {
				return x.num
			}
			return x.cell
		})
	}
	if len(t.Rows) == 0 && t.Empty != "" {
		x.line(t.Empty, x.cell)
	}
	x.row++
}

// pictures stand two a row, their captions in the row below.
func (x *xlsxFile) pictures(all Pictures, next func() photo) {
	middle := x.quarters()[1]
	for n := 0; n < len(all); n += 2 {
		pair := all[n:min(n+2, len(all))]
		from, to := 0, middle
		lines := 1
		for _, p := range pair {
			photo := next()
			said := ""
			if photo.err != nil {
				said = p.Missing
			}
			x.put(from, to, said, x.small)
			if photo.err == nil {
				x.image(from, to, photo.jpg, ".jpg", photo.width, photo.height, xlsxTall, p.title())
			}
			x.row++
			lines = max(lines, x.put(from, to, p.title(), x.small))
			x.row--
			from, to = middle+1, len(x.widths)-1
		}
		x.finish(1, xlsxTall)
		x.finish(lines, 0)
	}
	x.row++
}

// image puts a picture at the beginning of columns from..to of the present row, as high as the row or as wide as they are.
func (x *xlsxFile) image(from, to int, data []byte, ending string, width, height int, tall float64, title string) {
	room := 0
	for _, w := range x.widths[from : to+1] {
		room += w
	}
	at, err := excelize.CoordinatesToCellName(from+1, x.row)
	x.try(err)
	scale := min(tall*perPoint/float64(height), float64(room)*perCharacter/float64(width)) * 0.95
	x.try(x.f.AddPictureFromBytes(x.name, at, &excelize.Picture{Extension: ending, File: data,
		Format: &excelize.GraphicOptions{ScaleX: scale, ScaleY: scale, OffsetX: 3, OffsetY: 3, Positioning: "oneCell", AltText: strings.ReplaceAll(title, "\n", " ")}}))
}

func (x *xlsxFile) signatures(all Signatures) {
	q := x.quarters()
	for _, g := range all {
		lines := x.put(0, q[0], g.who()+x.s.colon(), x.small)
		if g.Says != "" {
			lines = max(lines, x.put(q[0]+1, q[3], g.Says, x.text))
		} else {
			x.put(q[0]+1, q[1], "", x.signLine)
			if g.Date != "" {
				x.put(q[1]+1, q[2], g.Date+x.s.colon(), x.right)
				x.put(q[2]+1, q[3], "", x.signLine)
			}
		}
		x.finish(lines, 34)
	}
	x.row++
}

func (x *xlsxFile) code(c Code) {
	q := x.quarters()
	x.put(q[0]+1, q[3], c.Caption+"\n"+c.Text, x.small)
	if drawn, err := qr.PNG(c.Text); err == nil {
		x.put(0, q[0], "", x.text)
		side, err := pngSide(drawn)
		x.try(err)
		x.image(0, q[0], drawn, ".png", side, side, xlsxQR, c.Caption)
	}
	x.finish(2, xlsxQR)
	x.row++
}

// paper makes the sheet print on A4, one page wide, with the footer and "page x of y".
func (x *xlsxFile) paper() {
	way, a4, one, any, fit := "portrait", 9, 1, 0, true
	if x.s.Landscape {
		way = "landscape"
	}
	x.try(x.f.SetPageLayout(x.name, &excelize.PageLayoutOptions{Orientation: &way, Size: &a4, FitToWidth: &one, FitToHeight: &any}))
	x.try(x.f.SetSheetProps(x.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	before, between, behind := x.s.pageParts()
	amp := func(s string) string { return strings.ReplaceAll(s, "&", "&&") }
	// Excel takes 255 characters; the page's number comes first so that it is never what is cut.
	footer := "&R" + amp(before) + "&P" + amp(between) + "&N" + amp(behind)
	if left := "&L" + amp(x.s.Footer); len([]rune(left+footer)) <= 255 {
		footer = left + footer
	}
	x.try(x.f.SetHeaderFooter(x.name, &excelize.HeaderFooterOptions{OddFooter: footer}))
	properties := &excelize.DocProperties{Title: strings.ReplaceAll(x.s.Title, "\n", " "), Creator: x.s.Author}
	if !x.s.Dated.IsZero() {
		properties.Created = x.s.Dated.UTC().Format(time.RFC3339)
		properties.Modified = properties.Created
	}
	x.try(x.f.SetDocProps(properties))
}

var defaults = regexp.MustCompile(`<Default [^>]*></Default>|<Default [^>]*/>`)

// ordered sorts the types of [Content_Types].xml that the library leaves in the order of a map.
func ordered(types []byte) []byte {
	all := defaults.FindAll(bytes.Clone(types), -1)
	slices.SortFunc(all, bytes.Compare)
	n := 0
	return defaults.ReplaceAllFunc(types, func([]byte) []byte { n++; return all[n-1] })
}

// repacked adds the attached files to a package and takes the times out of it.
func repacked(w io.Writer, file []byte, attached []Attached) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	out := newArchive(w)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		switch part.Name {
		case "[Content_Types].xml":
			data = bytes.Replace(ordered(data), []byte("</Types>"), []byte(attachedTypes(attached)+"</Types>"), 1)
		case "_rels/.rels":
			data = bytes.Replace(data, []byte("</Relationships>"), []byte(attachedRelations(attached)+"</Relationships>"), 1)
		}
		out.put(part.Name, data, strings.HasPrefix(part.Name, "xl/media/"))
	}
	for _, a := range attached {
		out.put(attachedFolder+a.Name, a.Data, false)
	}
	return out.close()
}

func pngSide(data []byte) (int, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	return c.Width, err
}
