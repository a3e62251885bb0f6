package finding

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// do is a button's or a key's errand.
type do string

const (
	save     do = "save"
	edit     do = "edit"
	fixed    do = "fixed"
	withdraw do = "withdraw"
	picture  do = "photo"
)

var byKey = map[string]do{"ctrl+s": save, "s": save, "enter": edit, "x": fixed, "w": withdraw, "p": picture}

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		return m.load(msg)
	case tui.Recorded:
		return m.recorded(msg)
	case copied:
		return m.copied(msg)
	case newest:
		return m.offer(msg)
	}
	if m.insp == nil {
		return nil
	}
	if m.ask != nil {
		was := m.ask
		open, cmd := m.ask.Update(msg)
		if !open && m.ask == was {
			m.ask = nil
		}
		return cmd
	}
	switch msg := msg.(type) {
	case do:
		return m.run(msg)
	case widget.RowMsg:
		m.list.Update(msg)
		return m.run(edit)
	case tea.PasteMsg:
		return m.addPhoto(msg.Content) // a picture dragged onto the terminal
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg), msg)
	default:
		m.list.Update(msg)
	}
	return nil
}

func (m *Model) key(key string, msg tea.KeyPressMsg) tea.Cmd {
	if d, ok := byKey[key]; ok {
		return m.run(d)
	}
	if len(key) == 1 && key >= "1" && int(key[0]-'1') < len(asked) {
		m.list.Select(int(key[0] - '1'))
		return m.run(edit)
	}
	m.list.Update(msg)
	return nil
}

func (m *Model) run(d do) tea.Cmd {
	m.notice = ""
	switch d {
	case save:
		return m.save()
	case fixed:
		m.f.Fixed = !m.f.Fixed
	case withdraw:
		m.askWithdraw()
	case picture:
		m.list.Select(int(photo))
		return m.edit(photo)
	case edit:
		return m.edit(asked[max(m.list.Selected(), 0)])
	}
	return nil
}

// edit asks for one field; the next one is selected after it.
func (m *Model) edit(f field) tea.Cmd {
	w := m.deps.Words.Editor
	set := func(value string) tea.Cmd {
		*m.value(f) = value
		delete(m.wrong, f)
		m.list.Select(int(f) + 1)
		return nil
	}
	switch f {
	case level:
		m.askLevel()
	case place:
		m.ask = m.deps.AskPhrase(w.PlaceAsk, m.f.Place, m.places(), m.needed, set)
	case description:
		m.ask = m.deps.AskPhrase(w.DescriptionAsk, m.f.Description, m.phrases(), m.needed, set)
	case measure:
		m.ask = m.deps.AskPhrase(w.MeasureAsk, m.f.Measure, m.measures(), nil, set)
	case deadline:
		m.askDeadline(set)
	case photo:
		return m.look()
	case basis:
		m.ask = m.deps.AskText(w.BasisAsk, m.f.Basis, 2, nil, set)
	case immediate:
		m.ask = m.deps.AskText(w.ImmediateAsk, m.f.Immediate, 3, nil, set)
	}
	return nil
}

func (m *Model) needed(value string) string {
	if strings.TrimSpace(value) == "" {
		return m.deps.Words.Editor.Missing
	}
	return ""
}

func (m *Model) askLevel() {
	w := m.deps.Words
	m.ask = m.deps.AskMenu(w.Editor.LevelAsk, func(value string) tea.Cmd {
		m.f.Level = inspection.Level(value)
		m.list.Select(int(place))
		return nil
	}, widget.Option{Text: w.General, Value: string(inspection.General), On: m.f.Level == inspection.General},
		widget.Option{Text: w.SuspectedMajor, Value: string(inspection.SuspectedMajor), On: m.f.Level == inspection.SuspectedMajor})
}

