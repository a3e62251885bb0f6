package finding

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui/widget"
)

// edit asks for one field; the next one is selected after it.
func (m *Model) edit(f field) tea.Cmd {
	w := m.deps.Words.Editor
	set := func(value string) tea.Cmd {
		*m.value(f) = value
		delete(m.wrong, f)
		m.advance(f)
		return m.keep()
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
		return m.deps.NewestPhotos(m.page)
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
	m.ask = m.deps.AskMenu(m.deps.Words.Editor.LevelAsk, func(value string) tea.Cmd {
		follows := m.f.Deadline == m.usual() // nobody chose another
		m.f.Level = inspection.Level(value)
		if follows {
			m.f.Deadline = m.usual()
		}
		m.advance(level)
		return m.keep()
	}, m.levels()...)
}

// levels is what a finding may be: what was not done of an activity is never a major hazard.
func (m *Model) levels() []widget.Option {
	w := m.deps.Words
	all := []widget.Option{{Text: w.General, Value: string(inspection.General), On: m.f.Level == inspection.General}}
	if !m.lib.IsActivity(m.f.Criterion) {
		all = append(all, widget.Option{Text: w.SuspectedMajor, Value: string(inspection.SuspectedMajor), On: m.f.Level == inspection.SuspectedMajor})
	}
	return all
}

// usual is the last day that a finding of this level has when nobody says another.
func (m *Model) usual() string { return inspection.Deadline(m.insp.Opened.Date, m.f.Level) }

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
