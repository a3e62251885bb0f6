package finding

import (
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui/tuitest"
)

// What was not done of the Safety Month is not offered as a suspected major hazard, whoever asks.
func TestNoActivityIsOfferedAsAMajorHazard(t *testing.T) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	deps, _ := tuitest.Deps(words.Zh)
	for _, s := range lib.Sectors {
		for _, e := range s.Editions {
			for _, c := range e.Criteria {
				m := &Model{deps: deps, lib: lib, f: inspection.Found{Criterion: c.ID}}
				want := 2
				if s.Kind == checklist.Activity {
					want = 1
				}
				if all := m.levels(); len(all) != want || all[0].Value != string(inspection.General) {
					t.Errorf("%s: %+v", c.ID, all)
				}
			}
		}
	}
}
