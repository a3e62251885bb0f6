package scope

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// say is a button's or a key's answer.
type say string

const (
	yes     say = "yes"
	no      say = "no"
	unknown say = "unknown"
	restNo  say = "rest"
	undo    say = "undo"
	walk    say = "walk"
	next    say = "next"
)

// byKey is what the keys do: digits for gloves, letters for habit.
var byKey = map[string]say{"1": yes, "y": yes, "2": no, "n": no, "3": unknown, "0": restNo, "u": undo, "w": walk, "tab": next}

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
	case m.kinds != nil:
		return m.pickKinds(msg)
	case m.basis != nil:
		return m.typeBasis(msg)
	}
	switch msg := msg.(type) {
	case say:
		return m.do(msg)
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg), msg)
	case widget.RowMsg:
		again := m.list.Selected() == msg.Row
		m.list.Update(msg)
		if q := m.question(); again && q != nil && len(q.Kinds) > 0 {
			return m.do(yes)
		}
	default:
		m.list.Update(msg)
	}
	m.sure = false
	return nil
}

func (m *Model) key(key string, msg tea.KeyPressMsg) tea.Cmd {
	if s, ok := byKey[key]; ok {
		return m.do(s)
	}
	if key == "enter" {
		if q := m.question(); q != nil && len(q.Kinds) > 0 {
			return m.do(yes)
		}
		if open, _ := m.left(); open == 0 {
			return m.do(walk)
		}
		return m.do(next)
	}
	m.sure = false
	m.list.Update(msg)
	return nil
}

func (m *Model) do(s say) tea.Cmd {
	if s != restNo {
		m.sure = false
	}
	switch s {
	case walk:
		return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.Walk, ID: m.page.ID}})
	case undo:
		return m.undo()
	case next:
		m.nextOpen(m.list.Selected())
		return nil
	case restNo:
		return m.restNo()
	default:
		return m.answer(s)
	}
}

func (m *Model) answer(s say) tea.Cmd {
	q := m.question()
	switch {
	case q == nil:
		m.nextOpen(m.list.Selected())
		return nil
	case len(q.Kinds) > 0 && s == yes:
		m.openKinds(q)
		return nil
	case len(q.Kinds) > 0 && s == no:
		return m.record(q, checklist.ScopeAnswer{Value: "kinds"})
	case q.Basis && s == yes:
		m.openBasis(q)
		return nil
	}
	return m.record(q, checklist.ScopeAnswer{Value: string(s)})
}

func (m *Model) openKinds(q *checklist.Question) {
	chosen := m.insp.Scope[q.ID].Kinds
	options := make([]widget.Option, 0, len(q.Kinds))
	for _, k := range q.Kinds {
		options = append(options, widget.Option{Text: m.deps.Words.Text(k.Name), Value: k.ID, On: slices.Contains(chosen, k.ID)})
	}
	m.kinds = widget.NewMenuOfMany(m.deps.Words.Text(q.Ask), options...)
}

func (m *Model) pickKinds(msg tea.Msg) tea.Cmd {
	switch m.kinds.Update(msg) {
	case widget.Chosen:
		kinds := m.kinds.Values()
		m.kinds = nil
		return m.record(m.question(), checklist.ScopeAnswer{Value: "kinds", Kinds: kinds})
	case widget.Cancelled:
		m.kinds = nil
	}
	return nil
}

func (m *Model) openBasis(q *checklist.Question) {
	m.basis = widget.NewField("basis", m.deps.Words.Scoping.BasisLabel, 1)
	m.basis.Hint = m.deps.Words.Scoping.BasisHint
	m.basis.Limit = inspection.MaxText
	m.basis.SetValue(m.insp.Scope[q.ID].Basis)
	m.basis.Focus()
}

func (m *Model) typeBasis(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && widget.Key(key) == "esc" {
		m.basis = nil
		return nil
	}
	done, cmd := m.basis.Update(msg)
	if !done {
		return cmd
	}
	basis := strings.TrimSpace(m.basis.Value())
	if basis == "" {
		m.basis.Err = m.deps.Words.Scoping.BasisNeeded
		return nil
	}
	return m.record(m.question(), checklist.ScopeAnswer{Value: "yes", Basis: basis})
}

// record sends an answer to the disk; it stands as pending until it is there.
func (m *Model) record(q *checklist.Question, a checklist.ScopeAnswer) tea.Cmd {
	m.pending[q.ID] = a.Value
	m.asked, m.notice = q, ""
	if m.basis == nil {
		m.nextOpen(m.list.Selected())
	}
	m.ahead = m.question()
	return m.deps.Record(m.page, &inspection.Scoped{ID: m.insp.ID, Question: q.ID, ScopeAnswer: a})
}

// restNo answers no to every question left, after a second press: the usual end of a long list.
func (m *Model) restNo() tea.Cmd {
	var ps []inspection.Payload
	for _, r := range m.rows {
		if r.q != nil && !m.answered(r.q) {
			a := checklist.ScopeAnswer{Value: "no"}
			if len(r.q.Kinds) > 0 {
				a.Value = "kinds"
			}
			ps = append(ps, &inspection.Scoped{ID: m.insp.ID, Question: r.q.ID, ScopeAnswer: a})
		}
	}
	if len(ps) == 0 {
		return nil
	}
	if !m.sure {
		m.sure = true
		m.notice = fmt.Sprintf(m.deps.Words.Scoping.RestNoAsk, len(ps))
		return nil
	}
	m.sure, m.notice = false, ""
	for _, p := range ps {
		m.pending[p.(*inspection.Scoped).Question] = "no"
	}
	return m.deps.Record(m.page, ps...)
}

func (m *Model) undo() tea.Cmd {
	op, ok := m.insp.LastUndoable(m.deps.Desk.Feed())
	if _, scoped := op.Payload.(*inspection.Scoped); !ok || !scoped {
		m.notice = m.deps.Words.Scoping.NothingToUndo
		return nil
	}
	m.notice = fmt.Sprintf(m.deps.Words.Scoping.Undid, m.deps.Words.Op(op, m.lib))
	return m.deps.Record(m.page, inspection.Undo(op))
}

// recorded takes what is on disk, or keeps what was typed when it is not.
func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	clear(m.pending)
	if r.Err != nil {
		m.notice = ""
		m.selectQuestion(m.asked)
		return nil // the router shows the error; the typed text stays
	}
	m.insp = m.insp.With(r.Ops...)
	m.lay()
	m.basis = nil
	if m.asked != nil && m.question() == m.ahead { // nobody moved on meanwhile
		m.selectQuestion(m.asked)
		m.nextOpen(m.list.Selected())
	}
	m.asked = nil
	return nil
}
