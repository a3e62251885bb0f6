package assess

import "slices"

// source is a thing that a part may count.
type source struct {
	name  string
	kinds []Kind   // of items that it may stand in
	keys  []string // that such a part takes beside of, points, max and at_least
	must  []string // of them
	once  bool     // there is one or none
	year  bool     // more of it in a longer year: pro rata
	count func(*year, *Part) (main Term, notes []Term)
}

var (
	gives   = []Kind{Count, Bonus}
	takes   = []Kind{Penalty, Veto, Cap}
	anyKind = []Kind{Count, Bonus, Penalty, Veto, Cap}
)

// sources is every thing that can be counted. There is none for log-ins, for entries made or for time spent with the program: a year is
// judged by what was done. What an enterprise found itself may only give.
var sources = []source{
	lateSource, openSource, repeatedSource, similarSource,
	ownFoundSource, ownFixedSource, ownClosedSource, selfCheckMonthSource,
	drillSource, drillHalfYearSource, drillEvaluatedSource, trainingSource, trainingPassedSource, reportSource, reportPaidSource,
	monthPlanSource, monthSummarySource, monthActivitySource, monthOwnSource,
	eventSource,
}

func sourceOf(name string) *source {
	n := slices.IndexFunc(sources, func(s source) bool { return s.name == name })
	if n < 0 {
		return nil
	}
	return &sources[n]
}

// parts counts every part of an item; sign -1 takes.
func (y *year) parts(it *Item, sign int) []Term {
	var terms []Term
	for n := range it.Parts {
		p := &it.Parts[n]
		src := sourceOf(p.Of)
		t, notes := src.count(y, p)
		t.Each, t.Most, t.Kinds = p.Points.value, p.Max.value, p.kinds()
		points := t.Each.Mul(whole(t.Count))
		if src.year && it.Kind == Count && y.months < 12 {
			t.Months = y.months
			points = points.Mul(whole(12)).DivRound(whole(y.months), 2)
		}
		if t.Count > 0 && t.Late > 0 {
			t.PerDay = p.Late.value
			points = points.Sub(t.PerDay.Mul(whole(t.Late)))
		}
		if points.IsNegative() {
			points = whole(0)
		}
		if !t.Most.IsZero() && points.Cmp(t.Most) > 0 {
			points, t.Capped = t.Most, true
		}
		t.Points = points.Mul(whole(sign))
		terms = append(append(terms, t), notes...)
	}
	return terms
}

// kinds is what a part is narrowed to.
func (p *Part) kinds() []string {
	var all []string
	for _, l := range p.Levels {
		all = append(all, string(l))
	}
	for _, d := range p.Drills {
		all = append(all, string(d))
	}
	for _, a := range p.Activities {
		all = append(all, string(a))
	}
	return append(all, p.Events...)
}

// one enters a thing that a term counts.
func (t *Term) one(id, day string) {
	t.Of, t.Days = append(t.Of, id), append(t.Days, day)
	t.Count++
}

// noted is a note as a list: none when it is about nothing.
func noted(notes ...Term) []Term {
	var all []Term
	for _, t := range notes {
		if len(t.Of) > 0 {
			all = append(all, t)
		}
	}
	return all
}
