// Package park is the screen of the park: enrolment by an invitation, and what the park holds, what it refused, what
// waits and why. It shows what a receipt says and never what is hoped.
package park

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int

	status tui.ParkStatus
	view   widget.Viewer

	field  *widget.Field // nil: enrolled, and not to be enrolled again
	busy   bool          // enrolling
	wrong  error         // of the last try
	how    bool          // what to do without a network is in front
	notice string
}

// New makes the screen.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, view: widget.Viewer{Name: "park", Pager: true}}
	if deps.Park != nil {
		m.status = deps.Park.Status()
	}
	if m.status.State == tui.ParkNone {
		m.ask()
	}
	return m
}

// limit is the longest invitation, characters.
const limit = 200

// ask opens the field for an invitation.
func (m *Model) ask() {
	w := m.deps.Words.Park
	m.field = widget.NewField("invitation", w.EnrolField, 1)
	m.field.Hint, m.field.Limit = w.EnrolExample, limit
	m.field.Focus()
	m.wrong, m.how, m.notice = nil, false, ""
}

// do is a button's or a key's errand.
type do string

const (
	syncNow do = "y"
	videos  do = "v"
	bundle  do = "b"
	again   do = "e"
	enrol   do = "enter"
	leave   do = "esc"
)

// enrolled is what became of an enrolment.
type enrolled struct{ err error }

// Init has nothing to read: the status is at hand.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says that the field has the caret.
func (m *Model) Typing() bool { return m.field != nil && !m.busy }

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.ParkMsg:
		m.take(msg.Status)
		return nil
	case enrolled:
		return m.enrolled(msg.err)
	case do:
		return m.run(msg)
	}
	if m.field != nil {
		return m.typed(msg)
	}
	if key, is := msg.(tea.KeyPressMsg); is {
		for _, b := range m.buttons() {
			if b.Key == widget.Key(key) {
				return m.run(do(b.Key))
			}
		}
	}
	m.view.Update(msg, true)
	return nil
}

// take shows another status; one that came while nobody knew yet may lead to the field.
func (m *Model) take(s tui.ParkStatus) {
	was := m.status.State
	m.status = s
	switch {
	case s.State == tui.ParkNone && was != tui.ParkNone && m.field == nil:
		m.ask()
	case s.State > tui.ParkNone && was <= tui.ParkNone && !m.busy:
		m.field = nil
	}
}

// typed takes what is typed for the field.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	if m.busy {
		return nil
	}
	if key, is := msg.(tea.KeyPressMsg); is && widget.Key(key) == "esc" {
		return m.run(leave)
	}
	done, cmd := m.field.Update(msg)
	if done {
		return m.run(enrol)
	}
	return cmd
}

func (m *Model) run(d do) tea.Cmd {
	park := m.deps.Park
	if park == nil {
		return nil
	}
	switch d {
	case enrol:
		return m.enrol()
	case leave:
		return m.leave()
	case syncNow:
		park.SyncNow()
	case videos:
		m.status.SendVideos = !m.status.SendVideos
		park.SetVideos(m.status.SendVideos)
	case bundle:
		m.how = !m.how
		m.view.Home()
	case again:
		m.ask()
	}
	return nil
}

func (m *Model) leave() tea.Cmd {
	switch {
	case m.busy:
		return nil
	case m.how:
		m.how = false
		m.view.Home()
		return nil
	case m.field != nil && m.status.State > tui.ParkNone:
		m.field = nil
		return nil
	}
	return tui.Say(tui.Back{})
}

func (m *Model) enrol() tea.Cmd {
	if m.field == nil || m.busy {
		return nil
	}
	text := Tidy(m.field.Value())
	if text == "" {
		m.field.Err = m.deps.Words.Park.Incomplete
		return nil
	}
	m.field.SetValue(text)
	m.busy, m.wrong = true, nil
	park := m.deps.Park
	return tui.For(m.page, func() tea.Msg { return enrolled{park.Enrol(text)} })
}

func (m *Model) enrolled(err error) tea.Cmd {
	m.busy, m.wrong = false, err
	if err != nil {
		return nil
	}
	m.field, m.status = nil, m.deps.Park.Status()
	m.view.Home()
	return nil
}

// Tidy is an invitation out of what was typed with gloves or pasted with words around it: full-width marks, blanks
// anywhere, a blank where the # should be.
func Tidy(text string) string {
	text = widget.HalfWidth(text)
	if at := strings.Index(strings.ToLower(text), "http"); at > 0 {
		text = text[at:]
	}
	address, code, marked := strings.Cut(text, "#")
	if !marked {
		parts := strings.Fields(text)
		if len(parts) < 2 {
			return strings.Join(parts, "")
		}
		address, code = parts[0], strings.Join(parts[1:], "")
	}
	address = strings.TrimRight(strings.Join(strings.Fields(address), ""), "/")
	if lower := strings.ToLower(address); strings.HasPrefix(lower, "http") {
		address = lower
	}
	code = strings.Join(strings.Fields(code), "")
	return address + "#" + strings.ToUpper(code)
}
