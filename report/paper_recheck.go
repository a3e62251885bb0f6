package report

import (
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// recheck is the opinion after the re-check (整改复查意见), item by item: rectified, partly, or not. What a re-check recorded is ticked, what
// nobody looked at yet is left to tick.
func recheck(a *pad) []sheet.Block {
	w, r := &a.w.Papers, &a.w.Papers.Recheck
	t := sheet.Table{Empty: w.NoneOpen, Columns: []sheet.Column{{Name: w.Item, Width: 5, Right: true}, {Name: w.Place, Width: 13}, {Name: w.What, Width: 22}, {Name: w.Due, Width: 13},
		{Name: r.Reported, Width: 22}, {Name: r.Opinion, Width: 25}}}
	var pictures sheet.Pictures
	for n := range a.i.Findings {
		f := &a.i.Findings[n]
		if !stands(f) || f.Fixed || transferred(f) {
			continue
		}
		reported := ""
		if d := last[*inspection.Rectified](f); d != nil {
			reported = strings.Join(kept(d.Done, d.By, d.Note), "\n")
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(f.Number), a.line(f).where(), f.Description, f.Due, reported, a.rechecked(f)})
		pictures = append(pictures, a.proofs(f)...)
	}
	blocks := []sheet.Block{sheet.Fields{wide(w.From, a.numberOf("notice", "TZ"), 1), wide(r.At, w.DayOf, 1)}, t, sheet.Fields{wide(r.Next, "", 3)}}
	blocks = append(blocks, sheet.Signatures{a.sign(w.Rechecker, ""), a.sign(w.Rechecker, ""), a.onSiteNow()})
	if len(pictures) > 0 {
		blocks = append(blocks, heading(w.List.Pictures), pictures)
	}
	return blocks
}

// rechecked is the boxes of an item, with what the last re-check said. One that failed was recorded as such; whether in part is for the pen.
func (a *pad) rechecked(f *inspection.Finding) string {
	r := &a.w.Papers.Recheck
	x := last[*inspection.Rechecked](f)
	lines := []string{a.box(x != nil && x.Passed, r.Passed)}
	if x == nil || !x.Passed {
		if x != nil {
			lines = nil
		}
		lines = append(lines, a.box(false, r.Part), a.box(false, r.Not))
	}
	if x != nil {
		lines = append(lines, kept(x.Note, r.By+" "+x.By)...)
	}
	return strings.Join(lines, "\n")
}

// proofs is the photos that show what was done about a finding.
func (a *pad) proofs(f *inspection.Finding) sheet.Pictures {
	var photos []Photo
	for _, p := range f.Proof {
		photos = append(photos, Photo{p, a.src.Photo})
	}
	line := a.line(f)
	return a.pictures(func(int) string { return strconv.Itoa(f.Number) + ". " + line.where() }, photos...)
}

// onSiteNow is the enterprise's blank on a paper of another day than the list's: who stood there then need not stand there now.
func (a *pad) onSiteNow() sheet.Signature { return a.sign(a.w.Papers.OnSite, "") }
