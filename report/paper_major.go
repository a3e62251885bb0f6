package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// major is the enterprise's report of a major hazard, one a page: its three contents, state and cause, harm and difficulty, plan; the plan's
// six (安全生产事故隐患排查治理暂行规定, 令第16号 as practice restates it; cause and harm are nobody's to invent: blanks).
func major(a *pad) (blocks []sheet.Block) {
	w, m := &a.w.Papers, &a.w.Papers.Major
	for n, f := range a.findings {
		if n > 0 {
			blocks = append(blocks, sheet.Break{})
		}
		line, plan := a.line(f), &inspection.Planned{}
		if f.Plan != nil {
			plan = f.Plan
		}
		six := []string{"", cmp.Or(plan.Measures, f.Measure), plan.Funds, plan.Person, cmp.Or(plan.Deadline, f.Due), plan.Contingency}
		grid := make(sheet.Fields, 0, len(six))
		for k, value := range six {
			grid = append(grid, wide(m.Six[k], value, 2))
		}
		blocks = append(blocks,
			sheet.Fields{wide(m.Name, line.where()+"　"+f.Description, 1), {Label: w.Level, Value: line.Says}, {Label: m.Decided, Value: a.decided(f)}, wide(w.Basis, a.basis(line), 1),
				{Label: m.Found, Value: a.foundOn(f)}, {Label: w.FoundBy, Value: a.w.VisitName(a.doc.Visit)}},
			heading(m.State), sheet.Fields{wide(m.Present, a.present(f), 2), wide(m.Cause, "", 3)},
			heading(m.Harm), sheet.Fields{wide(m.HarmDegree, "", 3), wide(m.Ease, "", 2)},
			heading(m.Plan), grid,
			sheet.Fields{wide(m.Interim, f.Immediate, 2), wide(m.To, "", 1), wide(m.Told, a.told(f), 1)},
			sheet.Signatures{a.sign(w.Principal, ""), a.sign(w.Seal, "")},
		)
		if photos := a.pictures(func(int) string { return line.where() }, line.Photos...); len(photos) > 0 {
			blocks = append(blocks, heading(w.List.Pictures), photos)
		}
	}
	return blocks
}

// foundOn is the day on which the finding was seen: the visit's, unless another was written down.
func (a *pad) foundOn(f *inspection.Finding) string {
	if t, err := time.Parse(time.RFC3339, f.Observed); err == nil {
		return t.In(zone(a.src)).Format(time.DateOnly)
	}
	return a.doc.Date
}

// present is the state as it was judged: the path of answers of the finding's criterion, or the description alone.
func (a *pad) present(f *inspection.Finding) string {
	for _, v := range a.i.Verdicts(a.src.Library.Judge) {
		for _, h := range v.Hits {
			if h.Criterion == f.Criterion && h.Unit == f.Unit {
				return f.Description + "\n" + strings.Join(a.w.Path(h.Path), "\n")
			}
		}
	}
	return f.Description
}

// decided is which authority decided on the level, and in which document; "" while none did.
func (a *pad) decided(f *inspection.Finding) string {
	d := last[*inspection.MajorDecided](f)
	switch {
	case d == nil:
		return ""
	case d.Document == "":
		return d.Authority
	}
	return fmt.Sprintf(a.w.Papers.Major.DecidedBy, d.Authority, d.Document)
}

// told is when and how the workers were told (安全生产法 art. 41).
func (a *pad) told(f *inspection.Finding) string {
	var lines []string
	for _, t := range each[*inspection.WorkersTold](f) {
		lines = append(lines, fmt.Sprintf(a.w.Papers.Major.ToldLine, t.Day, t.Way, t.By))
	}
	return strings.Join(lines, "\n")
}
