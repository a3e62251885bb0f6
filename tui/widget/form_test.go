package widget

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
)

type visit struct {
	kind    string
	sectors []string
	sure    bool
}

func (v *visit) form() *Form {
	return NewForm(
		huh.NewSelect[string]().Title("检查类型").Options(huh.NewOption("技术帮扶", "assistance"), huh.NewOption("企业自查", "self"), huh.NewOption("复查", "re")).Value(&v.kind),
		huh.NewMultiSelect[string]().Title("行业").Options(huh.NewOption("工贸", "industry"), huh.NewOption("危化", "hazchem"), huh.NewOption("消防", "fire")).
			Validate(func(s []string) error {
				if len(s) == 0 {
					return errors.New("至少选一个行业")
				}
				return nil
			}).Value(&v.sectors),
		huh.NewConfirm().Title("开始？").Affirmative("开始").Negative("再看看").Value(&v.sure),
	)
}

// tapOn sends the message of the topmost target on the text.
func tapOn(t *testing.T, f *Form, width, height int, text string) Action {
	t.Helper()
	frame := f.View(look, width, height)
	for y, line := range frame.Lines {
		before, _, found := strings.Cut(line, text)
		if !found {
			continue
		}
		x := Width(before)
		for i := len(frame.Hits) - 1; i >= 0; i-- {
			if frame.Hits[i].In(x, y) {
				return f.Update(frame.Hits[i].Msg)
			}
		}
	}
	t.Fatalf("no target %q in\n%s", text, strings.Join(frame.Lines, "\n"))
	return Going
}

func TestFormByTap(t *testing.T) {
	for _, height := range []int{40, 16} {
		v := visit{}
		f := v.form()
		tapOn(t, f, 40, height, "复查")
		tapOn(t, f, 40, height, "消防")
		if height == 40 {
			tapOn(t, f, 40, height, "工贸")
			tapOn(t, f, 40, height, "消防")
		}
		f.View(look, 40, height)
		f.focus(2)
		if tapOn(t, f, 40, height, "开始 ") != Chosen {
			t.Fatalf("height %d: the form is not done", height)
		}
		want := visit{"re", []string{"fire"}, true}
		if height == 40 {
			want.sectors = []string{"industry"}
		}
		if !reflect.DeepEqual(v, want) {
			t.Errorf("height %d: %+v, want %+v", height, v, want)
		}
	}
}

func TestFormSaysWhatIsWrongAndStays(t *testing.T) {
	v := visit{}
	f := v.form()
	if tapOn(t, f, 40, 40, look.Words.Widget.Submit) != Going {
		t.Error("done without a sector")
	}
	if text := strings.Join(f.View(look, 40, 40).Lines, "\n"); !strings.Contains(text, "至少选一个行业") {
		t.Errorf("no word of it:\n%s", text)
	}
	f.Update(press("x"))
	if tapOn(t, f, 40, 40, look.Words.Widget.Submit) != Chosen || v.kind != "assistance" || len(v.sectors) != 1 || v.sure {
		t.Errorf("%+v", v)
	}
}

func TestFormByKeys(t *testing.T) {
	v := visit{}
	f := v.form()
	for _, msg := range []tea.Msg{keyOf(tea.KeyDown), keyOf(tea.KeyEnter), tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, keyOf(tea.KeyTab)} {
		if f.Update(msg) != Going {
			t.Fatal("done early")
		}
	}
	if f.Update(press("ｙ")) != Chosen || v.kind != "self" || len(v.sectors) != 1 || !v.sure {
		t.Errorf("%+v", v)
	}
	if f := (&visit{}).form(); f.Update(keyOf(tea.KeyEscape)) != Cancelled {
		t.Error("esc does not cancel")
	}
}

func TestFormLinesFit(t *testing.T) {
	for _, theme := range []Theme{Plain(), ThemeFor(true), ThemeFor(false)} {
		f := (&visit{}).form()
		for _, width := range []int{40, 80} {
			for _, line := range f.View(Look{theme, look.Words}, width, 20).Lines {
				if Width(line) != width {
					t.Errorf("%s %d: %q is %d", theme.Name, width, line, Width(line))
				}
			}
		}
	}
}
