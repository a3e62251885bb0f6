package assess

import (
	"slices"

	"anquan.example/paicha/inspection"
)

// Merged is what several inspections by several experts say of one enterprise together: every finding that stands, by id. A finding is in
// each list that it belongs to.
type Merged struct {
	From         string            `json:"from"`
	AsOf         string            `json:"as_of"`
	Inspections  []string          `json:"inspections"`             // that the findings come from
	New          []string          `json:"new,omitempty"`           // found within the period, not met in the months before
	Repeated     []string          `json:"repeated,omitempty"`      // closed within the months before, the same clause at the same place
	Similar      []string          `json:"similar,omitempty"`       // closed within the months before, the same clause elsewhere
	Earlier      map[string]string `json:"earlier,omitempty"`       // of those two: the finding that was closed
	Fixed        []string          `json:"fixed,omitempty"`         // closed within the period
	Reopened     []string          `json:"reopened,omitempty"`      // a re-check failed
	NotRechecked []string          `json:"not_rechecked,omitempty"` // the enterprise says it is fixed, nobody has closed it
	Open         []string          `json:"open,omitempty"`          // nobody says it is fixed
	CarriedOver  []string          `json:"carried_over,omitempty"`  // not closed, and its day is after the period
	Before       []string          `json:"before,omitempty"`        // found before the period and not ended then
	Own          []string          `json:"own,omitempty"`           // found by the enterprise itself within the period
	Logged       []string          `json:"logged,omitempty"`        // found by experts after the enterprise itself had
}

// Picture is an enterprise's findings as one, in the calendar year of asOf, by the draft's definitions.
func Picture(f Facts, asOf string) Merged {
	s := &Scheme{Definitions: drafted}
	if len(asOf) >= 4 {
		s.Period = Period{From: asOf[:4] + "-01-01", To: asOf[:4] + "-12-31"}
	}
	return s.Picture(f, asOf)
}

// Picture is an enterprise's findings as one, in the scheme's period and by its definitions.
func (s *Scheme) Picture(f Facts, asOf string) Merged {
	y := newYear(s, &f, asOf)
	m := Merged{From: y.from, AsOf: y.to}
	for n := range y.findings {
		m.enter(y, n)
	}
	slices.Sort(m.Inspections)
	m.Inspections = slices.Compact(m.Inspections)
	return m
}

// enter puts a finding into every list that it belongs to.
func (m *Merged) enter(y *year, n int) {
	f, is := &y.findings[n], y.marks[n].is
	if f.Status == inspection.StatusWithdrawn || f.Status == inspection.StatusJoined || f.Found > y.to || f.Ended != "" && f.Ended < y.from {
		return
	}
	put := func(list *[]string, when bool) {
		if when {
			*list = append(*list, f.ID)
		}
	}
	closed, said := f.closedBy(y.to), f.fixed()
	ended := f.Ended != "" && f.Ended <= y.to
	again := is.has(repeated) || is.has(similar)
	m.Inspections = append(m.Inspections, f.Inspection)
	put(&m.New, (is.has(foundNow) || is.has(ownFound)) && !again)
	put(&m.Repeated, is.has(repeated))
	put(&m.Similar, is.has(similar))
	put(&m.Fixed, closed)
	put(&m.Reopened, f.Failed > 0 && !ended)
	put(&m.NotRechecked, !ended && said != "" && said <= y.to)
	put(&m.Open, !ended && (said == "" || said > y.to))
	put(&m.CarriedOver, !ended && is.has(carried))
	put(&m.Before, f.Found < y.from)
	put(&m.Own, is.has(ownFound))
	put(&m.Logged, is.has(logged) && is.has(foundNow))
	if again {
		if m.Earlier == nil {
			m.Earlier = map[string]string{}
		}
		m.Earlier[f.ID] = y.findings[y.marks[n].earlier].ID
	}
}
