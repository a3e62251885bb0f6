package checklist

import (
	"fmt"
	"regexp"
	"strings"

	"anquan.example/paicha/internal/strictyaml"
)

var (
	words  = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	clause = regexp.MustCompile(`^[A-Za-z0-9]+([._()-]+[A-Za-z0-9]+)*[)]?$`)
)

// lintIDs: ids are unique across the library, each kind of thing for itself.
func lintIDs(t *linting) {
	seen := map[string]map[string]any{}
	once := func(kind, id string, thing any) {
		if seen[kind] == nil {
			seen[kind] = map[string]any{}
		}
		if other, twice := seen[kind][id]; twice {
			t.wrong(thing, "id", fmt.Sprintf("%s %q is there twice", kind, id), "the first is in "+t.line(other)+"; ids are never reused")
			return
		}
		seen[kind][id] = thing
	}
	for n := range t.Places {
		once("place", t.Places[n].ID, &t.Places[n])
	}
	for n := range t.Units {
		once("unit kind", t.Units[n].ID, &t.Units[n])
	}
	for n := range t.Sources {
		once("source", t.Sources[n].ID, &t.Sources[n])
	}
	for n := range t.Sectors {
		once("sector", t.Sectors[n].ID, &t.Sectors[n])
	}
	t.eachQuestion(func(_ *Sector, q *Question) {
		once("question", q.ID, q)
		for n := range q.Kinds {
			once("kind of "+q.ID, q.Kinds[n].ID, &q.Kinds[n])
		}
	})
	t.eachEdition(func(_ *Sector, e *Edition) {
		for n := range e.Rules {
			once("rule", e.Rules[n].ID, &e.Rules[n])
		}
		for n := range e.Criteria {
			once("criterion", e.Criteria[n].ID, &e.Criteria[n])
		}
	})
}

// lintNames: ids are written as ids, those of criteria, rules and failed start with their edition's source.
func lintNames(t *linting) {
	plain := func(id string, thing any) {
		if !words.MatchString(id) {
			t.wrong(thing, "id", strictyaml.Quote(id)+" is not an id", "use small letters, digits, - and .")
		}
	}
	for n := range t.Places {
		plain(t.Places[n].ID, &t.Places[n])
	}
	for n := range t.Units {
		plain(t.Units[n].ID, &t.Units[n])
	}
	for n := range t.Sources {
		plain(t.Sources[n].ID, &t.Sources[n])
	}
	for n := range t.Sectors {
		plain(t.Sectors[n].ID, &t.Sectors[n])
	}
	t.eachQuestion(func(_ *Sector, q *Question) {
		plain(q.ID, q)
		for n := range q.Kinds {
			plain(q.Kinds[n].ID, &q.Kinds[n])
		}
	})
	t.eachEdition(func(_ *Sector, e *Edition) {
		if e.Failed != nil {
			t.cited(e, e.Failed.ID, e.Failed)
		}
		for n := range e.Rules {
			t.cited(e, e.Rules[n].ID, &e.Rules[n])
		}
		for n := range e.Criteria {
			t.cited(e, e.Criteria[n].ID, &e.Criteria[n])
		}
	})
}

// cited checks an id of the form source:clause.
func (t *linting) cited(e *Edition, id string, thing any) {
	source, rest, colon := strings.Cut(id, ":")
	switch {
	case !colon || !clause.MatchString(rest):
		t.wrong(thing, "id", strictyaml.Quote(id)+" is not of the form source:clause", "for example mem10:11.1")
	case source != e.Source && t.x.sources[source] == nil:
		t.wrong(thing, "id", fmt.Sprintf("source %q is not known", source), "list it under sources, or start the id with "+e.Source+":")
	}
}
