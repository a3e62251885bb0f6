package walk

import (
	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		return m.load(msg)
	case tui.Recorded:
		return m.recorded(msg)
	case marked:
		return m.remembered(msg)
	case tui.Returned:
		return m.Init()
	}
	if m.insp == nil {
		return nil
	}
	switch {
	case m.ask != nil:
		was := m.ask
		open, cmd := m.ask.Update(msg)
		if !open && m.ask == was { // an answer may have led to another question
			m.ask = nil
		}
		return cmd
	case m.tick != nil:
		return m.ticking(msg)
	}
	switch msg := msg.(type) {
	case do:
		return m.run(msg)
	case tea.KeyPressMsg:
		key := widget.Key(msg)
		if key == "esc" && m.queue.busy() {
			return m.leaving()
		}
		if d, ok := m.command(key); ok {
			return m.run(d)
		}
	}
	return m.move(msg)
}

// move takes what is for the list or the criterion's text.
func (m *Model) move(msg tea.Msg) tea.Cmd {
	at := m.list.Selected()
	switch msg := msg.(type) {
	case widget.RowMsg:
		m.list.Update(msg)
		m.showList = false
	case widget.WheelMsg:
		if m.showList || m.wide() && msg.X < m.listWidth() {
			m.list.Update(msg)
		} else {
			m.view.Update(msg, false)
		}
	default:
		if page, isPage := msg.(widget.PageMsg); isPage && page.Of == m.view.Name || m.pages(msg) {
			m.view.Update(msg, false)
		} else {
			m.list.Update(msg)
		}
	}
	if m.list.Selected() == at {
		return nil
	}
	m.view.Home()
	m.notice = ""
	return m.remember()
}

// pages says that a key turns the criterion's pages: those of the list turn when it is in front.
func (m *Model) pages(msg tea.Msg) bool {
	key, isKey := msg.(tea.KeyPressMsg)
	if !isKey || m.showList && !m.wide() {
		return false
	}
	k := widget.Key(key)
	return k == "pgup" || k == "pgdown"
}

func (m *Model) run(d do) tea.Cmd {
	m.notice, m.queue.warned = "", false
	if cmd, done := m.leave(d); done {
		return cmd
	}
	switch d {
	case order:
		m.byClause = !m.byClause
		m.lay()
	case sieve:
		m.filter = m.filter.next()
		m.lay()
	case before, after:
		m.goTo(m.list.Selected() + map[do]int{before: -1, after: 1}[d])
	case later:
		m.nextOpen(m.list.Selected())
	default:
		return m.tool(d)
	}
	return m.remember()
}

// tool does what concerns no line.
func (m *Model) tool(d do) tea.Cmd {
	switch d {
	case search:
		m.askSearch()
	case jump:
		m.ask = m.deps.AskText(m.deps.Words.Walk.JumpAsk, "", 1, nil, m.jumpTo)
	case turn:
		m.showList = !m.showList
	case undo:
		return m.takeBack()
	case redo:
		return m.bringBack()
	case again:
		return m.retry()
	case observe:
		return m.askObserved()
	case more:
		m.askMore()
	default:
		if i, there := m.item(); there {
			return m.about(i, d)
		}
	}
	return nil
}

// about does what concerns the selected line.
func (m *Model) about(i item, d do) tea.Cmd {
	switch d {
	case ok:
		return m.answer(i, checklist.OK, "", nil)
	case fail:
		return m.failed(i)
	case na:
		m.askReason(i, checklist.NA)
	case unseen:
		m.askReason(i, checklist.Unseen)
	case note:
		m.askNote(i)
	case measure:
		m.askMeasure(i)
	case unit:
		m.askUnit(i)
	case place:
		m.askPlace(i)
	case taskDone:
		return m.finishTasks(i.key())
	}
	return nil
}

// leave goes to another page.
func (m *Model) leave(d do) (tea.Cmd, bool) {
	to := func(kind tui.Kind, item string) (tea.Cmd, bool) {
		return tui.Say(tui.Goto{Page: tui.Page{Kind: kind, ID: m.page.ID, Item: item}}), true
	}
	switch d {
	case toFinding:
		if i, there := m.item(); there && m.value(i.key()) == checklist.Fail {
			return to(tui.Finding, m.findingOf(i.key()))
		}
		m.nextOpen(m.list.Selected())
		return m.remember(), true
	case toOther:
		return to(tui.Finding, "new||")
	case toList:
		return to(tui.List, "")
	case toClose:
		return to(tui.Close, "")
	case toScope:
		return to(tui.Scope, "")
	case toDiffer:
		return to(tui.Differ, "")
	}
	return nil, false
}
