package tuitest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Stage is one screen alone at a terminal, without the router: taps reach its targets, results addressed to its page reach
// it, and what it says to the router is kept.
type Stage struct {
	*Drive
	Screen tui.Screen
	Said   []tui.Page // pages it went to, in order
	Went   bool       // it went back
	Saved  []tui.Recorded
	Errs   []error
	page   tui.Page
}

// NewStage puts the screen that maker makes on stage.
func NewStage(t testing.TB, deps *tui.Deps, page tui.Page, maker tui.Maker, size Size) *Stage {
	t.Helper()
	s := &Stage{Screen: maker(deps, page), page: page}
	s.Drive = New(t, stageModel{s}, size.Width, size.Height)
	return s
}

// stageModel is the stage as a program.
type stageModel struct{ s *Stage }

func (m stageModel) Init() tea.Cmd { return m.s.Screen.Init() }

func (m stageModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.s.take(msg) }

func (m stageModel) View() tea.View {
	f := m.s.Screen.View()
	v := tea.NewView(strings.Join(f.Lines, "\n"))
	v.Cursor = f.Cursor
	return v
}

func (s *Stage) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.Screen.SetSize(msg.Width, msg.Height)
		return nil
	case tui.Goto:
		s.Said = append(s.Said, msg.Page)
		return nil
	case tui.Replace:
		s.Said = append(s.Said, msg.Page)
		return nil
	case tui.Back:
		s.Went = true
		return nil
	case tui.Trouble:
		s.Errs = append(s.Errs, msg.Err)
		return nil
	case tui.Addressed:
		return s.addressed(msg)
	case tea.MouseClickMsg:
		return s.tap(msg.X, msg.Y)
	case tea.MouseWheelMsg:
		delta := 1
		if msg.Button == tea.MouseWheelUp {
			delta = -1
		}
		return s.Screen.Update(tui.WheelMsg{X: msg.X, Y: msg.Y, Delta: delta})
	case tea.MouseMsg:
		return nil
	}
	return s.Screen.Update(msg)
}

func (s *Stage) addressed(a tui.Addressed) tea.Cmd {
	if a.Page != s.page {
		s.T.Errorf("a result is addressed to %+v, not to %+v", a.Page, s.page)
	}
	switch msg := a.Msg.(type) {
	case tui.Recorded:
		if msg.Err != nil {
			s.Errs = append(s.Errs, msg.Err)
		} else {
			s.Saved = append(s.Saved, msg)
		}
	case tui.Goto, tui.Replace, tui.Back, tui.Trouble:
		return s.take(msg)
	}
	return s.Screen.Update(a.Msg)
}

func (s *Stage) tap(x, y int) tea.Cmd {
	hits := s.Screen.View().Hits
	for i := len(hits) - 1; i >= 0; i-- {
		if hits[i].In(x, y) {
			if hits[i].Msg == nil {
				return nil
			}
			return s.Screen.Update(hits[i].Msg)
		}
	}
	return s.Screen.Update(tui.TapMsg{X: x, Y: y})
}

// Deps is what screens are made with in tests: the sample library, a desk of its own, fixed clock and ids, no colours.
// Timers (Deps.Later) never fire by themselves.
func Deps(lang words.Lang) (*tui.Deps, *Desk) {
	clock, lib := NewClock(), SampleLibrary()
	desk := NewDesk("tablet A", lib, clock.Now)
	return &tui.Deps{
		Desk: desk, Library: lib, Words: words.In(lang), Theme: widget.Theme{}, Now: clock.Now, NewID: NewIDs(),
		Tick: func(time.Duration, tea.Msg) tea.Cmd { return nil },
	}, desk
}

// NewIDs gives made-up UUIDs that count up.
func NewIDs() func() string {
	n := 0
	return func() string {
		n++
		return ID(n)
	}
}

// ID is the n-th made-up UUID.
func ID(n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8000-%012d", n) }
