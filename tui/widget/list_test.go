package widget

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/internal/words"
)

var look = Look{Theme: Theme{}, Words: words.In(words.Zh)}

func keyOf(code rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code} }

func TestListDrawsOnlyWhatIsSeen(t *testing.T) {
	asked := 0
	row := func(i, _ int) []string { asked++; return []string{fmt.Sprint("row ", i)} }
	costs := map[int]int{}
	for _, n := range []int{50, 5000} {
		l := List{}
		l.SetSize(20, 10)
		l.SetLen(n)
		asked = 0
		l.View(look, row)
		l.Update(keyOf(tea.KeyEnd))
		f := l.View(look, row)
		costs[n] = asked
		if last := f.Lines[9]; last != Pad(fmt.Sprint("> row ", n-1), 20) {
			t.Errorf("%d rows: last line %q", n, last)
		}
	}
	if costs[5000] != costs[50] || costs[5000] > 60 {
		t.Errorf("rows asked for: %v", costs)
	}
}

func TestListMoves(t *testing.T) {
	l := List{}
	l.SetSize(20, 5)
	l.SetLen(12)
	row := func(i, _ int) []string { return []string{fmt.Sprint("r", i)} }
	for _, c := range []struct {
		msg           tea.Msg
		selected, top int
	}{
		{keyOf(tea.KeyDown), 1, 0}, {keyOf(tea.KeyPgDown), 6, 2}, {WheelMsg{Delta: 1}, 9, 5}, {keyOf(tea.KeyPgDown), 11, 7},
		{keyOf(tea.KeyDown), 11, 7}, {RowMsg{"", 8}, 8, 7}, {keyOf(tea.KeyHome), 0, 0}, {keyOf(tea.KeyUp), 0, 0}, {PageMsg{"", 1}, 5, 1},
	} {
		if !l.Update(c.msg) {
			t.Errorf("%+v was not for the list", c.msg)
		}
		l.View(look, row)
		if l.Selected() != c.selected || l.Top() != c.top {
			t.Errorf("after %+v: selected %d, top %d, want %d, %d", c.msg, l.Selected(), l.Top(), c.selected, c.top)
		}
	}
	if l.Update(RowMsg{"other", 1}) || l.Update(press("x")) {
		t.Error("took what was not for it")
	}
	l.SetLen(3)
	if l.Selected() != 2 {
		t.Errorf("selected %d of 3", l.Selected())
	}
	l.SetLen(0)
	if l.Selected() != -1 || !strings.Contains(l.View(look, row).Lines[0], look.Words.Widget.Empty) {
		t.Error("an empty list has a selection, or does not say it is empty")
	}
}

func TestListRowsOfManyLinesStayWhole(t *testing.T) {
	l := List{Pager: true}
	l.SetSize(40, 10)
	l.SetLen(30)
	row := func(i, _ int) []string { return make([]string, 1+i%3) }
	for i := range 30 {
		l.Select(i)
		f := l.View(look, row)
		if f.Height() != 10 {
			t.Fatalf("row %d: height %d", i, f.Height())
		}
		seen := false
		for _, h := range f.Hits {
			if h.Msg == (RowMsg{"", i}) {
				seen = h.H == 1+i%3
			}
		}
		if !seen {
			t.Errorf("row %d is not wholly in sight: %+v", i, f.Hits)
		}
	}
	page := Hit{}
	for _, h := range l.View(look, row).Hits {
		if h.Msg == (PageMsg{"", 1}) {
			page = h
		}
	}
	if page.W < ButtonWidth {
		t.Errorf("page button %+v", page)
	}
}
