package assess

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/strictyaml"
)

// linting runs the rules over a decoded scheme.
type linting struct {
	*Scheme
	places *strictyaml.Places
}

// lintRules is every rule of lint, in the order they run. A new rule is a function and a line here.
var lintRules = []struct {
	name  string // of its file in testdata/lint
	check func(*linting)
}{
	{"format", lintFormat},
	{"texts", lintTexts},
	{"ids", lintIDs},
	{"period", lintPeriod},
	{"definitions", lintDefinitions},
	{"grades", lintGrades},
	{"keys", lintKeys},
	{"parts", lintParts},
	{"sources", lintSources},
	{"voluntary", lintVoluntary},
	{"events", lintEvents},
	{"values", lintValues},
	{"lowering", lintLowering},
	{"weights", lintWeights},
}

func lint(s *Scheme, places *strictyaml.Places) {
	t := &linting{s, places}
	for _, rule := range lintRules {
		if places.Full() {
			return
		}
		rule.check(t)
	}
}

// wrong enters a problem with the struct that thing points to, at one of its keys ("" for the struct as a whole).
func (t *linting) wrong(thing any, key, text, hint string) { t.places.Wrong(thing, key, text, hint) }

func (t *linting) eachItem(f func(*Item)) {
	for n := range t.Items {
		f(&t.Items[n])
	}
}

func (t *linting) eachPart(f func(*Item, *Part)) {
	t.eachItem(func(it *Item) {
		for n := range it.Parts {
			f(it, &it.Parts[n])
		}
	})
}

func lintFormat(t *linting) {
	if t.Format != Format {
		t.wrong(t.Scheme, "format", fmt.Sprintf("format %d is not known", t.Format), "this program reads format 1; a newer program may read it")
	}
}

func lintTexts(t *linting) {
	t.places.Empties()
	both := func(thing any, key string, text checklist.Text, needed bool) {
		if text.Zh == "" && (needed || text.En != "") || text.Zh != "" && text.En == "" {
			t.wrong(thing, key, key+" is not there in both languages", "write {zh: …, en: …}")
		}
	}
	both(t.Scheme, "title", t.Title, true)
	both(t.Scheme, "note", t.Note, false)
	for n := range t.Grades {
		both(&t.Grades[n], "name", t.Grades[n].Name, true)
	}
	for n := range t.Events {
		both(&t.Events[n], "name", t.Events[n].Name, true)
		both(&t.Events[n], "note", t.Events[n].Note, false)
	}
	t.eachItem(func(it *Item) {
		both(it, "name", it.Name, true)
		both(it, "standard", it.Standard, false)
		both(it, "basis", it.Basis, false)
	})
}

var ids = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func lintIDs(t *linting) {
	if !ids.MatchString(t.Version) {
		t.wrong(t.Scheme, "version", "version "+strictyaml.Quote(t.Version)+" is no short name", `write "1", "2", "2-draft": small letters, digits, hyphens`)
	}
	check := func(what string) func(thing any, id string) {
		seen := map[string]any{}
		return func(thing any, id string) {
			if !ids.MatchString(id) {
				t.wrong(thing, "id", "id "+strictyaml.Quote(id)+" is no short name", "write small letters, digits, hyphens")
			}
			if first, twice := seen[id]; twice {
				t.wrong(thing, "id", what+" "+strictyaml.Quote(id)+" is there twice", "the first is in "+t.places.Line(first)+"; give one of them another id")
				return
			}
			seen[id] = thing
		}
	}
	item, grade, event := check("item"), check("grade"), check("event")
	t.eachItem(func(it *Item) { item(it, it.ID) })
	for n := range t.Grades {
		grade(&t.Grades[n], t.Grades[n].ID)
	}
	for n := range t.Events {
		event(&t.Events[n], t.Events[n].ID)
	}
}

