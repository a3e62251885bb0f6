package app

import (
	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui/widget"
)

// Smallest window that is drawn, cells.
const (
	minWidth  = 40
	minHeight = 15
)

// window takes the terminal's size and background. While the window is too small nothing that cannot be seen is done.
func (m *Model) window(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return nil, true
	case tea.BackgroundColorMsg:
		if !m.fixed {
			m.deps.Theme = widget.ThemeFor(msg.IsDark())
		}
		return nil, true
	case tea.KeyPressMsg:
		return nil, m.small() && widget.Key(msg) != quitKey
	case tea.MouseMsg, tea.PasteMsg:
		return nil, m.small()
	}
	return nil, false
}

func (m *Model) small() bool { return m.width < minWidth || m.height < minHeight }

// resize gives the page in front the room between header and footer: after every message, since the error bar
// comes and goes.
func (m *Model) resize() {
	if m.small() {
		return
	}
	m.front().screen.SetSize(m.width, m.bodyHeight())
}
