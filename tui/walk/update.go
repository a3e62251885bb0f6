package walk

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// do is a button's or a key's errand.
type do string

const (
	ok        do = "ok"
	fail      do = "fail"
	na        do = "na"
	unseen    do = "unseen"
	note      do = "note"
	measure   do = "measure"
	unit      do = "unit"
	place     do = "place"
	undo      do = "undo"
	redo      do = "redo"
	order     do = "order"
	sieve     do = "filter"
	search    do = "search"
	jump      do = "jump"
	turn      do = "list"
	before    do = "previous"
	after     do = "next"
	later     do = "next open"
	observe   do = "observed"
	toFinding do = "finding"
	toOther   do = "other finding"
	toList    do = "findings"
	toClose   do = "close"
	toScope   do = "scope"
)

// byKey is what the keys do: digits for gloves, letters for habit.
var byKey = map[string]do{
	"1": ok, "2": fail, "3": na, "4": unseen, "y": ok, "x": fail,
	"n": note, "m": measure, "a": unit, "+": unit, "p": place, "u": undo, "U": redo, "o": order, "f": sieve, "/": search, "g": jump,
	"tab": turn, "left": before, "right": after, "space": later, "t": observe, "enter": toFinding, "F": toOther, "l": toList, "c": toClose, "s": toScope,
}

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		return m.load(msg)
	case tui.Recorded:
		return m.recorded(msg)
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
		if d, ok := byKey[widget.Key(msg)]; ok {
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
	if !isKey || m.showList {
		return false
	}
	k := widget.Key(key)
	return k == "pgup" || k == "pgdown"
}

func (m *Model) run(d do) tea.Cmd {
	m.notice = ""
	if cmd, done := m.leave(d); done {
		return cmd
	}
	switch d {
	case order:
		m.byClause = !m.byClause
		m.lay()
		return m.remember()
	case sieve:
		m.filter = m.filter.next()
		m.lay()
		return m.remember()
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
	case observe:
		m.askObserved()
	case before, after:
		step := map[do]int{before: -1, after: 1}[d]
		m.goTo(m.list.Selected() + step)
		return m.remember()
	case later:
		m.nextOpen(m.list.Selected())
		return m.remember()
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
	}
	return nil, false
}

// findingOf is the finding of a failed line, or the name of a new one.
func (m *Model) findingOf(k inspection.Key) string {
	for _, f := range m.insp.Findings {
		if f.Criterion == k.Criterion && f.Unit == k.Unit && f.Withdrawn == nil {
			return f.Found.Finding
		}
	}
	return "new|" + k.Criterion + "|" + k.Unit
}

// recorded takes what is on disk; when it is not, the line that was answered is selected again.
func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	if r.Err != nil {
		clear(m.pending)
		m.choose(m.last)
		return nil // the router shows the error
	}
	m.insp = m.insp.With(r.Ops...)
	var answered *inspection.Answered // the one last given
	for _, op := range r.Ops {
		if a, isAnswer := op.Payload.(*inspection.Answered); isAnswer {
			k := inspection.Key{Criterion: a.Criterion, Unit: a.Unit}
			delete(m.pending, k)
			delete(m.measured, k)
			delete(m.notes, k)
			if k == m.last {
				answered = a
			}
		}
	}
	m.lay()
	// a fail opens its finding; so does an answer that a measured value makes a hit, whatever was said
	if answered == nil || answered.Value != checklist.Fail && m.verdicts[m.last] != isHit {
		return m.remember()
	}
	m.away = true
	k := m.last
	return tea.Batch(m.remember(), tui.Say(tui.Goto{Page: tui.Page{Kind: tui.Finding, ID: m.page.ID, Item: m.findingOf(k)}}))
}

// jumpTo selects the criterion with that clause number: the whole number first, then one that begins so.
func (m *Model) jumpTo(clause string) tea.Cmd {
	clause = strings.TrimSpace(widget.HalfWidth(clause))
	m.filter = all
	m.lay()
	for _, exact := range []bool{true, false} {
		for n, at := range m.shown {
			id := m.items[at].c.ID
			_, number, _ := strings.Cut(id, ":")
			if id == clause || number == clause || !exact && clause != "" && strings.HasPrefix(number, clause) {
				m.goTo(n)
				m.showList = false
				return m.remember()
			}
		}
	}
	m.notice = fmt.Sprintf(m.deps.Words.Walk.NoSuchClause, widget.Line(clause))
	return nil
}
