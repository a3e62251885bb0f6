// Package create is the form of a new inspection, in three short steps: the enterprise (a known one by number or pinyin
// initials, or a new one), the kind of visit and the sectors, the people and the day.
package create

import (
	"strconv"
	"strings"

	"charm.land/huh/v2"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// step is where in the form.
type step int

const (
	reading step = iota
	picking
	entering
	choosing
	naming
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int
	step          step

	known   []inspection.Enterprise
	visits  []inspection.Summary
	menu    *widget.Menu // of enterprises
	company *fields
	form    *widget.Form // visit and sectors
	people  *fields

	chosen  inspection.Enterprise // a known one, or one with only an id
	visit   inspection.Visit
	sectors []string
	opened  *inspection.Opened // on its way to the disk
}

// New makes the screen.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	return &Model{deps: deps, page: page, visit: inspection.Assistance}
}

// loaded is what was read.
type loaded struct {
	known  []inspection.Enterprise
	visits []inspection.Summary
	err    error
}

// Init reads the enterprises met before.
func (m *Model) Init() tea.Cmd {
	return tui.For(m.page, func() tea.Msg {
		known, err := m.deps.Desk.Enterprises()
		if err != nil {
			return loaded{err: err}
		}
		visits, err := m.deps.Desk.Summaries()
		return loaded{known, visits, err}
	})
}

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says whether letters are text now.
func (m *Model) Typing() bool { return m.step != reading }

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.err != nil {
			return tui.Say(tui.Trouble{Err: msg.err})
		}
		m.known, m.visits = msg.known, msg.visits
		m.start()
		return nil
	case tui.Recorded:
		return m.recorded(msg)
	}
	switch m.step {
	case picking:
		return m.pick(msg)
	case entering:
		return m.enter(msg)
	case choosing:
		return m.choose(msg)
	case naming:
		return m.name(msg)
	}
	return nil
}

// start offers the known enterprises, or asks for the first.
func (m *Model) start() {
	if len(m.known) == 0 {
		m.step = entering
		m.company = m.companyFields(inspection.Enterprise{})
		return
	}
	w := m.deps.Words.Create
	options := []widget.Option{{Text: w.NewEnterprise, Value: "new"}}
	for n, e := range m.known {
		options = append(options, widget.Option{Text: widget.Line(e.Name), Note: widget.Line(strings.TrimSpace(e.Code + "  " + m.history(e))), Value: strconv.Itoa(n)})
	}
	m.menu = widget.NewMenu(w.EnterpriseHead, options...)
	m.menu.Filter = true
	m.step = picking
}

func (m *Model) pick(msg tea.Msg) tea.Cmd {
	switch m.menu.Update(msg) {
	case widget.Cancelled:
		return tui.Say(tui.Back{})
	case widget.Chosen:
		n, err := strconv.Atoi(m.menu.Value())
		if err != nil {
			m.chosen = inspection.Enterprise{}
			m.company = m.companyFields(inspection.Enterprise{Name: m.menu.Query()})
			m.step = entering
			return nil
		}
		m.chosen = m.known[n]
		m.askKind()
	}
	return nil
}

func (m *Model) enter(msg tea.Msg) tea.Cmd {
	switch m.company.update(msg) {
	case widget.Cancelled:
		if m.menu == nil {
			return tui.Say(tui.Back{})
		}
		m.step = picking
	case widget.Chosen:
		m.chosen = m.enterprise()
		m.askKind()
	}
	return nil
}

// askKind opens the form of visit and sectors; what was chosen before stays chosen.
func (m *Model) askKind() {
	w := m.deps.Words
	visits := make([]huh.Option[inspection.Visit], 0, 4)
	for _, v := range []inspection.Visit{inspection.Assistance, inspection.SelfCheck, inspection.Recheck, inspection.Official} {
		visits = append(visits, huh.NewOption(w.VisitName(v), v))
	}
	sectors := make([]huh.Option[string], 0, len(m.deps.Library.Sectors))
	for n := range m.deps.Library.Sectors {
		s := &m.deps.Library.Sectors[n]
		sectors = append(sectors, huh.NewOption(widget.Line(w.Text(s.Name)), s.ID))
	}
	m.form = widget.NewForm(
		huh.NewSelect[inspection.Visit]().Title(w.Create.VisitTitle).Options(visits...).Value(&m.visit),
		huh.NewMultiSelect[string]().Title(w.Create.SectorsTitle).Options(sectors...).Value(&m.sectors).Validate(m.needSector),
	)
	m.step = choosing
}

func (m *Model) choose(msg tea.Msg) tea.Cmd {
	switch m.form.Update(msg) {
	case widget.Cancelled:
		m.step = picking
		if m.menu == nil {
			m.step = entering
		}
	case widget.Chosen:
		m.people = m.peopleFields(m.people)
		m.step = naming
	}
	return nil
}

func (m *Model) name(msg tea.Msg) tea.Cmd {
	switch m.people.update(msg) {
	case widget.Cancelled:
		m.askKind()
	case widget.Chosen:
		return m.open()
	}
	return nil
}
