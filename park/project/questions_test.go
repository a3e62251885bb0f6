package project

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// today is in the middle of the stories: some findings are late, some are not.
const today = "2027-05-15"

// brute is all rows, counted one by one.
type brute struct {
	Rows
	of map[string]string // enterprise by key
}

func bruteOf(s *story) brute {
	b := brute{of: map[string]string{}}
	for _, i := range inspection.Fold(ops(s.devices...)) {
		b.add(rows(i, testLibraries))
	}
	for n := range 3 {
		b.of[uuidOf(anEnterprise, n)] = uuidOf(anEnterprise, n)
	}
	slices.SortFunc(b.Findings, func(a, c findingRow) int {
		return cmp.Or(cmp.Compare(a.Due, c.Due), cmp.Compare(a.Inspection, c.Inspection), cmp.Compare(a.Finding, c.Finding))
	})
	return b
}

// owes: something is to be done, and it was not reported by its day, or that came to nothing.
func owes(r findingRow) bool {
	waits := slices.Contains([]string{"fixed", "rectified", "re-checked"}, r.Status)
	return r.Open > 0 && !(waits && (r.Reported != "" && r.Reported <= r.Due || r.Fixed && r.Failed == 0))
}

func (b brute) findings(f Filter) (all []string) {
	waits := map[string]bool{}
	for _, w := range b.Waits {
		waits[w.Inspection+w.Finding+string(w.What)] = true
	}
	is := func(want, got string) bool { return want == "" || want == got }
	for _, r := range b.Findings {
		state := f.State == AnyState || f.State == IsOpen && r.Open > 0 || f.State == IsEnded && r.Open == 0 || f.State == IsOwed && owes(r) || f.State == IsLate && owes(r) && r.Due < today
		if state && is(f.Enterprise, b.of[r.Key]) && is(f.Inspection, r.Inspection) && is(f.Sector, r.Sector) && is(f.Criterion, r.Criterion) && is(f.Status, r.Status) &&
			is(f.Grade, r.Grade) && (f.Wait == "" || waits[r.Inspection+r.Finding+string(f.Wait)]) && strings.Contains(r.Place+r.Description, f.Text) {
			all = append(all, r.Finding)
		}
	}
	return all
}

// pages reads a list to its end.
func pages[R any](t *testing.T, size int, ask func(Page) ([]R, string, error), id func(R) string) (all []string) {
	t.Helper()
	p := Page{Size: size}
	for range 10_000 {
		rows, next, err := ask(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) > size {
			t.Fatalf("a page of %d has %d rows", size, len(rows))
		}
		for _, r := range rows {
			all = append(all, id(r))
		}
		if p.After = next; next == "" {
			return all
		}
	}
	t.Fatal("the list has no end")
	return nil
}

func told(t *testing.T, open func() *sqldb.DB, seed uint64) (*sqldb.DB, brute) {
	db := open()
	s := tell(t, seed, 900)
	r := rand.New(rand.NewPCG(seed, 5))
	projected(t, db, r, cut(r, s.devices...))
	b := bruteOf(s)
	if len(b.Findings) < 50 || len(b.Inspections) < 10 {
		t.Fatalf("the story has %d findings in %d inspections", len(b.Findings), len(b.Inspections))
	}
	return db, b
}

