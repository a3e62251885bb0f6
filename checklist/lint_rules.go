package checklist

import (
	"fmt"
	"slices"

	"anquan.example/paicha/internal/strictyaml"
)

// lintSets: every rule counts a set that has enough in it, every set is counted by a rule.
func lintSets(t *linting) {
	t.eachEdition(func(s *Sector, e *Edition) {
		if s.Kind == Activity {
			for n := range e.Rules {
				t.wrong(&e.Rules[n], "", "an activity has no rules: it is done or not, and never a major hazard", "delete the rule")
			}
			return
		}
		size, counted := map[string]int{}, map[string]bool{}
		for n := range e.Criteria {
			size[e.Criteria[n].Set]++
		}
		for n := range e.Rules {
			r := &e.Rules[n]
			counted[r.Of] = true
			switch {
			case r.Need < 1:
				t.wrong(r, "need", fmt.Sprintf("a rule cannot need %d", r.Need), "at least 1")
			case size[r.Of] == 0:
				t.wrong(r, "of", "no criterion is in set "+strictyaml.Quote(r.Of), "name a set that the criteria of this edition use")
			case r.Need > size[r.Of] && r.Unlisted == nil:
				t.wrong(r, "need", fmt.Sprintf("the rule needs %d, but the set has %d", r.Need, size[r.Of]), "say with unlisted what the library does not hold")
			}
		}
		for n := range e.Criteria {
			if c := &e.Criteria[n]; !counted[c.Set] {
				t.wrong(c, "set", "no rule counts set "+strictyaml.Quote(c.Set), "name a set of one of the edition's rules, or add a rule")
			}
		}
	})
}

// lintExclusions: a rule is excluded only by a yes that has to be proven by a document.
func lintExclusions(t *linting) {
	t.eachRule(func(_ *Sector, _ *Edition, r *Rule) { t.exclusion(r.ExcludedWhen) })
}

func (t *linting) exclusion(e *Expr) {
	if e == nil {
		return
	}
	if e.Not != nil {
		t.wrong(e, "", "an exclusion cannot rest on a no", "ask the question so that a documented yes excludes")
		return
	}
	if id := e.Is; id != "" && t.x.questions[id] != nil && !t.x.questions[id].Basis {
		t.wrong(e, "is", "question "+strictyaml.Quote(id)+" excludes without a document", "set basis: true on the question")
	}
	for _, part := range e.parts() {
		t.exclusion(part)
	}
}

// lintStandings: the standing is known, what is not confirmed is said, a topic claims no test.
func lintStandings(t *linting) {
	known := []Standing{Verified, Partial, TopicOnly, CarriedOver}
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		if !slices.Contains(known, c.Standing) {
			t.wrong(c, "standing", "standing "+strictyaml.Quote(string(c.Standing))+" is not known", "one of verified, partial, topic-only, carried-over")
			return
		}
		if c.Standing != Verified && c.Doubt == nil {
			t.wrong(c, "standing", "a criterion that is not verified says why", "add doubt")
		}
		if c.Standing == TopicOnly && len(c.Hazard.parts()) > 0 {
			t.wrong(c, "hazard", "a topic-only criterion has a single condition", "name the topic; do not invent a test")
		}
	})
}

// lintEquipment: equipment can fail only where the edition says what failed equipment is.
func lintEquipment(t *linting) {
	t.eachCriterion(func(_ *Sector, e *Edition, c *Criterion) {
		if c.Equipment && e.Failed == nil {
			t.wrong(c, "equipment", "the edition has no rule of failed equipment", "add failed to the edition, or delete equipment")
		}
	})
}
