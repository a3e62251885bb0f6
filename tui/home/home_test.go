package home_test

import (
	"errors"
	"fmt"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/home"
	"anquan.example/paicha/tui/tuitest"
	"anquan.example/paicha/tui/widget"
)

var (
	page = tui.Page{Kind: tui.Home}
	wide = tuitest.Size{Width: 80, Height: 24}
)

// fill puts three inspections on the desk: one just opened, one on its way with findings, one sealed with an entry
// after the seal.
func fill(t testing.TB, d *tuitest.Desk) {
	lib := tuitest.SampleLibrary()
	sealed := tuitest.ID(3)
	tuitest.Record(t, d, tuitest.Opened(sealed, tuitest.Plant(3)), scoped(sealed, "fire-crowd", "no"), found(sealed, 31, inspection.General))
	seals, err := d.Inspection(sealed)
	if err != nil {
		t.Fatal(err)
	}
	tuitest.Record(t, d, &inspection.Closed{ID: sealed, Seals: seals.Seals(), Signatures: []inspection.Signature{
		{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "李某某"}}})
	tuitest.Record(t, d, found(sealed, 32, inspection.General))
	walked := tuitest.ID(2)
	tuitest.Record(t, d, tuitest.Opened(walked, tuitest.Plant(2)), scoped(walked, "ind-dust", "no"), scoped(walked, "ind-melt", "no"), scoped(walked, "fire-crowd", "yes"))
	for _, id := range []string{"gb1:7.1", "gb1:7.2"} {
		tuitest.Record(t, d, &inspection.Answered{ID: walked, Words: lib.Criterion(id).Hash(), Answer: checklist.Answer{Criterion: id, Value: checklist.Fail}})
	}
	tuitest.Record(t, d, found(walked, 21, inspection.SuspectedMajor), found(walked, 22, inspection.General))
	tuitest.Record(t, d, tuitest.Opened(tuitest.ID(1), tuitest.Plant(1)))
}

func scoped(id, question, value string) *inspection.Scoped {
	return &inspection.Scoped{ID: id, Question: question, ScopeAnswer: checklist.ScopeAnswer{Value: value}}
}

func found(id string, n int, level inspection.Level) *inspection.Found {
	return &inspection.Found{ID: id, Finding: tuitest.ID(n), Level: level, Description: "示例缺陷", Place: "仓库", Deadline: "2026-12-01"}
}

func filled(t testing.TB, size tuitest.Size, lang words.Lang) (*tuitest.Stage, *tuitest.Desk) {
	deps, desk := tuitest.Deps(lang)
	fill(t, desk)
	return tuitest.NewStage(t, deps, page, home.New, size), desk
}

func TestFrames(t *testing.T) {
	tuitest.Frames(t, "list", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := filled(t, size, lang)
		return s.Drive
	})
	tuitest.Frames(t, "empty", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		deps, _ := tuitest.Deps(lang)
		return tuitest.NewStage(t, deps, page, home.New, size).Drive
	})
}

func TestStyles(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	deps.Theme = widget.Tags()
	fill(t, desk)
	tuitest.Golden(t, "styled", tuitest.NewStage(t, deps, page, home.New, wide).Styled())
}

func TestThemesDrawTheSameText(t *testing.T) {
	seen := map[string]bool{}
	var text string
	for _, theme := range []widget.Theme{widget.ThemeFor(true), widget.ThemeFor(false), widget.Plain()} {
		deps, desk := tuitest.Deps(words.Zh)
		fill(t, desk)
		deps.Theme = theme
		s := tuitest.NewStage(t, deps, page, home.New, wide)
		seen[s.View().Content] = true
		if theme.Name != "plain" && text != "" && s.Text() != text {
			t.Errorf("%s draws other text", theme.Name)
		}
		text = s.Text()
	}
	if len(seen) != 3 {
		t.Error("two themes draw the same")
	}
}

func TestKeysGoToPages(t *testing.T) {
	to := func(kind tui.Kind, n int) tui.Page {
		if n == 0 {
			return tui.Page{Kind: kind}
		}
		return tui.Page{Kind: kind, ID: tuitest.ID(n)}
	}
	for _, c := range []struct {
		keys []string
		want tui.Page
	}{
		{[]string{"n"}, to(tui.Create, 0)}, {[]string{"enter"}, to(tui.Scope, 1)}, {[]string{"1"}, to(tui.Scope, 1)},
		{[]string{"2", "enter"}, to(tui.Walk, 2)}, {[]string{"2", "2"}, to(tui.Walk, 2)}, {[]string{"down", "l"}, to(tui.List, 2)},
		{[]string{"end", "c"}, to(tui.Close, 3)}, {[]string{"３", "ｌ"}, to(tui.List, 3)}, {[]string{"3", "enter"}, to(tui.Walk, 3)},
	} {
		s, _ := filled(t, wide, words.Zh)
		s.Key(c.keys...)
		if len(s.Said) != 1 || s.Said[0] != c.want {
			t.Errorf("%v leads to %+v, want %+v", c.keys, s.Said, c.want)
		}
	}
}