func TestListsHoldWhatTheirFilterMeans(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, b := told(t, open, 21)
		r := rand.New(rand.NewPCG(21, 6))
		pick := func(values ...string) string {
			if r.IntN(3) > 0 {
				return ""
			}
			return values[r.IntN(len(values))]
		}
		some := 0
		read(t, db, func(tx *sqldb.Tx) error {
			for range 400 {
				f := Filter{
					Enterprise: pick(uuidOf(anEnterprise, 0), uuidOf(anEnterprise, 1), uuidOf(anEnterprise, 9)), Inspection: pick(uuidOf(anInspection, 1), uuidOf(anInspection, 2)),
					Sector: pick("industry"), Criterion: pick("mem10:12", "gb45067:4.1a"), Status: pick("recorded", "closed", "notified", "joined"),
					Grade: pick("general", "major", "suspected-major"), State: []State{AnyState, IsOpen, IsLate, IsOwed, IsEnded}[r.IntN(5)], Text: pick("仓", "通道", "%", "_"),
				}
				if r.IntN(3) == 0 {
					f.Wait = Waits()[r.IntN(len(Waits()))]
				}
				want := b.findings(f)
				some += min(1, len(want))
				got := pages(t, 1+r.IntN(12), func(p Page) ([]FindingRow, string, error) { return Findings(tx, today, f, p) }, func(r FindingRow) string { return r.Finding })
				if !slices.Equal(got, want) {
					t.Fatalf("%+v: %d findings %v, want %d %v", f, len(got), got, len(want), want)
				}
			}
			return nil
		})
		if some < 60 {
			t.Errorf("only %d filters meant anything", some)
		}
	})
}

// What costs too much for one page goes on in the next: nothing is left out, nothing comes twice.
func TestASearchForWordsIsBoundedAndComplete(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		const many = 2*looked + 100
		write(t, db, func(tx *sqldb.Tx) error {
			all := make([]findingRow, many)
			for n := range all {
				all[n] = findingRow{Inspection: uuidOf(anInspection, n%7), Finding: uuidOf(aFinding, n), Open: standOwed, Due: fmt.Sprintf("2027-01-%02d", 1+n%28), Place: "仓库"}
				if n%1999 == 0 {
					all[n].Place = "A栋楼顶"
				}
			}
			return findings.insert(tx, all)
		})
		read(t, db, func(tx *sqldb.Tx) error {
			asked := 0
			got := pages(t, 10, func(p Page) ([]FindingRow, string, error) {
				asked++
				return Findings(tx, today, Filter{Text: "a栋"}, p)
			}, func(r FindingRow) string { return r.Finding })
			if len(got) != many/1999+1 || asked < 2 {
				t.Errorf("%d found in %d pages", len(got), asked)
			}
			return nil
		})
	})
}

func TestSumsAreWhatCountingGives(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		for seed := uint64(31); seed < 34; seed++ {
			db := open()
			empty(t, db)
			_, b := told(t, func() *sqldb.DB { return db }, seed)
			want := sums{}
			want.count(b.Rows, 1)
			var lines []string
			for k, n := range want {
				lines = append(lines, fmt.Sprintf("tally %q\n", []string{k.dim, k.name, k.state, fmt.Sprint(n)}))
			}
			slices.Sort(lines)
			got := strings.SplitAfter(dump(t, db, "tally"), "\n")
			slices.Sort(got)
			same(t, "tally", strings.Join(got, ""), strings.Join(lines, ""))
			read(t, db, func(tx *sqldb.Tx) error { checkSums(t, tx, b); return nil })
		}
	})
}

