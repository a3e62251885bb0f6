// Package plain makes text from outside plain: what a spreadsheet shows and does not run (P10).
package plain

import "strings"

// Cell makes sure that a spreadsheet shows a cell and does not run it, also behind blanks and for the full-width signs that some
// programs take as well: such a cell starts with an apostrophe.
func Cell(cell string) string {
	start := strings.TrimLeft(cell, " \t\r\n\u00a0\u3000\ufeff")
	if start != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(start)[0]) || strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") {
		return "'" + cell
	}
	return cell
}
