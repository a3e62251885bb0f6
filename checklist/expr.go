package checklist

import (
	"slices"
	"strings"
)

// scoped evaluates expressions over one set of scope answers; each question is worked out once.
type scoped struct {
	x       *index
	answers map[string]ScopeAnswer
	// proven: a yes counts only with its basis, else it is not known; for exclusions.
	proven bool
	memo   map[string]standpoint
}

// standpoint is what a question comes to.
type standpoint struct {
	yes   Tri // answered yes; for kinds: any chosen
	kinds []string
	known bool // kinds are known
}

func (x *index) scoped(answers map[string]ScopeAnswer) *scoped {
	return &scoped{x: x, answers: answers, memo: map[string]standpoint{}}
}

// eval is the expression's value; a nil expression holds.
func (s *scoped) eval(e *Expr) Tri {
	switch {
	case e == nil:
		return Yes
	case e.Is != "":
		return s.is(e.Is)
	case e.Not != nil:
		return -s.eval(e.Not)
	case len(e.All) > 0:
		t := Yes
		for n := range e.All {
			t = min(t, s.eval(&e.All[n]))
		}
		return t
	case len(e.Any) > 0:
		t := No
		for n := range e.Any {
			t = max(t, s.eval(&e.Any[n]))
		}
		return t
	}
	return Unknown // an empty expression, refused by lint
}

func (s *scoped) is(ref string) Tri {
	id, kind, ofKind := strings.Cut(ref, "=")
	p := s.question(id)
	if !ofKind || p.yes == No {
		return p.yes
	}
	if !p.known {
		return Unknown
	}
	return truth(slices.Contains(p.kinds, kind))
}

// question is what a question comes to: one that is not asked counts as no.
func (s *scoped) question(id string) standpoint {
	if p, done := s.memo[id]; done {
		return p
	}
	q := s.x.questions[id]
	if q == nil {
		return standpoint{}
	}
	s.memo[id] = standpoint{} // a circle of whens, refused by lint, comes to unknown
	p := s.answered(q)
	if s.eval(q.When) == No {
		p = standpoint{yes: No, known: true}
	}
	s.memo[id] = p
	return p
}

func (s *scoped) answered(q *Question) standpoint {
	a := s.answers[q.ID]
	unproven := s.proven && strings.TrimSpace(a.Basis) == ""
	switch {
	case a.Value == "no":
		return standpoint{yes: No, known: true}
	case unproven && (a.Value == "yes" || len(a.Kinds) > 0):
		return standpoint{}
	case a.Value == "yes":
		return standpoint{yes: Yes}
	case a.Value == "kinds" && len(q.Kinds) > 0:
		return standpoint{yes: truth(len(a.Kinds) > 0), kinds: a.Kinds, known: true}
	}
	return standpoint{}
}

// undecided is the question to ask next so that the expression becomes known, "" when it is known. A question
// whose own when is not known gives way to the one it hangs under; seen ends a circle of whens.
func (s *scoped) undecided(e *Expr, seen ...string) string {
	if e == nil || s.eval(e) != Unknown {
		return ""
	}
	if e.Is != "" {
		id, _, _ := strings.Cut(e.Is, "=")
		if q := s.x.questions[id]; q != nil && !slices.Contains(seen, id) {
			if parent := s.undecided(q.When, append(seen, id)...); parent != "" {
				return parent
			}
		}
		return id
	}
	for _, part := range e.parts() {
		if id := s.undecided(part, seen...); id != "" {
			return id
		}
	}
	return ""
}

// parts are the expressions directly inside.
func (e *Expr) parts() []*Expr {
	var all []*Expr
	if e.Not != nil {
		all = append(all, e.Not)
	}
	for n := range e.All {
		all = append(all, &e.All[n])
	}
	for n := range e.Any {
		all = append(all, &e.Any[n])
	}
	return all
}

// questions adds the ids of the questions named in the expression, in order, each once.
func (e *Expr) questions(ids []string) []string {
	if e == nil {
		return ids
	}
	if e.Is != "" {
		if id, _, _ := strings.Cut(e.Is, "="); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, part := range e.parts() {
		ids = part.questions(ids)
	}
	return ids
}

// MarshalYAML writes a question as the plain word that Parse reads.
func (e Expr) MarshalYAML() (any, error) {
	if e.Is != "" {
		return e.Is, nil
	}
	type group Expr
	return group(e), nil
}
