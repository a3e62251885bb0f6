package annual

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

const (
	anInspection = iota
	anEnterprise
	aFinding
)

func id(kind, n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8%03d-%012d", kind, n) }

// visit makes an inspection of what was said, day by day.
type visit struct {
	n   int
	ops []inspection.Op
}

func (v *visit) say(day string, p inspection.Payload) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	seq := uint64(len(v.ops) + 1)
	v.ops = append(v.ops, inspection.Op{Body: fmt.Append(nil, v.n, seq), Ref: inspection.Ref{Seq: seq}, HLC: inspection.HLC(uint64(at.UnixMilli())<<16 + seq), Kind: p.Kind(), Payload: p})
}

func opened(n int, day string, e inspection.Enterprise, kind inspection.Visit) *visit {
	v := &visit{n: n}
	v.say(day, &inspection.Opened{ID: id(anInspection, n), Visit: kind, Date: day, Experts: []string{"专家甲", "专家乙"}, Sectors: []string{"fire", "industry"}, Enterprise: e})
	return v
}

func (v *visit) step(f int, by string) inspection.Step {
	return inspection.Step{ID: id(anInspection, v.n), Finding: id(aFinding, f), By: by}
}

func (v *visit) found(day string, f int, change func(*inspection.Found)) {
	p := &inspection.Found{ID: id(anInspection, v.n), Finding: id(aFinding, f), Criterion: "mem10:11.3", Level: inspection.General, Description: "消防通道堆物", Place: "仓库", Deadline: "2026-05-10"}
	if change != nil {
		change(p)
	}
	v.say(day, p)
}

// closed closes a finding: reported, re-checked and closed on these days.
func (v *visit) closed(f int, reported, passed, closed string) {
	v.say(reported, &inspection.Rectified{Step: v.step(f, "李某某"), Done: "已清理"})
	v.say(passed, &inspection.Rechecked{Step: v.step(f, "复查丙"), Passed: true})
	v.say(closed, &inspection.ClosedOff{Step: v.step(f, "园区王某某")})
}

var firmA = inspection.Enterprise{ID: id(anEnterprise, 1), Name: "示例一化工有限公司"}

func fill(t *testing.T, db *sqldb.DB, visits ...*visit) {
	t.Helper()
	var all []*inspection.Inspection
	for _, v := range visits {
		all = append(all, inspection.Fold(v.ops)[id(anInspection, v.n)])
	}
	write(t, db, func(tx *sqldb.Tx) error {
		return project.Fill(tx, project.Fixed(func(string) string { return "fire" }), 1, all)
	})
}