func TestTaps(t *testing.T) {
	for _, size := range tuitest.Sizes {
		s, _ := filled(t, size, words.Zh)
		s.Tap("长寿示例化工") // selects
		if len(s.Said) != 0 {
			t.Fatalf("one tap on another row leads to %+v", s.Said)
		}
		s.Tap("隐患清单")
		s.Tap("长寿示例化工") // it is selected: opens
		s.Tap("新建")
		want := []tui.Page{{Kind: tui.List, ID: tuitest.ID(2)}, {Kind: tui.Walk, ID: tuitest.ID(2)}, {Kind: tui.Create}}
		if fmt.Sprint(s.Said) != fmt.Sprint(want) {
			t.Errorf("%v: %+v, want %+v", size, s.Said, want)
		}
	}
}

func TestTargetsAreBigEnough(t *testing.T) {
	for _, size := range tuitest.Sizes {
		s, _ := filled(t, size, words.Zh)
		for _, h := range s.Screen.View().Hits {
			if h.H < widget.ButtonHeight || h.W < widget.ButtonWidth {
				t.Errorf("%v: target %+v is too small for a glove", size, h)
			}
		}
	}
}

func TestFilter(t *testing.T) {
	s, _ := filled(t, wide, words.Zh)
	s.Key("/")
	if !s.Screen.Typing() {
		t.Fatal("not typing")
	}
	s.Type("zq")
	s.Want("重庆示例铝业")
	s.Lacks("长寿", "面粉")
	s.Key("backspace", "backspace")
	s.Paste("长寿")
	s.Lacks("重庆示例")
	s.Key("enter", "enter")
	if len(s.Said) != 1 || s.Said[0].ID != tuitest.ID(2) {
		t.Errorf("%+v", s.Said)
	}
	s.Key("/")
	s.Type("x不存在")
	s.Want("长寿x不存在")
	s.Key("esc")
	s.Want("重庆示例铝业", "长寿示例化工", "示例面粉厂")
	if s.Screen.Typing() {
		t.Error("still typing after esc")
	}
	s.Key("/")
	s.Type("nlq?") // letters are text, no shortcut acts
	if len(s.Said) != 1 || s.Quit {
		t.Errorf("a shortcut acted while typing: %+v", s.Said)
	}
}

func TestBeforeTheStoreIsOpen(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	fill(t, desk)
	deps.Desk = nil
	s := tuitest.NewStage(t, deps, page, home.New, wide)
	s.Want(deps.Words.Home.Opening)
	s.Key("n", "enter", "l", "c", "1", "down", "/")
	if len(s.Said) != 0 || s.Screen.Typing() {
		t.Errorf("acted before there is a store: %+v", s.Said)
	}
	deps.Desk = desk
	s.Send(tui.DeskMsg{Desk: desk})
	s.Want("重庆示例铝业")
	s.Key("q")
	if !s.Quit {
		t.Error("q does not quit")
	}
}

func TestReturnedReadsAgainAndKeepsTheSelection(t *testing.T) {
	s, desk := filled(t, wide, words.Zh)
	s.Key("down")
	tuitest.Record(t, desk, tuitest.Opened(tuitest.ID(4), tuitest.Plant(4)))
	s.Send(tui.Returned{})
	s.Want("示例商场")
	s.Key("l")
	if len(s.Said) != 1 || s.Said[0].ID != tuitest.ID(2) {
		t.Errorf("the selection moved: %+v", s.Said)
	}
}

func TestReadErrorKeepsTheList(t *testing.T) {
	s, desk := filled(t, wide, words.Zh)
	desk.FailRead = errors.New("disk is gone")
	s.Send(tui.Returned{})
	s.Key("enter")
	if len(s.Errs) != 2 || len(s.Said) != 0 {
		t.Errorf("errors %v, went to %+v", s.Errs, s.Said)
	}
	s.Want("重庆示例铝业")
}

func TestHostileNameIsHarmless(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	plant := tuitest.Plant(1)
	plant.Name = "示例\u202e厂\u200b\ufe0f"
	tuitest.Record(t, desk, tuitest.Opened(tuitest.ID(1), plant))
	s := tuitest.NewStage(t, deps, page, home.New, wide)
	s.Want("示例厂")
}

func TestManyInspectionsScroll(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	for n := range 40 {
		plant := tuitest.Plant(1)
		plant.Name = fmt.Sprintf("示例%02d厂", n)
		tuitest.Record(t, desk, tuitest.Opened(tuitest.ID(n+1), plant))
	}
	s := tuitest.NewStage(t, deps, page, home.New, wide)
	s.Want("示例39厂", "下一页")
	s.Key("end")
	s.Want("示例00厂")
	s.Wheel(5, 5, -40)
	s.Want("示例39厂")
	s.Tap("下一页")
	s.Lacks("示例39厂")
}