func lintPeriod(t *linting) {
	if t.Year < 2000 || t.Year > 2999 {
		t.wrong(t.Scheme, "year", fmt.Sprintf("%d is no year", t.Year), "write the year that is assessed, as 2026")
		return
	}
	p := t.Period
	for _, k := range []struct{ key, day string }{{"from", p.From}, {"to", p.To}} {
		if k.day != "" && !isDay(k.day) {
			t.wrong(&t.Scheme.Period, k.key, strictyaml.Quote(k.day)+" is not a day", "write YYYY-MM-DD, a day that exists")
			return
		}
	}
	year := fmt.Sprintf("%04d", t.Year)
	if p.To != "" && p.To[:4] != year {
		t.wrong(&t.Scheme.Period, "to", "the cut-off "+p.To+" is not in "+year, "the cut-off lies in the year that is assessed")
		return
	}
	from, to := p.From, p.To
	if from == "" {
		from = year + "-01-01"
	}
	if to == "" {
		to = year + "-12-31"
	}
	if from > to || from < fmt.Sprintf("%04d-07-01", t.Year-1) {
		t.wrong(&t.Scheme.Period, "from", "the period "+from+" to "+to+" is no year", "from is the day after the last year's cut-off: at the earliest 1 July of the year before")
	}
}

func lintDefinitions(t *linting) {
	d := &t.Scheme.Definitions
	for _, c := range choices {
		if got := c.of(d); !slices.Contains(c.may, got) {
			t.wrong(d, c.key, c.key+" is "+strictyaml.Quote(string(got)), "one of "+list(c.may))
		}
	}
	if d.RepeatMonths < 0 || d.RepeatMonths > 60 {
		t.wrong(d, "repeat_months", fmt.Sprintf("%d months", d.RepeatMonths), "0 to 60; the draft has 12")
	}
	for _, k := range []struct {
		key  string
		days []string
	}{{"holidays", d.Holidays}, {"workdays", d.Workdays}} {
		for n, day := range k.days {
			if !isDay(day) {
				t.places.WrongItem(d, k.key, n, strictyaml.Quote(day)+" is not a day", "write YYYY-MM-DD, a day that exists")
			} else if slices.Contains(k.days[:n], day) {
				t.places.WrongItem(d, k.key, n, day+" is there twice", "delete it")
			}
		}
	}
	for n, day := range d.Workdays {
		if slices.Contains(d.Holidays, day) {
			t.places.WrongItem(d, "workdays", n, day+" is a holiday too", "delete it in one of the two lists")
		}
	}
	if (d.RestDay == Next || d.LateDays == WorkingDays) && len(d.Holidays) == 0 {
		t.wrong(d, "holidays", "working days are counted and no holiday is known", "list the year's holidays as the State Council's notice has them, and under workdays the weekend days that are worked")
	}
}

func list[S ~string](names []S) string {
	all := make([]string, len(names))
	for n, name := range names {
		all[n] = string(name)
	}
	return strings.Join(all, ", ")
}

// lintGrades: the bounds meet, from the best grade to the worst, with the score that they meet at in exactly one of the two.
func lintGrades(t *linting) {
	if len(t.Grades) < 2 {
		t.wrong(t.Scheme, "grades", "there are fewer than two grades", "list them, best first")
		return
	}
	for n := range t.Grades {
		g := &t.Grades[n]
		best, worst := n == 0, n == len(t.Grades)-1
		switch lower, upper := count(g.From, g.Above), count(g.To, g.Below); {
		case best && upper > 0:
			t.wrong(g, "", "the best grade ends at a score", "delete to and below: a bonus may lift a score beyond the full one")
		case worst && lower > 0:
			t.wrong(g, "", "the worst grade begins at a score", "delete from and above: no score is without a grade")
		case !worst && lower != 1:
			t.wrong(g, "", fmt.Sprintf("the grade has %d lower bounds", lower), "write from (this score and more) or above (more than this score)")
		case !best && upper != 1:
			t.wrong(g, "", fmt.Sprintf("the grade has %d upper bounds", upper), "write to (this score and less) or below (less than this score)")
		case !best:
			t.meet(&t.Grades[n-1], g)
		}
	}
}

