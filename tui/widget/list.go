package widget

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// RowMsg is a tap on a row of the list of that name.
type RowMsg struct {
	List string
	Row  int
}

// PageMsg is a tap on a page button of the list or viewer of that name: Delta -1 up, +1 down.
type PageMsg struct {
	Of    string
	Delta int
}

// mark is what stands before the selected row, besides its colour; other rows have blanks.
const mark, noMark = "> ", "  "

// MarkWidth is the cells of the mark before each row: rows are drawn at the list's width less this.
const MarkWidth = 2

// wheelRows is how many rows a notch of the wheel moves.
const wheelRows = 3

// List is a virtual list: only the rows on screen are asked for, so 5,000 rows cost what 20 do. The selected row is
// always in sight. Set Name when a screen has two. The zero List is ready.
type List struct {
	Name string
	// Pager adds page buttons under the list when not all rows fit.
	Pager bool

	rows, selected, top int
	width, height       int
	page                int // rows seen when it was last drawn
}

// SetSize gives the list its place, page buttons included.
func (l *List) SetSize(width, height int) {
	l.width, l.height = max(width, MarkWidth+2), max(height, 1)
}

// SetLen says how many rows there are; the selection stays, or moves to the last row.
func (l *List) SetLen(n int) {
	l.rows = max(n, 0)
	l.Select(l.selected)
}

// Len is the number of rows.
func (l *List) Len() int { return l.rows }

// Selected is the selected row, -1 when there is none.
func (l *List) Selected() int {
	if l.rows == 0 {
		return -1
	}
	return l.selected
}

// Select selects a row, or the nearest there is.
func (l *List) Select(row int) {
	l.selected = min(max(row, 0), max(l.rows-1, 0))
	l.top = min(l.top, l.selected)
}

// Top is the first row in sight, as last drawn: the row that digit 1 picks.
func (l *List) Top() int { return l.top }

// Update takes keys (up, down, pgup, pgdown, home, end), the wheel, taps on rows and page buttons; true when it was for
// the list. A tap selects: whether it also opens is the screen's affair.
func (l *List) Update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return l.key(Key(msg))
	case WheelMsg:
		l.Select(l.selected + msg.Delta*wheelRows)
	case RowMsg:
		if msg.List != l.Name {
			return false
		}
		l.Select(msg.Row)
	case PageMsg:
		if msg.Of != l.Name {
			return false
		}
		l.Select(l.selected + msg.Delta*max(l.page, 1))
	default:
		return false
	}
	return true
}

func (l *List) key(key string) bool {
	switch key {
	case "up":
		l.Select(l.selected - 1)
	case "down":
		l.Select(l.selected + 1)
	case "pgup":
		l.Select(l.selected - max(l.page, 1))
	case "pgdown":
		l.Select(l.selected + max(l.page, 1))
	case "home":
		l.Select(0)
	case "end":
		l.Select(l.rows - 1)
	default:
		return false
	}
	return true
}

// Row draws row i, one line or more, each at most width cells. The list adds the mark and the selected style.
type Row func(i, width int) []string

// View draws the rows in sight; each is a target that sends RowMsg. The frame has the list's height.
func (l *List) View(look Look, row Row) Frame {
	if l.rows == 0 {
		f := Frame{Lines: []string{look.Theme.Dim.Render(noMark + look.Words.Widget.Empty)}}
		return f.Fit(l.width, l.height)
	}
	height := l.height
	f, all := l.rowsIn(look, row, height)
	if all || !l.Pager || l.height < 3 {
		return f.Fit(l.width, l.height)
	}
	position := fmt.Sprintf(look.Words.Widget.Position, l.selected+1, l.rows)
	pager := pageButtons(look, l.Name, l.width, l.height, position)
	f, _ = l.rowsIn(look, row, height-pager.Height())
	return Stack(f.Fit(l.width, height-pager.Height()), pager)
}

// rowsIn draws the rows that fit the height; all: nothing is out of sight.
func (l *List) rowsIn(look Look, row Row, height int) (f Frame, all bool) {
	l.scroll(row, height)
	n := l.top
	for ; n < l.rows && f.Height() < height; n++ {
		lines := row(n, l.width-MarkWidth)
		before := f.Height()
		for i, line := range lines {
			f.Add(l.line(look, line, n == l.selected, i == 0))
		}
		f.Hits = append(f.Hits, Hit{0, before, l.width, f.Height() - before, RowMsg{l.Name, n}})
	}
	l.page = n - l.top
	if f.Height() > height && l.page > 1 {
		l.page--
	}
	return f, l.top == 0 && n == l.rows && f.Height() <= height
}

func (l *List) line(look Look, line string, selected, first bool) string {
	if !selected {
		return noMark + Pad(line, l.width-MarkWidth)
	}
	m := noMark
	if first {
		m = mark
	}
	return look.Theme.Selected.Render(m + Pad(grounded(line), l.width-MarkWidth))
}

// scroll moves top so that the selected row is wholly in sight and no room is wasted at the end.
func (l *List) scroll(row Row, height int) {
	l.top = min(l.top, l.selected)
	used, first := 0, l.selected
	for n := l.selected; n >= l.top; n-- {
		used += len(row(n, l.width-MarkWidth))
		if used > height && n < l.selected {
			l.top = n + 1
			return
		}
		first = n
	}
	l.top = first
	for n := l.selected + 1; n < l.rows && used < height; n++ {
		used += len(row(n, l.width-MarkWidth))
	}
	for l.top > 0 && used < height {
		used += len(row(l.top-1, l.width-MarkWidth))
		if used > height {
			return
		}
		l.top--
	}
}

// pageButtons is the strip under a list or viewer: page up, where one is, page down.
func pageButtons(look Look, of string, width, height int, position string) Frame {
	w := look.Words.Widget
	strip := Buttons(look, width, bigOrSmall(height), []Button{
		{Key: "pgup", Label: w.PageUp, Msg: PageMsg{of, -1}},
		{Key: "pgdown", Label: w.PageDown + " " + position, Msg: PageMsg{of, 1}},
	})
	return strip
}

// bigOrSmall is the height a strip of buttons may take of the height there is.
func bigOrSmall(height int) int {
	if height >= 15 {
		return 3
	}
	return 1
}
