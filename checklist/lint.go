package checklist

import (
	"strconv"

	"anquan.example/paicha/internal/strictyaml"
)

// linting runs the rules over a decoded library.
type linting struct {
	*Library
	x      *index
	places *strictyaml.Places
}

// lintRules is every rule of lint, in the order they run. A new rule is a function and a line here.
var lintRules = []struct {
	name  string // of its file in testdata/lint
	check func(*linting)
}{
	{"format", lintFormat},
	{"ids", lintIDs},
	{"names", lintNames},
	{"texts", lintTexts},
	{"english", lintEnglish},
	{"dates", lintDates},
	{"editions", lintEditions},
	{"questions", lintQuestions},
	{"scopes", lintScopes},
	{"circles", lintCircles},
	{"places", lintPlaces},
	{"sets", lintSets},
	{"exclusions", lintExclusions},
	{"conditions", lintConditions},
	{"measures", lintMeasures},
	{"standings", lintStandings},
	{"equipment", lintEquipment},
	{"checks", lintChecks},
	{"formerly", lintFormerly},
}

func lint(l *Library, places *strictyaml.Places) {
	t := &linting{l, l.index, places}
	for _, rule := range lintRules {
		if places.Full() {
			return
		}
		rule.check(t)
	}
}

// wrong enters a problem with the struct that thing points to, at one of its keys ("" for the struct as a whole).
func (t *linting) wrong(thing any, key, text, hint string) { t.places.Wrong(thing, key, text, hint) }

// wrongItem is wrong about one item of a list of plain values.
func (t *linting) wrongItem(thing any, key string, item int, text, hint string) {
	t.places.WrongItem(thing, key, item, text, hint)
}

// line says where a thing stands: "line 12".
func (t *linting) line(thing any) string { return t.places.Line(thing) }

func (t *linting) eachEdition(f func(*Sector, *Edition)) {
	for n := range t.Sectors {
		s := &t.Sectors[n]
		for m := range s.Editions {
			f(s, &s.Editions[m])
		}
	}
}

func (t *linting) eachCriterion(f func(*Sector, *Edition, *Criterion)) {
	t.eachEdition(func(s *Sector, e *Edition) {
		for n := range e.Criteria {
			f(s, e, &e.Criteria[n])
		}
	})
}

func (t *linting) eachQuestion(f func(*Sector, *Question)) {
	for n := range t.Sectors {
		s := &t.Sectors[n]
		for m := range s.Scope {
			f(s, &s.Scope[m])
		}
	}
}

func (t *linting) eachRule(f func(*Sector, *Edition, *Rule)) {
	t.eachEdition(func(s *Sector, e *Edition) {
		for n := range e.Rules {
			f(s, e, &e.Rules[n])
		}
	})
}

// each walks a condition and all in it, from the outside in.
func (c *Condition) each(f func(*Condition)) {
	f(c)
	for _, parts := range [][]Condition{c.All, c.Any, c.Of} {
		for n := range parts {
			parts[n].each(f)
		}
	}
}

func (t *linting) eachCondition(f func(*Criterion, *Condition)) {
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		c.Hazard.each(func(part *Condition) { f(c, part) })
	})
}

func lintFormat(t *linting) {
	if t.Format != 1 {
		t.wrong(t.Library, "format", "format "+strconv.Itoa(t.Format)+" is not known", "this program reads format 1; a newer program may read it")
	}
}
