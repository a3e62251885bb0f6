package widget

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestViewerScrolls(t *testing.T) {
	content := Frame{Cursor: tea.NewCursor(0, 12)}
	for i := range 30 {
		content.Tap(i, 10, fmt.Sprint("line ", i))
	}
	v := Viewer{}
	v.SetSize(20, 10)
	v.SetContent(content)
	first := func() string { return strings.TrimSpace(v.View(look).Lines[0]) }
	for _, c := range []struct {
		msg  tea.Msg
		want string
	}{
		{WheelMsg{Delta: 1}, "line 3"}, {keyOf(tea.KeyPgDown), "line 12"}, {keyOf(tea.KeyEnd), "line 20"}, {keyOf(tea.KeyPgDown), "line 20"},
		{keyOf(tea.KeyPgUp), "line 11"}, {keyOf(tea.KeyUp), "line 10"}, {keyOf(tea.KeyHome), "line 0"}, {PageMsg{"", 1}, "line 9"},
	} {
		if !v.Update(c.msg, true) || first() != c.want {
			t.Errorf("after %+v: %q, want %q", c.msg, first(), c.want)
		}
	}
	f := v.View(look)
	if f.Hits[0].Msg != 9 || f.Hits[0].Y != 0 || f.Cursor == nil || f.Cursor.Y != 3 {
		t.Errorf("hits %+v caret %+v", f.Hits[0], f.Cursor)
	}
	v.Show(25)
	if above, below := v.More(); !above || !below || first() != "line 16" {
		t.Errorf("%v %v %q", above, below, first())
	}
	if v.Update(keyOf(tea.KeyUp), false) {
		t.Error("took up without lines")
	}
}

func TestViewerPager(t *testing.T) {
	v := Viewer{Name: "text", Pager: true}
	v.SetSize(40, 20)
	v.SetText(strings.Repeat("一段很长的文字。", 100))
	f := v.View(look)
	if len(f.Lines) != 20 || len(f.Hits) != 2 || f.Hits[1].Msg != (PageMsg{"text", 1}) || f.Hits[1].H != ButtonHeight {
		t.Errorf("%d lines, hits %+v", len(f.Lines), f.Hits)
	}
	v.SetText("短")
	if f := v.View(look); len(f.Hits) != 0 {
		t.Error("page buttons for one page")
	}
}
