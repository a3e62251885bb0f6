package checklist

import (
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/internal/strictyaml"
)

// sourceOf is the part of a criterion's id before the colon.
func sourceOf(id string) string {
	source, _, _ := strings.Cut(id, ":")
	return source
}

// lintQuestions: kinds are a choice.
func lintQuestions(t *linting) {
	t.eachQuestion(func(_ *Sector, q *Question) {
		if len(q.Kinds) == 1 {
			t.wrong(q, "kinds", "one kind is no choice", "add others, or ask yes/no")
		}
	})
}

// lintScopes: every expression is well formed and names questions and kinds of its own sector.
func lintScopes(t *linting) {
	t.eachQuestion(func(s *Sector, q *Question) { t.expression(s, q.When) })
	t.eachRule(func(s *Sector, _ *Edition, r *Rule) {
		t.expression(s, r.Scope)
		t.expression(s, r.ExcludedWhen)
	})
	t.eachCriterion(func(s *Sector, _ *Edition, c *Criterion) { t.expression(s, c.Scope) })
}

func (t *linting) expression(s *Sector, e *Expr) {
	if e == nil {
		return
	}
	forms := 0
	for _, there := range []bool{e.Is != "", e.Not != nil, len(e.All) > 0, len(e.Any) > 0} {
		if there {
			forms++
		}
	}
	if forms != 1 {
		t.wrong(e, "", fmt.Sprintf("an expression has exactly one of is, not, all, any; here are %d", forms), "write one, with something in it")
		return
	}
	if e.Is != "" {
		t.reference(s, e)
	}
	for _, part := range e.parts() {
		t.expression(s, part)
	}
}

// reference checks "question" or "question=kind".
func (t *linting) reference(s *Sector, e *Expr) {
	id, kind, ofKind := strings.Cut(e.Is, "=")
	q := t.x.questions[id]
	switch {
	case q == nil:
		hint := "list it under scope of " + s.ID
		if near := strictyaml.Nearest(id, t.asked(s)); near != "" {
			hint += fmt.Sprintf("; did you mean %q?", near)
		}
		t.wrong(e, "is", "question "+strictyaml.Quote(id)+" is not known", hint)
	case t.x.asker[id] != s:
		t.wrong(e, "is", fmt.Sprintf("question %s belongs to sector %s", strictyaml.Quote(id), t.x.asker[id].ID), "ask it in sector "+s.ID+" under an id of its own")
	case ofKind && !slices.ContainsFunc(q.Kinds, func(k Kind) bool { return k.ID == kind }):
		t.wrong(e, "is", fmt.Sprintf("question %s has no kind %s", strictyaml.Quote(id), strictyaml.Quote(kind)), "name one of its kinds")
	}
}

func (t *linting) asked(s *Sector) []string {
	ids := make([]string, len(s.Scope))
	for n := range s.Scope {
		ids[n] = s.Scope[n].ID
	}
	return ids
}

// lintCircles: no question hangs under itself.
func lintCircles(t *linting) {
	const walking, done = 1, 2
	state := map[string]int{}
	var walk func(id string) bool
	walk = func(id string) bool {
		q := t.x.questions[id]
		if q == nil || state[id] == done {
			return true
		}
		if state[id] == walking {
			return false
		}
		state[id] = walking
		for _, parent := range q.When.questions(nil) {
			if !walk(parent) {
				t.wrong(q, "when", fmt.Sprintf("question %s hangs under itself", strictyaml.Quote(id)), "break the circle of whens")
				break
			}
		}
		state[id] = done
		return true
	}
	t.eachQuestion(func(_ *Sector, q *Question) { walk(q.ID) })
}

// lintPlaces: where and per name known places and unit kinds.
func lintPlaces(t *linting) {
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		if len(c.Where) == 0 {
			t.wrong(c, "where", "where is empty", "name a place of the walk")
		}
		for n, id := range c.Where {
			if _, known := t.x.places[id]; !known {
				t.wrongItem(c, "where", n, "place "+strictyaml.Quote(id)+" is not known", "list it under places, or name one of them")
			}
			if slices.Contains(c.Where[:n], id) {
				t.wrongItem(c, "where", n, "place "+strictyaml.Quote(id)+" is there twice", "delete one")
			}
		}
		if c.Per != "" && t.x.units[c.Per] == nil {
			t.wrong(c, "per", "unit kind "+strictyaml.Quote(c.Per)+" is not known", "list it under units, or name one of them")
		}
	})
}
