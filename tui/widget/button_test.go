package widget

import (
	"fmt"
	"strings"
	"testing"
)

func sixButtons() []Button {
	var bs []Button
	for i, label := range []string{"符合", "不符合", "不适用", "未查", "备注", "照片"} {
		bs = append(bs, Button{Key: fmt.Sprint(i + 1), Label: label, Msg: i})
	}
	bs[4].Off = "先回答"
	return bs
}

func TestButtonsAreBigEnough(t *testing.T) {
	for _, c := range []struct{ width, height, lines, tall int }{
		{80, 20, 3, 3}, {120, 10, 3, 3}, {40, 60, 7, 3}, {40, 6, 6, 3}, {40, 5, 2, 1}, {80, 2, 1, 1},
	} {
		f := Buttons(look, c.width, c.height, sixButtons())
		if f.Height() != c.lines {
			t.Errorf("%dx%d: %d lines, want %d", c.width, c.height, f.Height(), c.lines)
		}
		if len(f.Hits) != 5 {
			t.Errorf("%dx%d: %d targets, want 5: one button is off", c.width, c.height, len(f.Hits))
		}
		for i, h := range f.Hits {
			if h.W < ButtonWidth || h.H != c.tall || h.X+h.W > c.width {
				t.Errorf("%dx%d: target %+v", c.width, c.height, h)
			}
			for _, other := range f.Hits[:i] {
				if h.Y == other.Y && h.X < other.X+other.W+1 {
					t.Errorf("%dx%d: %+v touches %+v", c.width, c.height, h, other)
				}
			}
		}
		for _, line := range f.Lines {
			if line != "" && Width(line) > c.width {
				t.Errorf("line %q of %d", line, Width(line))
			}
		}
	}
}

func TestButtonTextAndPress(t *testing.T) {
	f := Buttons(look, 80, 1, sixButtons())
	if !strings.Contains(f.Lines[0], "1 符合") || !strings.Contains(f.Lines[0], "(备注)") {
		t.Errorf("%q", f.Lines[0])
	}
	if msg, ok := Press(sixButtons(), "2"); !ok || msg != 1 {
		t.Errorf("Press 2 = %v %v", msg, ok)
	}
	for _, k := range []string{"5", "x", ""} {
		if _, ok := Press(sixButtons(), k); ok {
			t.Errorf("Press %q acts", k)
		}
	}
}

func TestProgressNeverLies(t *testing.T) {
	l := Look{Theme: Plain(), Words: look.Words}
	for _, c := range []struct {
		done, total int
		want        string
	}{{0, 0, "....."}, {0, 9, "....."}, {1, 1000, "=...."}, {5, 10, "==..."}, {999, 1000, "====."}, {10, 10, "====="}} {
		if got := Progress(l, c.done, c.total, 5); got != c.want {
			t.Errorf("%d/%d: %q, want %q", c.done, c.total, got, c.want)
		}
	}
}
