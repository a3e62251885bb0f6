package app

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

const quitKey = "ctrl+c"

// press is a tap on something of the router's that stands for a key.
type press struct{ key string }

// dismiss is a tap on the error bar.
type dismiss struct{}

// keys takes the keys of every page: quit, help, back. While a text field has focus only ctrl+c is one; a key that
// the page lists among its own is the page's.
func (m *Model) keys(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg))
	case press:
		if cmd, done := m.key(msg.key); done {
			return cmd, true
		}
		return m.front().screen.Update(widget.KeyPress(msg.key)), true
	case dismiss:
		m.dismiss()
		return nil, true
	}
	return nil, false
}

func (m *Model) key(key string) (tea.Cmd, bool) {
	if key == quitKey || m.openErr != nil && (key == "q" || key == "esc") {
		return tea.Quit, true
	}
	if m.openErr != nil {
		return nil, true
	}
	if m.front().screen.Typing() {
		return nil, false
	}
	m.clock = m.options.Now()
	switch {
	case key == "esc" && m.telling():
		m.dismiss()
	case m.owns(key):
		return nil, false
	case key == "?" || key == "f1":
		m.overlay = newHelp(m)
	case key == "esc" && len(m.stack) > 1:
		return m.back(), true
	case key == parkKey && m.parks():
		return m.toPark(), true
	default:
		return nil, false
	}
	return nil, true
}

// telling says that there is a bar of an error or a notice.
func (m *Model) telling() bool { return m.trouble != nil || len(m.notices) > 0 }

// dismiss takes the bar away; the next notice shows.
func (m *Model) dismiss() {
	if m.trouble != nil {
		m.trouble = nil
	} else if len(m.notices) > 0 {
		m.notices = m.notices[1:]
	}
}

// owns says that the page in front lists the key.
func (m *Model) owns(key string) bool {
	return slices.ContainsFunc(m.front().screen.Keys(), func(b tui.Binding) bool { return slices.Contains(b.Keys, key) })
}

// global is the bindings of every page.
func (m *Model) global() []tui.Binding {
	w := m.deps.Words.App
	var all []tui.Binding
	if m.telling() {
		all = append(all, tui.Binding{Keys: []string{"esc"}, What: w.DismissLong})
	}
	if len(m.stack) > 1 && !m.owns("esc") {
		all = append(all, tui.Binding{Keys: []string{"esc"}, What: w.Back, Footer: true})
	}
	if m.locks() {
		all = append(all, tui.Binding{Keys: []string{lockNow}, What: w.LockNow})
	}
	if m.parks() {
		all = append(all, tui.Binding{Keys: []string{parkKey}, What: m.deps.Words.Park.Title})
	}
	return append(all,
		tui.Binding{Keys: []string{"?", "f1"}, What: w.Help, Footer: true},
		tui.Binding{Keys: []string{quitKey}, What: w.Quit})
}
