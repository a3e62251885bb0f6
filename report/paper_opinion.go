package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// opinion is the expert's (专家检查意见): what was looked at and what was not, what was found, what is suspected and why. It advises.
func opinion(a *pad) []sheet.Block {
	o := &a.w.Papers.Opinion
	blocks := []sheet.Block{
		a.declared(), heading(o.Covered), sheet.List{Items: a.covered()}, heading(o.NotCovered),
	}
	if open := a.notCovered(); len(open) > 0 {
		blocks = append(blocks, sheet.List{Items: open})
	} else {
		blocks = append(blocks, sheet.Text{Text: o.AllCovered})
	}
	blocks = append(blocks, sheet.Text{Text: o.OutOf, Small: true}, heading(o.Findings), a.advised(), heading(o.Suspected))
	blocks = append(blocks, a.suspected()...)
	blocks = append(blocks, sheet.Fields{wide(o.General, "", 3), a.reply()})
	role, leader := a.roles()
	signs := append(a.experts(role), a.sign(leader, ""), a.onSite())
	return append(blocks, sheet.Signatures(signs), sheet.Text{Text: a.doc.sealLine(), Small: true})
}

// declared is the experts, with what each has to write in: field, employer, conflict of interest.
func (a *pad) declared() sheet.Table {
	w, o := &a.w.Papers, &a.w.Papers.Opinion
	if a.doc.Visit == inspection.SelfCheck { // whose interest is plain
		t := sheet.Table{Columns: []sheet.Column{{Name: w.Checker, Width: 30}, {Name: w.Field, Width: 30}, {Name: w.Unit, Width: 40}}}
		for _, name := range a.doc.Experts {
			t.Rows = append(t.Rows, []string{name, "", ""})
		}
		return t
	}
	t := sheet.Table{Columns: []sheet.Column{{Name: o.Name, Width: 18}, {Name: w.Field, Width: 22}, {Name: w.Unit, Width: 28}, {Name: o.Interest, Width: 32}}}
	for _, name := range a.doc.Experts {
		t.Rows = append(t.Rows, []string{name, "", "", a.box(false, o.NoInterest) + "\n" + a.box(false, o.HasInterest)})
	}
	return t
}

// covered is what was looked at: per sector, and the places.
func (a *pad) covered() (all []string) {
	o := &a.w.Papers.Opinion
	for _, v := range a.doc.Verdicts {
		all = append(all, fmt.Sprintf(o.Settled, v.Name, v.Title, v.Clear, len(v.Hits), v.Out))
	}
	if places := a.places(); len(places) > 0 {
		all = append(all, fmt.Sprintf(o.Places, strings.Join(places, "、")))
	}
	return all
}

// places is where the sealed inspection was, by name: units, places of answers and of findings.
func (a *pad) places() (all []string) {
	i := a.i.Sealed()
	for _, u := range i.Units {
		all = append(all, u.Name)
	}
	for _, said := range i.Answers {
		for _, s := range said {
			all = append(all, s.Place)
		}
	}
	for n := range i.Findings {
		all = append(all, i.Findings[n].Place)
	}
	slices.Sort(all)
	return kept(slices.Compact(all)...)
}

// notCovered is what could still change a verdict, with why: one line a reason, by clause.
func (a *pad) notCovered() (all []string) {
	o := &a.w.Papers.Opinion
	for _, v := range a.doc.Verdicts {
		var whys []string
		of := map[string][]string{}
		for _, open := range v.Open {
			what := a.w.Clause(a.src.Library, open.Criterion)
			if open.Criterion == "" {
				what = open.What
			}
			if of[open.Says] == nil {
				whys = append(whys, open.Says)
			}
			of[open.Says] = append(of[open.Says], what+unitSuffix(open.Unit))
		}
		for _, why := range whys {
			all = append(all, fmt.Sprintf(o.OpenOf, v.Name, why, len(of[why]), strings.Join(of[why], "、")))
		}
	}
	return all
}

// advised is the findings with what the expert advises.
func (a *pad) advised() sheet.Table {
	w := &a.w.Papers
	t := sheet.Table{Empty: w.Opinion.None, Columns: []sheet.Column{{Name: w.Item, Width: 5, Right: true}, {Name: w.Place, Width: 11}, {Name: w.What, Width: 21}, {Name: w.Basis, Width: 22},
		{Name: w.Level, Width: 12}, {Name: w.Advised, Width: 18}, {Name: w.AdvisedDue, Width: 13}}}
	for _, f := range a.doc.Findings {
		if standing(f) {
			t.Rows = append(t.Rows, []string{strconv.Itoa(f.Number), f.where(), f.Description, a.basis(f), f.Says, strings.Join(kept(f.Immediate, f.Measure), "\n"), f.Deadline})
		}
	}
	return t
}

// standing says whether a line is one that counts.
func standing(f Finding) bool {
	return f.Status != string(inspection.StatusWithdrawn) && f.Status != string(inspection.StatusJoined)
}

// suspected is every finding that may be a major hazard with the path of answers by which it was judged; then what held without one.
func (a *pad) suspected() (blocks []sheet.Block) {
	o := &a.w.Papers.Opinion
	var told []Hit
	for _, f := range a.doc.Findings {
		if !standing(f) || f.Level == inspection.General {
			continue
		}
		blocks = append(blocks, sheet.Text{Text: fmt.Sprintf(a.w.Papers.ItemOf, f.Number) + "　" + f.where() + "　" + f.Description, Bold: true}, sheet.Text{Text: a.w.Basis + ": " + a.basis(f)})
		for _, h := range a.hits() {
			if h.Criterion == f.Criterion && h.Unit == f.Unit {
				told = append(told, h)
				blocks = append(blocks, sheet.Text{Text: o.Reason + "\n" + a.because(h)})
			}
		}
	}
	if len(blocks) == 0 {
		blocks = append(blocks, sheet.Text{Text: o.NoSuspected})
	}
	more := []sheet.Block{sheet.Text{Text: o.Unlisted, Bold: true}}
	for _, h := range a.hits() {
		if !slices.ContainsFunc(told, func(t Hit) bool { return t.Criterion == h.Criterion && t.Unit == h.Unit }) {
			more = append(more, sheet.Text{Text: a.because(h)})
		}
	}
	if len(more) > 1 {
		blocks = append(blocks, more...)
	}
	for _, v := range a.doc.Verdicts {
		blocks = append(blocks, sheet.Text{Text: strings.Join(append([]string{v.Name + "　" + v.Says}, v.Rules...), "\n"), Small: true})
	}
	return blocks
}

// hits is every criterion whose hazard was there, in all sectors.
func (a *pad) hits() (all []Hit) {
	for _, v := range a.doc.Verdicts {
		all = append(all, v.Hits...)
	}
	return all
}

// because is a criterion with its path of answers.
func (a *pad) because(h Hit) string {
	return h.Clause + " " + h.Title + unitSuffix(h.Unit) + fmt.Sprintf(a.w.Paper.HitOf, a.w.Standing(h.Standing)) + "\n" + strings.Join(h.Path, "\n")
}

// reply is what the enterprise says to it: ticked once it signed, an objection in its words.
func (a *pad) reply() sheet.Field {
	o := &a.w.Papers.Opinion
	objection, signed := a.objection()
	return wide(o.Reply, a.box(signed, o.Received)+"\n"+a.box(objection != "", o.Objects)+objection, 3)
}
