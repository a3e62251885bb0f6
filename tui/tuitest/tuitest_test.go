package tuitest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
)

// recorder is a test that only notes what it was told.
type recorder struct {
	testing.TB
	told []string
}

func (r *recorder) Helper()                      {}
func (r *recorder) Errorf(f string, args ...any) { r.told = append(r.told, fmt.Sprintf(f, args...)) }
func (r *recorder) Fatalf(f string, args ...any) { r.Errorf(f, args...); panic(r) }
func (r *recorder) said(words ...string) (ok bool) {
	all := strings.Join(r.told, "\n")
	for _, w := range words {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return len(r.told) > 0
}

// still is a program that shows a fixed text and loops when told to.
type still struct {
	text   string
	cursor *tea.Cursor
	loop   bool
}

type again struct{}

func (s still) Init() tea.Cmd { return nil }

func (s still) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(again); ok && s.loop {
		return s, func() tea.Msg { return again{} }
	}
	return s, nil
}

func (s still) View() tea.View {
	v := tea.NewView(s.text)
	v.Cursor = s.cursor
	return v
}

func TestFramesThatDoNotFitAreTold(t *testing.T) {
	for want, model := range map[string]still{
		"line 1 is 12 cells":  {text: "一二三四五六"},
		"3 lines in a window": {text: "a\nb\nc"},
		"caret at":            {text: "a", cursor: tea.NewCursor(0, 1)},
	} {
		r := &recorder{TB: t}
		New(r, model, 10, 2)
		if !r.said(want) {
			t.Errorf("told %q, want %q", r.told, want)
		}
	}
}

func TestLoopsAreTold(t *testing.T) {
	r := &recorder{TB: t}
	d := New(r, still{text: "x", loop: true}, 10, 2)
	defer func() {
		if recover() == nil || !r.said("a loop?") {
			t.Errorf("told %q", r.told)
		}
	}()
	d.Send(again{})
}

func TestScreensThatDifferAreFound(t *testing.T) {
	for _, other := range []string{"一二a", "一\x1b[31m二\x1b[m", "一\x1b[41m  \x1b[m"} {
		a, b := newTerminal(10, 2), newTerminal(10, 2)
		if err := errors.Join(a.draw(tea.NewView("一二")), b.draw(tea.NewView(other))); err != nil {
			t.Fatal(err)
		}
		if a.differs(b) == "" {
			t.Errorf("%q is not told from 一二", other)
		}
		a.close()
		b.close()
	}
}

func TestDeskIsAllOrNothing(t *testing.T) {
	deps, desk := Deps(words.Zh)
	before := len(desk.Ops())
	if _, err := desk.Record(Opened(ID(1), Plant(1)), Opened("no id", Plant(1))); err == nil || len(desk.Ops()) != before {
		t.Errorf("error %v, %d operations more", err, len(desk.Ops())-before)
	}
	Record(t, desk, Opened(ID(1), Plant(1)))
	all, err := desk.Summaries()
	if err != nil || len(all) != 1 || all[0].Total == 0 {
		t.Errorf("%+v, %v", all, err)
	}
	desk.Fail = errors.New("full")
	page := tui.Page{Kind: tui.Create}
	said := deps.Record(page, Opened(ID(2), Plant(1)))().(tui.Addressed)
	if r := said.Msg.(tui.Recorded); said.Page != page || r.Err == nil || len(r.Ops) != 0 {
		t.Errorf("%+v", said)
	}
}

func TestSampleLibraryIsJudged(t *testing.T) {
	lib := SampleLibrary()
	v := lib.Judge("fire", checklist.Facts{Date: "2026-11-23", Scope: map[string]checklist.ScopeAnswer{"fire-crowd": {Value: "yes"}},
		Answers: []checklist.Answer{{Criterion: "gb1:7.1", Value: checklist.Fail}}})
	if v.Outcome != checklist.MajorSuspected || len(v.Open) == 0 {
		t.Errorf("%+v", v)
	}
	if v := lib.Judge("industry", checklist.Facts{Date: "2026-11-23"}); v.Outcome != checklist.Pending {
		t.Errorf("%+v", v)
	}
}
