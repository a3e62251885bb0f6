package walk

import (
	"encoding/json"
	"maps"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
)

// mark is where the walk was and what was typed but not answered yet; it is kept on this device.
type mark struct {
	Criterion string           `json:"criterion"`
	Unit      string           `json:"unit,omitempty"`
	ByClause  bool             `json:"by_clause,omitempty"`
	Filter    filter           `json:"filter,omitempty"`
	Place     string           `json:"place,omitempty"`
	Observed  string           `json:"observed,omitempty"`
	Drafts    map[string]draft `json:"drafts,omitempty"` // by criterion, a blank, unit
}

// marked says that the mark is on disk, or not.
type marked struct{ err error }

func (m *Model) noteKey() string { return "walk/" + m.page.ID }

// recall takes the mark up again and gives the line it was on; what cannot be read is as none.
func (m *Model) recall(note []byte) inspection.Key {
	var was mark
	if json.Unmarshal(note, &was) != nil {
		return inspection.Key{}
	}
	m.byClause, m.filter, m.place, m.observed = was.ByClause, was.Filter, was.Place, was.Observed
	for name, d := range was.Drafts {
		m.drafts[keyNamed(name)] = &d
	}
	return inspection.Key{Criterion: was.Criterion, Unit: was.Unit}
}

// remember keeps the mark, in the background and one at a time: an older one never overtakes a newer.
func (m *Model) remember() tea.Cmd {
	if m.marking {
		m.moved = true
		return nil
	}
	k := m.key()
	now := mark{Criterion: k.Criterion, Unit: k.Unit, ByClause: m.byClause, Filter: m.filter, Place: m.place, Observed: m.observed, Drafts: map[string]draft{}}
	for k, d := range m.drafts {
		now.Drafts[nameOf(k)] = draft{d.Note, maps.Clone(d.Measured)}
	}
	data, err := json.Marshal(now)
	if err != nil {
		return tui.Say(tui.Trouble{Err: err})
	}
	m.marking, m.moved = true, false
	return tui.For(m.page, func() tea.Msg { return marked{m.deps.Desk.SetNote(m.noteKey(), data)} })
}

func (m *Model) remembered(msg marked) tea.Cmd {
	m.marking = false
	switch {
	case msg.err != nil:
		return tui.Say(tui.Trouble{Err: msg.err})
	case m.moved:
		return m.remember()
	}
	return nil
}
