package assess

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/strictyaml"
)

// optional is the keys of an item that depend on its kind.
var optional = []string{"max", "at_most", "rate", "levels", "zero", "needs", "parts", "to"}

func lintKeys(t *linting) {
	if len(t.Items) == 0 {
		t.wrong(t.Scheme, "items", "there is no item", "add one")
	}
	var all []Kind
	for _, k := range kinds {
		all = append(all, k.kind)
	}
	t.eachItem(func(it *Item) {
		k := kindOf(it.Kind)
		if k == nil {
			t.wrong(it, "kind", "kind "+strictyaml.Quote(string(it.Kind))+" is not known", "one of "+list(all))
			return
		}
		for _, key := range optional {
			if t.places.Has(it, key) && !slices.Contains(k.keys, key) {
				t.wrong(it, key, "an item of kind "+string(it.Kind)+" has no "+key, "delete it; such an item takes "+list(k.keys))
			}
		}
		for _, key := range k.must {
			if !t.places.Has(it, key) {
				t.wrong(it, "", "an item of kind "+string(it.Kind)+" needs "+key, "add it")
			}
		}
		if t.places.Has(it, "max") && it.Max.IsZero() {
			t.wrong(it, "max", "the maximum is 0", "write what the item may give, or delete the item")
		}
		if it.Kind == Penalty && it.weighs() && t.places.Has(it, "at_most") {
			t.wrong(it, "at_most", "a penalty with a weight takes its weight at the most", "delete at_most, or delete max: then it takes from the total")
		}
		if t.places.Has(it, "parts") && len(it.Parts) == 0 {
			t.wrong(it, "parts", "the list is empty", "add what is counted")
		}
	})
}

// partKeys is the keys of a part that depend on what it counts.
var partKeys = []string{"levels", "drills", "share", "activities", "events", "evidence", "due", "late"}

func lintParts(t *linting) {
	t.eachPart(func(it *Item, p *Part) {
		if src := sourceOf(p.Of); src != nil {
			for _, key := range partKeys {
				if t.places.Has(p, key) && !slices.Contains(src.keys, key) {
					t.wrong(p, key, p.Of+" takes no "+key, "delete it")
				}
			}
			for _, key := range src.must {
				if !t.places.Has(p, key) {
					t.wrong(p, "", p.Of+" needs "+key, "add it")
				}
			}
		}
		lowers := it.Kind == Veto || it.Kind == Cap
		switch {
		case lowers && (t.places.Has(p, "points") || t.places.Has(p, "max")):
			t.wrong(p, "", "a "+string(it.Kind)+" lowers the grade and not the score", "delete points and max")
		case !lowers && t.places.Has(p, "at_least"):
			t.wrong(p, "at_least", "at_least is for items of kind veto and cap", "delete it")
		case lowers && t.places.Has(p, "at_least") && p.AtLeast < 1:
			t.wrong(p, "at_least", fmt.Sprintf("from %d on it is always met", p.AtLeast), "write 1 or more")
		case !lowers && p.Points.IsZero():
			t.wrong(p, "", "the part gives or takes nothing", "write points: how much for each")
		}
	})
	t.eachItem(func(it *Item) {
		if it.Needs == "" {
			return
		}
		n := slices.IndexFunc(it.Parts, func(p Part) bool { return p.Of == it.Needs })
		if src := sourceOf(it.Needs); n < 0 || src == nil || !src.once {
			t.wrong(it, "needs", strictyaml.Quote(it.Needs)+" is not a paper that this item counts", "name one of its parts: month-plan or month-summary")
		}
	})
}

// usage is words for what no enterprise is judged by.
var usage = regexp.MustCompile(`(?i)log-?in|sign-?in|usage|online|entr(y|ies)|click|access|upload|登录|在线|录入`)

