package project

import (
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

const (
	codeA = "91500000MA5U00AA13"
	codeB = "91500000MA5U00BB2W"
)

// P9: what an enterprise asks for is its own, whatever else the filter says.
func TestP9ListsOfAnEnterpriseHoldItsOwn(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, b := told(t, open, 41)
		read(t, db, func(tx *sqldb.Tx) error {
			mine := uuidOf(anEnterprise, 1)
			for _, i := range b.Inspections {
				owns, err := Owns(tx, mine, i.Inspection)
				if want := b.of[i.Key] == mine; err != nil || owns != want {
					t.Errorf("owns %s: %v, want %v: %v", i.Inspection, owns, want, err)
				}
				all, _, err := Findings(tx, today, Filter{Enterprise: mine, Inspection: i.Inspection}, Page{Size: 1000})
				if err != nil || b.of[i.Key] != mine && len(all) > 0 {
					t.Errorf("%d findings of another's inspection: %v", len(all), err)
				}
			}
			for _, w := range append(Waits(), "") {
				all, _, err := Findings(tx, today, Filter{Enterprise: mine, Wait: w}, Page{Size: 1000})
				if err != nil || slices.ContainsFunc(all, func(f FindingRow) bool { return f.Enterprise != mine }) || w == "" && len(all) == 0 {
					t.Errorf("wait %q: %d findings, some of another: %v", w, len(all), err)
				}
			}
			inspections, _, err := Inspections(tx, InspectionFilter{Enterprise: mine}, Page{Size: 1000})
			if err != nil || len(inspections) == 0 || slices.ContainsFunc(inspections, func(i InspectionRow) bool { return b.of[i.Key] != mine }) {
				t.Errorf("inspections %+v: %v", inspections, err)
			}
			for _, done := range []bool{false, true} {
				tasks, _, err := Tasks(tx, TaskFilter{Enterprise: mine, Done: done}, Page{Size: 1000})
				if err != nil || slices.ContainsFunc(tasks, func(r TaskRow) bool { return b.of[r.Key] != mine }) {
					t.Errorf("tasks %+v: %v", tasks, err)
				}
			}
			return nobodys(t, tx, b)
		})
	})
}

// nobodys: an enterprise without keys, or that does not exist, has nothing.
func nobodys(t *testing.T, tx *sqldb.Tx, b brute) error {
	for _, who := range []string{uuidOf(anEnterprise, 99), "'; --", "%"} {
		findings, next, err := Findings(tx, today, Filter{Enterprise: who}, Page{})
		inspections, next2, err2 := Inspections(tx, InspectionFilter{Enterprise: who}, Page{})
		if err != nil || err2 != nil || len(findings)+len(inspections) > 0 || next+next2 != "" {
			t.Errorf("%q: %d findings, %d inspections, %v %v", who, len(findings), len(inspections), err, err2)
		}
	}
	owns, err := Owns(tx, "", b.Inspections[0].Inspection)
	if owns {
		t.Error("no enterprise owns an inspection")
	}
	return err
}

// A cursor is text from outside: whatever it holds, it opens nothing and breaks nothing.
func TestACursorFromOutsideIsNoWayIn(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, _ := told(t, open, 42)
		mine := Filter{Enterprise: uuidOf(anEnterprise, 1)}
		for _, after := range []string{"", "x", "!!", spot{"a"}.cursor(), spot{"", "", ""}.cursor(), spot{"' OR 1=1", "\x00", "x"}.cursor(), spot{"\xff", "\xff", "\xff"}.cursor(), strings.Repeat("A", 10_000)} {
			read(t, db, func(tx *sqldb.Tx) error {
				all, _, err := Findings(tx, today, mine, Page{After: after})
				if slices.ContainsFunc(all, func(f FindingRow) bool { return f.Enterprise != mine.Enterprise }) {
					t.Errorf("cursor %.20q gives another's", after)
				}
				return err
			})
		}
	})
}

func TestKeysBelongToOneEnterprise(t *testing.T) {
	visited := func(n int, enterprise int, code string) *device {
		d := newDevice(t, "tablet "+uuidOf(anInspection, n))
		o := opening(n, enterprise)
		o.Enterprise.Code = code
		d.say(o)
		return d
	}
	for name, c := range map[string]struct {
		visits      []*device
		register    []string // what people wrote
		enterprises int
		together    [][2]int // inspections of one enterprise
		apart       [][2]int
	}{
		"the same, by id":                        {[]*device{visited(1, 1, ""), visited(2, 1, "")}, nil, 1, [][2]int{{1, 2}}, nil},
		"the same, by code, from two tablets":    {[]*device{visited(1, 1, codeA), visited(2, 2, codeA)}, nil, 1, [][2]int{{1, 2}}, nil},
		"the code is learned later":              {[]*device{visited(1, 1, ""), visited(2, 1, codeA)}, nil, 1, [][2]int{{1, 2}}, nil},
		"an id that goes with two codes":         {[]*device{visited(1, 1, codeA), visited(2, 1, codeB)}, nil, 2, nil, [][2]int{{1, 2}}},
		"two":                                    {[]*device{visited(1, 1, ""), visited(2, 2, "")}, nil, 2, nil, [][2]int{{1, 2}}},
		"on the register by code":                {[]*device{visited(1, 1, codeA), visited(2, 1, "")}, []string{codeA}, 1, [][2]int{{1, 2}}, nil},
		"on the register, and its id is another": {[]*device{visited(1, 1, "")}, []string{uuidOf(anEnterprise, 2)}, 2, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
				db := open()
				write(t, db, func(tx *sqldb.Tx) error {
					for _, key := range c.register {
						if _, err := tx.Exec(`INSERT INTO enterprise (id, name, code, address, contact, phone, area, sectors, latitude, longitude, note, active, changed)
							VALUES ('registered', '示例化工有限公司', '', '', '', '', '', '', '', '', '', 0, 1)`); err != nil {
							return err
						}
						if err := addKey(tx, key, "registered"); err != nil {
							return err
						}
					}
					return nil
				})
				for _, d := range c.visits {
					arrive(t, db, runsOf(d)...)
					catchUp(t, newProjector(db))
				}
				read(t, db, func(tx *sqldb.Tx) error {
					n, err := list[int](tx, `SELECT count(*) FROM enterprise`)
					if err != nil || n[0] != c.enterprises {
						t.Errorf("%d enterprises, want %d: %v", n, c.enterprises, err)
					}
					of := func(n int) string {
						e, err := EnterpriseOf(tx, uuidOf(anInspection, n))
						if err != nil || e == "" {
							t.Errorf("inspection %d is of %q: %v", n, e, err)
						}
						return e
					}
					for _, p := range c.together {
						if of(p[0]) != of(p[1]) {
							t.Errorf("%v are of two enterprises", p)
						}
					}
					for _, p := range c.apart {
						if of(p[0]) == of(p[1]) {
							t.Errorf("%v are of one enterprise", p)
						}
					}
					if len(c.register) > 0 {
						active, err := list[int](tx, `SELECT active FROM enterprise WHERE id = 'registered'`)
						if err != nil || active[0] != 0 {
							t.Errorf("what people wrote was changed: %v %v", active, err)
						}
					}
					return nil
				})
			})
		})
	}
}
