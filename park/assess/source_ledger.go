package assess

import (
	"cmp"
	"slices"

	"anquan.example/paicha/inspection"
)

// entry is a line of a ledger, as far as it is counted.
type entry struct {
	id, day  string
	evidence int
}

// entries counts lines of a ledger within the period. Those without evidence, where it is asked for, are named and not counted.
func (y *year) entries(rule string, p *Part, all []entry) (Term, []Term) {
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id)) })
	t, without := Term{Rule: rule}, Term{Rule: "without-evidence"}
	for _, e := range all {
		switch {
		case !y.within(e.day):
		case p.Evidence && e.evidence == 0:
			without.one(e.id, e.day)
		default:
			t.one(e.id, e.day)
		}
	}
	return t, noted(without)
}

// drills is those of the kinds that a part names, when a further condition holds.
func (y *year) drills(p *Part, when func(*Drill) bool) []entry {
	var all []entry
	for n := range y.facts.Drills {
		if d := &y.facts.Drills[n]; (len(p.Drills) == 0 || slices.Contains(p.Drills, d.Kind)) && (when == nil || when(d)) {
			all = append(all, entry{d.ID, d.Day, len(d.Evidence)})
		}
	}
	return all
}

var drillSource = source{name: "drill", kinds: gives, keys: []string{"drills", "evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.entries("drill", p, y.drills(p, nil))
}}

var drillEvaluatedSource = source{name: "drill-evaluated", kinds: gives, keys: []string{"drills", "evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.entries("drill-evaluated", p, y.drills(p, func(d *Drill) bool { return d.Evaluation != "" }))
}}

// drill-half-year: half-years in which there was one; the first of each stands for it.
var drillHalfYearSource = source{name: "drill-half-year", kinds: gives, keys: []string{"drills", "evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	t, notes := y.entries("drill-half-year", p, y.drills(p, nil))
	return t.firstOf(func(day int32) int32 {
		half := day / 10000 * 2
		if day/100%100 > 6 {
			half++
		}
		return half
	}), notes
}}

// firstOf keeps the first of each group.
func (t Term) firstOf(group func(day int32) int32) Term {
	first := Term{Rule: t.Rule}
	seen := map[int32]bool{}
	for n, day := range t.Days {
		if g := group(dayNumber(day)); !seen[g] {
			seen[g] = true
			first.one(t.Of[n], day)
		}
	}
	return first
}

// self-check-month: months in which the enterprise did a self-check and sealed it.
var selfCheckMonthSource = source{name: "self-check-month", kinds: gives, year: true, count: func(y *year, p *Part) (Term, []Term) {
	var all []entry
	for _, v := range y.facts.Visits {
		if v.Kind == inspection.SelfCheck && v.Sealed {
			all = append(all, entry{v.Inspection, v.Day, 0})
		}
	}
	t, notes := y.entries("self-check-month", p, all)
	return t.firstOf(func(day int32) int32 { return day / 100 }), notes
}}

func (y *year) trainings(when func(*Training) bool) []entry {
	var all []entry
	for n := range y.facts.Trainings {
		if t := &y.facts.Trainings[n]; when == nil || when(t) {
			all = append(all, entry{t.ID, t.Day, len(t.Evidence)})
		}
	}
	return all
}

var trainingSource = source{name: "training", kinds: gives, keys: []string{"evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.entries("training", p, y.trainings(nil))
}}

// training-passed: sessions with a test that at least a share passed.
var trainingPassedSource = source{name: "training-passed", kinds: gives, keys: []string{"evidence", "share"}, must: []string{"share"}, year: true,
	count: func(y *year, p *Part) (Term, []Term) {
		return y.entries("training-passed", p, y.trainings(func(t *Training) bool {
			return t.Tested > 0 && whole(t.Passed).Cmp(p.Share.value.Mul(whole(t.Tested))) >= 0
		}))
	}}

// tests-passed: people who passed, of those tested.
var passedRate = rate{name: "tests-passed", count: func(y *year, _ []level) (Term, []Term) {
	t, _ := y.entries("tests-passed", &Part{}, y.trainings(func(t *Training) bool { return t.Tested > 0 }))
	t.Count = 0
	for _, training := range y.facts.Trainings {
		if training.Tested > 0 && y.within(training.Day) {
			t.Count += min(training.Passed, training.Tested)
			t.Over += training.Tested
		}
	}
	return t, nil
}}

func (y *year) reports(day func(*Report) string) []entry {
	var all []entry
	for n := range y.facts.Reports {
		if r := &y.facts.Reports[n]; r.Verified {
			all = append(all, entry{r.ID, day(r), len(r.Evidence)})
		}
	}
	return all
}

// report: internal hazard reports that somebody verified.
var reportSource = source{name: "report", kinds: gives, keys: []string{"evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.entries("report", p, y.reports(func(r *Report) string { return r.Day }))
}}

// report-paid: verified ones whose reward was paid.
var reportPaidSource = source{name: "report-paid", kinds: gives, keys: []string{"evidence"}, year: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.entries("report-paid", p, y.reports(func(r *Report) string { return r.Paid }))
}}

// event: what officers entered, of the kinds that a part names.
var eventSource = source{name: "event", kinds: anyKind, keys: []string{"events", "evidence"}, must: []string{"events"}, count: func(y *year, p *Part) (Term, []Term) {
	var all []entry
	for _, e := range y.facts.Events {
		if slices.Contains(p.Events, e.Kind) {
			all = append(all, entry{e.ID, e.Day, len(e.Evidence)})
		}
	}
	return y.entries("event", p, all)
}}
