package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainText keeps what can be drawn: no control characters but the newline, nothing that turns the reading direction round or hides
// in a line, nothing that XML cannot carry, and U+FFFD for what is no UTF-8. A carriage return is a newline, a tab four blanks.
func plainText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\r', r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString("    ")
		case r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// oneLine is plain text on one line.
func oneLine(s string) string { return strings.ReplaceAll(plainText(s), "\n", " ") }

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for n, s := range list {
		out[n] = f(s)
	}
	return out
}

// clean is the sheet with plain text alone. The given one stays as it is.
func clean(s Sheet) Sheet {
	s.Title, s.Number, s.Footer, s.Author, s.Page = plainText(s.Title), oneLine(s.Number), oneLine(s.Footer), oneLine(s.Author), oneLine(s.Page)
	s.Notes = each(s.Notes, plainText)
	blocks := make([]Block, 0, len(s.Blocks))
	for _, b := range s.Blocks {
		blocks = append(blocks, cleanBlock(b))
	}
	s.Blocks = blocks
	return s
}

func cleanBlock(b Block) Block {
	switch b := b.(type) {
	case Heading:
		b.Text = oneLine(b.Text)
		return b
	case Text:
		b.Text = plainText(b.Text)
		return b
	case List:
		b.Items = each(b.Items, plainText)
		return b
	case Fields:
		out := make(Fields, len(b))
		for n, f := range b {
			f.Label, f.Value = plainText(f.Label), plainText(f.Value)
			out[n] = f
		}
		return out
	case Table:
		return cleanTable(b)
	case Pictures:
		out := make(Pictures, len(b))
		for n, p := range b {
			p.Number, p.Caption, p.SHA256, p.Missing = oneLine(p.Number), plainText(p.Caption), oneLine(p.SHA256), plainText(p.Missing)
			out[n] = p
		}
		return out
	case Signatures:
		out := make(Signatures, len(b))
		for n, g := range b {
			g.Role, g.Name, g.Says, g.Date = oneLine(g.Role), oneLine(g.Name), plainText(g.Says), oneLine(g.Date)
			out[n] = g
		}
		return out
	case Code:
		b.Text, b.Caption = oneLine(b.Text), plainText(b.Caption)
		return b
	}
	return b
}

// cleanTable gives every row as many cells as there are columns, and every column a width.
func cleanTable(t Table) Table {
	columns := make([]Column, len(t.Columns))
	for n, c := range t.Columns {
		c.Name, c.Width = plainText(c.Name), max(1, c.Width)
		columns[n] = c
	}
	rows := make([][]string, len(t.Rows))
	for n, r := range t.Rows {
		rows[n] = make([]string, len(columns))
		copy(rows[n], each(r, plainText))
	}
	t.Columns, t.Rows, t.Empty = columns, rows, plainText(t.Empty)
	return t
}
