package widget

import (
	"regexp"
	"strings"

	"charm.land/lipgloss/v2"
)

// Style is a named way to draw text. The zero Style draws it as it is.
type Style struct {
	Name        string
	open, close string
	style       lipgloss.Style // the same, for huh
}

// reset ends every style that lipgloss makes.
const reset = "\x1b[m"

// styled is a Style with the colours and attributes of s.
func styled(name string, s lipgloss.Style) Style {
	const mark = "x"
	before, after, _ := strings.Cut(s.Render(mark), mark)
	return Style{name, before, after, s}
}

// Render draws one line of text, which may hold styled parts: the style goes on after them.
func (s Style) Render(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	if s.close == reset && strings.Contains(text, reset) {
		text = strings.ReplaceAll(text, reset, reset+s.open)
	}
	return s.open + text + s.close
}

// Lines draws each line.
func (s Style) Lines(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = s.Render(line)
	}
	return out
}

// sgr is a sequence that sets colours or attributes.
var sgr = regexp.MustCompile("\x1b\\[([0-9;]+)m")

// grounded leaves, of the styles in a line, those with a ground of their own (badges, marks): the others' colours could not
// be read on the selection's.
func grounded(line string) string {
	return sgr.ReplaceAllStringFunc(line, func(seq string) string {
		if strings.Contains(seq, "48;") || strings.Contains(seq, "[7") || strings.Contains(seq, ";7") {
			return seq
		}
		return ""
	})
}

// zero says that nothing was set.
func (s Style) zero() bool { return s.Name == "" }
