package report

import (
	"fmt"
	"strconv"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// notice is the park's to the enterprise (整改通知): what is to be rectified, each by its own day. It asks; what orders comes from the authority.
func notice(a *pad) []sheet.Block {
	w, n := &a.w.Papers, &a.w.Papers.Notice
	blocks := []sheet.Block{sheet.Text{Text: fmt.Sprintf(n.Intro, a.day(a.doc.Date), a.w.VisitName(a.doc.Visit))}}
	t := sheet.Table{Empty: n.None, Columns: []sheet.Column{{Name: w.Item, Width: 5, Right: true}, {Name: w.Place, Width: 11}, {Name: w.What, Width: 21}, {Name: w.Basis, Width: 22}, {Name: w.Level, Width: 9},
		{Name: w.Measure, Width: 18}, {Name: w.Due, Width: 13}}}
	heavy := false
	for _, f := range a.open() {
		line := a.line(f)
		heavy = heavy || f.Grade != inspection.General
		t.Rows = append(t.Rows, []string{strconv.Itoa(f.Number), line.where(), f.Description, a.basis(line), line.Says, a.measures(f), line.Deadline})
	}
	blocks = append(blocks, t)
	if len(t.Rows) > 0 {
		asks := []string{n.Ask}
		if heavy {
			asks = append(asks, n.AskMajor)
		}
		blocks = append(blocks, sheet.List{Numbered: true, Items: asks})
	}
	if a.src.Entry != "" {
		blocks = append(blocks, sheet.Code{Text: a.src.Entry, Caption: w.List.Entry})
	}
	return append(blocks, sheet.Signatures{a.sign(w.Park, ""), a.sign(w.Seal, ""), a.received()})
}

// received is the enterprise's blank on the notice, or that it refused a notice of one of these findings.
func (a *pad) received() sheet.Signature {
	s := a.onSite()
	s.Role = a.w.Papers.Notice.Reply
	for _, f := range a.open() {
		if n := last[*inspection.Notified](f); n != nil {
			s.Name, s.Says = n.Name, ""
			if n.Refused {
				s.Says = fmt.Sprintf(a.w.Papers.Refused, n.Reason, n.Witness)
			}
		}
	}
	return s
}
