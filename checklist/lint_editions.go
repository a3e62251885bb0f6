package checklist

import (
	"fmt"

	"anquan.example/paicha/internal/strictyaml"
)

// lintDates: days exist and come in order.
func lintDates(t *linting) {
	for n := range t.Sources {
		s := &t.Sources[n]
		for _, d := range []struct{ key, day string }{{"issued", s.Issued}, {"from", s.From}, {"until", s.Until}, {"checked", s.Checked}} {
			if !isDate(d.day) && (d.day != "" || d.key != "until") {
				t.wrong(s, d.key, strictyaml.Quote(d.day)+" is not a day", "write YYYY-MM-DD, a day that exists")
			}
		}
		if isDate(s.Until) && s.Until < s.From {
			t.wrong(s, "until", "the last day in force is before the first", "first: "+s.From)
		}
	}
}

// lintEditions: each edition has a known source and something in it; no two of a sector are in force on one day.
func lintEditions(t *linting) {
	t.eachEdition(func(s *Sector, e *Edition) {
		src := t.x.sources[e.Source]
		if src == nil {
			t.wrong(e, "source", "source "+strictyaml.Quote(e.Source)+" is not known", "list it under sources")
			return
		}
		for n := range s.Editions {
			other := &s.Editions[n]
			if other == e {
				break
			}
			if o := t.x.sources[other.Source]; o != nil && overlap(src, o) {
				t.wrong(e, "source", fmt.Sprintf("%s and %s are in force on the same days", o.ID, src.ID), "end one with until")
			}
		}
	})
	for n := range t.Sectors {
		if k := t.Sectors[n].Kind; k != "" && k != Activity {
			t.wrong(&t.Sectors[n], "kind", "kind "+strictyaml.Quote(k)+" is not known", "write activity, or delete it for a field of hazards")
		}
		if len(t.Sectors[n].Editions) == 0 {
			t.wrong(&t.Sectors[n], "editions", "the sector has no edition", "add one, or delete the sector")
		}
	}
	for n := range t.Sources {
		for m, id := range t.Sources[n].Replaces {
			if t.Sources[n].ID == id {
				t.wrongItem(&t.Sources[n], "replaces", m, "a source cannot replace itself", "delete it")
			}
		}
	}
}

func overlap(a, b *Source) bool {
	return (a.Until == "" || b.From <= a.Until) && (b.Until == "" || a.From <= b.Until)
}

// lintFormerly: the criteria of the replaced edition exist, as far as the library holds their source.
func lintFormerly(t *linting) {
	held := map[string]bool{}
	t.eachEdition(func(_ *Sector, e *Edition) { held[e.Source] = true })
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		for n, id := range c.Formerly {
			switch {
			case id == c.ID:
				t.wrongItem(c, "formerly", n, "a criterion cannot be its own former one", "delete it")
			case t.x.criteria[id] == nil && held[sourceOf(id)]:
				t.wrongItem(c, "formerly", n, fmt.Sprintf("criterion %s does not exist", strictyaml.Quote(id)), "name one of that edition")
			}
		}
	})
}
