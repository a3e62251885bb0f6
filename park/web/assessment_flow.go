package web

import (
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
)

// stepForm is a step that the reader may take, as a form.
type stepForm struct {
	Kind             review.StepKind
	Action           string
	Title, Hint      string
	Day              string // filled in
	WantsDay         bool
	Says             string
	SaysLabel        string
	WantsSays        bool
	NeedsSays        bool
	People           string
	WantsPeople      bool
	Presets          []option
	MayStay          bool // it may be done though items lack points, with a reason
	Stay             bool // ticked
	Unjudged         string
	Lacking          int  // enterprises
	Open             bool // it was not done: shown again, with what was filled in
	Main             bool // the one that the year waits for
	Problem, DoLabel string
}

// next is the step that each stage waits for.
var next = map[review.Stage]review.StepKind{review.Open: review.Drafted, review.Draft: review.Publish, review.Public: review.Decide, review.Decided: review.Seal}

// flow makes the stages and the forms of the steps.
func (d *assessmentPage) flow(c *call, failed string) {
	w, y := &c.words.Review, d.Y
	past := true
	for _, s := range review.Stages() {
		here := s == y.Stage
		past = past && !here
		d.Stages = append(d.Stages, stageLine{w.Stages[string(s)], here, past})
	}
	d.Todo = c.yearTodo(d)
	d.May = slices.Contains(assessors, c.who().Role)
	if s, there := y.Decision(); there {
		d.Decision = &s
	}
	for _, kind := range review.Offered(c.who().Role, y.Stage) {
		if kind == review.Seal && y.Stage == review.Sealed && d.Kept.Moved == 0 {
			continue // there is nothing new
		}
		f := stepForm{Kind: kind, Action: assessmentPath(y.Year) + "/" + string(kind), Title: w.Steps[string(kind)], Hint: w.StepHints[string(kind)], DoLabel: w.Steps[string(kind)],
			NeedsSays: review.NeedsReason(kind, y.Stage) || kind == review.Decide, SaysLabel: w.Reason, Main: next[y.Stage] == kind || kind == review.Seal}
		f.WantsSays, f.Lacking = f.NeedsSays, d.Missing
		if kind == review.Seal && y.Stage == review.Sealed {
			f.Lacking = d.Kept.Lacking // those that are sealed already have their reason
		}
		if kind == review.Seal && y.Stage == review.Decided && d.Decision.Unjudged != "" {
			f.Lacking = 0 // the decision says why
		}
		f.MayStay = (kind == review.Decide || kind == review.Seal) && (f.Lacking > 0 || failed == string(kind) && d.Missing > 0)
		switch kind {
		case review.Publish:
			f.WantsDay, f.Day = true, review.Workdays(y.Scheme, c.today, review.PublicDays)
		case review.CutOff:
			f.WantsDay, f.Day = true, y.CutOff
		case review.Decide:
			f.SaysLabel, f.WantsPeople = w.Minute, true
		case review.Choose:
			for _, p := range assess.Presets() {
				f.Presets = append(f.Presets, option{p, w.Presets[p]})
			}
		}
		if failed == string(kind) {
			f.Open, f.Problem, f.Says, f.People = true, d.Problem, c.value("says"), c.value("people")
			f.Stay, f.Unjudged = c.value("stay") != "", c.value("unjudged")
			if f.WantsDay {
				f.Day = c.value("day")
			}
			d.Problem = ""
		}
		d.Steps = append(d.Steps, f)
	}
	slices.SortStableFunc(d.Steps, func(a, b stepForm) int { return order(a.Main) - order(b.Main) })
	for _, s := range slices.Backward(y.Steps) {
		d.History = append(d.History, yearStep{s, w.Done[string(s.Kind)]})
	}
	d.SchemeName, d.SchemeFile = c.words.Text(y.Scheme.Title), assessmentPath(y.Year)+"/files/scheme.yaml"
	for _, ending := range []string{"xlsx", "csv"} {
		d.Ranking = append(d.Ranking, option{assessmentPath(y.Year) + "/files/ranking." + ending, strings.ToUpper(ending)})
	}
}

// Unjudged says whether points are missing at a stage in which nobody can give them, and nobody said yet that it stays so.
func (d *assessmentPage) Unjudged() bool {
	return d.Missing > 0 && (d.Y.Stage == review.Public || d.Y.Stage == review.Decided && d.Decision.Unjudged == "")
}

// TakenBack says whether the year was sealed and is put right now.
func (d *assessmentPage) TakenBack() bool { return d.Y.Sealings > 0 && !d.Y.Counts() }

// order puts what is waited for first.
func order(main bool) int {
	if main {
		return 0
	}
	return 1
}

// yearTodo says what the year waits for.
func (c *call) yearTodo(d *assessmentPage) string {
	w, y := &c.words.Review, d.Y
	switch {
	case y.Stage == review.Draft && y.CutOff > c.today:
		return fmt.Sprintf(w.TodoCutOff, y.CutOff)
	case y.Stage == review.Draft && d.Missing > 0:
		return fmt.Sprintf(w.TodoMissing, d.Missing)
	case y.Stage == review.Public && len(d.Objections) > 0:
		return fmt.Sprintf(w.TodoObjections, len(d.Objections))
	case y.Stage == review.Public && c.today <= y.Until:
		return fmt.Sprintf(w.TodoPublic, y.Until)
	case y.Stage == review.Sealed && d.Kept.Moved > 0:
		return fmt.Sprintf(w.TodoMoved, d.Kept.Moved)
	}
	return w.Todo[string(y.Stage)]
}
