// Package home is the first page: the list of inspections, and the way into each. It paints before the store is open.
package home

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps *tui.Deps
	page tui.Page

	open      bool // the store is
	loaded    bool
	summaries []inspection.Summary // latest first
	shown     []int                // those that match the filter
	all       []task               // sent back and open, of all inspections
	tasks     []task               // those that match the filter: rows above the inspections
	list      widget.List
	filter    *widget.Field

	width, height int
}

// filterLimit is the longest filter, characters.
const filterLimit = 40

// New makes the screen.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, open: deps.Desk != nil, list: widget.List{Name: "home", Pager: true}}
	m.filter = widget.NewField("filter", deps.Words.Home.Filter, 1)
	m.filter.Limit = filterLimit
	return m
}

// loaded is what the desk holds.
type loaded struct {
	summaries []inspection.Summary
	tasks     []task
	err       error
}

// button is a tap on the button with that key.
type button struct{ key string }

// Init reads the list, once there is a desk.
func (m *Model) Init() tea.Cmd { return m.load() }

func (m *Model) load() tea.Cmd {
	if !m.open {
		return nil
	}
	desk := m.deps.Desk
	return tui.For(m.page, func() tea.Msg {
		all, err := desk.Summaries()
		if err != nil {
			return loaded{err: err}
		}
		tasks, err := m.read(all)
		return loaded{all, tasks, err}
	})
}

// Update takes keys, taps and what was read.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.DeskMsg:
		m.open = true
		return m.load()
	case tui.Returned:
		return m.load()
	case loaded:
		return m.take(msg)
	case button:
		return m.act(msg.key)
	case widget.RowMsg:
		return m.pick(msg.Row)
	case tea.KeyPressMsg, tea.PasteMsg, widget.FocusMsg:
		return m.key(msg)
	}
	m.list.Update(msg)
	return nil
}

// pick selects a row; the row that is selected already is opened.
func (m *Model) pick(row int) tea.Cmd {
	if row >= m.list.Len() {
		return nil
	}
	if row == m.list.Selected() {
		return m.act("enter")
	}
	m.list.Select(row)
	return nil
}

// take keeps the selection on the inspection it was on.
func (m *Model) take(l loaded) tea.Cmd {
	if l.err != nil {
		return tui.Say(tui.Trouble{Err: l.err})
	}
	chosen, _ := m.chosen()
	sentBack, _ := m.task()
	m.loaded, m.summaries, m.all = true, l.summaries, l.tasks
	slices.SortStableFunc(m.summaries, func(a, b inspection.Summary) int {
		return cmp.Or(cmp.Compare(b.Updated, a.Updated), cmp.Compare(a.ID, b.ID))
	})
	m.match()
	for row, i := range m.shown {
		if m.summaries[i].ID == chosen.ID {
			m.list.Select(len(m.tasks) + row)
		}
	}
	for row, t := range m.tasks {
		if t.Task.Task == sentBack.Task.Task {
			m.list.Select(row)
		}
	}
	return nil
}

func (m *Model) match() {
	m.shown = m.shown[:0]
	for i, s := range m.summaries {
		if widget.Match(m.filter.Value(), s.Enterprise.Name+" "+s.Date+" "+m.visit(s.Visit)) {
			m.shown = append(m.shown, i)
		}
	}
	m.tasks = m.tasks[:0]
	for _, t := range m.all {
		if widget.Match(m.filter.Value(), t.enterprise+" "+t.Words) {
			m.tasks = append(m.tasks, t)
		}
	}
	m.list.SetLen(len(m.tasks) + len(m.shown))
}

// chosen is the selected inspection; of a task the one it belongs to.
func (m *Model) chosen() (inspection.Summary, bool) {
	if t, is := m.task(); is {
		for _, s := range m.summaries {
			if s.ID == t.ID {
				return s, true
			}
		}
	}
	if row := m.list.Selected() - len(m.tasks); row >= 0 {
		return m.summaries[m.shown[row]], true
	}
	return inspection.Summary{}, false
}

// Typing says that the filter has the caret.
func (m *Model) Typing() bool { return m.filter.Focused() }

// SetSize gives the page its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }
