package project

import (
	"reflect"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// What was reported in time waits for the park and is not late, however long that takes; a re-check that fails makes it late again.
func TestLateIsWhatTheEnterpriseOwes(t *testing.T) {
	step := inspection.Step{ID: uuidOf(anInspection, 1), Finding: uuidOf(aFinding, 1)}
	by := func(name string) inspection.Step { s := step; s.By = name; return s }
	report := &inspection.Rectified{Step: by("李某某"), Done: "已清理"}
	fail := &inspection.Rechecked{Step: inspection.Step{ID: step.ID, Finding: step.Finding, By: "复查丙", Note: "未清"}}
	pass := &inspection.Rechecked{Step: by("复查丙"), Passed: true}
	fixed := found(1, 1, "2026-12-01")
	fixed.Fixed = true
	type say struct {
		day  string
		what inspection.Payload
	}
	for name, c := range map[string]struct {
		found    *inspection.Found
		says     []say
		late     bool // on 2027-01-01, its day is 2026-12-01
		reported string
		failed   int64
	}{
		"nothing was said":                  {found(1, 1, "2026-12-01"), nil, true, "", 0},
		"reported on its day":               {found(1, 1, "2026-12-01"), []say{{"2026-12-01", report}}, false, "2026-12-01", 0},
		"reported a day late":               {found(1, 1, "2026-12-01"), []say{{"2026-12-02", report}}, true, "2026-12-02", 0},
		"reported twice, the second late":   {found(1, 1, "2026-12-01"), []say{{"2026-11-30", report}, {"2026-12-05", report}}, false, "2026-11-30", 0},
		"reported, and passed late":         {found(1, 1, "2026-12-01"), []say{{"2026-11-30", report}, {"2026-12-20", pass}}, false, "2026-11-30", 0},
		"reported, and failed":              {found(1, 1, "2026-12-01"), []say{{"2026-11-30", report}, {"2026-12-20", fail}}, true, "", 1},
		"failed, reported again in time":    {found(1, 1, "2026-12-01"), []say{{"2026-11-25", report}, {"2026-11-26", fail}, {"2026-11-30", report}}, false, "2026-11-30", 1},
		"failed, reported again too late":   {found(1, 1, "2026-12-01"), []say{{"2026-11-25", report}, {"2026-11-26", fail}, {"2026-12-03", report}}, true, "2026-12-03", 1},
		"fixed on the spot":                 {fixed, nil, false, "", 0},
		"fixed on the spot, and it was not": {fixed, []say{{"2026-12-20", fail}}, true, "", 1},
		"reported, and planned anew":        {found(1, 1, "2026-12-01"), []say{{"2026-11-30", report}, {"2026-12-01", &inspection.Planned{Step: by("李某某"), Person: "张某某", Measures: "清理", Deadline: "2026-12-09"}}}, true, "2026-11-30", 0},
		"late, and then given more time": {found(1, 1, "2026-12-01"), []say{{"2026-12-05", report},
			{"2026-12-06", &inspection.ExtensionDecided{Step: by("园区王某某"), Granted: true, Until: "2026-12-10", Reason: "可"}}}, false, "2026-12-05", 0},
		"closed": {found(1, 1, "2026-12-01"), []say{{"2026-12-05", report}, {"2026-12-06", pass}, {"2026-12-07", &inspection.ClosedOff{Step: by("园区王某某")}}}, false, "2026-12-05", 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDevice(t, "tablet")
			d.say(opening(1, 1), c.found)
			for _, s := range c.says {
				d.now = noonOf(s.day)
				d.say(s.what)
			}
			i := inspection.Fold(ops(d))[step.ID]
			_, r := one(t, d)
			if late := r.Open == standOwed && r.Due < "2027-01-01"; late != c.late || late != Course(i.Finding(step.Finding)).Late("2027-01-01") {
				t.Errorf("late: %v, %v by the page, want %v (%+v)", late, !late, c.late, r)
			}
			if r.Reported != c.reported || r.Failed != c.failed {
				t.Errorf("reported %q, %d failed, want %q, %d", r.Reported, r.Failed, c.reported, c.failed)
			}
			if p := Course(i.Finding(step.Finding)); p.Reported != r.Reported || p.Owed != (r.Open == standOwed) || p.Open != (r.Open > 0) || p.Failed != int(r.Failed) {
				t.Errorf("by the page %+v, by the table %+v", p, r)
			}
		})
	}
}

