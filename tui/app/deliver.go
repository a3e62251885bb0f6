package app

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
)

// deliver takes results to the page that asked, in front or behind; those for a page that was left are dropped.
func (m *Model) deliver(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case opened:
		return m.opened(msg), true
	case noticed:
		m.notices = append(m.notices, msg.err)
		return m.listen(), true
	case tui.ParkMsg:
		m.parkNew = &msg.Status
		return m.hear(), true
	case handedOut:
		m.library = &msg.opened
		return nil, true
	case tui.Addressed:
		return m.addressed(msg), true
	case tui.Trouble:
		m.trouble = msg.Err
		return nil, true
	}
	return nil, false
}

func (m *Model) opened(o opened) tea.Cmd {
	var locked *tui.Locked
	if errors.As(o.err, &locked) {
		if m.lock == nil {
			m.lock = &lock{}
		} else {
			m.lock = m.lock.after(o.err)
		}
		return nil
	}
	m.lock = nil
	var unkept *tui.Unkept
	if errors.As(o.err, &unkept) {
		m.notices, o.err = append(m.notices, unkept.Err), nil
	}
	o.err = m.told(o.err)
	if m.openErr = o.err; o.err != nil {
		return nil
	}
	m.deps.Desk, m.deps.Library = o.desk, o.library
	return tea.Batch(m.stack[0].screen.Update(tui.DeskMsg{Desk: o.desk}), m.listen(), m.hear(), m.watch())
}

// noticed is something that the store told without being asked: what it found damaged or mended, a disk that fills up,
// a clock that jumped.
type noticed struct{ err error }

// listen waits for the next of them.
func (m *Model) listen() tea.Cmd {
	desk, tells := m.deps.Desk.(interface{ Notice() (error, bool) })
	if !tells {
		return nil
	}
	return func() tea.Msg {
		if err, more := desk.Notice(); more {
			return noticed{err}
		}
		return nil
	}
}

func (m *Model) addressed(a tui.Addressed) tea.Cmd {
	switch msg := a.Msg.(type) {
	case tui.Recorded: // the saved mark is true whatever became of the page
		m.recorded(msg)
	case tui.Trouble:
		m.trouble = msg.Err
		return nil
	case tui.Goto, tui.Replace, tui.Back:
		if m.front().page == a.Page {
			cmd, _ := m.navigate(msg)
			return cmd
		}
		return nil
	}
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].page == a.Page {
			return m.stack[i].screen.Update(a.Msg)
		}
	}
	return nil
}

// recorded keeps the truth of the header: saved at, or not saved and why.
func (m *Model) recorded(r tui.Recorded) {
	if r.Err != nil {
		m.trouble = r.Err
		m.unsaved = true
		return
	}
	m.trouble, m.unsaved = nil, false
	m.saved = r.At
}
