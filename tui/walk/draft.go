package walk

import (
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
)

// draft is what was noted and measured of a line and is not on disk with an answer yet.
type draft struct {
	Note     *string           `json:"note,omitempty"`     // nil: not touched
	Measured map[string]string `json:"measured,omitempty"` // by leaf
}

// nameOf and keyNamed write a line's key as one word of the mark and read it.
func nameOf(k inspection.Key) string { return k.Criterion + " " + k.Unit }

func keyNamed(name string) inspection.Key {
	criterion, unit, _ := strings.Cut(name, " ")
	return inspection.Key{Criterion: criterion, Unit: unit}
}

// drafted is the draft of a line, made when there is none.
func (m *Model) drafted(k inspection.Key) *draft {
	if m.drafts[k] == nil {
		m.drafts[k] = &draft{}
	}
	if m.drafts[k].Measured == nil {
		m.drafts[k].Measured = map[string]string{}
	}
	return m.drafts[k]
}

// own is this device's answer to a line: what another tablet said is never taken over.
func (m *Model) own(k inspection.Key) (inspection.Said, bool) {
	for _, s := range m.insp.Answers[k] {
		if s.Feed == m.deps.Desk.Feed() {
			return s, true
		}
	}
	return inspection.Said{}, false
}

// answering is an answer to a line before its value: note, measured values and place are what this device said of it before,
// unless they were changed since; it is seen now, or at the time on paper.
func (m *Model) answering(i item) *inspection.Answered {
	was, _ := m.own(i.key())
	a := &inspection.Answered{ID: m.insp.ID, Words: i.c.Hash(), Place: m.place, Observed: m.observed, Note: was.Note, NoPhoto: was.NoPhoto}
	a.Criterion, a.Unit, a.Measured = i.c.ID, i.unit.ID, maps.Clone(was.Measured)
	if a.Place == "" {
		a.Place = was.Place
	}
	m.apply(a)
	return a
}

// apply puts the draft of its line into an answer.
func (m *Model) apply(a *inspection.Answered) {
	d := m.drafts[inspection.Key{Criterion: a.Criterion, Unit: a.Unit}]
	if d == nil {
		return
	}
	if d.Note != nil {
		a.Note = *d.Note
	}
	if len(d.Measured) > 0 && a.Measured == nil {
		a.Measured = map[string]string{}
	}
	maps.Copy(a.Measured, d.Measured)
}

// settle drops what an answer brought to the disk from the draft; what was typed since stays.
func (m *Model) settle(a *inspection.Answered) {
	k := inspection.Key{Criterion: a.Criterion, Unit: a.Unit}
	d := m.drafts[k]
	if d == nil {
		return
	}
	if d.Note != nil && *d.Note == a.Note {
		d.Note = nil
	}
	maps.DeleteFunc(d.Measured, func(leaf, value string) bool { return a.Measured[leaf] == value })
	if d.Note == nil && len(d.Measured) == 0 {
		delete(m.drafts, k)
	}
}

// amend brings the draft of a line to the disk at once when this device answered it; else the answer that follows does.
func (m *Model) amend(i item) tea.Cmd {
	k := i.key()
	_, waiting := m.queue.value(k)
	if _, answered := m.own(k); !answered && !waiting {
		m.add(m.deps.Words.Walk.WithAnswer)
		return m.remember()
	}
	var a inspection.Answered
	return m.send(errand{key: k, what: m.lineName(k),
		make: func() inspection.Payload {
			was, there := m.own(k)
			if !there {
				return nil // its answer was refused: the draft waits for the next try
			}
			a = was.Answered
			a.Measured = maps.Clone(a.Measured)
			m.apply(&a)
			return &a
		},
		done: func() tea.Cmd { m.settle(&a); return nil },
	})
}
