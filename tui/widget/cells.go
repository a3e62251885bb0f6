package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"anquan.example/paicha/internal/asia"
)

func init() {
	if asia.Wide() {
		uniseg.EastAsianAmbiguousWidth = 2 // the text editor counts with uniseg
	}
}

// tail marks what was cut off: two dots, since the width of an ellipsis is ambiguous.
const tail = ".."

// Width is how many cells s takes; escape sequences take none.
func Width(s string) int { return ansi.StringWidth(s) }

// Truncate cuts styled text to at most width cells, ".." at the end when something was cut.
func Truncate(s string, width int) string {
	if width <= 0 {
		return ""
	}
	if Width(s) <= width {
		return s
	}
	return ansi.Truncate(s, width, tail[:min(width, len(tail))])
}

// Pad makes styled text exactly width cells: cut, or filled with blanks at the right.
func Pad(s string, width int) string {
	s = Truncate(s, width)
	return s + blanks(width-Width(s))
}

// PadLeft is Pad with the blanks at the left, for numbers.
func PadLeft(s string, width int) string {
	s = Truncate(s, width)
	return blanks(width-Width(s)) + s
}

// Mid makes styled text exactly width cells with it in the middle.
func Mid(s string, width int) string {
	s = Truncate(s, width)
	left := max(width-Width(s), 0) / 2
	return Pad(blanks(left)+s, width)
}

// Fit is data from outside as one plain line of exactly width cells: cleaned, cut with "..", padded.
func Fit(data string, width int) string { return Pad(Line(data), width) }

// Sides is one line of exactly width cells: left and right text (styled), right kept whole while it fits.
func Sides(left, right string, width int) string {
	right = Truncate(right, width)
	room := width - Width(right)
	if room < 2 {
		return Pad(right, width)
	}
	return Pad(left, room) + right
}

func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// splice puts text of the given width over line from cell x on; what sticks out of the line is cut. A wide
// character cut in half becomes blanks.
func splice(line, text string, x, width int) string {
	total := Width(line)
	if x+width > total {
		width = max(total-x, 0)
		text = ansi.Truncate(text, width, "")
		text += blanks(width - Width(text))
	}
	if width == 0 {
		return line
	}
	left := ansi.Truncate(line, x, "")
	left += blanks(x - Width(left))
	if x+width >= total {
		return left + text
	}
	right := ansi.TruncateLeft(line, x+width, "")
	for n := x + width + 1; Width(right) > total-x-width; n++ {
		right = ansi.TruncateLeft(line, n, "")
	}
	return left + text + blanks(total-x-width-Width(right)) + right
}

func repeat(s string, n int) string { return strings.Repeat(s, max(n, 0)) }
