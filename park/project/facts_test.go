package project

import (
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// What an inspection's row says of its findings is what their own rows say, whatever people wrote.
func TestFactsAreThoseOfTheFindings(t *testing.T) {
	d := newDevice(t, "tablet")
	o := opening(1, 1)
	odd := found(1, 1, "2026-12-01")
	odd.Place, odd.Description, odd.Fixed = "罐区|2;- :3#", "12:防火堤\n:0:", true
	odd.Unit = uuidOf(aFinding, 90)
	bare := found(1, 2, "2026-12-02")
	bare.Criterion = ""
	d.say(o, &inspection.UnitAdded{ID: o.ID, Unit: inspection.Unit{ID: uuidOf(aFinding, 90), Kind: "tank", Name: "1号储罐"}}, odd, bare, found(1, 3, "2026-12-03"), found(1, 4, "2026-12-04"), found(1, 5, "2026-12-05"),
		&inspection.Withdrawn{ID: o.ID, Finding: uuidOf(aFinding, 3), Reason: "误判", Second: "专家乙"},
		&inspection.Joined{ID: o.ID, Findings: []string{uuidOf(aFinding, 4), uuidOf(aFinding, 5)}, Kept: uuidOf(aFinding, 4), Reason: "同一处", By: "专家甲"},
		&inspection.Notified{Step: inspection.Step{ID: o.ID, Finding: uuidOf(aFinding, 1), By: "专家甲"}, Name: "李某某"})
	r := rows(inspection.Fold(ops(d))[o.ID], testLibraries)
	var want, got []Fact
	for _, f := range r.Findings {
		if f.Finding == uuidOf(aFinding, 3) || f.Finding == uuidOf(aFinding, 5) {
			continue
		}
		want = append(want, Fact{Number: f.Number, Failed: f.Failed, Fixed: flagOf(f.Fixed), Finding: f.Finding, Criterion: f.Criterion, Unit: f.Unit, Place: f.Place, Description: f.Description,
			Grade: f.Grade, Status: f.Status, Found: f.Found, Notified: f.Notified, Deadline: f.Deadline, Reported: f.Reported, Ended: f.Ended, Extensions: f.Extensions})
	}
	if err := EachFact(r.Inspections[0].Facts, func(f *Fact) { got = append(got, *f) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) || len(want) != 3 || want[0].Fixed != 1 || want[0].Unit == "" || want[0].Notified == "" || want[0].Deadline == "" || int64(len(got)) != r.Inspections[0].Findings {
		t.Errorf("facts\n%+v, want\n%+v", got, want)
	}
}

func flagOf(is bool) int64 { return int64(flag(is)) }

// Facts that are not as they were written are said to be so; they are never read as something else.
func TestFactsThatAreCutOffAreTold(t *testing.T) {
	whole := facts([]findingRow{{Finding: "finding", Number: 3, Place: "仓库", Description: "ab", Status: "closed", Extensions: "2026-01-01 - -"}})
	none := func(*Fact) { t.Error("a fact was read") }
	for n := 1; n < len(whole); n++ {
		if err := EachFact(whole[:n], none); err == nil {
			t.Errorf("%q was read", whole[:n])
		}
	}
	for _, bad := range []string{strings.Replace(whole, "7:finding", "900:finding", 1), strings.Replace(whole, "7:finding", "-7:finding", 1), strings.Replace(whole, "3:", "x:", 1), "3", "99999999999:"} {
		if err := EachFact(bad, none); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if err := EachFact("", none); err != nil {
		t.Error(err)
	}
}
