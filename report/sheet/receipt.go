package sheet

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"anquan.example/paicha/internal/qr"
)

// paperColumns is what 58 mm paper takes in a line: 32 columns of the printer's common font, a Chinese character two.
const paperColumns = 32

// receipt writes the sheet as text for a 58 mm printer: rows are stacked lines, pictures their numbers. It carries no attached files.
func receipt(w io.Writer, s Sheet) error {
	r := &roll{}
	for _, l := range wrap(s.Title, paperColumns, columnsOf) {
		r.line(strings.Repeat(" ", (paperColumns-span(l, columnsOf))/2) + l)
	}
	if s.Number != "" {
		r.text(s.Number)
	}
	r.rule("=")
	for _, n := range s.Notes {
		r.text(n)
	}
	for _, b := range s.Blocks {
		r.block(b)
	}
	r.rule("=")
	if s.Footer != "" {
		r.text(s.Footer)
	}
	_, err := io.WriteString(w, r.String())
	return err
}

// roll is the paper.
type roll struct{ strings.Builder }

func (r *roll) line(l string)    { r.WriteString(strings.TrimRight(l, " ") + "\n") }
func (r *roll) rule(sign string) { r.line(strings.Repeat(sign, paperColumns)) }

func (r *roll) text(t string) {
	for _, l := range wrap(t, paperColumns, columnsOf) {
		r.line(l)
	}
}

func (r *roll) block(block Block) {
	switch b := block.(type) {
	case Heading:
		r.rule("-")
		r.text(b.Text)
	case Text:
		r.text(b.Text)
	case List:
		for n, item := range b.Items {
			if b.Numbered {
				item = fmt.Sprintf("%d. %s", n+1, item)
			} else {
				item = "- " + item
			}
			r.text(item)
		}
	case Fields:
		for _, f := range b {
			r.text(f.Label + ": " + f.Value)
			for range f.Lines {
				if f.Value == "" {
					r.rule("_")
				}
			}
		}
	case Table:
		r.table(b)
	case Pictures:
		for _, p := range b {
			r.text(strings.TrimSpace(p.Number + " " + p.short()))
		}
	case Signatures:
		for _, g := range b {
			r.signature(g)
		}
	case Code:
		r.code(b)
	}
}

// table stacks a row's cells, each with its column's name; empty ones say nothing.
func (r *roll) table(t Table) {
	for _, row := range t.Rows {
		r.rule("-")
		for n, cell := range row {
			if cell != "" {
				r.text(t.Columns[n].Name + ": " + cell)
			}
		}
	}
	if len(t.Rows) == 0 && t.Empty != "" {
		r.text(t.Empty)
	}
}

// signature leaves two lines to write in.
func (r *roll) signature(g Signature) {
	r.text(g.who() + ":")
	if g.Says != "" {
		r.text(g.Says)
		return
	}
	r.line("")
	r.rule("_")
	if g.Date != "" {
		label := g.Date + ": "
		r.line("")
		r.line(label + strings.Repeat("_", max(0, paperColumns-span(label, columnsOf))))
	}
}

// code draws the QR code where the paper is wide enough for it, and its text.
func (r *roll) code(c Code) {
	r.text(c.Caption)
	if drawn, err := qr.Plain(c.Text); err == nil {
		if first, _, _ := strings.Cut(drawn, "\n"); utf8.RuneCountInString(first) <= paperColumns {
			r.WriteString(drawn)
		}
	}
	r.text(c.Text)
}