func checkSums(t *testing.T, tx *sqldb.Tx, b brute) {
	h, err := HomeOf(tx, today)
	if err != nil {
		t.Fatal(err)
	}
	open, late, status, waits := 0, 0, map[string]int{}, map[Wait]int{}
	byEnterprise := map[string]*EnterpriseRow{}
	for _, f := range b.Findings {
		status[f.Status]++
		e := byEnterprise[b.of[f.Key]]
		if e == nil {
			e = &EnterpriseRow{}
			byEnterprise[b.of[f.Key]] = e
		}
		if f.Open == 0 {
			e.Ended++
			continue
		}
		open++
		e.Open++
		if owes(f) && f.Due < today {
			late++
			e.Late++
		}
	}
	for _, w := range b.Waits {
		waits[w.What]++
	}
	if h.Open != open || h.Late != late || !maps.Equal(h.Status, status) || !maps.Equal(h.Waits, waits) || h.Inspections != len(b.Inspections) {
		t.Errorf("home %+v, want %d open, %d late, %v, %v, %d inspections", h, open, late, status, waits, len(b.Inspections))
	}
	soonest := b.findings(Filter{State: IsOpen})
	for n, f := range h.Soonest {
		if f.Finding != soonest[n] {
			t.Errorf("soonest %d is %s, want %s", n, f.Finding, soonest[n])
		}
	}
	all, _, err := Enterprises(tx, today, EnterpriseFilter{}, Page{})
	if err != nil || len(all) != 3 || len(h.Enterprises) != 3 {
		t.Fatalf("enterprises %+v, busiest %+v: %v", all, h.Enterprises, err)
	}
	for _, e := range slices.Concat(all, h.Enterprises) {
		if w := byEnterprise[e.ID]; e.Open != w.Open || e.Late != w.Late || e.Ended != w.Ended {
			t.Errorf("%+v, want %+v", e, *w)
		}
	}
	checkVisits(t, tx, b)
	checkMonths(t, tx, b)
}

func checkVisits(t *testing.T, tx *sqldb.Tx, b brute) {
	const year = "2026"
	want := map[string]map[string]int{}
	for _, i := range b.Inspections {
		if e := b.of[i.Key]; e != "" && strings.HasPrefix(i.Day, year) {
			if want[e] == nil {
				want[e] = map[string]int{}
			}
			want[e][i.Visit]++
		}
	}
	all, err := Visits(tx, year)
	if err != nil || len(all) != len(want) {
		t.Fatalf("visits %+v, want %v: %v", all, want, err)
	}
	for _, v := range all {
		if !maps.Equal(v.Kinds, want[v.Enterprise]) {
			t.Errorf("visits of %s: %v, want %v", v.Enterprise, v.Kinds, want[v.Enterprise])
		}
		if one, err := VisitsOf(tx, v.Enterprise, year); err != nil || !reflect.DeepEqual(one, v) {
			t.Errorf("alone %+v, in the list %+v: %v", one, v, err)
		}
	}
}

func checkMonths(t *testing.T, tx *sqldb.Tx, b brute) {
	m, err := MonthsOf(tx, today)
	if err != nil || len(m.Names) < 6 {
		t.Fatalf("%+v: %v", m, err)
	}
	for n, name := range m.Names {
		end := min(name+"-31", Day(noonOf(today)))
		found, closed, open, late, took := 0, 0, 0, 0, []int{}
		for _, f := range b.Findings {
			if f.Open == 0 && f.Ended == "" {
				continue
			}
			if month(f.Found) == name {
				found++
			}
			if f.Status == "closed" && month(f.Ended) == name {
				closed, took = closed+1, append(took, max(0, int(noonOf(f.Ended).Sub(noonOf(f.Found)).Hours()/24)))
			}
			if month(f.Found) <= name && (f.Ended == "" || month(f.Ended) > name) {
				open++
			}
			was := owes(f) || f.Open == 0 && !(f.Reported != "" && f.Reported <= f.Due || f.Fixed && f.Failed == 0)
			if name < month(today) && was && f.Due <= end && month(f.Found) <= name && (f.Ended == "" || month(f.Ended) > name) || name == month(today) && owes(f) && f.Due < today {
				late++
			}
		}
		got := 0
		for _, k := range m.Found[n] {
			got += k
		}
		if got != found || m.Ended[n] != closed || m.Open[n] != open || m.Late[n] != late {
			t.Errorf("%s: found %d, closed %d, open %d, late %d, want %d, %d, %d, %d", name, got, m.Ended[n], m.Open[n], m.Late[n], found, closed, open, late)
		}
		slices.Sort(took)
		if median := m.Median[n]; len(took) == 0 && median != -1 || len(took) > 0 && median != took[(len(took)-1)/2] {
			t.Errorf("%s: median %d of %v", name, median, took)
		}
	}
}
