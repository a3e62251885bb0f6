package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestCells(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Truncate("储罐高液位", 7), "储罐.."},
		{Truncate("储罐高液位", 10), "储罐高液位"},
		{Truncate("储罐", 1), "."},
		{Truncate("x", 0), ""},
		{Pad("储罐", 6), "储罐  "},
		{Pad("储罐高", 5), "储.. "},
		{PadLeft("12", 4), "  12"},
		{Mid("储", 5), " 储  "},
		{Sides("左边很长的字", "右", 8), "左边..右"},
		{Fit("a\nb\x1b[1m", 5), "a b  "},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestColumnsAndStackMoveHitsAndCaret(t *testing.T) {
	left := Frame{Lines: []string{"左", "左2"}}
	right := Frame{Cursor: tea.NewCursor(1, 0)}
	right.Tap("tap", 4, "右")
	f := Stack(Frame{Lines: []string{"head"}}, Columns(1, Column{4, left}, Column{4, right}))
	want := []string{"head", "左   右  ", "左2      "}
	if strings.Join(f.Lines, "|") != strings.Join(want, "|") {
		t.Errorf("lines %q, want %q", f.Lines, want)
	}
	if h := f.Hits[0]; h.X != 5 || h.Y != 1 || h.W != 4 || h.H != 1 || h.Msg != "tap" {
		t.Errorf("hit %+v", h)
	}
	if f.Cursor.X != 6 || f.Cursor.Y != 1 {
		t.Errorf("caret %+v", f.Cursor.Position)
	}
	if right.Cursor.X != 1 || right.Hits[0].X != 0 {
		t.Error("the part itself was moved")
	}
}

func TestFitClips(t *testing.T) {
	f := Frame{Lines: []string{"一二三四五", "x", "y"}, Cursor: tea.NewCursor(3, 2), Hits: []Hit{{-1, -1, 3, 3, 1}, {4, 1, 9, 9, 2}, {0, 2, 5, 1, 3}}}.Fit(6, 2)
	if strings.Join(f.Lines, "|") != "一二..|x     " {
		t.Errorf("lines %q", f.Lines)
	}
	if len(f.Hits) != 2 || f.Hits[0] != (Hit{0, 0, 2, 2, 1}) || f.Hits[1] != (Hit{4, 1, 2, 1, 2}) {
		t.Errorf("hits %+v", f.Hits)
	}
	if f.Cursor != nil {
		t.Error("a caret outside stays")
	}
}

func TestComposeGivesBodyTheRest(t *testing.T) {
	one := func(s string) Frame { return Frame{Lines: []string{s}} }
	f := Compose(4, 4, one("h"), one("b"), one("f"))
	if strings.Join(f.Lines, "|") != "h   |b   |    |f   " {
		t.Errorf("%q", f.Lines)
	}
	if f := Compose(4, 1, one("h"), one("b"), one("f")); len(f.Lines) != 1 || f.Lines[0] != "h   " {
		t.Errorf("%q", f.Lines)
	}
}

func TestOverCutsWideCharacters(t *testing.T) {
	base := Frame{Lines: []string{"一二三四五", "一二三四五"}, Hits: []Hit{{0, 0, 10, 2, "under"}}}
	box := Frame{}
	box.Tap("box", 4, "BOX")
	f := Over(base, box, 4, 3, 0, false)
	if f.Lines[0] != "一 BOX  五" || f.Lines[1] != "一二三四五" {
		t.Errorf("%q", f.Lines)
	}
	if top := f.Hits[len(f.Hits)-1]; top.Msg != "box" || top.X != 3 {
		t.Errorf("top hit %+v", top)
	}
	if f := Centre(base, box, 4, 10); len(f.Hits) != 1 {
		t.Error("a modal box leaves targets under it")
	}
}

func FuzzOver(f *testing.F) {
	f.Add("一二三四五", 3, 4)
	f.Add("a\x1b[31m汉字\x1b[mb", 1, 1)
	f.Fuzz(func(t *testing.T, s string, x, w int) {
		x, w = abs(x)%30, abs(w)%20
		line := Fit(s, 40)
		if got := Width(splice(line, blanks(w), x, w)); got != 40 {
			t.Errorf("splice(%q, %d, %d) is %d cells", line, x, w, got)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -max(n, -1<<30)
	}
	return n
}

func TestBoxIsRectangular(t *testing.T) {
	content := Frame{}
	content.Tap("ok", 10, "内容")
	f := Box(Look{}, "标题", content, 20)
	for _, line := range f.Lines {
		if Width(line) != 20 {
			t.Errorf("%q is %d cells", line, Width(line))
		}
	}
	if f.Hits[0].X != 1 || f.Hits[0].Y != 1 {
		t.Errorf("hit %+v", f.Hits[0])
	}
}
