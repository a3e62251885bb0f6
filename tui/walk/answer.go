package walk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui/widget"
)

// draft is an answer to a line with what was said of it before: note and place stay, measured values too.
func (m *Model) draft(i item) *inspection.Answered {
	a := &inspection.Answered{ID: m.insp.ID, Words: i.c.Hash(), Place: m.place, Observed: m.observed}
	if said, there := m.insp.Answer(i.key()); there {
		a.Note, a.NoPhoto, a.Measured = said.Note, said.NoPhoto, maps.Clone(said.Measured)
		if a.Place == "" {
			a.Place = said.Place
		}
		if a.Observed == "" {
			a.Observed = said.Observed
		}
	}
	a.Criterion, a.Unit = i.c.ID, i.unit.ID
	if text, noted := m.notes[i.key()]; noted {
		a.Note = text
	}
	if drafted := m.measured[i.key()]; drafted != nil {
		if a.Measured == nil {
			a.Measured = map[string]string{}
		}
		maps.Copy(a.Measured, drafted)
	}
	return a
}

// answer sends an answer to the disk; it stands as pending, and the next open line follows.
func (m *Model) answer(i item, v checklist.Value, reason string, conditions map[string]bool) tea.Cmd {
	a := m.draft(i)
	a.Value, a.Reason, a.Conditions = v, reason, conditions
	m.pending[i.key()], m.last = v, i.key()
	cmd := m.deps.Record(m.page, a)
	if v == checklist.Fail { // it opens its finding; the next one follows after that
		return cmd
	}
	m.nextOpen(m.list.Selected())
	if !strings.HasPrefix(m.findingOf(i.key()), "new|") {
		m.notice = m.deps.Words.Walk.FindingStays
	}
	return cmd
}

// failed records at once what has a single condition, and asks which of several hold.
func (m *Model) failed(i item) tea.Cmd {
	if len(i.c.Leaves()) == 1 && !i.c.Equipment {
		return m.answer(i, checklist.Fail, "", nil)
	}
	m.tick = m.newConditions(i)
	return nil
}

func (m *Model) askReason(i item, v checklist.Value) {
	w := m.deps.Words.Walk
	title, phrases := w.NAAsk, w.NAReasons
	if v == checklist.Unseen {
		title, phrases = w.UnseenAsk, w.UnseenReasons
	}
	said, _ := m.insp.Answer(i.key())
	m.ask = m.deps.AskPhrase(title, said.Reason, phrases, m.needed, func(reason string) tea.Cmd {
		return m.answer(i, v, reason, nil)
	})
}

// needed refuses an empty text.
func (m *Model) needed(value string) string {
	if strings.TrimSpace(value) == "" {
		return m.deps.Words.Close.Missing
	}
	return ""
}

// askNote changes the note of an answer; without an answer yet it is kept with the next one.
func (m *Model) askNote(i item) {
	said, answered := m.insp.Answer(i.key())
	m.ask = m.deps.AskText(m.deps.Words.Walk.NoteAsk, m.draft(i).Note, 4, nil, func(text string) tea.Cmd {
		if !answered {
			m.notes[i.key()] = text
			m.notice = m.deps.Words.Walk.WithAnswer
			return nil
		}
		a := m.draft(i)
		a.Note, a.Value, a.Reason, a.Conditions = text, said.Value, said.Reason, said.Conditions
		m.last = inspection.Key{} // a note on a fail does not open its finding again
		return m.deps.Record(m.page, a)
	})
}

// askMeasure asks for each measured value of the criterion in turn.
func (m *Model) askMeasure(i item) {
	var leaves []*checklist.Condition
	for _, leaf := range i.c.Leaves() {
		if leaf.Measure != nil {
			leaves = append(leaves, leaf)
		}
	}
	if len(leaves) == 0 {
		m.notice = m.deps.Words.Walk.NothingToMeasure
		return
	}
	m.askValue(i, leaves, map[string]string{})
}

func (m *Model) askValue(i item, leaves []*checklist.Condition, values map[string]string) {
	w := m.deps.Words
	leaf := leaves[0]
	title := fmt.Sprintf(w.Walk.MeasureAsk, w.Text(leaf.Measure.Name), threshold(leaf.Measure))
	was := m.draft(i).Measured[leaf.ID]
	check := func(value string) string {
		if value = decimal(value); value != "" && !checklist.IsDecimal(value) {
			return w.Walk.NotANumber
		}
		return ""
	}
	m.ask = m.deps.AskText(title, was, 1, check, func(value string) tea.Cmd {
		if value = decimal(value); value != "" {
			values[leaf.ID] = value
		}
		if len(leaves) > 1 {
			m.askValue(i, leaves[1:], values)
			return nil
		}
		return m.valued(i, values)
	})
}

func decimal(value string) string { return strings.TrimSpace(widget.HalfWidth(value)) }

// threshold is a measure's limit as the document has it: > 9 人.
func threshold(measure *checklist.Measure) string {
	return strings.TrimSpace(measure.Op + " " + measure.Limit + " " + measure.Unit)
}

// valued keeps measured values with the next answer, and says at once what they come to; one that crosses its limit leads
// to a fail.
func (m *Model) valued(i item, values map[string]string) tea.Cmd {
	if len(values) == 0 {
		return nil
	}
	if m.measured[i.key()] == nil {
		m.measured[i.key()] = map[string]string{}
	}
	maps.Copy(m.measured[i.key()], values)
	var said []string
	for _, leaf := range i.c.Leaves() {
		if v, given := values[leaf.ID]; given {
			said = append(said, m.given(leaf, v))
		}
	}
	m.notice = strings.Join(append(said, m.deps.Words.Walk.WithAnswer), " · ")
	return nil
}

