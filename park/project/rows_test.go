package project

import (
	"slices"
	"testing"

	"anquan.example/paicha/inspection"
)

// one folds what a device says of the one finding of an inspection.
func one(t *testing.T, d *device) (Rows, findingRow) {
	t.Helper()
	i := inspection.Fold(ops(d))[uuidOf(anInspection, 1)]
	r := rows(i, testLibraries)
	if len(r.Findings) != 1 {
		t.Fatalf("%d findings", len(r.Findings))
	}
	return r, r.Findings[0]
}

// A finding's way from the list to the close: whose turn it is after each step, and since when.
func TestWaitsFollowTheLifeOfAFinding(t *testing.T) {
	step := inspection.Step{ID: uuidOf(anInspection, 1), Finding: uuidOf(aFinding, 1)}
	by := func(name string) inspection.Step { s := step; s.By = name; return s }
	seal := func(d *device) inspection.Payload {
		i := inspection.Fold(ops(d))[uuidOf(anInspection, 1)]
		return &inspection.Closed{ID: i.ID, Seals: i.Seals(), Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "李某某"}}}
	}
	three := inspection.Planned{Step: by("李某某"), Person: "张某某", Measures: "清理", Deadline: "2026-12-01"}
	five := three
	five.Funds, five.Contingency = "自筹", "监护"
	suspected := found(1, 1, "2026-12-01")
	suspected.Level = inspection.SuspectedMajor
	type say struct {
		what  inspection.Payload // nil: the seal
		waits []Wait
		since string // of the first
	}
	for name, c := range map[string]struct {
		found *inspection.Found
		says  []say
	}{
		"a general one": {found(1, 1, "2026-12-01"), []say{
			{nil, []Wait{WaitPlan}, "2026-11-24"},
			{&three, []Wait{WaitRectify}, "2026-11-25"},
			{&inspection.ExtensionAsked{Step: by("李某某"), Until: "2026-12-20", Reason: "到货晚"}, []Wait{WaitRectify, WaitExtension}, "2026-11-25"},
			{&inspection.ExtensionDecided{Step: by("园区王某某"), Granted: true, Until: "2026-12-10", Reason: "可"}, []Wait{WaitRectify}, "2026-11-25"},
			{&inspection.Disputed{Step: by("李某某"), Evidence: "图纸"}, []Wait{WaitRectify, WaitDispute}, "2026-11-25"},
			{&inspection.Rectified{Step: by("李某某"), Done: "已清理"}, []Wait{WaitDispute, WaitRecheck}, ""},
			{&inspection.Rechecked{Step: inspection.Step{ID: step.ID, Finding: step.Finding, By: "复查丙", Note: "未清"}}, []Wait{WaitRectify, WaitDispute}, "2026-11-30"},
			{&inspection.Rectified{Step: by("李某某"), Done: "已清理"}, []Wait{WaitDispute, WaitRecheck}, ""},
			{&inspection.Rechecked{Step: by("复查丙"), Passed: true}, []Wait{WaitDispute, WaitClose}, ""},
			{&inspection.ClosedOff{Step: by("李某某")}, []Wait{WaitDispute, WaitClose}, ""}, // the enterprise does not close
			{&inspection.ClosedOff{Step: by("园区王某某")}, nil, ""},
		}},
		"a suspected major one": {suspected, []say{
			{nil, []Wait{WaitPlan, WaitMajor}, "2026-11-24"},
			{&three, []Wait{WaitPlan, WaitMajor}, "2026-11-24"}, // three items are no plan for it
			{&five, []Wait{WaitRectify, WaitMajor}, "2026-11-26"},
			{&inspection.MajorDecided{Step: by("赵某某"), Confirmed: true, Authority: "区应急管理局"}, []Wait{WaitRectify}, "2026-11-26"},
			{&inspection.Transferred{Step: by("园区王某某"), To: "区应急管理局"}, nil, ""},
		}},
		"one that was lowered": {suspected, []say{
			{nil, []Wait{WaitPlan, WaitMajor}, "2026-11-24"},
			{&three, []Wait{WaitPlan, WaitMajor}, "2026-11-24"},
			{&inspection.MajorDecided{Step: by("赵某某"), Authority: "区应急管理局"}, []Wait{WaitRectify}, "2026-11-25"},
		}},
		"one that was put right on the spot": {&inspection.Found{ID: step.ID, Finding: step.Finding, Level: inspection.General, Description: "堆物", Place: "仓库", Fixed: true}, []say{
			{nil, []Wait{WaitRecheck}, "2026-11-23"},
			{&inspection.Rechecked{Step: by("复查丙"), Passed: true}, []Wait{WaitClose}, "2026-11-25"},
		}},
		"one that was withdrawn": {found(1, 1, "2026-12-01"), []say{
			{&inspection.Notified{Step: by("专家甲"), Name: "李某某"}, []Wait{WaitPlan}, "2026-11-24"},
			{&inspection.Withdrawn{ID: step.ID, Finding: step.Finding, Reason: "误判", Second: "专家乙"}, nil, ""},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDevice(t, "tablet")
			d.say(opening(1, 1), c.found)
			if r, f := one(t, d); len(r.Waits) == 0 || r.Waits[0].What != WaitNotify && !c.found.Fixed || f.Found != "2026-11-23" {
				t.Errorf("recorded: waits %v, found %s", r.Waits, f.Found)
			}
			for n, s := range c.says {
				d.now = noon.AddDate(0, 0, n+1)
				if s.what == nil {
					s.what = seal(d)
				}
				d.say(s.what)
				checkWaits(t, d, s.what.Kind(), s.waits, s.since)
			}
		})
	}
}

