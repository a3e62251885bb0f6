package report

import (
	"fmt"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// list is the findings list (隐患清单): what was found with the five that the enterprise fills in, how each sector was judged and what is
// open, what experts differ on, photos, signatures, the seal, and what came after it.
func list(a *pad) []sheet.Block {
	l := &a.w.Papers.List
	table, pictures := a.ledger()
	blocks := []sheet.Block{sheet.Fields{wide(a.w.Paper.InspectionID, a.doc.ID, 1), wide(a.w.Paper.Revision, a.doc.Revision, 1)}, heading(a.w.Findings), table}
	if a.src.Entry != "" {
		blocks = append(blocks, sheet.Code{Text: a.src.Entry, Caption: l.Entry})
	}
	blocks = append(blocks, heading(a.w.Paper.Verdicts))
	for _, v := range a.doc.Verdicts {
		blocks = append(blocks, a.verdict(v)...)
	}
	blocks = append(blocks, a.differences()...)
	if len(pictures) > 0 {
		blocks = append(blocks, heading(l.Pictures), pictures, sheet.Text{Text: fingerprints(pictures), Small: true})
	}
	role, _ := a.roles()
	blocks = append(blocks, heading(a.w.Paper.Signatures), sheet.Signatures(append(a.experts(role), a.onSite())), sheet.Text{Text: a.doc.sealLine(), Small: true})
	if len(a.doc.Signed) > 0 {
		blocks = append(blocks, heading(l.SignedPapers), a.signedPapers())
	}
	if len(a.doc.Late) > 0 {
		var late []string
		for _, e := range a.doc.Late {
			late = append(late, e.Time+" "+e.What)
		}
		blocks = append(blocks, heading(a.w.Paper.LateTitle), sheet.Text{Text: a.w.Paper.LateHint, Small: true}, sheet.List{Items: late})
	}
	return blocks
}

// ledger is a row a finding, and its photos, which the rows name by number.
func (a *pad) ledger() (t sheet.Table, pictures sheet.Pictures) {
	w := &a.w.Papers
	t = sheet.Table{Empty: a.w.Paper.NoFindings, Columns: []sheet.Column{
		{Name: w.Item, Width: 3, Right: true}, {Name: w.Level, Width: 6}, {Name: w.Place, Width: 8}, {Name: w.What, Width: 16}, {Name: w.Basis, Width: 16}, {Name: w.Measure, Width: 16},
		{Name: w.Due, Width: 9}, {Name: w.Person, Width: 6}, {Name: w.Funds, Width: 6}, {Name: w.Contingency, Width: 8}, {Name: w.Remark, Width: 9}, {Name: w.Photos, Width: 5},
	}}
	sealed := a.i.Sealed()
	for n, f := range a.doc.Findings {
		photos := a.pictures(func(int) string { return fmt.Sprintf(w.ItemOf, f.Number) + " " + f.where() }, f.Photos...)
		var numbers []string
		for k := range photos {
			numbers = append(numbers, strconv.Itoa(a.shown-len(photos)+k+1))
		}
		pictures = append(pictures, photos...)
		person, funds, contingency := a.five(sealed.Findings[n].Finding)
		level := f.Says
		if !standing(f) { // it keeps its number, and counts no more
			level = a.w.Status(inspection.Status(f.Status))
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(f.Number), level, f.where(), f.Description, a.basis(f), strings.Join(kept(f.Immediate, f.Measure), "\n"), f.Deadline,
			person, funds, contingency, f.brief, strings.Join(numbers, "、")})
	}
	return t, pictures
}

// five is what the enterprise's plan says, as it stands; blanks while there is none.
func (a *pad) five(id string) (person, funds, contingency string) {
	if f := a.i.Finding(id); f != nil && f.Plan != nil {
		return f.Plan.Person, f.Plan.Funds, f.Plan.Contingency
	}
	return "", "", ""
}

func (a *pad) verdict(v Verdict) []sheet.Block {
	p := &a.w.Paper
	lines := append([]string{p.Source + ": " + v.Title}, v.Rules...)
	blocks := []sheet.Block{sheet.Heading{Level: 2, Text: v.Name + "　" + v.Says}, sheet.List{Items: append(lines, fmt.Sprintf(p.Counted, v.Clear, v.Out))}}
	for _, h := range v.Hits {
		blocks = append(blocks, sheet.Text{Text: a.because(h)})
	}
	blocks = append(blocks, sheet.Text{Text: p.OpenItems + ": " + openCount(p.NothingOpen, p.OpenCount, len(v.Open)), Bold: true})
	var open []string
	for _, o := range v.Open {
		open = append(open, o.What+unitSuffix(o.Unit)+": "+o.Says)
	}
	if len(open) > 0 {
		blocks = append(blocks, sheet.List{Items: open})
	}
	return blocks
}

// differences is what experts differ on and nobody settled; both sides stand.
func (a *pad) differences() []sheet.Block {
	var items []string
	for _, d := range a.doc.Differ {
		items = append(items, d.line(a.w))
	}
	if len(items) == 0 {
		return nil
	}
	return []sheet.Block{heading(a.w.Papers.List.Differ), sheet.List{Items: items}}
}

// fingerprints is what tells the originals of photos from others.
func fingerprints(pictures sheet.Pictures) string {
	lines := make([]string, 0, len(pictures))
	for _, p := range pictures {
		lines = append(lines, p.Number+" SHA-256 "+p.SHA256)
	}
	return strings.Join(lines, "\n")
}

// signedPapers is the photos of papers that came back with handwriting on them.
func (a *pad) signedPapers() (all sheet.Pictures) {
	for _, s := range a.doc.Signed {
		says := fmt.Sprintf(a.w.Papers.SignedPaper, a.w.PaperTitle(s.Paper, string(a.doc.Visit)), a.taken(s.Time))
		all = append(all, a.pictures(func(int) string { return says }, s.Photo)...)
	}
	return all
}
