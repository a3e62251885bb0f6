package walk

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui/widget"
)

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
	if len(options) == 0 {
		m.notice = w.Walk.NoUnitsHere
		return
	}
	m.ask = m.deps.AskMenu(w.Walk.UnitKind, func(kind string) tea.Cmd {
		m.askUnitName(kind)
		return nil
	}, options...)
}

func (m *Model) unitKind(id string) string {
	if u := m.lib.Unit(id); u != nil {
		return m.deps.Words.Text(u.Name)
	}
	return id
}

func (m *Model) askUnitName(kind string) {
	w := m.deps.Words
	suggested := m.unitName(kind)
	m.ask = m.deps.AskPhrase(fmt.Sprintf(w.Walk.UnitAsk, m.unitKind(kind)), suggested, []string{suggested}, m.needed, func(name string) tea.Cmd {
		u := inspection.Unit{ID: m.deps.NewID(), Kind: kind, Name: name}
		return m.send(errand{key: m.key(), what: name,
			make: func() inspection.Payload { return &inspection.UnitAdded{ID: m.insp.ID, Unit: u} },
			done: func() tea.Cmd { m.chooseUnit(u); return nil }})
	})
}

// unitName is the next number's name that no unit of the kind has.
func (m *Model) unitName(kind string) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf(m.deps.Words.Walk.UnitName, n, m.unitKind(kind))
		if !slices.ContainsFunc(m.insp.Units, func(u inspection.Unit) bool { return u.Kind == kind && u.Name == name }) {
			return name
		}
	}
}

// chooseUnit goes to the new unit's line of the same criterion, when that is still open and nothing else was done meanwhile.
func (m *Model) chooseUnit(u inspection.Unit) {
	if i, there := m.item(); there && i.c.Per == u.Kind && (i.unit.ID == "" || m.value(i.key()) != "") {
		m.choose(inspection.Key{Criterion: i.c.ID, Unit: u.ID})
		m.view.Home()
	}
}
