package create

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// history is how often the enterprise was visited this year, and when last: enterprises are visited too often.
func (m *Model) history(e inspection.Enterprise) string {
	w := m.deps.Words.Create
	year := m.deps.Now().Format("2006")
	count, last := 0, ""
	for _, s := range m.visits {
		same := s.Enterprise.ID == e.ID || e.Code != "" && s.Enterprise.Code == e.Code // met before the register had it
		if same && strings.HasPrefix(s.Date, year) {
			count++
			last = max(last, s.Date)
		}
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf(w.Visits, count) + "  " + fmt.Sprintf(w.LastVisit, last)
}

func (m *Model) companyFields(e inspection.Enterprise) *fields {
	w := m.deps.Words.Create
	f := &fields{deps: m.deps, title: w.EnterpriseHead, done: w.Next}
	free := func(string) string { return "" }
	f.add("name", w.Name, "", e.Name, m.required)
	f.add("code", w.Code, w.CodeHint, e.Code, m.checkCode)
	f.add("address", w.Address, w.Optional, e.Address, free)
	f.add("contact", w.Contact, w.Optional, e.Contact, free)
	f.add("phone", w.Phone, w.Optional, e.Phone, free)
	f.focus(0)
	return f
}

func (m *Model) required(value string) string {
	if value == "" {
		return m.deps.Words.Create.Missing
	}
	return ""
}

// code is a credit code as typed, in the form that is kept.
func code(value string) string {
	return strings.ToUpper(strings.ReplaceAll(widget.HalfWidth(value), " ", ""))
}

func (m *Model) checkCode(value string) string {
	if value == "" {
		return ""
	}
	w := m.deps.Words.Create
	var wrong *inspection.CodeError
	if err := inspection.CheckCreditCode(code(value)); err == nil || !errors.As(err, &wrong) {
		return ""
	}
	switch {
	case wrong.Length != 0:
		return fmt.Sprintf(w.CodeLength, wrong.Length)
	case wrong.Bad != "":
		return fmt.Sprintf(w.CodeAlphabet, wrong.Bad)
	default:
		return fmt.Sprintf(w.CodeCheck, wrong.Want)
	}
}

// enterprise is the one entered; one whose code is known already stays that one.
func (m *Model) enterprise() inspection.Enterprise {
	e := inspection.Enterprise{
		ID: m.deps.NewID(), Name: m.company.value("name"), Code: code(m.company.value("code")),
		Address: m.company.value("address"), Contact: m.company.value("contact"), Phone: m.company.value("phone"),
	}
	for _, k := range m.known {
		if k.Code != "" && k.Code == e.Code {
			e.ID = k.ID
		}
	}
	return e
}

func (m *Model) needSector(chosen []string) error {
	if len(chosen) == 0 {
		return errors.New(m.deps.Words.Create.SectorsNeeded)
	}
	return nil
}

// peopleFields asks for the people and the day, with what is known filled in; typed before stays.
func (m *Model) peopleFields(before *fields) *fields {
	w := m.deps.Words.Create
	f := &fields{deps: m.deps, title: w.PeopleHead, done: w.Create}
	experts, accompanied, date, cards := "", m.chosen.Contact, m.deps.Now().Format(time.DateOnly), ""
	if len(m.visits) > 0 {
		experts = strings.Join(m.visits[0].Experts, "、")
	}
	if before != nil {
		experts, date, cards = before.value("experts"), before.value("date"), before.value("cards")
		accompanied = before.value("accompanied")
	}
	f.add("experts", w.Experts, w.ExpertsHint, experts, m.required)
	if m.visit == inspection.Official {
		f.add("cards", w.Cards, w.CardsHint, cards, func(v string) string {
			if len(slices.Compact(slices.Sorted(slices.Values(tui.Names(v))))) < 2 {
				return w.CardsNeeded
			}
			return ""
		})
	}
	f.add("accompanied", w.Accompanied, w.Optional, accompanied, func(string) string { return "" })
	f.add("date", w.Date, "2026-11-23", date, m.checkDate)
	f.focus(0)
	return f
}

func (m *Model) checkDate(value string) string {
	w := m.deps.Words
	value = widget.HalfWidth(value)
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		return w.Create.DateBad
	}
	for _, id := range m.sectors {
		if s := m.deps.Library.Sector(id); s != nil && m.deps.Library.Edition(id, value) == nil {
			return fmt.Sprintf(w.Create.DateNoLaw, w.Text(s.Name))
		}
	}
	return ""
}

func (m *Model) open() tea.Cmd {
	m.opened = &inspection.Opened{
		ID: m.deps.NewID(), Enterprise: m.chosen, Visit: m.visit, Date: widget.HalfWidth(m.people.value("date")),
		Experts: tui.Names(m.people.value("experts")), Cards: tui.Names(m.people.value("cards")),
		Accompanied: m.people.value("accompanied"), Sectors: m.inOrder(), Revision: m.deps.Library.Revision,
	}
	return m.deps.Record(m.page, m.opened)
}

// inOrder is the chosen sectors in the library's order, whatever order they were tapped in.
func (m *Model) inOrder() []string {
	var ids []string
	for n := range m.deps.Library.Sectors {
		if id := m.deps.Library.Sectors[n].ID; slices.Contains(m.sectors, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	if r.Err != nil || m.opened == nil {
		return nil // the router shows the error; what was typed stays for another try
	}
	return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.Scope, ID: m.opened.ID}})
}

// View draws the step.
func (m *Model) View() tui.Frame {
	look := m.deps.Look()
	switch m.step {
	case picking:
		return m.menu.View(look, m.width, m.height)
	case entering:
		return m.company.view(look, m.width, m.height)
	case choosing:
		head := widget.Frame{Lines: []string{look.Theme.Title.Render(m.deps.Words.Create.KindHead)}}
		head.Add(look.Theme.Dim.Lines(widget.Wrap(m.deps.Words.Create.VisitHint, m.width))...)
		head.Add("")
		return widget.Compose(m.width, m.height, head, m.form.View(look, m.width, m.height-head.Height()), widget.Frame{})
	case naming:
		return m.people.view(look, m.width, m.height)
	default:
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(m.deps.Words.Create.Loading)}}
		return f.Fit(m.width, m.height)
	}
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words
	if m.step == picking {
		return m.menu.Keys(m.deps.Look())
	}
	return []tui.Binding{
		{Keys: []string{"tab", "down"}, What: w.Widget.Next, Footer: true}, {Keys: []string{"shift+tab", "up"}, What: w.Widget.Previous},
		{Keys: []string{"enter"}, What: w.Create.Next, Footer: true}, {Keys: []string{"esc"}, What: w.Create.Previous, Footer: true},
	}
}
