package assess

import "github.com/shopspring/decimal"

// Assess is an enterprise's result as of a day, or at the cut-off when that is earlier or asOf is "". The order of findings does not matter.
// What came after the day does not count; but what was withdrawn, corrected or joined since is what it is now, and a report that a re-check
// voided is void: it never was true.
func (s *Scheme) Assess(f Facts, asOf string) Result {
	y := newYear(s, &f, asOf)
	r := Result{Year: s.Year, Scheme: s.name, AsOf: y.to, Full: s.Full.value, Lines: make([]Line, len(s.Items))}
	for n := range s.Items {
		it, l := &s.Items[n], &r.Lines[n]
		y.line(it, l)
		switch {
		case l.Missing:
			r.Missing++
			r.Of = r.Of.Add(it.Max.value)
		case it.weighs() && l.Not == "":
			r.Got, r.Of = r.Got.Add(l.Points), r.Of.Add(it.Max.value)
		case !it.weighs():
			r.Beyond = r.Beyond.Add(l.Points)
		}
	}
	y.grade(&r)
	r.Figures = y.figures()
	for n := range y.marks {
		if y.marks[n].is.has(carried) {
			r.Carried = append(r.Carried, y.findings[n].ID)
		}
	}
	return r
}

// line assesses one item. What the review group decided counts in place of what was counted, and makes an item apply that would not.
func (y *year) line(it *Item, l *Line) {
	l.Item, l.Kind, l.Max = it.ID, it.Kind, it.Max.value
	kindOf(it.Kind).line(y, it, l)
	l.Points = l.Counted
	l.Self = last(y.facts.Self, it.ID)
	if decided := last(y.facts.Set, it.ID); decided != nil && it.Kind != Veto && it.Kind != Cap {
		l.Set, l.Not, l.Missing = decided, "", false
		l.Points, _ = it.within(hundredths(decided.Points))
	}
}

// grade makes score and grade of the points.
func (y *year) grade(r *Result) {
	if !r.Of.IsPositive() {
		r.None = true
		return
	}
	r.Score = r.Got
	if !r.Of.Equal(r.Full) {
		r.Score = r.Got.Mul(r.Full).DivRound(r.Of, 2)
	}
	r.Score = decimal.Max(decimal.Zero, hundredths(r.Score.Add(r.Beyond)))
	r.Earned = y.scheme.GradeOf(r.Score).ID
	r.Grade = r.Earned
	earned := y.scheme.rank(r.Earned)
	for _, l := range y.lowered {
		l.Idle = y.scheme.rank(l.To) <= earned
		r.Lowered = append(r.Lowered, l)
		if y.scheme.rank(l.To) > y.scheme.rank(r.Grade) {
			r.Grade = l.To
		}
	}
}

// last is the last points given for an item; nil when there are none.
func last(all []Points, item string) *Points {
	for n := len(all) - 1; n >= 0; n-- {
		if all[n].Item == item {
			p := all[n]
			return &p
		}
	}
	return nil
}

// figures is what is shown beside the score.
func (y *year) figures() []Figure {
	t := &y.tally
	drills, people, reports, own := 0, 0, 0, 0
	for _, d := range y.facts.Drills {
		if y.within(d.Day) {
			drills++
		}
	}
	for _, d := range y.facts.Trainings {
		if y.within(d.Day) {
			people += d.People
		}
	}
	for _, d := range y.facts.Reports {
		if d.Verified && y.within(d.Day) {
			reports++
		}
	}
	visits := y.visits()
	for _, v := range y.facts.Visits {
		if y.within(v.Day) {
			own++
		}
	}
	return []Figure{
		percent("on-time-rate", t.inTime, t.counted-t.neutralTime), percent("rectified-rate", t.rectified, t.counted-t.neutralFix),
		number("found", t.found), number("major", t.major), number("repeated", t.repeated), number("similar", t.similar),
		number("self-found", t.ownFound), number("self-closed", t.ownClosed),
		number("visits", visits), number("self-checks", own-visits), number("drills", drills), number("trained", people), number("reports", reports),
	}
}

func number(name string, n int) Figure { return Figure{Name: name, Value: whole(n), Count: n} }

// percent is a rate in percent, half up to two decimals.
func percent(name string, n, over int) Figure {
	if over == 0 {
		return Figure{Name: name, None: true}
	}
	return Figure{Name: name, Value: whole(100*n).DivRound(whole(over), 2), Count: n, Over: over}
}
