package app

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
)

// navigate opens and leaves pages.
func (m *Model) navigate(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tui.Goto:
		return m.show(msg.Page, false), true
	case tui.Replace:
		return m.show(msg.Page, true), true
	case tui.Back:
		return m.back(), true
	}
	return nil, false
}

// show makes the page's screen and puts it in front, on top of the present one or instead of it. Home is at the
// bottom of the stack and nowhere else: going there leaves all others.
func (m *Model) show(page tui.Page, instead bool) tea.Cmd {
	if page.Kind == tui.Home {
		m.stack = m.stack[:1]
		return m.front().screen.Update(tui.Returned{})
	}
	maker := m.makers[page.Kind]
	if maker == nil {
		m.trouble = fmt.Errorf(m.deps.Words.App.NoScreen, page.Kind)
		return nil
	}
	if instead && len(m.stack) > 1 {
		m.stack = m.stack[:len(m.stack)-1]
	}
	m.stack = append(m.stack, entry{page, maker(m.deps, page)})
	m.resize()
	return m.front().screen.Init()
}

func (m *Model) back() tea.Cmd {
	if len(m.stack) == 1 {
		return nil
	}
	m.stack[len(m.stack)-1] = entry{}
	m.stack = m.stack[:len(m.stack)-1]
	m.resize()
	return m.front().screen.Update(tui.Returned{})
}
