package widget

import (
	"strings"
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

// everything is a sheet with every block, all its texts being s.
func everything(s string) sheet.Sheet {
	return sheet.Sheet{Title: s, Number: s, Notes: []string{s}, Footer: s, Blocks: []sheet.Block{
		sheet.Heading{Level: 1, Text: s}, sheet.Text{Text: s, Small: true}, sheet.Text{Text: s, Bold: true}, sheet.List{Numbered: true, Items: []string{s, s}},
		sheet.Fields{{Label: s, Value: s}, {Label: s}},
		sheet.Table{Columns: []sheet.Column{{Name: s, Right: true}, {Name: s}, {Name: s}}, Rows: [][]string{{s, s, s}, {"1", "", s}}}, sheet.Table{Empty: s},
		sheet.Pictures{{Number: s, Caption: s, SHA256: strings.Repeat("ab", 32)}, {Number: s}}, sheet.Signatures{{Role: s, Name: s, Date: s}, {Role: s, Says: s}},
		sheet.Code{Text: s, Caption: s}, sheet.Break{},
	}}
}

// A paper fits the window whatever its texts are, and none of them drives the terminal (P10).
func TestSheetFitsAndIsHarmless(t *testing.T) {
	look := Look{Words: words.In(words.Zh)}
	for _, s := range []string{"隐患", strings.Repeat("很长的一句话，", 40), "\x1b[31m红\x1b[2J", "a\u202eb", "line\nline\r\nline\t!", "", strings.Repeat("x", 300)} {
		for _, width := range []int{20, 40, 80, 200} {
			for n, line := range Sheet(look, everything(s), width).Lines {
				if strings.ContainsAny(line, "\x1b\n\r\t\u202e") {
					t.Errorf("%q at %d: line %d is %q", s, width, n, line)
				}
				if Width(line) > width {
					t.Errorf("%q at %d: line %d is %d cells: %q", s, width, n, Width(line), line)
				}
			}
		}
	}
}