func lintSources(t *linting) {
	var all []string
	for _, s := range sources {
		all = append(all, s.name)
	}
	t.eachPart(func(it *Item, p *Part) {
		src := sourceOf(p.Of)
		switch {
		case src == nil && usage.MatchString(p.Of):
			t.wrong(p, "of", "there is no such thing to count as "+strictyaml.Quote(p.Of)+": log-ins, entries and time spent are never scored", "delete the part; what was done can be counted: "+list(all))
		case src == nil:
			t.wrong(p, "of", "there is no such thing to count as "+strictyaml.Quote(p.Of), oneOf(p.Of, all))
		case !slices.Contains(src.kinds, it.Kind) && strings.HasPrefix(p.Of, "self-"):
			t.wrong(p, "of", p.Of+" stands in an item of kind "+string(it.Kind), "what an enterprise finds itself never counts against it: move it to an item of kind count or bonus, or delete it")
		case !slices.Contains(src.kinds, it.Kind):
			t.wrong(p, "of", p.Of+" stands in an item of kind "+string(it.Kind), "it can stand in "+list(src.kinds))
		}
	})
	var names []string
	for _, r := range rates {
		names = append(names, r.name)
	}
	t.eachItem(func(it *Item) {
		if it.Kind != Rate {
			return
		}
		switch r := rateOf(it.Rate); {
		case r == nil && strings.Contains(it.Rate, "self"):
			t.wrong(it, "rate", "there is no rate "+strictyaml.Quote(it.Rate), "what an enterprise finds itself is not rated: finding more would cost it points; "+oneOf(it.Rate, names))
		case r == nil:
			t.wrong(it, "rate", "there is no rate "+strictyaml.Quote(it.Rate), oneOf(it.Rate, names))
		case !r.findings && t.places.Has(it, "levels"):
			t.wrong(it, "levels", it.Rate+" takes no levels", "delete it")
		}
		if it.Zero != "" && !slices.Contains(zeros, it.Zero) {
			t.wrong(it, "zero", "zero is "+strictyaml.Quote(string(it.Zero)), "one of "+list(zeros))
		}
	})
}

func oneOf(word string, names []string) string {
	hint := "one of " + list(names)
	if n := strictyaml.Nearest(word, names); n != "" {
		hint += fmt.Sprintf("; did you mean %q?", n)
	}
	return hint
}

// voluntary is the activities that the park's notice calls voluntary and does not rank.
var voluntary = []Activity{Quiz, Notes}

func lintVoluntary(t *linting) {
	t.eachPart(func(it *Item, p *Part) {
		for n, a := range p.Activities {
			switch {
			case !slices.Contains(Activities(), a):
				t.places.WrongItem(p, "activities", n, "there is no activity "+strictyaml.Quote(string(a)), "one of "+list(Activities()))
			case slices.Contains(voluntary, a) && it.Kind != Bonus:
				t.places.WrongItem(p, "activities", n, string(a)+" is voluntary and stands in an item of kind "+string(it.Kind), "the notice ranks nobody by it: move it to an item of kind bonus, or delete it")
			}
		}
	})
}

func lintEvents(t *linting) {
	var known []string
	for n := range t.Scheme.Events {
		known = append(known, t.Scheme.Events[n].ID)
	}
	used := map[string]bool{}
	t.eachPart(func(_ *Item, p *Part) {
		if t.places.Has(p, "events") && len(p.Events) == 0 {
			t.wrong(p, "events", "the list is empty", "name kinds of events")
		}
		for n, e := range p.Events {
			used[e] = true
			if !slices.Contains(known, e) {
				t.places.WrongItem(p, "events", n, "there is no event "+strictyaml.Quote(e), oneOf(e, known))
			}
		}
	})
	if t.places.Err() != nil {
		return // the part that counts it may be the one that is wrong
	}
	for n := range t.Scheme.Events {
		if e := &t.Scheme.Events[n]; !used[e.ID] {
			t.wrong(e, "", "no item counts this event", "name it in a part with of: event, or delete it")
		}
	}
}

var monthDay = regexp.MustCompile(`^[0-9]{2}-[0-9]{2}$`)

func lintValues(t *linting) {
	levels := func(thing any, all []level) {
		for n, l := range all {
			if l != "general" && l != "suspected-major" && l != "major" {
				t.places.WrongItem(thing, "levels", n, strictyaml.Quote(string(l))+" is no level", "one of general, suspected-major, major")
			}
		}
	}
	t.eachItem(func(it *Item) { levels(it, it.Levels) })
	t.eachPart(func(it *Item, p *Part) {
		levels(p, p.Levels)
		for n, d := range p.Drills {
			if d != TableTop && d != Practical && d != Combined {
				t.places.WrongItem(p, "drills", n, strictyaml.Quote(string(d))+" is no kind of drill", "one of table-top, practical, combined")
			}
		}
		if p.Due != "" && (!monthDay.MatchString(p.Due) || !isDay(fmt.Sprintf("%04d-%s", t.Year, p.Due))) {
			t.wrong(p, "due", strictyaml.Quote(p.Due)+" is not a day of the year", `write "MM-DD", a day that exists`)
		}
		if t.places.Has(p, "share") && (p.Share.IsZero() || p.Share.value.Cmp(decimal.NewFromInt(1)) > 0) {
			t.wrong(p, "share", p.Share.value.String()+" is no share", `write more than 0 and at most 1, as "0.8"`)
		}
		if most := it.Max; !p.Max.IsZero() && !most.IsZero() && p.Max.value.Cmp(most.value) > 0 {
			t.wrong(p, "max", fmt.Sprintf("the part may give %s and the item %s", p.Max.value, most.value), "a part has at most what the item has")
		}
	})
}
