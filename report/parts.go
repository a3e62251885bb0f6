package report

import (
	"fmt"
	"strings"

	"anquan.example/paicha/inspection"
)

// heading is what stands above the verdicts: name and value.
func (d Document) heading() [][2]string {
	w := d.words
	rows := [][2]string{
		{w.Enterprise, d.Enterprise.Name}, {w.CreditCode, d.Enterprise.Code}, {w.Address, d.Enterprise.Address},
		{w.Contact, strings.TrimSpace(d.Enterprise.Contact + " " + d.Enterprise.Phone)},
		{w.Visit, w.VisitName(d.Visit)}, {w.Date, d.Date}, {w.Experts, strings.Join(d.Experts, "、")},
		{w.Paper.Cards, strings.Join(d.Cards, "、")}, {w.Accompanied, d.Accompany},
		{w.Paper.InspectionID, d.ID}, {w.Paper.Revision, d.Revision},
	}
	kept := rows[:0]
	for _, r := range rows {
		if r[1] != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// rows is a finding's fields, name and value, without the empty ones.
func (f Finding) rows(d Document) [][2]string {
	w := d.words
	rows := [][2]string{
		{w.Paper.Description, f.Description}, {w.Basis, f.Basis}, {w.Immediate, f.Immediate},
		{w.Measure, f.Measure}, {w.Deadline, f.Deadline}, {w.Paper.Status, f.Remark},
	}
	if f.Basis == "" {
		rows[1][1] = w.Paper.OutsideLists
	}
	kept := rows[:0]
	for _, r := range rows {
		if r[1] != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// signatureLines is who signed or refused, or, before that, who is to sign.
func (d Document) signatureLines() []string {
	p := d.words.Paper
	roles := map[inspection.Role]string{inspection.ExpertRole: p.ExpertSign, inspection.EnterpriseRole: p.EnterpriseSign}
	if len(d.Signatures) == 0 {
		return []string{p.ExpertSign + "　" + p.ToSign, p.EnterpriseSign + "　" + p.ToSign}
	}
	lines := make([]string, 0, len(d.Signatures))
	for _, s := range d.Signatures {
		line := roles[s.Role] + ": " + s.Name
		if s.Refused {
			line += " · " + fmt.Sprintf(p.Refused, s.Reason, s.Witness)
		} else {
			line += "　" + p.ToSign
		}
		lines = append(lines, line)
	}
	return lines
}

func (d Document) sealLine() string {
	if d.Sealed == "" {
		return d.words.Paper.NotSealed
	}
	return fmt.Sprintf(d.words.Paper.SealedAt, d.Sealed, d.Seal)
}

func unitSuffix(unit string) string {
	if unit == "" {
		return ""
	}
	return " · " + unit
}

func openCount(nothing, format string, n int) string {
	if n == 0 {
		return nothing
	}
	return fmt.Sprintf(format, n)
}
