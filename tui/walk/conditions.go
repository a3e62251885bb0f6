package walk

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// conditions asks which conditions of a failed criterion hold: each by its digit, on, off, not looked at. Nothing chosen
// means that the expert judged the hazard as a whole. What it comes to is shown at once.
type conditions struct {
	i      item
	leaves []*checklist.Condition
	before map[string][]string // by leaf id: the joins that begin in front of it, as lines
	depth  map[string]int      // by leaf id: joins around it
	held   map[string]bool
	given  map[string]string // by leaf id: a measured value decides its leaf
	list   widget.List
}

func (m *Model) newConditions(i item) *conditions {
	t := &conditions{i: i, leaves: i.c.Leaves(), before: map[string][]string{}, depth: map[string]int{}, held: map[string]bool{}, given: map[string]string{}}
	m.outline(t, &i.c.Hazard, 0, nil)
	said, _ := m.own(i.key())
	for id, h := range said.Conditions {
		t.held[id] = h
	}
	measured := m.answering(i).Measured
	for _, leaf := range t.leaves {
		if leaf.Measure == nil {
			continue
		}
		if h := leaf.Measure.Holds(measured[leaf.ID]); h != checklist.Unknown {
			t.held[leaf.ID], t.given[leaf.ID] = h == checklist.Yes, measured[leaf.ID]
		}
	}
	if i.c.Equipment && i.e.Failed != nil {
		text := i.e.Failed.Text
		t.leaves = append(t.leaves, &checklist.Condition{ID: checklist.Failed, Zh: text.Zh, En: text.En})
	}
	t.list.Name = "conditions"
	t.list.SetLen(len(t.leaves))
	return t
}

// outline notes which joins stand in front of each leaf, and how deep it is: the logic stays visible while it is ticked.
func (m *Model) outline(t *conditions, c *checklist.Condition, depth int, joins []string) []string {
	join := m.joined(c)
	if join == "" {
		t.before[c.ID], t.depth[c.ID] = joins, depth
		return nil
	}
	joins = append(joins, strings.Repeat("  ", depth)+join)
	for _, parts := range [][]checklist.Condition{c.All, c.Any, c.Of} {
		for n := range parts {
			joins = m.outline(t, &parts[n], depth+1, joins)
		}
	}
	return joins
}

// ticked is a tap on a button of the conditions.
type ticked string

const (
	tickDone  ticked = "done"
	tickLeave ticked = "leave"
)

func (m *Model) ticking(msg tea.Msg) tea.Cmd {
	t := m.tick
	switch msg := msg.(type) {
	case ticked:
		m.tick = nil
		if msg == tickDone {
			return m.answer(t.i, checklist.Fail, "", t.chosen())
		}
	case widget.RowMsg:
		t.turn(msg.Row)
	case tea.KeyPressMsg:
		switch key := widget.Key(msg); {
		case key == "enter":
			return m.ticking(tickDone)
		case key == "esc":
			return m.ticking(tickLeave)
		case key == "space":
			t.turn(t.list.Selected())
		case len(key) == 1 && key >= "1" && int(key[0]-'1') < len(t.leaves):
			t.turn(int(key[0] - '1'))
		default:
			t.list.Update(msg)
		}
	default:
		t.list.Update(msg)
	}
	return nil
}

// chosen is nil when nothing was chosen: judged as a whole.
func (t *conditions) chosen() map[string]bool {
	if len(t.held) == 0 {
		return nil
	}
	return t.held
}

// turn goes from not looked at to holds, to does not hold, and back. A measured value leaves no choice.
func (t *conditions) turn(n int) {
	if n < 0 || n >= len(t.leaves) {
		return
	}
	t.list.Select(n)
	id := t.leaves[n].ID
	if t.given[id] != "" {
		return
	}
	switch h, given := t.held[id]; {
	case !given:
		t.held[id] = true
	case h:
		t.held[id] = false
	default:
		delete(t.held, id)
	}
}

// outcome is what the judge would make of the answer as it stands.
func (m *Model) outcome(t *conditions) string {
	w := m.deps.Words.Walk
	a := m.answering(t.i)
	a.Value, a.Conditions = checklist.Fail, t.chosen()
	f := checklist.Facts{Date: m.insp.Opened.Date, Scope: m.insp.Scope, Answers: []checklist.Answer{a.Answer}}
	v := m.lib.Judge(t.i.sector.ID, f)
	for _, h := range v.Hits {
		if h.Criterion == t.i.c.ID {
			return w.OutHit
		}
	}
	for _, n := range v.NotMet {
		if n.Criterion == t.i.c.ID {
			return w.OutClear
		}
	}
	return w.OutOpen
}

func (m *Model) viewConditions(look widget.Look) tui.Frame {
	t, w := m.tick, m.deps.Words
	var head widget.Frame
	head.Add(look.Theme.Title.Lines(widget.Wrap(t.i.c.Clause+" "+widget.Line(w.Text(t.i.c.Title)), m.width))...)
	head.Add(look.Theme.Strong.Render(widget.Truncate(w.Walk.ConditionAsk, m.width)))
	if t.chosen() == nil {
		head.Add(look.Theme.Dim.Lines(widget.Wrap(w.Walk.WholeHint, m.width))...)
	}
	head.Add(look.Theme.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Walk.Outcome, m.outcome(t)), m.width))...)
	head.Add("")
	room := 1
	if m.height >= 20 {
		room = widget.ButtonHeight
	}
	foot := widget.Buttons(look, m.width, room, []widget.Button{
		{Key: "esc", Label: w.Widget.Cancel, Msg: tickLeave}, {Key: "enter", Label: w.Widget.Done, Msg: tickDone}})
	t.list.SetSize(m.width, max(m.height-head.Height()-foot.Height(), 1))
	body := t.list.View(look, func(n, width int) []string { return m.conditionRow(look, n, width) })
	return widget.Compose(m.width, m.height, head, body, foot)
}

func (m *Model) conditionRow(look widget.Look, n, width int) []string {
	t, w := m.tick, m.deps.Words
	leaf := t.leaves[n]
	lines := look.Theme.Dim.Lines(t.before[leaf.ID])
	label := fmt.Sprintf("%s%d ", strings.Repeat("  ", max(t.depth[leaf.ID]-1, 0)), n+1)
	switch h, given := t.held[leaf.ID]; {
	case !given:
		label += look.Theme.Open.Render(widget.Mid(w.Walk.NotLooked, 10))
	case h:
		label += look.Theme.Fail.Render(widget.Mid(w.Walk.Holds, 10))
	default:
		label += look.Theme.OK.Render(widget.Mid(w.Walk.HoldsNot, 10))
	}
	text := widget.Line(w.Text(checklist.Text{Zh: leaf.Zh, En: leaf.En}))
	if leaf.ID == checklist.Failed {
		text = fmt.Sprintf(w.Walk.Label, w.Walk.Failed14) + text
	}
	if leaf.Measure != nil {
		text += fmt.Sprintf(w.Walk.Noted, threshold(leaf.Measure))
	}
	if v := t.given[leaf.ID]; v != "" {
		text += " " + m.given(leaf, v)
	}
	return append(append(lines, widget.Hang(label+" ", text, width)...), "")
}

// joined says how the conditions make the hazard.
func (m *Model) joined(c *checklist.Condition) string {
	w := m.deps.Words
	switch {
	case len(c.All) > 0:
		return w.Join("all")
	case len(c.Any) > 0:
		return w.Join("any")
	case len(c.Of) > 0:
		return w.Join(fmt.Sprintf("at-least-%d", c.AtLeast))
	}
	return ""
}
