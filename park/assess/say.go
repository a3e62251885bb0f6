package assess

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
)

// Say is a term in a sentence, from which a reader can do the step again; kinds of events have the scheme's names.
func (s *Scheme) Say(w *words.Words, t Term) string { return say(w, t, s) }

// narrowed is what something is narrowed to, in brackets; "" when it is all.
func narrowed(w *words.Words, kinds []string, s *Scheme) string {
	var names []string
	for _, k := range kinds {
		a := &w.Assess
		name := cmp.Or(a.Levels[k], a.DrillKinds[k], a.Activities[k])
		if s != nil && name == "" {
			if e := s.Event(k); e != nil {
				name = w.Text(e.Name)
			}
		}
		if name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return words.Fill(w.Assess.Narrowed, "kinds", strings.Join(names, w.Assess.Sep))
}

func say(w *words.Words, t Term, s *Scheme) string {
	a := &w.Assess
	says := a.Rules[t.Rule] + narrowed(w, t.Kinds, s)
	rated := rateOf(t.Rule) != nil
	switch {
	case rated && t.Over == 0:
		says = a.Nothing
	case rated:
		says += a.Share
	default:
		says += sayCounted(a, t)
	}
	each := t.Each
	if t.Points.IsNegative() {
		each = each.Neg() // that it takes
	}
	return words.Fill(says, "count", strconv.Itoa(t.Count), "over", strconv.Itoa(t.Over), "each", signed(each), "months", strconv.Itoa(t.Months),
		"late", strconv.Itoa(t.Late), "per_day", t.PerDay.String(), "most", t.Most.String(), "least", strconv.Itoa(t.Least), "points", signed(t.Points))
}

// sayCounted is how what was counted makes points; nothing when it makes none.
func sayCounted(a *words.AssessWords, t Term) string {
	switch {
	case t.Least > 0 && t.Count >= t.Least:
		return a.Reached
	case t.Least > 0:
		return a.NotReached
	case t.Each.IsZero() && t.Points.IsZero():
		return ""
	}
	if t.Each.IsZero() {
		return a.Gives
	}
	says := a.Each
	if t.Months > 0 {
		says += a.Scaled
	}
	if !t.PerDay.IsZero() {
		says += a.LateBy
		if t.Points.IsZero() {
			says += a.Floor
		}
	}
	if t.Capped && !t.Most.IsZero() {
		says += a.AtMost
	}
	return says + a.Equals
}

// signed is a number as it is printed; a minus people know.
func signed(d decimal.Decimal) string { return strings.Replace(d.String(), "-", "−", 1) }

// Detail is one of what a term was made of.
type Detail struct {
	ID   string
	What string // its name
	Day  string // in force, or on which it happened; "" none
	Done string // reported, closed, handed in; "" not yet
	Says string
}

// Details is what a term was made of, one by one. name says what an id is: Facts.Name.
func Details(w *words.Words, t Term, name func(id string) string) []Detail {
	if len(t.Of) == 0 && len(t.Days) > 0 { // a paper: the day it was due
		d := Detail{Day: t.Days[0], Done: at(t.Done, 0)}
		d.Says = words.Fill(w.Assess.Details["paper"], "day", d.Day, "done", yet(w, d.Done))
		return []Detail{d}
	}
	shape := w.Assess.Details[shapeOf(t)]
	all := make([]Detail, len(t.Of))
	for n, id := range t.Of {
		d := Detail{ID: id, What: name(id), Day: at(t.Days, n), Done: at(t.Done, n)}
		with := ""
		if at(t.With, n) != "" {
			with = name(t.With[n])
		}
		d.Says = words.Fill(shape, "what", d.What, "day", yet(w, d.Day), "done", yet(w, d.Done), "with", with)
		all[n] = d
	}
	return all
}

// shapeOf is how one of what a term counted is said.
func shapeOf(t Term) string {
	switch {
	case len(t.With) > 0:
		return "again"
	case strings.HasPrefix(t.Rule, "self-") && len(t.Done) > 0, t.Rule == "not-told", t.Rule == "no-day":
		return "own"
	case len(t.Done) > 0:
		return "finding"
	}
	return "entry"
}

func at(list []string, n int) string {
	if n < len(list) {
		return list[n]
	}
	return ""
}

func yet(w *words.Words, day string) string {
	if day == "" {
		return w.Assess.NotYet
	}
	return day
}

// Name is what an id of the facts is called, for people; the id itself when it is none of them. It is made for many ids: the facts are
// gone through once.
func (f *Facts) Name(w *words.Words) func(id string) string {
	names := map[string]string{}
	for n := range f.Findings {
		names[f.Findings[n].ID] = f.Findings[n].name()
	}
	for n := range f.Drills {
		names[f.Drills[n].ID] = f.Drills[n].Subject
	}
	for n := range f.Trainings {
		names[f.Trainings[n].ID] = f.Trainings[n].Subject
	}
	for n := range f.Reports {
		names[f.Reports[n].ID] = f.Reports[n].What
	}
	for n := range f.Events {
		names[f.Events[n].ID] = f.Events[n].What
	}
	for id, name := range w.Assess.Activities {
		names[id] = name
	}
	return func(id string) string {
		if name := names[id]; name != "" {
			return name
		}
		return id
	}
}

func (f *Finding) name() string {
	name := f.Found + " #" + strconv.Itoa(f.Number) + " "
	if p := f.Place; p != "" { // a unit is an id that says nothing to people
		name += p + " "
	}
	name += f.What
	if f.Criterion != "" {
		name += " [" + f.Criterion + "]"
	}
	return name
}

// SayLine is how a line came to its points, in sentences: why it does not apply, its terms, who set what.
func (s *Scheme) SayLine(w *words.Words, l *Line) []string {
	a := &w.Assess
	var says []string
	if l.Not != "" {
		says = append(says, a.Nots[l.Not])
	}
	if l.Missing {
		says = append(says, a.Missing)
	}
	for _, t := range l.Terms {
		if t.Rule != "given" && (l.Not == "" || t.Count > 0) {
			says = append(says, s.Say(w, t))
		}
	}
	if p := l.Set; p != nil {
		says = append(says, words.Fill(a.SetBy, "day", p.Day, "by", p.By, "points", signed(p.Points), "reason", p.Reason))
		if !l.Points.Equal(l.Counted) {
			says = append(says, words.Fill(a.SetWas, "points", signed(l.Counted)))
		}
	}
	return says
}

// SayScore is how the score came of the lines.
func SayScore(w *words.Words, r Result) string {
	a := &w.Assess
	if r.None {
		return a.NoScore
	}
	says := a.ScoreSum
	if !r.Of.Equal(r.Full) {
		says = a.ScoreScaled
	}
	if !r.Beyond.IsZero() {
		says += a.ScoreBeyond
	}
	return words.Fill(says, "got", r.Got.String(), "full", r.Full.String(), "of", r.Of.String(), "scaled", r.Got.Mul(r.Full).DivRound(r.Of, 2).String(),
		"beyond", signed(r.Beyond), "score", r.Score.String())
}

// SayLowered is a veto or a cap that is met, and what it does.
func (s *Scheme) SayLowered(w *words.Words, l Lowered) string {
	item, grade := l.Item, l.To
	if it := s.Item(l.Item); it != nil {
		item = w.Text(it.Name)
	}
	if g := s.Grade(l.To); g != nil {
		grade = w.Text(g.Name)
	}
	why := words.Fill(w.Assess.Rules[l.Rule]+narrowed(w, l.Kinds, s), "count", strconv.Itoa(len(l.Of)))
	says := w.Assess.LoweredBy
	if l.Idle {
		says = w.Assess.Idle
	}
	return words.Fill(says, "item", item, "why", why, "grade", grade)
}

// Print is a score with one decimal; with two when one would look like another grade's.
func (s *Scheme) Print(score decimal.Decimal) string {
	short := score.Round(1)
	if a, b := s.GradeOf(short), s.GradeOf(score); a != nil && b != nil && a.ID != b.ID {
		return score.StringFixed(2)
	}
	return short.StringFixed(1)
}

// SayDefinitions is the scheme's definitions in sentences.
func (s *Scheme) SayDefinitions(w *words.Words) []string {
	var says []string
	for _, c := range choices {
		says = append(says, w.Assess.Definitions[c.key+"."+string(c.of(&s.Definitions))])
	}
	return append(says, words.Fill(w.Assess.Definitions["repeat_months"], "count", strconv.Itoa(s.Definitions.RepeatMonths)))
}

// SayChange is a change in a sentence. s is the scheme of the later result.
func (s *Scheme) SayChange(w *words.Words, c Change) string {
	name := func(id string) string {
		if g := s.Grade(id); g != nil {
			return w.Text(g.Name)
		}
		if why := w.Assess.Nots[id]; why != "" {
			return why
		}
		if id == "missing" {
			return w.Assess.Missing
		}
		return id
	}
	item := c.Item
	if it := s.Item(c.Item); it != nil {
		item = w.Text(it.Name)
	}
	return words.Fill(w.Assess.Changes[string(c.What)], "item", item, "before", name(c.Before), "after", name(c.After))
}
