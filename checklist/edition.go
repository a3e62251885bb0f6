package checklist

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// at is the index; a library that was not parsed gets one each time.
func (l *Library) at() *index {
	if l.index != nil {
		return l.index
	}
	return newIndex(l)
}

// Sector is the sector with that id, or nil.
func (l *Library) Sector(id string) *Sector { return l.at().sectors[id] }

// Source is the document with that id, or nil.
func (l *Library) Source(id string) *Source { return l.at().sources[id] }

// Question is the scope question with that id, or nil.
func (l *Library) Question(id string) *Question { return l.at().questions[id] }

// Unit is the unit kind with that id, or nil.
func (l *Library) Unit(id string) *UnitKind { return l.at().units[id] }

// Criterion is the criterion with that id, of any edition, or nil.
func (l *Library) Criterion(id string) *Criterion { return l.at().criteria[id] }

// EditionOf is the edition that holds the criterion with that id, or nil.
func (l *Library) EditionOf(criterion string) *Edition { return l.at().editions[criterion] }

// IsActivity says whether the criterion asks whether something was done: nothing of it is ever a major hazard.
func (l *Library) IsActivity(criterion string) bool {
	e := l.EditionOf(criterion)
	for n := range l.Sectors {
		for m := range l.Sectors[n].Editions {
			if e == &l.Sectors[n].Editions[m] {
				return l.Sectors[n].Kind == Activity
			}
		}
	}
	return false
}

// Edition is the one of the sector whose source is in force on the day (YYYY-MM-DD); nil when none is or the
// day is not a date.
func (l *Library) Edition(sector, date string) *Edition {
	x := l.at()
	s := x.sectors[sector]
	if s == nil || !isDate(date) {
		return nil
	}
	for n := range s.Editions {
		if src := x.sources[s.Editions[n].Source]; src != nil && src.InForce(date) {
			return &s.Editions[n]
		}
	}
	return nil
}

// InForce says whether the document is in force on a day (YYYY-MM-DD).
func (s *Source) InForce(date string) bool {
	return s.From != "" && s.From <= date && (s.Until == "" || date <= s.Until)
}

// PlaceOrder is the place's number on the walk, from 0; an unknown place comes last.
func (l *Library) PlaceOrder(id string) int {
	if n, ok := l.at().places[id]; ok {
		return n
	}
	return math.MaxInt
}

// Asked says whether a question is to be asked under these answers: its when holds.
func (l *Library) Asked(q *Question, scope map[string]ScopeAnswer) Tri {
	return l.at().scoped(scope).eval(q.When)
}

// Applies says whether a criterion applies under these scope answers.
func (l *Library) Applies(c *Criterion, scope map[string]ScopeAnswer) Tri {
	return l.at().scoped(scope).eval(c.Scope)
}

// Decides is the ids of the criteria in force on the day that a yes to the question (or to one kind, "q=kind")
// could add, the other answers being as they are.
func (l *Library) Decides(question, date string, scope map[string]ScopeAnswer) []string {
	x := l.at()
	id, kind, ofKind := strings.Cut(question, "=")
	q, s := x.questions[id], x.asker[id]
	if q == nil {
		return nil
	}
	e := l.Edition(s.ID, date)
	if e == nil {
		return nil
	}
	yes, no := ScopeAnswer{Value: "yes"}, ScopeAnswer{Value: "no"}
	if len(q.Kinds) > 0 {
		yes, no = ScopeAnswer{Value: "kinds"}, ScopeAnswer{Value: "kinds"}
		for _, k := range q.Kinds {
			chosen := slices.Contains(scope[id].Kinds, k.ID)
			if !ofKind || k.ID == kind || chosen {
				yes.Kinds = append(yes.Kinds, k.ID)
			}
			if ofKind && k.ID != kind && chosen {
				no.Kinds = append(no.Kinds, k.ID)
			}
		}
	}
	with, without := x.scoped(answeredWith(scope, id, yes)), x.scoped(answeredWith(scope, id, no))
	var ids []string
	for n := range e.Criteria {
		c := &e.Criteria[n]
		if with.eval(c.Scope) != No && without.eval(c.Scope) == No {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func answeredWith(scope map[string]ScopeAnswer, id string, a ScopeAnswer) map[string]ScopeAnswer {
	other := make(map[string]ScopeAnswer, len(scope)+1)
	for k, v := range scope {
		other[k] = v
	}
	other[id] = a
	return other
}

// ByClause is the edition's criteria in the order of the document.
func (e *Edition) ByClause() []*Criterion {
	all := make([]*Criterion, len(e.Criteria))
	for n := range e.Criteria {
		all[n] = &e.Criteria[n]
	}
	return all
}

// ByRoute is the edition's criteria in the order of the walk: by their first place, then as in the document.
func (l *Library) ByRoute(e *Edition) []*Criterion {
	x := l.at()
	order := func(c *Criterion) int {
		if len(c.Where) > 0 {
			if n, ok := x.places[c.Where[0]]; ok {
				return n
			}
		}
		return math.MaxInt
	}
	all := e.ByClause()
	slices.SortStableFunc(all, func(a, b *Criterion) int { return cmp.Compare(order(a), order(b)) })
	return all
}

// Rule is the rule with that id, of any edition, or nil.
func (l *Library) Rule(id string) *Rule {
	for s := range l.Sectors {
		for e := range l.Sectors[s].Editions {
			rules := l.Sectors[s].Editions[e].Rules
			for n := range rules {
				if rules[n].ID == id {
					return &rules[n]
				}
			}
		}
	}
	return nil
}
