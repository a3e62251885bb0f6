package walk

import (
	"fmt"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui/widget"
)

// said is who answered what and when, with what goes with it; the strictest comes first and counts. Before it, what is not
// on disk yet.
func (m *Model) said(look widget.Look, i item) []string {
	w, t := m.deps.Words, look.Theme
	var lines []string
	if v, waiting := m.queue.value(i.key()); waiting {
		lines = append(lines, t.Dim.Render(w.Value(v)+" "+w.Walk.Pending))
	}
	lines = append(lines, m.unsaid(i)...)
	all := m.insp.Answers[i.key()]
	for n, s := range all {
		text := fmt.Sprintf(w.Walk.Answered, m.who(s.Ref), w.Value(s.Value), when(s))
		for _, more := range []string{s.Place, s.Reason, s.Note} {
			if more != "" {
				text += " · " + widget.Line(more)
			}
		}
		if n == 0 && len(all) > 1 {
			if settled, is := m.insp.Settled[i.key()]; is {
				text += " · " + fmt.Sprintf(w.Life.SettledOp, widget.Line(settled.By), widget.Line(settled.Reason))
			} else {
				text += " · " + w.Walk.Counts
			}
		}
		lines = append(lines, text)
		lines = append(lines, m.values(i, s.Measured)...)
	}
	switch m.verdicts[i.key()] {
	case isHit:
		lines = append(lines, w.Walk.IsHit)
	case isNotMet:
		lines = append(lines, w.Walk.NotMet)
	}
	return lines
}

// unsaid is what was noted and measured and waits for the answer.
func (m *Model) unsaid(i item) []string {
	d := m.drafts[i.key()]
	if d == nil {
		return nil
	}
	var lines []string
	if d.Note != nil {
		lines = append(lines, fmt.Sprintf(m.deps.Words.Walk.Drafted, widget.Line(*d.Note)))
	}
	for _, line := range m.values(i, d.Measured) {
		lines = append(lines, fmt.Sprintf(m.deps.Words.Walk.Drafted, line))
	}
	return lines
}

// values is measured values against their thresholds.
func (m *Model) values(i item, measured map[string]string) []string {
	var lines []string
	for _, leaf := range i.c.Leaves() {
		if v := measured[leaf.ID]; v != "" && leaf.Measure != nil {
			lines = append(lines, m.given(leaf, v))
		}
	}
	return lines
}

// who is this tablet, or another by who holds it, or the beginning of its feed.
func (m *Model) who(ref inspection.Ref) string {
	if m.insp.Mine(m.deps.Desk.Feed(), ref) {
		return m.deps.Words.Walk.ThisTablet
	}
	if n, named := m.insp.Names[ref.Feed]; named {
		return widget.Line(n.Name)
	}
	if name := m.names[ref.Feed]; name != "" {
		return widget.Line(name)
	}
	return fmt.Sprintf(m.deps.Words.Walk.OtherTablet, ref.Feed.String()[:6])
}

// when is the time at which it was seen: on paper when transcribed, else when it was entered.
func when(s inspection.Said) string {
	at, err := time.Parse(time.RFC3339, s.Observed)
	if err != nil {
		at = s.At.In(time.Local)
	}
	return at.Format("01-02 15:04")
}
