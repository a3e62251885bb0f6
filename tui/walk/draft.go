package walk

import (
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// draft is what was noted and measured of a line and is not on disk with an answer yet.
type draft struct {
	Note     *string           `json:"note,omitempty"`     // nil: not touched
	Measured map[string]string `json:"measured,omitempty"` // by leaf
}

func nameOf(k inspection.Key) string { return k.Criterion + " " + k.Unit }

func keyNamed(name string) inspection.Key {
	criterion, unit, _ := strings.Cut(name, " ")
	return inspection.Key{Criterion: criterion, Unit: unit}
}

// drafted is the draft of a line, made when there is none.
func (m *Model) drafted(k inspection.Key) *draft {
	if m.drafts[k] == nil {
		m.drafts[k] = &draft{Measured: map[string]string{}}
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

// answering is an answer to a line without its value: note, measured values and place stay what this device said before,
// unless they were changed since.
func (m *Model) answering(i item) *inspection.Answered {
	was, _ := m.own(i.key())
	a := was.Answered
	a.ID, a.Criterion, a.Unit, a.Words = m.insp.ID, i.c.ID, i.unit.ID, i.c.Hash()
	a.Measured = maps.Clone(a.Measured)
	if m.place != "" {
		a.Place = m.place
	}
	a.Observed = m.observed
	m.apply(a, i.key())
	return a.fresh()
}

func (m *Model) apply(a *inspection.Answered, k inspection.Key) {
	d := m.drafts[k]
	if d == nil {
		return
	}
	if d.Note != nil {
		a.Note = *d.Note
	}
	if len(d.Measured) > 0 {
		if a.Measured == nil {
			a.Measured = map[string]string{}
		}
		maps.Copy(a.Measured, d.Measured)
	}
}
