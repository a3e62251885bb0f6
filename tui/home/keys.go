package home

import (
	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

func (m *Model) key(msg tea.Msg) tea.Cmd {
	press, isKey := msg.(tea.KeyPressMsg)
	if m.Typing() {
		return m.typed(msg, press, isKey)
	}
	if !isKey {
		return nil
	}
	key := widget.Key(press)
	if len(key) == 1 && key >= "1" && key <= "9" {
		return m.pick(m.list.Top() + int(key[0]-'1'))
	}
	if m.list.Update(press) {
		return nil
	}
	return m.act(key)
}

// typed filters with each letter; enter keeps the filter, esc drops it.
func (m *Model) typed(msg tea.Msg, press tea.KeyPressMsg, isKey bool) tea.Cmd {
	switch key := widget.Key(press); {
	case isKey && key == "esc":
		m.filter.SetValue("")
		m.filter.Blur()
	case isKey && (key == "up" || key == "down" || key == "pgup" || key == "pgdown"):
		m.list.Update(press)
		return nil
	default:
		done, cmd := m.filter.Update(msg)
		if done {
			m.filter.Blur()
		}
		m.match()
		return cmd
	}
	m.match()
	return nil
}

// act does what the key, or the button with it, stands for.
func (m *Model) act(key string) tea.Cmd {
	for _, b := range m.Keys() {
		if b.WhyNot != "" && len(b.Keys) > 0 && b.Keys[0] == key {
			return nil
		}
	}
	switch key {
	case "n":
		return tui.Say(tui.Goto{Page: tui.Page{Kind: tui.Create}})
	case "enter":
		if t, is := m.task(); is {
			return m.openTask(t)
		}
		return m.resume()
	case "l":
		return m.goTo(tui.List)
	case "c":
		return m.goTo(tui.Close)
	case "y":
		if m.deps.Park != nil {
			return tui.Say(tui.Goto{Page: tui.Page{Kind: tui.Sync}})
		}
	case "/":
		m.filter.Focus()
	case "esc":
		m.filter.SetValue("")
		m.match()
	case "q":
		return tea.Quit
	}
	return nil
}

func (m *Model) goTo(kind tui.Kind) tea.Cmd {
	s, ok := m.chosen()
	if !ok {
		return nil
	}
	return tui.Say(tui.Goto{Page: tui.Page{Kind: kind, ID: s.ID}})
}

// resume goes on with the walk; with the scope questions while none of them is answered.
func (m *Model) resume() tea.Cmd {
	s, ok := m.chosen()
	if !ok {
		return nil
	}
	desk := m.deps.Desk
	return tui.For(m.page, func() tea.Msg {
		i, err := desk.Inspection(s.ID)
		if err != nil {
			return tui.Trouble{Err: err}
		}
		kind := tui.Walk
		if len(i.Scope) == 0 && i.Closed == nil {
			kind = tui.Scope
		}
		return tui.Goto{Page: tui.Page{Kind: kind, ID: s.ID}}
	})
}

// Keys is the bindings.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words.Home
	notOpen, nothing, noNew := "", "", ""
	if m.deps.Library == nil {
		noNew = w.NoNew
	}
	if !m.open {
		notOpen, nothing, noNew = w.NotOpen, w.NotOpen, w.NotOpen
	} else if _, ok := m.chosen(); !ok {
		nothing = w.NothingChosen
	}
	if m.Typing() {
		return []tui.Binding{
			{Keys: []string{"enter"}, What: w.Filter, Footer: true},
			{Keys: []string{"esc"}, What: w.FilterOff, Footer: true},
			{Keys: []string{"up", "down"}, What: w.Up + " " + w.Down},
		}
	}
	keys := []tui.Binding{
		{Keys: []string{"n"}, What: w.New, WhyNot: noNew, Footer: true},
		{Keys: []string{"enter"}, What: w.Resume, WhyNot: nothing, Footer: true},
		{Keys: []string{"l"}, What: w.Findings, WhyNot: nothing, Footer: true},
		{Keys: []string{"c"}, What: w.Close, WhyNot: nothing, Footer: true},
	}
	if m.deps.Park != nil {
		keys = append(keys, tui.Binding{Keys: []string{"y"}, What: w.Park, WhyNot: notOpen, Footer: true})
	}
	keys = append(keys, []tui.Binding{
		{Keys: []string{"/"}, What: w.Filter, WhyNot: notOpen, Footer: true},
		{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, What: w.Pick, WhyNot: nothing},
		{Keys: []string{"up", "down"}, What: w.Up + " " + w.Down, WhyNot: nothing},
		{Keys: []string{"pgup", "pgdown", "home", "end"}, What: w.Page, WhyNot: nothing},
	}...)
	if m.filter.Value() != "" {
		keys = append(keys, tui.Binding{Keys: []string{"esc"}, What: w.FilterOff, Footer: true})
	}
	return append(keys, tui.Binding{Keys: []string{"q"}, What: m.deps.Words.App.Quit, Footer: true})
}
