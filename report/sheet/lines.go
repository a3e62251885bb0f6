package sheet

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// wrap breaks a text into lines at most limit wide, where UAX #14 allows it: between Chinese characters, but never before 。，、）》 nor
// after （《〔. What has no such place is broken where the line ends.
func wrap(text string, limit int, width func(rune) int) (lines []string) {
	for _, part := range strings.Split(text, "\n") {
		lines = append(lines, wrapOne(part, limit, width)...)
	}
	return lines
}

func wrapOne(text string, limit int, width func(rune) int) (lines []string) {
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		used = 0
	}
	for state := -1; text != ""; {
		var segment string
		segment, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		if used > 0 && used+span(strings.TrimRight(segment, " "), width) > limit {
			flush()
		}
		for _, r := range segment { // longer than a line is only what has no place to break at
			if r != ' ' && used > 0 && used+width(r) > limit {
				flush()
			}
			line.WriteRune(r)
			used += width(r)
		}
	}
	if line.Len() > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

func span(s string, width func(rune) int) (n int) {
	for _, r := range s {
		n += width(r)
	}
	return n
}

// columnsOf is how many columns a thermal printer takes for a character: its Chinese mode prints all but ASCII two wide.
func columnsOf(r rune) int {
	if r < utf8.RuneSelf {
		return 1
	}
	return 2
}