func checkWaits(t *testing.T, d *device, after string, want []Wait, since string) {
	t.Helper()
	r, f := one(t, d)
	var got []Wait
	for _, w := range r.Waits {
		got = append(got, w.What)
		if w.Due != f.Due || w.Since < "2026-11-23" {
			t.Errorf("after %s: %+v", after, w)
		}
	}
	slices.SortFunc(got, func(a, b Wait) int { return slices.Index(Waits(), a) - slices.Index(Waits(), b) })
	if !slices.Equal(got, want) {
		t.Errorf("after %s: waits for %v, want %v (status %s, grade %s)", after, got, want, f.Status, f.Grade)
	}
	if since != "" && (len(r.Waits) == 0 || r.Waits[0].Since != since) {
		t.Errorf("after %s: waits %v, want since %s", after, r.Waits, since)
	}
	if f.Open > 0 != (len(want) > 0) {
		t.Errorf("after %s: open is %v", after, f.Open)
	}
	if ended := f.Status == "closed" || f.Status == "transferred"; ended != (f.Ended != "") {
		t.Errorf("after %s: status %s, ended %q", after, f.Status, f.Ended)
	}
}

func TestRowsOfAnInspection(t *testing.T) {
	d := newDevice(t, "tablet")
	o := opening(1, 1)
	o.Enterprise.Code = "91500000MA5U00AA13"
	late := found(1, 1, "2026-12-01")
	late.Observed = "2026-11-20T23:30:00+08:00" // written down on paper then
	outside := found(1, 2, "2026-12-01")
	outside.Criterion = ""
	o.Sectors = []string{"fire"}
	d.say(o, late, outside, &inspection.Photographed{ID: o.ID, Finding: outside.Finding, Photo: inspection.Photo{SHA256: hex64, Size: 5}})
	r := rows(inspection.Fold(ops(d))[o.ID], testLibraries)
	i := r.Inspections[0]
	if i.Key != o.Enterprise.Code || i.Name != o.Enterprise.Name || i.Findings != 2 || i.Experts != "专家甲、专家乙" || i.Day != "2026-11-23" || i.Outcomes != "" {
		t.Errorf("inspection %+v", i)
	}
	if f := r.Findings[0]; f.Found != "2026-11-20" || f.Sector != "industry" || f.Key != i.Key {
		t.Errorf("finding %+v", f)
	}
	if f := r.Findings[1]; f.Sector != "fire" || f.Photos != 1 || f.Changed <= clock(0) {
		t.Errorf("the one outside the lists: %+v", f)
	}
	if len(r.Evidence) != 1 || r.Evidence[0].Finding != outside.Finding {
		t.Errorf("evidence %+v", r.Evidence)
	}
}

func TestChangesTellWhatHappened(t *testing.T) {
	d := newDevice(t, "tablet")
	d.say(opening(1, 1), found(1, 1, "2026-12-01"))
	old, _ := one(t, d)
	event := func(from, to Rows) (all []string) {
		for _, c := range changes(from, to) {
			all = append(all, c.Event)
		}
		return all
	}
	if got := event(Rows{}, old); !slices.Equal(got, []string{FindingCreated}) {
		t.Errorf("created: %v", got)
	}
	if got := event(old, old); got != nil {
		t.Errorf("nothing: %v", got)
	}
	closed := old
	closed.Findings = []findingRow{old.Findings[0]}
	closed.Findings[0].Status = "closed"
	closed.Inspections = []inspectionRow{old.Inspections[0]}
	closed.Inspections[0].Sealed = true
	if got := event(old, closed); !slices.Equal(got, []string{FindingClosed, InspectionSealed}) {
		t.Errorf("closed: %v", got)
	}
	if got := event(closed, old); !slices.Equal(got, []string{FindingEdited}) {
		t.Errorf("opened again: %v", got)
	}
	if got := event(Rows{}, closed); !slices.Equal(got, []string{FindingCreated, FindingClosed, InspectionSealed}) {
		t.Errorf("all at once: %v", got)
	}
}
