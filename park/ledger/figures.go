package ledger

import (
	"fmt"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/report/sheet"
)

// Period is the first and the last day of a Safety Month: 30 May to 30 June, as the park's notice of 2025 has it.
func Period(year int) (from, to string) {
	return fmt.Sprintf("%04d-05-30", year), fmt.Sprintf("%04d-06-30", year)
}

// Figures is what the park's records hold of an enterprise's Safety Month, so that nobody has to count for the summary.
type Figures struct {
	From, To                           string // days
	SelfChecks, Found, Major, Remedied int    // what the enterprise found itself: of it suspected majors and more; of it done with until To
	Visits                             int    // of the park's experts
	Drills, Drilled                    int    // people
	Trainings, Trained, Tested, Passed int    // people
	Reports, Verified                  int
	Rewards                            decimal.Decimal // yuan
}

// FiguresOf counts what the facts of a year say of its Safety Month.
func FiguresOf(facts assess.Facts, year int) (f Figures) {
	f.From, f.To = Period(year)
	within := func(day string) bool { return f.From <= day && day <= f.To }
	for _, v := range facts.Visits {
		switch {
		case !within(v.Day):
		case v.Kind == inspection.SelfCheck:
			f.SelfChecks++
		default:
			f.Visits++
		}
	}
	for _, x := range facts.Findings {
		if !x.Self || !within(x.Found) {
			continue
		}
		f.Found++
		if x.Grade != inspection.General {
			f.Major++
		}
		if x.Fixed || x.Reported != "" && x.Reported <= f.To || x.Ended != "" && x.Ended <= f.To {
			f.Remedied++
		}
	}
	for _, d := range facts.Drills {
		if within(d.Day) {
			f.Drills, f.Drilled = f.Drills+1, f.Drilled+d.People
		}
	}
	for _, t := range facts.Trainings {
		if within(t.Day) {
			f.Trainings, f.Trained, f.Tested, f.Passed = f.Trainings+1, f.Trained+t.People, f.Tested+t.Tested, f.Passed+t.Passed
		}
	}
	for _, r := range facts.Reports {
		if within(r.Day) {
			f.Reports, f.Rewards = f.Reports+1, f.Rewards.Add(r.Reward)
			if r.Verified {
				f.Verified++
			}
		}
	}
	return f
}

// Lines is the figures in sentences, for page and paper.
func (f Figures) Lines(w *words.LedgerWords) sheet.Fields {
	line := func(label, says string, counted ...any) sheet.Field {
		if counted[0] == 0 {
			return sheet.Field{Label: label, Value: w.FigNone, Wide: true}
		}
		return sheet.Field{Label: label, Value: fmt.Sprintf(says, counted...), Wide: true}
	}
	return sheet.Fields{
		line(w.FigSelf, w.FigSelfSays, f.SelfChecks, f.Found, f.Major, f.Remedied),
		line(w.FigVisits, w.FigVisitsSay, f.Visits),
		line(w.Kinds[string(Drill)], w.FigDrills, f.Drills, f.Drilled),
		line(w.Kinds[string(Training)], w.FigTrainings, f.Trainings, f.Trained, f.Tested, f.Passed),
		line(w.Kinds[string(Report)], w.FigReports, f.Reports, f.Verified, f.Rewards.StringFixed(2)),
	}
}