// places are those used before, the latest first, and those of the criterion.
func (m *Model) places() []string {
	var all []string
	add := func(s string) {
		if s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	add(m.f.Place)
	for _, f := range slices.Backward(m.insp.Findings) {
		add(f.Place)
	}
	if u, there := m.insp.Unit(m.f.Unit); there {
		add(u.Name)
	}
	if m.c != nil {
		for _, id := range m.c.Where {
			for n := range m.lib.Places {
				if m.lib.Places[n].ID == id {
					add(m.deps.Words.Text(m.lib.Places[n].Name))
				}
			}
		}
	}
	return all[:min(len(all), 8)]
}

func (m *Model) phrases() []string {
	all := []string{}
	if m.f.Description != "" {
		all = append(all, m.f.Description)
	}
	if m.c != nil {
		for _, t := range m.c.Phrases {
			if s := m.deps.Words.Text(t); !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all
}

func (m *Model) measures() []string {
	all := []string{}
	if m.f.Measure != "" {
		all = append(all, m.f.Measure)
	}
	if m.c != nil {
		for _, t := range append(slices.Clone(m.c.Rectify), m.c.Immediate...) {
			if s := m.deps.Words.Text(t); !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all
}

// askDeadline offers the usual days by number.
func (m *Model) askDeadline(set func(string) tea.Cmd) {
	w := m.deps.Words.Editor
	start, err := time.Parse(time.DateOnly, m.insp.Opened.Date)
	if err != nil {
		start = m.deps.Now()
	}
	var options []widget.Option
	for _, days := range []int{0, 3, 7, 15, 30, 60} {
		date := start.AddDate(0, 0, days).Format(time.DateOnly)
		text := fmt.Sprintf(w.InDays, days, date)
		if days == 0 {
			text = fmt.Sprintf(w.Today, date)
		}
		options = append(options, widget.Option{Text: text, Value: date, On: date == m.f.Deadline})
	}
	options = append(options, widget.Option{Text: m.deps.Words.Walk.TypeIt, Value: "type"})
	m.ask = m.deps.AskMenu(w.DeadlineAsk, func(value string) tea.Cmd {
		if value != "type" {
			return set(value)
		}
		m.ask = m.deps.AskText(w.DeadlineAsk, m.f.Deadline, 1, m.badDay, func(value string) tea.Cmd { return set(widget.HalfWidth(value)) })
		return nil
	}, options...)
}

func (m *Model) badDay(value string) string {
	value = widget.HalfWidth(value)
	if _, err := time.Parse(time.DateOnly, value); err != nil || value < m.insp.Opened.Date {
		return m.deps.Words.Editor.DeadlineBad
	}
	return ""
}

// askWithdraw takes a finding back: reason and second expert, both needed.
func (m *Model) askWithdraw() {
	if m.insp.Finding(m.f.Finding) == nil {
		return // not recorded yet: leaving the page is enough
	}
	w := m.deps.Words.Editor
	m.ask = m.deps.AskText(w.WithdrawReason, "", 1, m.needed, func(reason string) tea.Cmd {
		m.ask = m.deps.AskText(w.WithdrawSecond, "", 1, m.needed, func(second string) tea.Cmd {
			m.saving = true
			return m.deps.Record(m.page, &inspection.Withdrawn{ID: m.insp.ID, Finding: m.f.Finding, Reason: reason, Second: second})
		})
		return nil
	})
}

// save records the finding and its photos in one action.
func (m *Model) save() tea.Cmd {
	if m.saving {
		return nil
	}
	clear(m.wrong)
	w := m.deps.Words.Editor
	for _, f := range []field{place, description} {
		if strings.TrimSpace(*m.value(f)) == "" {
			m.wrong[f] = w.Missing
		}
	}
	if !m.f.Fixed && m.badDay(m.f.Deadline) != "" {
		m.wrong[deadline] = w.DeadlineBad
	}
	for _, f := range asked {
		if m.wrong[f] != "" {
			m.list.Select(int(f))
			return nil
		}
	}
	found := m.f
	ps := []inspection.Payload{&found}
	for _, p := range m.photos {
		ps = append(ps, &inspection.Photographed{ID: m.insp.ID, Finding: m.f.Finding, Photo: p})
	}
	m.saving = true
	return m.deps.Record(m.page, ps...)
}

func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	m.saving = false
	if r.Err != nil {
		return nil // the router shows the error; everything stays for another try
	}
	return tui.Say(tui.Back{})
}
