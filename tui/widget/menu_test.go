package widget

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func plants() []Option {
	var options []Option
	for _, name := range []string{"重庆示例铝业", "重庆示例化工", "长寿示例储运", "涪陵示例冷库", "示例五金", "示例家具", "示例面粉", "示例气站", "示例商场", "示例酒厂", "示例纸业", "示例纺织"} {
		options = append(options, Option{Text: name, Value: "id of " + name})
	}
	return options
}

func TestMenuByDigitFilterAndTap(t *testing.T) {
	draw := func(m *Menu) Frame { return m.View(look, 40, 24) }
	m := NewMenu("企业", plants()...)
	draw(m)
	if m.Update(press("2")) != Chosen || m.Value() != "id of 重庆示例化工" {
		t.Errorf("digit: %q", m.Value())
	}
	m = NewMenu("企业", plants()...)
	for _, k := range "cqslh" {
		m.Update(press(string(k)))
	}
	if f := draw(m); f.Cursor == nil || f.Cursor.X != Width(look.Words.Widget.Filter)+1+5 || f.Cursor.Y != 2 {
		t.Errorf("caret %+v", f.Cursor)
	}
	if m.Update(keyOf(tea.KeyEnter)) != Chosen || m.Value() != "id of 重庆示例化工" {
		t.Errorf("filter: %q", m.Value())
	}
	m = NewMenu("企业", plants()...)
	for _, h := range draw(m).Hits {
		if h.Msg == (RowMsg{"menu", 2}) {
			if h.H < ButtonHeight || h.W < ButtonWidth {
				t.Errorf("row target %+v is too small", h)
			}
			if m.Update(h.Msg) != Chosen || m.Value() != "id of 长寿示例储运" {
				t.Errorf("tap: %q", m.Value())
			}
		}
	}
}

func TestMenuFilterGoesBack(t *testing.T) {
	m := NewMenu("企业", plants()...)
	m.Update(press("z"))
	m.Update(press("z"))
	if f := m.View(look, 60, 24); !strings.Contains(strings.Join(f.Lines, "\n"), look.Words.Widget.NoMatch) {
		t.Error("does not say that nothing matches")
	}
	if m.Update(keyOf(tea.KeyEnter)) != Going || len(m.Chosen()) != 0 {
		t.Error("chose nothing")
	}
	m.Update(keyOf(tea.KeyBackspace))
	m.Update(keyOf(tea.KeyBackspace))
	m.Update(tea.PasteMsg{Content: "新企业"})
	if m.Query() != "新企业" {
		t.Errorf("query %q", m.Query())
	}
	if m.Update(keyOf(tea.KeyEscape)) != Going || m.Query() != "" || m.Update(keyOf(tea.KeyEscape)) != Cancelled {
		t.Error("esc clears, then cancels")
	}
}

func TestMenuOfMany(t *testing.T) {
	m := NewMenuOfMany("行业", Option{Text: "工贸", Value: "industry", On: true}, Option{Text: "危化", Value: "hazchem"}, Option{Text: "燃气", Value: "gas", Off: "还没有标准"})
	m.View(look, 40, 24)
	m.Update(press("2"))
	m.Update(press("3"))
	m.Update(keyOf(tea.KeyUp))
	if got := m.Values(); !reflect.DeepEqual(got, []string{"industry", "hazchem"}) {
		t.Errorf("%q", got)
	}
	m.Update(keyOf(tea.KeyHome))
	m.Update(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
	if m.Update(keyOf(tea.KeyEnter)) != Chosen || !reflect.DeepEqual(m.Values(), []string{"hazchem"}) {
		t.Errorf("%q", m.Values())
	}
	text := strings.Join(m.View(look, 40, 24).Lines, "\n")
	for _, want := range []string{"[x] 危化", "[ ] 工贸", "还没有标准", "已选 1 项"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMenuDigitsAreTheRowsInSight(t *testing.T) {
	m := NewMenu("", plants()...)
	for range 11 {
		m.Update(keyOf(tea.KeyDown))
	}
	f := m.View(look, 40, 24)
	row := -1
	for _, line := range f.Lines {
		if _, err := fmt.Sscanf(strings.TrimLeft(line, "> "), "1 "); err == nil && strings.Contains(line, "1 ") {
			row = 0
		}
	}
	first := m.list.Top()
	if row != 0 || first == 0 {
		t.Fatalf("top %d:\n%s", first, strings.Join(f.Lines, "\n"))
	}
	if m.Update(press("1")); m.Value() != plants()[first].Value {
		t.Errorf("1 is %q, want row %d", m.Value(), first)
	}
}