// given is a measured value against its threshold, in words.
func (m *Model) given(leaf *checklist.Condition, value string) string {
	w := m.deps.Words.Walk
	held := map[checklist.Tri]string{checklist.Yes: w.Holds, checklist.No: w.HoldsNot, checklist.Unknown: w.NotLooked}[leaf.Measure.Holds(value)]
	return fmt.Sprintf(w.Given, value, threshold(leaf.Measure), held)
}

// askUnit adds a unit of the criterion's kind, or asks for the kind first.
func (m *Model) askUnit(i item) {
	if i.c.Per != "" {
		m.askUnitName(i.c.Per)
		return
	}
	w := m.deps.Words
	var options []widget.Option
	for n := range m.lib.Units {
		u := &m.lib.Units[n]
		if slices.ContainsFunc(m.items, func(i item) bool { return i.c.Per == u.ID }) {
			options = append(options, widget.Option{Text: widget.Line(w.Text(u.Name)), Value: u.ID})
		}
	}
	m.ask = m.deps.AskMenu(w.Walk.UnitKind, func(kind string) tea.Cmd {
		m.askUnitName(kind)
		return nil
	}, options...)
}

func (m *Model) askUnitName(kind string) {
	w := m.deps.Words
	name, n := kind, 1
	if u := m.lib.Unit(kind); u != nil {
		name = w.Text(u.Name)
	}
	for _, u := range m.insp.Units {
		if u.Kind == kind {
			n++
		}
	}
	suggested := fmt.Sprintf(w.Walk.UnitName, n, name)
	m.ask = m.deps.AskPhrase(fmt.Sprintf(w.Walk.UnitAsk, name), suggested, []string{suggested}, m.needed, func(name string) tea.Cmd {
		u := inspection.Unit{ID: m.deps.NewID(), Kind: kind, Name: name}
		return m.deps.Record(m.page, &inspection.UnitAdded{ID: m.insp.ID, Unit: u})
	})
}

// askPlace sets the place of this and the following answers.
func (m *Model) askPlace(i item) {
	w := m.deps.Words
	_, group := m.group(i)
	phrases := []string{}
	add := func(s string) {
		if s != "" && !slices.Contains(phrases, s) {
			phrases = append(phrases, s)
		}
	}
	for _, f := range slices.Backward(m.insp.Findings) {
		add(f.Place)
	}
	for _, e := range slices.Backward(m.insp.History) {
		if a, isAnswer := e.Payload.(*inspection.Answered); isAnswer && !e.Void {
			add(a.Place)
		}
	}
	add(group)
	m.ask = m.deps.AskPhrase(w.Walk.PlaceAsk, m.place, phrases[:min(len(phrases), 8)], nil, func(place string) tea.Cmd {
		m.place = place
		return nil
	})
}

// askObserved sets the time at which the following answers were seen, or switches transcribing off.
func (m *Model) askObserved() {
	if m.observed != "" {
		m.observed = ""
		return
	}
	w := m.deps.Words.Walk
	const layout = "2006-01-02 15:04"
	parse := func(value string) (time.Time, error) {
		return time.ParseInLocation(layout, decimal(value), m.deps.Now().Location())
	}
	check := func(value string) string {
		if _, err := parse(value); err != nil {
			return w.ObservedBad
		}
		return ""
	}
	m.ask = m.deps.AskText(w.ObservedAsk, m.insp.Opened.Date+" 09:00", 1, check, func(value string) tea.Cmd {
		if at, err := parse(value); err == nil {
			m.observed = at.Format(time.RFC3339)
		}
		return nil
	})
}

func (m *Model) askSearch() {
	w := m.deps.Words
	var options []widget.Option
	for n, at := range m.shown {
		i := m.items[at]
		options = append(options, widget.Option{Text: i.c.Clause + " " + widget.Line(w.Text(i.c.Title)), Note: widget.Line(i.unit.Name), Value: fmt.Sprint(n), On: n == m.list.Selected()})
	}
	m.ask = m.deps.AskSearch(w.Walk.Search, func(value string) tea.Cmd {
		var n int
		if _, err := fmt.Sscan(value, &n); err == nil {
			m.goTo(n)
			m.showList = false
		}
		return m.remember()
	}, options...)
}

// takeBack undoes the last thing this device said that still has effect.
func (m *Model) takeBack() tea.Cmd {
	op, there := m.insp.LastUndoable(m.deps.Desk.Feed())
	if !there {
		m.notice = m.deps.Words.Walk.NothingToUndo
		return nil
	}
	m.notice = fmt.Sprintf(m.deps.Words.Walk.Undid, m.deps.Words.Op(op, m.lib))
	m.pointAt(op)
	return m.deps.Record(m.page, inspection.Undo(op))
}

// bringBack undoes the last undo that still has effect.
func (m *Model) bringBack() tea.Cmd {
	for _, e := range slices.Backward(m.insp.History) {
		u, undone := e.Payload.(*inspection.Undone)
		if !undone || e.Void || e.Feed != m.deps.Desk.Feed() {
			continue
		}
		for _, was := range m.insp.History {
			if target, named := u.Target(); named && was.Ref == target {
				m.notice = fmt.Sprintf(m.deps.Words.Walk.Redid, m.deps.Words.Op(was.Op, m.lib))
				m.pointAt(was.Op)
			}
		}
		return m.deps.Record(m.page, inspection.Undo(e.Op))
	}
	m.notice = m.deps.Words.Walk.NothingToUndo
	return nil
}

// pointAt selects the line that an operation concerns.
func (m *Model) pointAt(op inspection.Op) {
	if a, isAnswer := op.Payload.(*inspection.Answered); isAnswer {
		m.choose(inspection.Key{Criterion: a.Criterion, Unit: a.Unit})
		m.view.Home()
	}
}