func write(t *testing.T, db *sqldb.DB, f func(tx *sqldb.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// year is what Year gives, by enterprise; every one of them is what Of gives.
func year(t *testing.T, db *sqldb.DB, s Sources, of int, asOf string) map[string]assess.Facts {
	t.Helper()
	all := map[string]assess.Facts{}
	var order []string
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		return s.Year(tx, of, asOf, func(f assess.Facts) error {
			all[f.Enterprise.ID], order = f, append(order, f.Enterprise.ID)
			if !slices.IsSortedFunc(f.Findings, func(a, b assess.Finding) int { return cmp.Compare(a.ID, b.ID) }) {
				t.Errorf("findings of %s are not by id", f.Enterprise.ID)
			}
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if len(order) != len(all) {
		t.Errorf("some came twice: %v", order)
	}
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		for id, want := range all {
			if got, there, err := s.Of(tx, id, of, asOf); err != nil || !there || !reflect.DeepEqual(got, want) {
				t.Errorf("alone %s is\n%+v, in the year\n%+v: %v", id, got, want, err)
			}
		}
		_, there, err := s.Of(tx, "nobody", of, asOf)
		if there {
			t.Error("nobody has facts")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFactsOfAFinding(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		v := opened(1, "2026-05-01", firmA, inspection.Assistance)
		v.say("2026-05-01", &inspection.UnitAdded{ID: id(anInspection, 1), Unit: inspection.Unit{ID: "u1", Kind: "tank", Name: "1号储罐"}})
		v.found("2026-05-01", 1, func(f *inspection.Found) {
			f.Level, f.Unit, f.Place, f.Description = inspection.SuspectedMajor, "u1", "罐区|2;- \n\x1f3#", "防火堤|开裂"
		})
		v.say("2026-05-02", &inspection.Notified{Step: v.step(1, "专家甲"), Name: "李某某"})
		v.say("2026-05-03", &inspection.ExtensionAsked{Step: v.step(1, "李某某"), Until: "2026-06-30", Reason: "到货晚"})
		v.say("2026-05-05", &inspection.ExtensionDecided{Step: v.step(1, "园区王某某"), Granted: true, Until: "2026-06-01", Reason: "可"})
		v.say("2026-05-20", &inspection.Rectified{Step: v.step(1, "李某某"), Done: "已修"})
		v.say("2026-05-22", &inspection.Rechecked{Step: inspection.Step{ID: v.step(1, "").ID, Finding: id(aFinding, 1), By: "复查丙", Note: "未修好"}})
		v.closed(1, "2026-05-28", "2026-06-10", "2026-06-11")
		self := opened(2, "2026-04-01", firmA, inspection.SelfCheck)
		self.found("2026-04-01", 2, func(f *inspection.Found) { f.Fixed, f.Deadline, f.Criterion = true, "", "" })
		fill(t, db, v, self)
		f := year(t, db, Sources{}, 2026, "")[firmA.ID]
		want := []assess.Finding{
			{ID: id(aFinding, 1), Inspection: id(anInspection, 1), Number: 1, Criterion: "mem10:11.3", Unit: "1号储罐", Place: "罐区|2;- \n\x1f3#", What: "防火堤|开裂", Grade: inspection.SuspectedMajor,
				Status: inspection.StatusClosed, Found: "2026-05-01", Notified: "2026-05-02", Deadline: "2026-05-10", Reported: "2026-05-28", Failed: 1, Ended: "2026-06-11",
				Extensions: []assess.Extension{{Asked: "2026-05-03", Decided: "2026-05-05", Granted: true, Until: "2026-06-01"}}},
			{ID: id(aFinding, 2), Inspection: id(anInspection, 2), Number: 1, Place: "仓库", What: "消防通道堆物", Self: true, Fixed: true, Grade: inspection.General, Status: inspection.StatusFixed, Found: "2026-04-01"},
		}
		if !reflect.DeepEqual(f.Findings, want) {
			t.Errorf("findings\n%+v, want\n%+v", f.Findings, want)
		}
		visits := []assess.Visit{
			{Inspection: id(anInspection, 2), Day: "2026-04-01", Kind: inspection.SelfCheck, Experts: []string{"专家甲", "专家乙"}, Sectors: []string{"fire", "industry"}},
			{Inspection: id(anInspection, 1), Day: "2026-05-01", Kind: inspection.Assistance, Experts: []string{"专家甲", "专家乙"}, Sectors: []string{"fire", "industry"}},
		}
		if !reflect.DeepEqual(f.Visits, visits) {
			t.Errorf("visits %+v", f.Visits)
		}
	})
}

// Which findings are facts of a year: those of it, those open when it began or closed the year before, and none that is another's, or was withdrawn.
func TestFindingsOfAYear(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		old := opened(1, "2023-03-01", firmA, inspection.Assistance)
		old.found("2023-03-01", 1, nil) // still open
		old.found("2023-03-01", 2, nil)
		old.closed(2, "2024-12-01", "2024-12-30", "2024-12-31") // over before the year before
		old.found("2023-03-01", 3, nil)
		old.closed(3, "2024-12-01", "2024-12-30", "2025-01-01")
		now := opened(2, "2026-05-01", firmA, inspection.Assistance)
		now.found("2026-05-01", 4, nil)
		now.found("2026-05-01", 5, nil)
		now.say("2026-05-02", &inspection.Joined{ID: id(anInspection, 2), Findings: []string{id(aFinding, 4), id(aFinding, 5)}, Kept: id(aFinding, 4), Reason: "同一处", By: "专家甲"})
		now.found("2026-05-01", 6, nil)
		now.say("2026-05-03", &inspection.Withdrawn{ID: id(anInspection, 2), Finding: id(aFinding, 6), Reason: "误判", Second: "专家乙"})
		now.found("2026-07-01", 7, nil)
		now.found("2026-05-01", 9, func(f *inspection.Found) { f.Criterion = ledger.Prefix[0] + "activity-1" }) // an activity, no hazard
		next := opened(3, "2027-01-10", firmA, inspection.Assistance)
		next.found("2027-01-10", 8, nil)
		bare := opened(4, "2026-05-01", inspection.Enterprise{ID: id(anEnterprise, 2), Name: "示例二机械有限公司"}, inspection.Assistance) // year compares it, too
		fill(t, db, old, now, next, bare)
		for asOf, want := range map[string][]int{"": {1, 3, 4, 7, 8}, "2026-12-31": {1, 3, 4, 7}, "2026-06-30": {1, 3, 4}} {
			var got, ids []string
			f := year(t, db, Sources{}, 2026, asOf)[firmA.ID]
			for _, f := range f.Findings {
				got = append(got, f.ID)
			}
			for _, n := range want {
				ids = append(ids, id(aFinding, n))
			}
			if !slices.Equal(got, ids) {
				t.Errorf("as of %q: %v, want %v", asOf, got, want)
			}
		}
	})
}

// An enterprise is one whatever it was called: its keys are the register's. One that left comes while something of the year is known of it.
func TestEnterprisesOfAYear(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		const code = "91500000MA5U00AA13"
		later := firmA
		later.Name, later.Code = "示例一新材料有限公司", code
		other := inspection.Enterprise{ID: id(anEnterprise, 2), Name: "示例二机械有限公司"}
		gone := inspection.Enterprise{ID: id(anEnterprise, 3), Name: "示例三有限公司"}
		lost := inspection.Enterprise{ID: id(anEnterprise, 4), Name: "示例四有限公司"}
		visits := []*visit{opened(1, "2026-03-01", firmA, inspection.Assistance), opened(2, "2026-04-01", later, inspection.Assistance), opened(3, "2025-04-01", other, inspection.Assistance),
			opened(4, "2025-04-01", gone, inspection.Assistance), opened(5, "2026-04-01", lost, inspection.Assistance)}
		for n, v := range visits {
			v.found(time.UnixMilli(int64(v.ops[0].HLC)>>16).UTC().Format(time.DateOnly), 10+n, nil)
		}
		fill(t, db, visits...)
		write(t, db, func(tx *sqldb.Tx) error {
			for _, s := range []string{`UPDATE enterprise SET code = '` + code + `', name = '示例一新材料股份有限公司' WHERE id = '` + firmA.ID + `'`,
				`UPDATE enterprise SET active = 0 WHERE id = '` + gone.ID + `'`, `DELETE FROM enterprise WHERE id = '` + lost.ID + `'`} {
				if _, err := tx.Exec(s); err != nil {
					return err
				}
			}
			return nil
		})
		all := year(t, db, Sources{}, 2026, "2026-12-31")
		if len(all) != 3 {
			t.Errorf("%d enterprises: %v", len(all), all)
		}
		a := all[firmA.ID]
		want := assess.Enterprise{ID: firmA.ID, Name: "示例一新材料股份有限公司", Code: code, Former: []string{"示例一化工有限公司", "示例一新材料有限公司"}}
		if !reflect.DeepEqual(a.Enterprise, want) || len(a.Findings) != 2 || len(a.Visits) != 2 {
			t.Errorf("%+v", a)
		}
		if f := all[lost.ID]; f.Enterprise.Name != lost.Name || len(f.Findings) != 1 {
			t.Errorf("one that the register does not know: %+v", f)
		}
		if f := all[other.ID]; len(f.Findings) != 1 || len(f.Visits) != 1 {
			t.Errorf("the year before: %+v", f)
		}
		if _, there := year(t, db, Sources{}, 2025, "2025-12-31")[gone.ID]; !there {
			t.Error("one that left is not in the year when it was there")
		}
	})
}

