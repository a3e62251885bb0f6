package assess

import "slices"

// late: not reported by the day in force (or not closed by it, as the scheme says).
var lateSource = source{name: "late", kinds: takes, keys: []string{"levels"}, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("late", p.Levels, counted|due, inTime|logged), noted(y.gather("late-logged", p.Levels, counted|due|logged, inTime))
}}

// open: its day has come and it is not closed. One handed to the authority is not closed.
var openSource = source{name: "open", kinds: takes, keys: []string{"levels"}, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("open", p.Levels, counted|due, rectified|logged), noted(y.gather("open-logged", p.Levels, counted|due|logged, rectified))
}}

// repeated: the same clause at the same place, closed within the months before.
var repeatedSource = source{name: "repeated", kinds: takes, keys: []string{"levels"}, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("repeated", p.Levels, repeated, 0), nil
}}

// similar: the same clause at another place, closed within the months before.
var similarSource = source{name: "similar", kinds: takes, keys: []string{"levels"}, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("similar", p.Levels, similar, 0), nil
}}

var ownFoundSource = source{name: "self-found", kinds: gives, keys: []string{"levels"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("self-found", p.Levels, ownFound, 0), nil
}}

var ownFixedSource = source{name: "self-fixed", kinds: gives, keys: []string{"levels"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("self-fixed", p.Levels, ownFixed, 0), nil
}}

var ownClosedSource = source{name: "self-closed", kinds: gives, keys: []string{"levels"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.gather("self-closed", p.Levels, ownClosed, 0), nil
}}

var onTimeRate = rate{name: "on-time", findings: true, count: func(y *year, levels []level) (Term, []Term) {
	return y.share("on-time", levels, inTime), y.remarks(levels, "not-in-time", inTime)
}}

var rectifiedRate = rate{name: "rectified", findings: true, count: func(y *year, levels []level) (Term, []Term) {
	return y.share("rectified", levels, rectified), y.remarks(levels, "not-rectified", rectified)
}}

// share is how many of those counted are good. What is not good and was logged before is left out on both sides.
func (y *year) share(rule string, levels []level, good is) Term {
	t := y.gather(rule, levels, counted|good, 0)
	for n := range y.marks {
		m := y.marks[n].is
		if m.has(counted) && (m.has(good) || !m.has(logged)) && y.ofLevel(n, levels) {
			t.Over++
		}
	}
	return t
}

// remarks says what stands behind a share: those that are not good, and those that do not count and why.
func (y *year) remarks(levels []level, not string, good is) []Term {
	return noted(
		y.gather(not, levels, counted, good|logged),
		y.gather("logged-before", levels, counted|logged, good),
		y.gather("extension-late", levels, counted|askedLate, 0),
		y.gather("extension-undecided", levels, counted|undecided, inTime),
		y.gather("carried", levels, carried, 0),
		y.gather("no-day", levels, dayless, 0),
		y.gather("not-told", levels, untold, 0),
	)
}

func (y *year) ofLevel(n int, levels []level) bool {
	return len(levels) == 0 || slices.Contains(levels, y.findings[n].Grade)
}

// gather is the findings of which all of one thing and nothing of the other holds, with the days that it turns on.
func (y *year) gather(rule string, levels []level, all, none is) Term {
	t := Term{Rule: rule}
	if !y.any.has(all) {
		return t
	}
	for n := range y.marks {
		if m := y.marks[n].is; m.has(all) && m&none == 0 && y.ofLevel(n, levels) {
			t.Count++
		}
	}
	if t.Count == 0 {
		return t
	}
	t.Of, t.Days, t.Done = make([]string, 0, t.Count), make([]string, 0, t.Count), make([]string, 0, t.Count)
	for n := range y.marks {
		m := &y.marks[n]
		if !m.is.has(all) || m.is&none != 0 || !y.ofLevel(n, levels) {
			continue
		}
		day, done := y.days(n, all)
		t.Of, t.Days, t.Done = append(t.Of, y.findings[n].ID), append(t.Days, day), append(t.Done, done)
		if all&(repeated|similar) != 0 {
			t.With = append(t.With, y.findings[m.earlier].ID)
		}
	}
	return t
}

// days are the two days that something turns on: in force and reported; found and closed.
func (y *year) days(n int, all is) (day, done string) {
	f, m := &y.findings[n], &y.marks[n]
	switch {
	case all&(repeated|similar) != 0:
		return f.Found, y.findings[m.earlier].Ended
	case all&(ownFound|ownFixed|ownClosed|untold|dayless) != 0:
		day = f.Found
	default:
		day = m.day
	}
	done = f.fixed()
	if all&(rectified|ownClosed) != 0 || y.scheme.Definitions.OnTime == Closed || done == "" || done > y.to {
		done = f.Ended
	}
	if done > y.to {
		done = ""
	}
	return day, done
}
