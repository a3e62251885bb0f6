package conflict

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// do is a button's or a key's errand.
type do string

const (
	settle do = "settle"
	join   do = "join"
	apart  do = "apart"
	open   do = "open"
)

func (m *Model) run(d do) tea.Cmd {
	m.notice = ""
	if m.saving {
		return nil
	}
	switch d {
	case settle:
		m.settle()
	case join:
		m.join()
	case apart:
		m.apart()
	case open:
		return m.open()
	}
	return nil
}

// settle asks which side counts, why, and who says so.
func (m *Model) settle() {
	c := m.conflict()
	if c == nil {
		return
	}
	w := m.deps.Words
	var options []widget.Option
	for n, s := range c.Sides {
		options = append(options, widget.Option{Text: fmt.Sprintf(w.Differ.Side, m.who(s.Feed, s.Ref), widget.Line(w.Side(s))), Value: strconv.Itoa(n)})
	}
	chosen := *c
	m.ask = m.deps.AskMenu(w.Differ.SettleAsk, func(value string) tea.Cmd {
		n, err := strconv.Atoi(value)
		if err != nil || n >= len(chosen.Sides) {
			return nil
		}
		m.because(w.Differ.ReasonAsk, w.Differ.Reasons, w.Differ.Settled, func(d draft) inspection.Payload {
			return chosen.Settle(m.insp.ID, n, d.reason, d.by)
		})
		return nil
	}, options...)
}

// join asks which of two findings is kept.
func (m *Model) join() {
	a, b, ok := m.pair()
	if !ok {
		return
	}
	w := m.deps.Words.Differ
	option := func(f *inspection.Finding) widget.Option {
		return widget.Option{Text: fmt.Sprintf(w.Number, f.Number) + " " + widget.Line(f.Description), Value: f.Finding}
	}
	ids := []string{a.Finding, b.Finding}
	m.ask = m.deps.AskMenu(w.JoinAsk, func(kept string) tea.Cmd {
		m.because(w.JoinReason, w.JoinReasons, w.Joined, func(d draft) inspection.Payload {
			return &inspection.Joined{ID: m.insp.ID, Findings: ids, Kept: kept, Reason: d.reason, By: d.by}
		})
		return nil
	}, option(a), option(b))
}

func (m *Model) apart() {
	a, b, ok := m.pair()
	if !ok {
		return
	}
	w, ids := m.deps.Words.Differ, []string{a.Finding, b.Finding}
	m.because(w.JoinReason, w.ApartReasons, w.KeptApart, func(d draft) inspection.Payload {
		return &inspection.Joined{ID: m.insp.ID, Findings: ids, Apart: true, Reason: d.reason, By: d.by}
	})
}

// because asks for the reason, phrases first, and the name; then it is recorded. What was said stays when the disk refuses it.
func (m *Model) because(title string, phrases []string, done string, payload func(draft) inspection.Payload) {
	w := m.deps.Words.Differ
	m.ask = m.deps.AskPhrase(title, m.said.reason, phrases, m.needed, func(reason string) tea.Cmd {
		m.said.reason = reason
		m.ask = m.deps.AskText(w.ByAsk, m.said.by, 1, m.needed, func(by string) tea.Cmd {
			m.said.by, m.saving, m.notice = by, true, done
			return m.deps.Record(m.page, payload(m.said))
		})
		return nil
	})
}

// open goes to the criterion on the walk, or to the finding.
func (m *Model) open() tea.Cmd {
	page := tui.Page{ID: m.page.ID}
	if c := m.conflict(); c != nil && c.Finding == "" {
		page.Kind, page.Item = tui.Walk, c.Key.Criterion+"|"+c.Key.Unit
	} else if c != nil {
		page.Kind, page.Item = tui.Finding, c.Finding
	} else if a, _, ok := m.pair(); ok {
		page.Kind, page.Item = tui.Finding, a.Finding
	} else {
		return nil
	}
	return tui.Say(tui.Goto{Page: page})
}

func (m *Model) buttons() []widget.Button {
	w := m.deps.Words.Differ
	if m.insp == nil || m.list.Len() == 0 {
		return nil
	}
	all := []widget.Button{{Key: "enter", Label: w.Settle, Msg: settle}}
	if m.conflict() == nil {
		all = []widget.Button{{Key: "enter", Label: w.Join, Msg: join}, {Key: "k", Label: w.Apart, Msg: apart}}
	}
	return append(all, widget.Button{Key: "o", Label: w.Open, Msg: open})
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	look, w := m.deps.Look(), m.deps.Words.Widget
	if m.ask != nil {
		return m.ask.Keys(look)
	}
	var keys []tui.Binding
	for _, b := range m.buttons() {
		keys = append(keys, tui.Binding{Keys: []string{b.Key}, What: b.Label, Footer: true})
	}
	return append(keys, tui.Binding{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, What: w.Pick},
		tui.Binding{Keys: []string{"up", "down"}, What: w.Up + " " + w.Down}, tui.Binding{Keys: []string{"pgup", "pgdown"}, What: w.PageUp + " " + w.PageDown})
}
