package inspection_test

import (
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// A failed criterion of an activity drafts a general finding, also when all that is asked was not done; one of a field of hazards drafts what its
// set and standing say.
func TestNoActivityIsDraftedAsAMajorHazard(t *testing.T) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	met := map[inspection.Level]int{}
	for _, s := range lib.Sectors {
		for _, e := range s.Editions {
			for n := range e.Criteria {
				c := e.Criteria[n]
				if s.Kind == checklist.Activity {
					c.Set = "direct" // whatever the library calls its set
				}
				f := inspection.Draft(lib, &c, inspection.Answered{}, "2026-06-20", true, func(t checklist.Text) string { return t.Zh })
				if s.Kind == checklist.Activity && f.Level != inspection.General {
					t.Errorf("%s is drafted as %s", c.ID, f.Level)
				}
				met[f.Level]++
			}
		}
	}
	if met[inspection.SuspectedMajor] == 0 {
		t.Error("nothing is drafted as a suspected major hazard: the test sees nothing")
	}
}