func count(bounds ...*Number) int {
	n := 0
	for _, b := range bounds {
		if b != nil {
			n++
		}
	}
	return n
}

// meet checks the bound between a grade and the next worse one.
func (t *linting) meet(better, g *Grade) {
	low, high := better.From, g.Below
	key, want := "below", "from"
	if better.From == nil {
		low, want = better.Above, "above"
	}
	if g.Below == nil {
		high, key = g.To, "to"
	}
	if low == nil || high == nil {
		return // said of the better one
	}
	hint := fmt.Sprintf("%s begins with %s: %s; so write here below: %s", better.ID, want, low.value, low.value)
	if want == "above" {
		hint = fmt.Sprintf("%s begins with above: %s; so write here to: %s", better.ID, low.value, low.value)
	}
	switch cmp := high.value.Cmp(low.value); {
	case cmp < 0:
		t.wrong(g, key, fmt.Sprintf("between %s and %s is no grade", high.value, low.value), hint)
	case cmp > 0:
		t.wrong(g, key, fmt.Sprintf("from %s to %s are two grades", low.value, high.value), hint)
	case want == "from" && key == "to":
		t.wrong(g, key, fmt.Sprintf("%s is in two grades", low.value), hint)
	case want == "above" && key == "below":
		t.wrong(g, key, fmt.Sprintf("%s is in no grade", low.value), hint)
	}
	if worse := slices.IndexFunc(t.Grades, func(o Grade) bool { return o.ID == g.ID }); worse < len(t.Grades)-1 {
		if low := lowerBound(g); low != nil && low.value.Cmp(high.value) >= 0 {
			t.wrong(g, "", fmt.Sprintf("the grade goes from %s up to %s: it holds no score", low.value, high.value), "list the grades best first; the lower bound is below the upper one")
		}
	}
	if !t.Full.IsZero() && high.value.Cmp(t.Full.value) > 0 {
		t.wrong(g, key, fmt.Sprintf("%s is more than the full score %s", high.value, t.Full.value), "the best grade begins at the full score or below")
	}
}

func lowerBound(g *Grade) *Number {
	if g.From != nil {
		return g.From
	}
	return g.Above
}

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
		if zero := choices[6].may; it.Zero != "" && !slices.Contains(zero, it.Zero) {
			t.wrong(it, "zero", "zero is "+strictyaml.Quote(string(it.Zero)), "one of "+list(zero))
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

func lintLowering(t *linting) {
	var names []string
	for n := range t.Grades {
		names = append(names, t.Grades[n].ID)
	}
	t.eachItem(func(it *Item) {
		if it.Kind != Veto && it.Kind != Cap || it.To == "" {
			return
		}
		switch t.rank(it.To) {
		case -1:
			t.wrong(it, "to", "there is no grade "+strictyaml.Quote(it.To), oneOf(it.To, names))
		case 0:
			t.wrong(it, "to", it.To+" is the best grade: nothing is lowered to it", "name a grade below it")
		}
	})
}

func lintWeights(t *linting) {
	if t.places.Err() != nil {
		return // a weight may be what is wrong
	}
	if t.Full.IsZero() {
		t.wrong(t.Scheme, "full", "the full score is 0", "write what can be had without bonuses: 100")
		return
	}
	all := decimal.Zero
	var parts []string
	t.eachItem(func(it *Item) {
		if it.weighs() {
			all = all.Add(it.Max.value)
			parts = append(parts, it.ID+" "+it.Max.value.String())
		}
	})
	if !all.Equal(t.Full.value) {
		t.wrong(t.Scheme, "full", fmt.Sprintf("the weights add up to %s, not to %s", all, t.Full.value), "change a max or full: "+strings.Join(parts, " + "))
	}
}
