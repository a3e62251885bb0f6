package report

import (
	"fmt"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// record is the record of a visit (安全生产法 art. 68: time, place, content, problems, handling, both signatures): 现场检查记录 of officers with
// their cards, else the record of assistance.
func record(a *pad) []sheet.Block {
	w, r := &a.w.Papers, &a.w.Papers.Record
	span := w.SpanOf
	if first := a.firstEntry(); first != "" && a.doc.Sealed != "" {
		span += "\n" + fmt.Sprintf(w.RecordedSpan, first, a.i.ClosedAt.In(zone(a.src)).Format("2006-01-02 15:04"))
	}
	blocks := []sheet.Block{
		sheet.Fields{wide(w.Places, strings.Join(a.places(), "、"), 1), wide(w.Span, span, 1)},
		heading(r.Found), sheet.List{Items: a.covered()}, sheet.Text{Text: a.problems()},
		sheet.Fields{wide(r.Handling, "", 5), a.refusal()},
	}
	role, _ := a.roles()
	if a.doc.Visit == inspection.Official {
		role = w.Officer
	}
	signs := append(a.experts(role), a.onSite(), a.sign(w.Witness, ""))
	return append(blocks, sheet.Signatures(signs), sheet.Text{Text: a.doc.sealLine(), Small: true})
}

// firstEntry is when the tablet's first entry was made; "" when there is none.
func (a *pad) firstEntry() string {
	if len(a.i.History) == 0 {
		return ""
	}
	return a.i.History[0].At().In(zone(a.src)).Format("2006-01-02 15:04")
}

// problems is what was found, a line each under its number.
func (a *pad) problems() string {
	var lines []string
	for _, f := range a.doc.Findings {
		if standing(f) {
			lines = append(lines, fmt.Sprintf(a.w.Papers.Record.Line, f.Number, f.where(), f.Description, f.Says))
		}
	}
	if len(lines) == 0 {
		return a.w.Papers.Record.None
	}
	return strings.Join(lines, "\n")
}

// refusal is who refused and why, before which witness; a blank while nobody did.
func (a *pad) refusal() sheet.Field {
	r := &a.w.Papers.Record
	for _, s := range a.doc.Signatures {
		if s.Refused {
			return wide(r.Refusal, fmt.Sprintf(a.w.Papers.RefusedNamed, s.Name, s.Reason, s.Witness), 1)
		}
	}
	return wide(r.Refusal, r.RefusalNone, 2)
}
