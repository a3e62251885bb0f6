// Package conflict is the screen of what people differ on in an inspection: both sides beside one another, what counts until it is
// settled and why, and the findings that may be one. Settling needs a reason and a name.
package conflict

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int

	insp      *inspection.Inspection // nil while it is read
	lib       *checklist.Library
	names     map[inspection.FeedID]string // who holds other tablets
	conflicts []inspection.Conflict
	pairs     []inspection.Pair // listed behind the conflicts
	list      widget.List
	view      widget.Viewer
	ask       *tui.Ask
	said      draft // as far as it was said: the disk may refuse it
	saving    bool
	notice    string
}

// draft is what is said with a settlement or a join.
type draft struct{ reason, by string }

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page}
	m.list.Name = "conflicts"
	m.view.Name, m.view.Pager = "sides", true
	return m
}

// Init reads the inspection and its library.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, "") }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says whether letters are text now.
func (m *Model) Typing() bool { return m.ask != nil && m.ask.Typing() }

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		if msg.Err != nil {
			return tui.Say(tui.Trouble{Err: msg.Err})
		}
		m.lib, m.names = msg.Library, msg.Names
		m.show(msg.Inspection)
		return nil
	case tui.Returned:
		return m.Init()
	case tui.Recorded:
		return m.recorded(msg)
	}
	if m.insp == nil {
		return nil
	}
	if m.ask != nil {
		was := m.ask
		open, cmd := m.ask.Update(msg)
		if !open && m.ask == was { // an answer may have led to another question
			m.ask = nil
		}
		return cmd
	}
	switch msg := msg.(type) {
	case do:
		return m.run(msg)
	case widget.RowMsg:
		return m.pick(msg.Row)
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg), msg)
	case widget.WheelMsg:
		m.view.Update(msg, false)
	default:
		if !m.view.Update(msg, false) {
			m.list.Update(msg)
		}
	}
	return nil
}

func (m *Model) key(key string, msg tea.KeyPressMsg) tea.Cmd {
	for _, b := range m.buttons() {
		if b.Key == key && b.Off == "" {
			return m.run(b.Msg.(do))
		}
	}
	if len(key) == 1 && key >= "1" && key <= "9" {
		return m.pick(m.list.Top() + int(key[0]-'1'))
	}
	if key == "pgup" || key == "pgdown" {
		m.view.Update(msg, false)
	} else if m.list.Update(msg) {
		m.view.Home()
	}
	return nil
}

func (m *Model) pick(row int) tea.Cmd {
	if row < m.list.Len() && row != m.list.Selected() {
		m.list.Select(row)
		m.view.Home()
	}
	return nil
}

func (m *Model) show(i *inspection.Inspection) {
	m.insp, m.conflicts, m.pairs = i, i.Conflicts(), i.Similar()
	m.list.SetLen(len(m.conflicts) + len(m.pairs))
	m.view.Home()
	if m.said.by == "" && len(i.Opened.Experts) > 0 {
		m.said.by = i.Opened.Experts[0]
	}
}

func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	m.saving = false
	if r.Err != nil {
		m.notice = ""
		return nil // the router shows the error; what was said is offered again
	}
	m.said.reason = ""
	m.show(m.insp.With(r.Ops...))
	return nil
}

// conflict is the selected one, or nil.
func (m *Model) conflict() *inspection.Conflict {
	if n := m.list.Selected(); n >= 0 && n < len(m.conflicts) {
		return &m.conflicts[n]
	}
	return nil
}

// pair is the two findings of the selected pair.
func (m *Model) pair() (a, b *inspection.Finding, ok bool) {
	n := m.list.Selected() - len(m.conflicts)
	if n < 0 || n >= len(m.pairs) {
		return nil, nil, false
	}
	a, b = m.insp.Finding(m.pairs[n].A), m.insp.Finding(m.pairs[n].B)
	return a, b, a != nil && b != nil
}

func (m *Model) needed(value string) string {
	if strings.TrimSpace(value) == "" {
		return m.deps.Words.Close.Missing
	}
	return ""
}
