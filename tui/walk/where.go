package walk

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
)

// placesOffered is how many places are offered: all by one digit, with a way to type another.
const placesOffered = 8

// askPlace sets the place of this and the following answers.
func (m *Model) askPlace(i item) {
	m.ask = m.deps.AskPhrase(m.deps.Words.Walk.PlaceAsk, m.place, m.places(i), nil, func(place string) tea.Cmd {
		m.place = place
		return m.remember()
	})
}

// places are those used so far, the latest first, and those where the criterion is looked at.
func (m *Model) places(i item) []string {
	var used []string
	add := func(s string) {
		if s != "" && !slices.Contains(used, s) {
			used = append(used, s)
		}
	}
	for _, e := range slices.Backward(m.insp.History) {
		switch p := e.Payload.(type) {
		case *inspection.Answered:
			if !e.Void {
				add(p.Place)
			}
		case *inspection.Found:
			if !e.Void {
				add(p.Place)
			}
		}
	}
	own := len(i.c.Where)
	used = used[:min(len(used), max(placesOffered-own, placesOffered/2))]
	add(i.unit.Name)
	for _, id := range i.c.Where {
		add(m.placeName(id))
	}
	return used[:min(len(used), placesOffered)]
}

func (m *Model) placeName(id string) string {
	for n := range m.lib.Places {
		if p := &m.lib.Places[n]; p.ID == id {
			return m.deps.Words.Text(p.Name)
		}
	}
	return id
}

// onPaper is how a time is typed.
const onPaper = "2006-01-02 15:04"

// askObserved sets the time at which the following answers were seen, or switches transcribing off.
func (m *Model) askObserved() tea.Cmd {
	if m.observed != "" {
		m.observed = ""
		return m.remember()
	}
	w := m.deps.Words.Walk
	now := m.deps.Now()
	parse := func(value string) (time.Time, error) {
		return time.ParseInLocation(onPaper, decimal(value), now.Location())
	}
	check := func(value string) string {
		if at, err := parse(value); err != nil || at.After(m.deps.Now()) {
			return w.ObservedBad
		}
		return ""
	}
	m.ask = m.deps.AskText(w.ObservedAsk, m.insp.Opened.Date+" 09:00", 1, check, func(value string) tea.Cmd {
		if at, err := parse(value); err == nil {
			m.observed = at.Format(time.RFC3339)
		}
		return m.remember()
	})
	return nil
}

// seen is the time that is transcribed, as it was typed.
func (m *Model) seen() string {
	at, err := time.Parse(time.RFC3339, m.observed)
	if err != nil {
		return m.observed
	}
	return at.Format(onPaper)
}