// Days of coming and leaving are facts when they are in the year; who was not there in the year is not of it, unless something is known.
func TestWhoWasThereInTheYear(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		firm := func(n int) inspection.Enterprise {
			return inspection.Enterprise{ID: id(anEnterprise, n), Name: fmt.Sprintf("示例%d厂", n)}
		}
		fill(t, db, opened(1, "2024-03-01", firm(1), inspection.Assistance), opened(2, "2024-03-01", firm(2), inspection.Assistance), opened(3, "2024-03-01", firm(3), inspection.Assistance),
			opened(4, "2026-03-01", firm(4), inspection.Assistance))
		write(t, db, func(tx *sqldb.Tx) error {
			for n, days := range map[int][2]string{1: {"2026-05-02", "2026-11-30"}, 2: {"2020-01-01", "2025-06-30"}, 3: {"2027-01-01", ""}, 4: {"2020-01-01", "2025-06-30"}} {
				if _, err := tx.Exec(`UPDATE enterprise SET since = $1, until = $2 WHERE id = $3`, days[0], days[1], firm(n).ID); err != nil {
					return err
				}
			}
			return nil
		})
		all := year(t, db, Sources{}, 2026, "2026-12-31")
		if e := all[firm(1).ID].Enterprise; e.Since != "2026-05-02" || e.Until != "2026-11-30" {
			t.Errorf("%+v", e)
		}
		for n, want := range map[int]bool{2: false, 3: false, 4: true} {
			if f, there := all[firm(n).ID]; there != want || f.Enterprise.Since+f.Enterprise.Until != "" {
				t.Errorf("%d: there %v, %+v", n, there, f.Enterprise)
			}
		}
	})
}

