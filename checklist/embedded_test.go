package checklist_test

import (
	"os"
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
