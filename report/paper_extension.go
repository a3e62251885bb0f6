package report

import (
	"fmt"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report/sheet"
)

// extension is the enterprise's application for a later day (延期申请), with the park's answer to it once there is one.
func extension(a *pad) (blocks []sheet.Block) {
	w, e := &a.w.Papers, &a.w.Papers.Extension
	for n, f := range a.findings {
		if n > 0 {
			blocks = append(blocks, sheet.Break{})
		}
		line := a.line(f)
		asked, done := &inspection.ExtensionAsked{}, ""
		if x := last[*inspection.ExtensionAsked](f); x != nil {
			asked = x
		}
		if d := last[*inspection.Rectified](f); d != nil {
			done = d.Done
		}
		blocks = append(blocks, sheet.Fields{
			wide(fmt.Sprintf(w.ItemOf, f.Number), line.where()+"　"+f.Description, 1), {Label: w.Level, Value: line.Says}, {Label: w.From, Value: a.numberOf("notice", "TZ")},
			{Label: e.Until, Value: f.Deadline}, {Label: e.New, Value: asked.Until},
			wide(e.Why, asked.Reason, 3), wide(e.Done, done, 3), wide(e.Interim, f.Immediate, 3),
		}, sheet.Signatures{a.sign(w.Principal, ""), a.sign(w.Seal, "")},
			sheet.Fields{wide(e.Decision, a.extended(f), 3)}, sheet.Signatures{a.sign(w.Park, "")})
	}
	return blocks
}

// extended is what the park decided on the last application; boxes while it has not.
func (a *pad) extended(f *inspection.Finding) string {
	e := &a.w.Papers.Extension
	d := last[*inspection.ExtensionDecided](f)
	switch {
	case d == nil || f.Asked != nil:
		return a.box(false, e.Granted+a.w.Papers.DayOf) + "\n" + a.box(false, e.Refused)
	case d.Granted:
		return fmt.Sprintf(e.GrantedUntil, d.Until, d.By, d.Reason)
	}
	return fmt.Sprintf(e.NotGranted, d.By, d.Reason)
}