func TestSourcesAreJoinedToTheFacts(t *testing.T) {
	db := sqldbtest.Open(t, t.TempDir()+"/ledger.sqlite")
	fill(t, db, opened(1, "2026-03-01", firmA, inspection.Assistance))
	drill := assess.Ledgers{Drills: []assess.Drill{{ID: "d"}}}
	said := assess.Entries{Events: []assess.Event{{ID: "e"}}}
	s := Sources{
		Ledgers: func(*sqldb.Tx, int) (map[string]assess.Ledgers, error) {
			return map[string]assess.Ledgers{firmA.ID: drill}, nil
		},
		Entries: func(*sqldb.Tx, int) (map[string]assess.Entries, error) {
			return map[string]assess.Entries{firmA.ID: said}, nil
		},
		EntriesOf: func(*sqldb.Tx, int, string) (assess.Entries, error) { return said, nil },
	}
	f := year(t, db, s, 2026, "")[firmA.ID]
	if !reflect.DeepEqual(f.Ledgers, drill) || !reflect.DeepEqual(f.Entries, said) {
		t.Errorf("%+v", f)
	}
	broken := errors.New("broken")
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		err := s.Year(tx, 2026, "", func(assess.Facts) error { return broken })
		if _, err2 := tx.Row("SELECT 1", nil, new(int)); err2 != nil { // nobody is reading any more
			t.Error(err2)
		}
		return err
	}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	s.Entries = func(*sqldb.Tx, int) (map[string]assess.Entries, error) { return nil, broken }
	err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		return s.Year(tx, 2026, "", func(assess.Facts) error { t.Error("facts without their entries"); return nil })
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

// While the tables are of an earlier program a year is refused: findings that it does not see would be missing in it.
func TestAYearOfEarlierTablesIsRefused(t *testing.T) {
	db := sqldbtest.Open(t, t.TempDir()+"/ledger.sqlite")
	v := opened(1, "2026-05-01", firmA, inspection.Assistance)
	v.found("2026-05-01", 1, nil)
	fill(t, db, v)
	for _, c := range []struct {
		change string
		old    bool // else it is cut off
	}{{"findings = 2", true}, {"facts = substr(facts, 1, 20)", false}, {"facts = ''", true}} {
		write(t, db, func(tx *sqldb.Tx) error { _, err := tx.Exec(`UPDATE inspection SET ` + c.change); return err })
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			return Sources{}.Year(tx, 2026, "", func(f assess.Facts) error { t.Errorf("%s: %+v", c.change, f); return nil })
		})
		if err == nil || errors.Is(err, ErrOld) != c.old || !strings.Contains(err.Error(), id(anInspection, 1)) {
			t.Errorf("%s: %v", c.change, err)
		}
	}
}
