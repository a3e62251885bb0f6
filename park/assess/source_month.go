package assess

import (
	"fmt"
	"slices"

	"anquan.example/paicha/checklist"
)

// required is the activities that are no enterprise's choice; the notice calls the other two voluntary.
var required = []Activity{Study, Consultation, Drilling, FivePlaces}

// dueDay is the day of the scheme's year that a part is due on.
func (y *year) dueDay(p *Part) string {
	if p.Due == "" {
		return ""
	}
	return y.scheme.Definitions.inForce(fmt.Sprintf("%04d-%s", y.scheme.Year, p.Due))
}

// handedIn counts a paper of the Safety Month, and its late days.
func (y *year) handedIn(rule string, p *Part, day func(*Month) string) (Term, []Term) {
	t := Term{Rule: rule}
	if due := y.dueDay(p); due != "" {
		t.Days = []string{due}
	}
	m := y.facts.Month
	if m == nil || day(m) == "" || day(m) > y.to {
		return t, nil
	}
	t.Count, t.Done = 1, []string{day(m)}
	if len(t.Days) == 0 {
		t.Days = []string{day(m)}
	}
	t.Late = y.scheme.Definitions.late(t.Days[0], day(m))
	return t, nil
}

var monthPlanSource = source{name: "month-plan", kinds: gives, keys: []string{"due", "late"}, must: []string{"due"}, once: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.handedIn("month-plan", p, func(m *Month) string { return m.Planned })
}}

var monthSummarySource = source{name: "month-summary", kinds: gives, keys: []string{"due", "late"}, must: []string{"due"}, once: true, count: func(y *year, p *Part) (Term, []Term) {
	return y.handedIn("month-summary", p, func(m *Month) string { return m.Submitted })
}}

// month-activity: activities of the notice that took place, each once; without a list of them, the four that are not voluntary.
var monthActivitySource = source{name: "month-activity", kinds: gives, keys: []string{"activities", "evidence"}, count: func(y *year, p *Part) (Term, []Term) {
	t, without := Term{Rule: "month-activity"}, Term{Rule: "without-evidence"}
	m := y.facts.Month
	if m == nil {
		return t, nil
	}
	list := p.Activities
	if len(list) == 0 {
		list = required
	}
	for _, activity := range Activities() {
		if !slices.Contains(list, activity) {
			continue
		}
		switch found, best := y.done(m.Activities, activity, p.Evidence); {
		case best != nil:
			t.one(string(activity), best.Day)
		case found != nil:
			without.one(string(activity), found.Day)
		}
	}
	if !slices.ContainsFunc(list, func(a Activity) bool { return slices.Contains(required, a) }) {
		return t, noted(without)
	}
	return t, noted(without, y.contradicted())
}}

// month-own: activities of the enterprise's own idea.
var monthOwnSource = source{name: "month-own", kinds: gives, keys: []string{"evidence"}, count: func(y *year, p *Part) (Term, []Term) {
	t, without := Term{Rule: "month-own"}, Term{Rule: "without-evidence"}
	if y.facts.Month == nil {
		return t, nil
	}
	for n := range y.facts.Month.Own {
		switch d := &y.facts.Month.Own[n]; {
		case d.Day > y.to:
		case p.Evidence && len(d.Evidence) == 0:
			without.one(d.Form, d.Day)
		default:
			t.one(d.Form, d.Day)
		}
	}
	return t, noted(without)
}}

// done looks for an activity by the cut-off: any, and one that has the evidence asked for. The earliest counts.
func (y *year) done(all []Done, activity Activity, evidence bool) (found, best *Done) {
	for n := range all {
		d := &all[n]
		if d.Activity != activity || d.Day > y.to {
			continue
		}
		if found == nil || d.Day < found.Day {
			found = d
		}
		if (!evidence || len(d.Evidence) > 0) && (best == nil || d.Day < best.Day) {
			best = d
		}
	}
	return found, best
}

// contradicted is what experts, on the spot, did not find of the month. It takes no points: a person has to look.
func (y *year) contradicted() Term {
	t := Term{Rule: "experts-differ"}
	for _, c := range y.facts.Month.Checked {
		if c.Value == checklist.Fail && y.within(c.Day) {
			t.one(c.Criterion, c.Day)
		}
	}
	return t
}

// absent is why an item does not apply to this enterprise: what it needs was due when the enterprise was not here, or is not due yet.
func (y *year) absent(it *Item) string {
	n := slices.IndexFunc(it.Parts, func(p Part) bool { return p.Of == it.Needs })
	if it.Needs == "" || n < 0 {
		return ""
	}
	p := &it.Parts[n]
	due, e := y.dueDay(p), y.facts.Enterprise
	switch t, _ := sourceOf(p.Of).count(y, p); {
	case t.Count > 0 || due == "":
		return ""
	case e.Since > due, e.Until != "" && e.Until < due:
		return "not-here"
	case y.to < due:
		return "not-due"
	}
	return ""
}
