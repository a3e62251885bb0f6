package widget

import (
	"fmt"
	"strings"

	"anquan.example/paicha/report/sheet"
)

// Sheet is a paper as it is read on a terminal before it is printed: everything that is on it, one column wide, rows of tables stacked. It
// is as high as it needs; blanks for handwriting are lines.
func Sheet(look Look, s sheet.Sheet, width int) Frame {
	d := draft{look: look, width: max(width, 8)}
	for _, l := range Wrap(s.Title, d.width) {
		d.Add(look.Theme.Title.Render(Mid(l, d.width)))
	}
	if s.Number != "" {
		d.add(look.Theme.Strong, s.Number)
	}
	for _, n := range s.Notes {
		d.add(look.Theme.Dim, n)
	}
	for _, b := range s.Blocks {
		d.block(b)
	}
	return d.Frame
}

// draft is a sheet as far as it is drawn.
type draft struct {
	Frame
	look  Look
	width int
}

func (d *draft) add(style Style, text string) { d.Add(style.Lines(Wrap(text, d.width))...) }

func (d *draft) hang(style Style, label, text string) {
	d.Add(style.Lines(Hang(Line(label), Clean(text), d.width))...)
}

func (d *draft) block(block sheet.Block) {
	t := d.look.Theme
	switch b := block.(type) {
	case sheet.Heading:
		d.apart()
		d.add(t.Strong, b.Text)
	case sheet.Text:
		style := t.Text
		if b.Small {
			style = t.Dim
		}
		if b.Bold {
			style = t.Strong
		}
		d.add(style, b.Text)
	case sheet.List:
		for n, item := range b.Items {
			label := "- "
			if b.Numbered {
				label = fmt.Sprintf("%d. ", n+1)
			}
			d.hang(t.Text, label, item)
		}
	case sheet.Fields:
		d.apart()
		for _, f := range b {
			d.field(f)
		}
		d.Add("")
	case sheet.Table:
		d.table(b)
	case sheet.Pictures:
		for _, p := range b {
			d.hang(t.Dim, p.Number+" ", p.Caption+" "+p.SHA256[:min(8, len(p.SHA256))])
		}
	case sheet.Signatures:
		d.apart()
		for _, g := range b {
			d.signature(g)
		}
	case sheet.Code:
		d.add(t.Text, b.Caption+"\n"+b.Text)
	case sheet.Break:
		d.Add(t.Dim.Render(strings.Repeat("-", d.width)))
	}
}

// apart leaves one line free.
func (d *draft) apart() {
	if n := len(d.Lines); n > 0 && d.Lines[n-1] != "" {
		d.Add("")
	}
}

func (d *draft) field(f sheet.Field) {
	label := Line(f.Label) + ": "
	if strings.TrimSpace(f.Value) != "" {
		d.hang(d.look.Theme.Text, label, f.Value)
		return
	}
	d.Add(d.look.Theme.Text.Render(Truncate(label+strings.Repeat("_", max(d.width-Width(label), 0)), d.width)))
}

// table stacks the cells of each row behind the first one, each with its column's name; several stand on a line where they fit.
func (d *draft) table(t sheet.Table) {
	if len(t.Rows) == 0 {
		d.add(d.look.Theme.Text, t.Empty)
	}
	for _, row := range t.Rows {
		label, from := "- ", 0
		if t.Columns[0].Right { // its number in the list
			label, from = PadLeft(Line(row[0]), 3)+" ", 1
		}
		var text, line string
		for n, cell := range row[from:] {
			if cell = strings.TrimSpace(Clean(cell)); cell == "" {
				continue
			}
			cell = t.Columns[from+n].Name + ": " + cell
			switch {
			case line == "":
				line = cell
			case !strings.Contains(line+cell, "\n") && Width(line)+Width(cell)+2 <= d.width-Width(label):
				line += "  " + cell
			default:
				text, line = text+line+"\n", cell
			}
		}
		d.hang(d.look.Theme.Text, label, text+line)
	}
}

func (d *draft) signature(g sheet.Signature) {
	who := Line(g.Role)
	if g.Name != "" {
		who += " (" + Line(g.Name) + ")"
	}
	if g.Says != "" {
		d.hang(d.look.Theme.Warn, who+": ", g.Says)
		return
	}
	blank := who + ": ________"
	if g.Date != "" {
		blank += "  " + Line(g.Date) + ": ______"
	}
	d.add(d.look.Theme.Text, blank)
}
