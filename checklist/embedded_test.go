package checklist_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
)

func embedded(t testing.TB) *checklist.Library {
	t.Helper()
	l, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEmbeddedLibrary(t *testing.T) { embedded(t) }

func TestEmbeddedLibraryFitsTheSchema(t *testing.T) {
	if err := validate(t, schema(t), paicha.Checklists); err != nil {
		t.Error(err)
	}
}

// TestJudgeCases judges testdata/judge/<sector>/*.yaml with the embedded library.
func TestJudgeCases(t *testing.T) {
	l := embedded(t)
	folders, err := os.ReadDir("testdata/judge")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue // the README
		}
		if l.Sector(folder.Name()) != nil {
			runCases(t, l, folder.Name())
		} else if folder.Name() != "small" && folder.Name() != "listless" {
			t.Errorf("testdata/judge/%s: no such sector", folder.Name())
		}
	}
}

// BenchmarkJudge is one verdict of every sector with everything answered, each second criterion by condition.
func BenchmarkJudge(b *testing.B) {
	l := embedded(b)
	facts := checklist.Facts{Date: "2026-11-01", Scope: map[string]checklist.ScopeAnswer{}}
	for n := range l.Sectors {
		s := &l.Sectors[n]
		for _, q := range s.Scope {
			facts.Scope[q.ID] = checklist.ScopeAnswer{Value: "yes"}
		}
		e := l.Edition(s.ID, facts.Date)
		if e == nil {
			b.Fatalf("sector %s has no edition in force on %s", s.ID, facts.Date)
		}
		for i, c := range e.ByClause() {
			a := checklist.Answer{Criterion: c.ID, Value: checklist.OK, Conditions: map[string]bool{}}
			if i%2 == 0 {
				a.Value = checklist.Fail
				for _, leaf := range c.Leaves() {
					a.Conditions[leaf.ID] = i%4 == 0
				}
			}
			facts.Answers = append(facts.Answers, a)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for n := range l.Sectors {
			l.Judge(l.Sectors[n].ID, facts)
		}
	}
	b.ReportMetric(float64(len(facts.Answers)), "answers")
}

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(paicha.Checklists)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := checklist.Parse("checklists.yaml", paicha.Checklists); err != nil {
			b.Fatal(err)
		}
	}
}

// The library holds every clause of its documents, and each carries what an expert needs of it.
func TestEmbeddedLibraryIsWhole(t *testing.T) {
	l := embedded(t)
	count := map[string]int{}
	for n := range l.Sectors {
		for _, e := range l.Sectors[n].Editions {
			for _, c := range e.ByClause() {
				source, _, _ := strings.Cut(c.ID, ":")
				count[source+" "+c.Set+" "+string(c.Standing)]++
				count[source]++
				whole(t, c)
			}
		}
	}
	for source, want := range map[string]int{
		"mem10": 3 + 47 + 14, "aq3067": 5 + 10 + 6 + 9 + 12 + 4 + 7, "mem121": 20, "aq3067 direct topic-only": 4,
		"gb35181-2017 direct carried-over": 10, "gb35181-2017 comprehensive carried-over": 39, "gb35181-2025 direct topic-only": 4,
	} {
		if count[source] != want {
			t.Errorf("%s: %d criteria, want %d", source, count[source], want)
		}
	}
	if f := l.Edition("industry", "2026-11-23").Failed; f == nil || f.ID != "mem10:14" {
		t.Error("article 14 is missing")
	}
}

func whole(t *testing.T, c *checklist.Criterion) {
	t.Helper()
	missing := map[string]bool{
		"evidence": len(c.Evidence) == 0, "immediate": len(c.Immediate) == 0, "binds": c.Binds == nil, "authority": c.Authority == nil,
		"check in English": slices.ContainsFunc(c.Check, func(x checklist.Text) bool { return x.En == "" }),
	}
	if c.Standing != checklist.TopicOnly { // of a topic nothing is known that could be suggested
		missing["exceptions"], missing["phrases"], missing["rectify"] = len(c.Exceptions) == 0, len(c.Phrases) == 0, len(c.Rectify) == 0
	}
	for what, is := range missing {
		if is {
			t.Errorf("%s lacks %s", c.ID, what)
		}
	}
}

// The edition in force on the day is the one that judges.
func TestTheDayChoosesTheEdition(t *testing.T) {
	l := embedded(t)
	for day, want := range map[string]string{"2026-09-29": "mem121", "2026-09-30": "aq3067", "2026-11-23": "aq3067"} {
		if e := l.Edition("hazchem", day); e == nil || e.Source != want {
			t.Errorf("%s: %+v, want %s", day, e, want)
		}
	}
	if e := l.Edition("fire", "2025-10-31"); e != nil {
		t.Errorf("fire on 2025-10-31 is judged by %s", e.Source)
	}
}
