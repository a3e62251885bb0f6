package assess

import (
	"cmp"
	"slices"

	"anquan.example/paicha/inspection"
)

type level = inspection.Level

// year is an enterprise's year while it is assessed.
type year struct {
	scheme   *Scheme
	facts    *Facts
	from, to string // days that count, both included
	months   int    // that the enterprise was here
	findings []Finding
	marks    []mark // one a finding
	any      is     // what holds of at least one
	clause   []int32
	clausesN int
	lowered  []Lowered
	tally    tally
}

// mark is what a finding is for the assessment.
type mark struct {
	day     string // in force; not before the enterprise was told
	earlier int32  // the finding it repeats or is similar to
	is      is
}

// is is what holds of a finding; what is found by the enterprise itself has only the own ones.
type is uint16

const (
	foundNow  is = 1 << iota // within the period
	counted                  // in the denominator
	inTime                   // of those
	rectified                // closed by the cut-off
	due                      // its day has come
	carried                  // its day is after the cut-off: next period's
	logged                   // the enterprise had found it itself before
	untold                   // nobody has told the enterprise
	dayless                  // told without a day
	undecided                // an extension asked for in time waits for the decision
	askedLate                // an extension was granted that moves nothing
	repeated                 // closed within the months before, at this place
	similar                  // closed within the months before, elsewhere
	ownFound                 // by the enterprise itself, within the period
	ownFixed                 // of the enterprise's own: said to be fixed within the period
	ownClosed                // of the enterprise's own: closed within the period
)

func (m is) has(all is) bool { return m&all == all }

// tally is how many there are.
type tally struct {
	found, major, counted, inTime, rectified, repeated, similar, ownFound, ownClosed int
	neutralTime, neutralFix                                                          int // counted, logged before, and neither in time nor rectified
}

func newYear(s *Scheme, f *Facts, asOf string) *year {
	y := &year{scheme: s, facts: f, from: s.Period.From, to: s.Period.To, findings: f.Findings}
	if asOf != "" {
		y.to = min(y.to, asOf)
	}
	y.months = 12
	if s.Definitions.ProRata == Months {
		y.months = months(s.Period, f.Enterprise.Since, f.Enterprise.Until)
	}
	byID := func(a, b Finding) int { return cmp.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(y.findings, byID) {
		y.findings = slices.SortedFunc(slices.Values(y.findings), byID)
	}
	y.marks = make([]mark, len(y.findings))
	own := false
	for n := range y.findings {
		y.mark(n)
		own = own || y.findings[n].Self
	}
	y.clauses()
	if own && s.Definitions.Logged == Neutral {
		y.markLogged()
	}
	y.markRepeats()
	y.count()
	return y
}

// within says whether a day lies in the period, by the day of the assessment.
func (y *year) within(day string) bool { return day >= y.from && day <= y.to && day != "" }

// mark finds out what holds of a finding by itself.
func (y *year) mark(n int) {
	f, m := &y.findings[n], &y.marks[n]
	if f.Status == inspection.StatusWithdrawn || f.Status == inspection.StatusJoined || f.Found > y.to {
		return
	}
	if f.Self {
		y.markOwn(f, m)
		return
	}
	if y.within(f.Found) {
		m.is |= foundNow
	}
	if f.Status == inspection.StatusClosed && f.Ended != "" && f.Ended <= y.to {
		m.is |= rectified
	}
	if f.Notified == "" || f.Notified > y.to {
		if m.is.has(foundNow) {
			m.is |= untold
		}
		return
	}
	y.markDay(f, m)
}

// markOwn is about what the enterprise found itself.
func (y *year) markOwn(f *Finding, m *mark) {
	if y.within(f.Found) {
		m.is |= ownFound
	}
	if done := f.fixed(); y.within(done) || (done == "" || done > y.to) && y.within(f.Ended) {
		m.is |= ownFixed
	}
	if f.Status == inspection.StatusClosed && y.within(f.Ended) {
		m.is |= ownClosed
	}
}

// fixed is the day the enterprise said it was fixed: on the spot, unless a re-check found otherwise, or by its report.
func (f *Finding) fixed() string {
	if f.Fixed && f.Failed == 0 {
		return f.Found
	}
	return f.Reported
}

// markDay is about the day in force of a finding that the enterprise was told of: whether it belongs to the period, and was kept.
func (y *year) markDay(f *Finding, m *mark) {
	m.day = y.day(f, m)
	if m.day == "" && f.Fixed {
		m.day = f.Found
	}
	if m.day != "" {
		m.day = max(m.day, f.Notified) // a day that had passed when the enterprise was told is the day it was told
	}
	if m.day != "" && m.day <= y.to {
		m.is |= due
	}
	switch {
	case y.scheme.Definitions.Denominator == Notified:
		if y.within(f.Notified) {
			m.is |= counted
		}
	case m.day == "":
		if y.within(f.Notified) {
			m.is |= dayless
		}
	case m.day > y.to:
		m.is |= carried
	case m.day >= y.from:
		m.is |= counted
	}
	done := f.fixed()
	if y.scheme.Definitions.OnTime == Closed {
		done = ""
		if m.is.has(rectified) {
			done = f.Ended
		}
	}
	if m.is.has(counted) && done != "" && done <= y.to && (m.day == "" || done <= m.day) {
		m.is |= inTime
	}
}

// day is the day in force: as recorded, moved by the extensions that count.
func (y *year) day(f *Finding, m *mark) string {
	d := &y.scheme.Definitions
	day := d.inForce(f.Deadline)
	if len(f.Extensions) == 0 || day == "" {
		return day
	}
	all := f.Extensions
	if len(all) > 1 {
		all = slices.SortedStableFunc(slices.Values(all), func(a, b Extension) int {
			return cmp.Or(cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Decided, b.Decided), cmp.Compare(a.Until, b.Until))
		})
	}
	for _, e := range all {
		asked := e.Asked <= day
		switch {
		case e.Asked > y.to:
		case e.Decided == "" || e.Decided > y.to:
			if asked {
				m.is |= undecided
			}
		case !e.Granted:
		case d.Extension == Asked && asked, d.Extension == Decided && e.Decided <= day:
			day = max(day, d.inForce(e.Until))
		default:
			m.is |= askedLate
		}
	}
	return day
}

// place is where a finding is: the unit that it is of, or the words for the place.
func (f *Finding) place() string {
	if f.Unit != "" {
		return f.Unit
	}
	return f.Place
}

func (y *year) count() {
	t := &y.tally
	add := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	for n := range y.marks {
		m := y.marks[n].is
		y.any |= m
		add(&t.found, m.has(foundNow))
		add(&t.major, m.has(foundNow) && y.findings[n].Grade != inspection.General)
		add(&t.ownFound, m.has(ownFound))
		add(&t.ownClosed, m.has(ownClosed))
		add(&t.repeated, m.has(repeated))
		add(&t.similar, m.has(similar))
		if !m.has(counted) {
			continue
		}
		add(&t.counted, true)
		add(&t.inTime, m.has(inTime))
		add(&t.rectified, m.has(rectified))
		add(&t.neutralTime, m.has(logged) && !m.has(inTime))
		add(&t.neutralFix, m.has(logged) && !m.has(rectified))
	}
}

// visits is how many times experts were there.
func (y *year) visits() int {
	n := 0
	for _, v := range y.facts.Visits {
		if v.Kind != inspection.SelfCheck && y.within(v.Day) {
			n++
		}
	}
	return n
}
