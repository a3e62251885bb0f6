package sheet

import "strings"

// fieldLine is a line of a form: one wide field, or two.
type fieldLine []Field

// lines pairs the fields up; one that has no partner is alone on its line.
func (f Fields) lines() (lines []fieldLine) {
	for n := 0; n < len(f); n++ {
		line := fieldLine{f[n]}
		if !f[n].Wide && n+1 < len(f) && !f[n+1].Wide {
			n++
			line = append(line, f[n])
		}
		lines = append(lines, line)
	}
	return lines
}

// Height is how many lines of handwriting there is to be room for.
func (l fieldLine) Height() int {
	most := 1
	for _, f := range l {
		most = max(most, f.Lines)
	}
	return most
}

// widths shares a width out among the columns; what division leaves is the last one's.
func (t Table) widths(all int) []int {
	shares := 0
	for _, c := range t.Columns {
		shares += c.Width
	}
	widths := make([]int, len(t.Columns))
	left := all
	for n, c := range t.Columns {
		widths[n] = all * c.Width / shares
		left -= widths[n]
	}
	if len(widths) > 0 {
		widths[len(widths)-1] += left
	}
	return widths
}

// pageParts is what stands before, between and behind the page's number and the number of pages.
func (s Sheet) pageParts() (before, between, behind string) {
	format := s.Page
	if strings.Count(format, "%d") != 2 {
		format = "%d / %d"
	}
	parts := strings.SplitN(format, "%d", 3)
	return parts[0], parts[1], parts[2]
}
