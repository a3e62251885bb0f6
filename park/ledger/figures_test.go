package ledger_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
)

// The month is 30 May to 30 June, both included; what was found by others, or dealt with later, does not count.
func TestFiguresOfTheMonth(t *testing.T) {
	facts := assess.Facts{
		Visits: []assess.Visit{
			{Day: "2026-05-29", Kind: inspection.SelfCheck}, {Day: "2026-05-30", Kind: inspection.SelfCheck}, {Day: "2026-06-30", Kind: inspection.Assistance},
			{Day: "2026-07-01", Kind: inspection.Assistance},
		},
		Findings: []assess.Finding{
			{Self: true, Found: "2026-05-30", Grade: inspection.General, Fixed: true},
			{Self: true, Found: "2026-06-10", Grade: inspection.SuspectedMajor, Reported: "2026-06-30"},
			{Self: true, Found: "2026-06-10", Grade: inspection.General, Ended: "2026-07-01"},
			{Self: true, Found: "2026-05-29", Grade: inspection.General, Fixed: true},
			{Found: "2026-06-10", Grade: inspection.Major, Fixed: true},
		},
		Ledgers: assess.Ledgers{
			Drills:    []assess.Drill{{Day: "2026-06-01", People: 20}, {Day: "2026-06-02", People: 5}, {Day: "2026-08-01", People: 9}},
			Trainings: []assess.Training{{Day: "2026-06-03", People: 40, Tested: 38, Passed: 37}},
			Reports:   []assess.Report{{Day: "2026-06-04", Reward: decimal.RequireFromString("50.5"), Verified: true}, {Day: "2026-06-05"}, {Day: "2025-06-05", Verified: true}},
		},
	}
	f := ledger.FiguresOf(facts, 2026)
	rewards := f.Rewards.StringFixed(2)
	f.Rewards = decimal.Decimal{}
	if want := (ledger.Figures{From: "2026-05-30", To: "2026-06-30", SelfChecks: 1, Found: 3, Major: 1, Remedied: 2, Visits: 1, Drills: 2, Drilled: 25, Trainings: 1, Trained: 40, Tested: 38, Passed: 37,
		Reports: 2, Verified: 1}); f != want || rewards != "50.50" {
		t.Errorf("%+v, %s yuan", f, rewards)
	}
	w := &words.In(words.Zh).Ledger
	if got := f.Lines(w)[0].Value; got != "1 次，查出隐患 3 项，其中疑似重大 1 项；已整改 2 项" {
		t.Error(got)
	}
	for _, line := range ledger.FiguresOf(assess.Facts{}, 2026).Lines(w) {
		if line.Value != w.FigNone {
			t.Errorf("%s: %s", line.Label, line.Value)
		}
	}
}
