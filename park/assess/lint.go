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
