package annual

import (
	"cmp"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
)

// findings adds an inspection's findings to the rows, but for those of other years, and what the Safety Month's check found: that is no hazard,
// and has a line of its own. n is how many the inspection has.
func (g *gatherer) findings(of assess.Visit, facts string) (n int, err error) {
	err = project.EachFact(facts, func(f *project.Fact) {
		n++
		if f.Found > g.until || f.Ended != "" && f.Ended < g.since || ledger.OfMonth(f.Criterion) {
			return
		}
		g.rows = append(g.rows, assess.Finding{
			ID: f.Finding, Inspection: of.Inspection, Number: int(f.Number), Criterion: f.Criterion, Unit: f.Unit, Place: f.Place, What: f.Description,
			Self: of.Kind == inspection.SelfCheck, Fixed: f.Fixed == 1, Grade: inspection.Level(f.Grade), Status: inspection.Status(f.Status),
			Found: f.Found, Notified: f.Notified, Deadline: f.Deadline, Extensions: extensions(f.Extensions), Reported: f.Reported, Failed: int(f.Failed), Ended: f.Ended,
		})
	})
	return n, err
}

func extensions(s string) (all []assess.Extension) {
	for _, e := range project.Extensions(s) {
		all = append(all, assess.Extension{Asked: e.Asked, Decided: e.Decided, Granted: e.Until != "", Until: e.Until})
	}
	return all
}

// found is the rows by id; nil of none, whoever was before.
func found(rows []assess.Finding) []assess.Finding {
	if len(rows) == 0 {
		return nil
	}
	all := slices.Clone(rows)
	slices.SortFunc(all, func(a, b assess.Finding) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Inspection, b.Inspection))
	})
	return all
}
