package checklist

// rule works out one rule from the tally of its set, and enters what keeps it open.
func (j *judging) rule(r *Rule) Fired {
	t := j.tally(r.Of)
	f := Fired{Rule: r.ID, Clause: r.Clause, Need: r.Need, Hits: append([]string{}, t.hits...), Possible: t.open, Unlisted: r.Unlisted != nil}
	scope := j.scope.eval(r.Scope)
	if scope == No {
		return f
	}
	if f.Excluded = j.excluded(r); f.Excluded != "" {
		if r.Unlisted != nil { // the wording of its exclusions was not read either: never a close
			j.Open = append(j.Open, Open{Rule: r.ID, Why: WhyUnlisted})
			f.Could = true
		}
		return f
	}
	enough := len(t.hits) >= r.Need
	f.Fired = enough && scope == Yes
	f.Could = !f.Fired && (enough || len(t.hits)+t.open >= r.Need)
	if scope == Unknown {
		j.Open = append(j.Open, Open{Rule: r.ID, Question: j.scope.undecided(r.Scope), Why: ScopeUnknown})
	}
	if r.Unlisted != nil {
		j.Open = append(j.Open, Open{Rule: r.ID, Why: WhyUnlisted})
		f.Could = !f.Fired
	}
	if claimed := j.claimed(r.ExcludedWhen); claimed != "" {
		j.Open = append(j.Open, Open{Rule: r.ID, Question: claimed, Why: NoBasis})
		f.Could = !f.Fired
	}
	return f
}

// excluded is the question whose documented yes excludes the rule; "" when nothing does. A yes without its
// document is not known.
func (j *judging) excluded(r *Rule) string {
	if r.ExcludedWhen == nil || j.proof.eval(r.ExcludedWhen) != Yes {
		return ""
	}
	for _, id := range r.ExcludedWhen.questions(nil) {
		if j.proof.question(id).yes == Yes {
			return id
		}
	}
	return r.ID // excluded by a no: lint refuses that
}

// claimed is the first question that would exclude the rule but lacks its document; "" when there is none.
func (j *judging) claimed(e *Expr) string {
	if e == nil || j.scope.eval(e) != Yes {
		return ""
	}
	for _, id := range e.questions(nil) {
		if j.scope.question(id).yes == Yes && j.proof.question(id).yes != Yes {
			return id
		}
	}
	return ""
}