func TestNotifiedIsTheFirstTime(t *testing.T) {
	step := inspection.Step{ID: uuidOf(anInspection, 1), Finding: uuidOf(aFinding, 1), By: "专家甲"}
	told := func(d *device, day string) {
		d.now = noonOf(day)
		d.say(&inspection.Notified{Step: step, Name: "李某某"})
	}
	seal := func(d *device, day string) {
		d.now = noonOf(day)
		i := inspection.Fold(ops(d))[step.ID]
		d.say(&inspection.Closed{ID: i.ID, Seals: i.Seals(), Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "李某某"}}})
	}
	for name, c := range map[string]struct {
		say  func(*device)
		want string
	}{
		"not yet":            {func(*device) {}, ""},
		"by the seal":        {func(d *device) { seal(d, "2026-11-24"); told(d, "2026-11-25") }, "2026-11-24"},
		"by a step, twice":   {func(d *device) { told(d, "2026-11-25"); told(d, "2026-11-28") }, "2026-11-25"},
		"before it was seal": {func(d *device) { told(d, "2026-11-24"); seal(d, "2026-11-26") }, "2026-11-24"},
	} {
		d := newDevice(t, "tablet")
		d.say(opening(1, 1), found(1, 1, "2026-12-01"))
		c.say(d)
		if _, r := one(t, d); r.Notified != c.want {
			t.Errorf("%s: notified %q, want %q", name, r.Notified, c.want)
		}
	}
}

func TestExtensionsAreKeptAsTheyWereAsked(t *testing.T) {
	step := func(i *inspection.Inspection, by string) inspection.Step {
		return inspection.Step{ID: uuidOf(anInspection, 1), Finding: uuidOf(aFinding, 1), By: by, Seen: i.Seen(uuidOf(aFinding, 1))}
	}
	firm, park := newDevice(t, "firm"), newDevice(t, "park")
	know := func() *inspection.Inspection { return inspection.Fold(ops(firm, park))[uuidOf(anInspection, 1)] }
	firm.say(opening(1, 1), found(1, 1, "2026-12-01"))
	ask := func(day, until string) {
		firm.now = noonOf(day)
		firm.say(&inspection.ExtensionAsked{Step: step(know(), "李某某"), Until: until, Reason: "到货晚"})
	}
	decide := func(day, until string) {
		park.now = noonOf(day)
		park.say(&inspection.ExtensionDecided{Step: step(know(), "园区王某某"), Granted: until != "", Until: until, Reason: "已看过"})
	}
	decide("2026-11-24", "2026-12-02") // nobody asked
	ask("2026-11-25", "2026-12-20")
	decide("2026-11-27", "2026-12-10")
	ask("2026-12-09", "2026-12-30")
	decide("2026-12-11", "")
	ask("2026-12-12", "2027-01-30")
	want := []Extension{{"2026-11-24", "2026-11-24", "2026-12-02"}, {"2026-11-25", "2026-11-27", "2026-12-10"}, {"2026-12-09", "2026-12-11", ""}, {"2026-12-12", "", ""}}
	r := rows(know(), testLibraries).Findings[0]
	if got := Extensions(r.Extensions); !reflect.DeepEqual(got, want) {
		t.Errorf("%q is %v, want %v", r.Extensions, got, want)
	}
	if got := Extensions(""); got != nil {
		t.Errorf("of none: %v", got)
	}
}

// Tables of a program of layout 1 are made again before a page is asked: then they are as if this program had made them.
func TestTablesOfAnEarlierLayoutAreMadeAgain(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		arrive(t, db, runsOf(tell(t, 16, 300).devices...)...)
		p := newProjector(db)
		catchUp(t, p)
		want := dump(t, db, made...)
		write(t, db, func(tx *sqldb.Tx) error {
			for _, s := range []string{`UPDATE finding SET unit = '', fixed = 0, notified = '', reported = '', failed = 0, extensions = ''`, `UPDATE finding SET open = 1 WHERE open = 2`, `UPDATE inspection SET facts = ''`,
				`UPDATE projection SET cursor = 1 WHERE name = 'layout'`} {
				if _, err := tx.Exec(s); err != nil {
					return err
				}
			}
			return nil
		})
		if was := dump(t, db, made...); was == want {
			t.Fatal("the story has nothing that layout 1 does not know")
		}
		if err := p.Mend(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "mended", dump(t, db, made...), want)
		if s, err := p.state(t.Context()); err != nil || s.layout != layout {
			t.Errorf("layout %d: %v", s.layout, err)
		}
	})
}
