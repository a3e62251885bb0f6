package assess

import "slices"

// Rate is an item that gives its maximum × a share.
const Rate Kind = "rate"

var rateKind = itemKind{kind: Rate, keys: []string{"max", "rate", "levels", "zero"}, must: []string{"max", "rate"}, line: func(y *year, it *Item, l *Line) {
	t, notes := rateOf(it.Rate).count(y, it.Levels)
	t.Most, t.Kinds = it.Max.value, (&Part{Levels: it.Levels}).kinds()
	switch zero := y.zero(it); {
	case t.Over > 0:
		t.Points = it.Max.value.Mul(whole(t.Count)).DivRound(whole(t.Over), 2)
	case zero == FullMarks || zero == Visited && y.visits() > 0:
		notes = append(notes, Term{Rule: "zero-" + string(zero), Count: y.visits()})
		t.Points = it.Max.value
	default:
		l.Not = "nothing-to-rate"
	}
	l.Counted = t.Points
	l.Terms = append([]Term{t}, notes...)
}}

func (y *year) zero(it *Item) Choice {
	if it.Zero != "" {
		return it.Zero
	}
	return y.scheme.Definitions.Zero
}

// rate is a share that a scheme may score.
type rate struct {
	name     string
	findings bool // of findings: takes levels
	count    func(*year, []level) (main Term, notes []Term)
}

// rates is every one. There is none of the enterprise's own findings: finding more would lower it.
var rates = []rate{onTimeRate, rectifiedRate, passedRate}

func rateOf(name string) *rate {
	n := slices.IndexFunc(rates, func(r rate) bool { return r.name == name })
	if n < 0 {
		return nil
	}
	return &rates[n]
}
