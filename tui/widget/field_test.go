package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func typed(f *Field, text string) {
	for _, r := range text {
		f.Update(press(string(r)))
	}
}

func TestFieldCaretStandsBehindChinese(t *testing.T) {
	f := NewField("note", "备注", 1)
	f.Focus()
	typed(f, "安全检查记录")
	v := f.View(look, 40)
	if v.Cursor == nil || v.Cursor.X != 12 || v.Cursor.Y != 1 {
		t.Fatalf("caret %+v, want 12,1", v.Cursor)
	}
	f.Update(keyOf(tea.KeyLeft))
	if v := f.View(look, 40); v.Cursor.X != 10 {
		t.Errorf("caret %d after left, want 10", v.Cursor.X)
	}
	typed(f, "“①”")
	if v := f.View(look, 40); v.Cursor.X != 13 || f.Value() != "安全检查记“①”录" {
		t.Errorf("caret %d, value %q", v.Cursor.X, f.Value())
	}
	f.Blur()
	if f.View(look, 40).Cursor != nil {
		t.Error("a caret without focus")
	}
}

func TestFieldLines(t *testing.T) {
	f := NewField("note", "备注", 3)
	f.Focus()
	f.Update(tea.PasteMsg{Content: "第一行\r\n第\x1b[31m二\u202e行"})
	f.Update(keyOf(tea.KeyEnter))
	typed(f, "third")
	if f.Value() != "第一行\n第二行\nthird" {
		t.Errorf("value %q", f.Value())
	}
	v := f.View(look, 20)
	if len(v.Lines) != 4 || v.Cursor.Y != 3 || v.Cursor.X != 5 {
		t.Errorf("%q caret %+v", v.Lines, v.Cursor)
	}
	typed(f, strings.Repeat("长", 30))
	v = f.View(look, 20)
	if v.Cursor.Y > 3 || v.Cursor.X >= 20 {
		t.Errorf("caret %+v is outside", v.Cursor)
	}
	if done, _ := f.Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}); !done {
		t.Error("ctrl+s is not done")
	}
}

func TestFieldOfOneLine(t *testing.T) {
	f := NewField("name", "名称", 1)
	if f.Update(press("x")); f.Value() != "" {
		t.Error("typed without focus")
	}
	f.Update(FocusMsg{"other"})
	if f.Focused() {
		t.Error("focus of another field")
	}
	f.Update(FocusMsg{"name"})
	f.Update(tea.PasteMsg{Content: "a\nb"})
	if done, _ := f.Update(keyOf(tea.KeyEnter)); !done || f.Value() != "a b" {
		t.Errorf("done %v value %q", done, f.Value())
	}
}

func TestFieldLimitIsToldNotSilent(t *testing.T) {
	f := NewField("name", "名称", 1)
	f.Limit = 5
	f.Focus()
	f.Update(tea.PasteMsg{Content: "一二三四五六七"})
	if f.Value() != "一二三四五" {
		t.Errorf("value %q", f.Value())
	}
	if head := f.View(look, 40).Lines[0]; !strings.Contains(head, "最多 5 字") {
		t.Errorf("head %q", head)
	}
	f.Update(keyOf(tea.KeyBackspace))
	if head := f.View(look, 40).Lines[0]; !strings.Contains(head, "4/5") {
		t.Errorf("head %q", head)
	}
	f.Err = "名称是空的"
	if head := f.View(look, 40).Lines[0]; !strings.Contains(head, f.Err) || Width(head) != 40 {
		t.Errorf("head %q", head)
	}
	typed(f, "五")
	if f.Err != "" || f.Value() != "一二三四五" {
		t.Errorf("err %q value %q", f.Err, f.Value())
	}
}
