package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report"
	"anquan.example/paicha/store"
)

// differing makes the shell's home one in which two tablets disagree: on an answer, on a finding's wording and its withdrawal, with one
// thing found twice, and with two things sent back. It gives the inspection's id.
func (s *shell) differing() string {
	s.t.Helper()
	s.ok("record", "../../examples/xiaofang.yaml")
	var all []inspection.Summary
	if err := json.Unmarshal([]byte(s.ok("list", "--json")), &all); err != nil {
		s.t.Fatal(err)
	}
	id := all[0].ID
	open := func(home string) *store.Store {
		st, err := store.Open(home, store.Options{App: "paicha test"})
		if err != nil {
			s.t.Fatal(err)
		}
		return st
	}
	a, b := open(s.home), open(filepath.Join(s.t.TempDir(), "b"))
	defer a.Close()
	defer b.Close()
	s.exchange(a, b)
	i, err := b.Inspection(id)
	if err != nil {
		s.t.Fatal(err)
	}
	record := func(st *store.Store, ps ...inspection.Payload) {
		s.t.Helper()
		if _, err := st.Record(ps...); err != nil {
			s.t.Fatal(err)
		}
	}
	record(b, &inspection.FeedNamed{ID: id, Name: "专家乙", Role: "expert", Device: "平板2"})
	for _, key := range []inspection.Key{first(i, checklist.Fail), first(i, checklist.OK)} {
		said := i.Answers[key][0].Answered
		said.Value = map[checklist.Value]checklist.Value{checklist.Fail: checklist.OK, checklist.OK: checklist.Fail}[said.Value]
		said.Note, said.Conditions = "重新看过，与记录不同", nil
		record(b, &said)
	}
	graver, twice := i.Findings[0].Found, i.Findings[2].Found
	seen := i.Seen(graver.Finding)
	graver.Level, graver.Deadline, graver.Seen = inspection.SuspectedMajor, "2026-11-25", seen
	twice.Finding = newID()
	record(b, &graver, &twice, &inspection.Withdrawn{ID: id, Finding: i.Findings[1].Found.Finding, Reason: "已当场清理", Second: "专家丙", Seen: i.Seen(i.Findings[1].Found.Finding)})
	for n, deadline := range []string{"2026-12-01", "2026-12-02"} {
		mine := i.Findings[n].Found
		mine.Deadline, mine.Seen = deadline, i.Seen(mine.Finding)
		record(a, &mine)
	}
	k := first(i, checklist.OK)
	record(a, &inspection.TaskSet{ID: id, Task: newID(), Criterion: k.Criterion, Unit: k.Unit, Words: "照片看不清，请补拍", By: "园区王某某", Due: "2026-11-30"},
		&inspection.TaskSet{ID: id, Task: newID(), Finding: i.Findings[2].Found.Finding, Words: "写明责任部门", By: "园区王某某"})
	s.exchange(b, a)
	return id
}

// first is the first answer of that value, in the order of the criteria.
func first(i *inspection.Inspection, v checklist.Value) inspection.Key {
	var best inspection.Key
	for k, said := range i.Answers {
		if said[0].Value == v && (best.Criterion == "" || k.Criterion < best.Criterion) {
			best = k
		}
	}
	return best
}

// exchange brings one store's operations to another.
func (s *shell) exchange(from, to *store.Store) {
	s.t.Helper()
	var ops []inspection.Op
	if err := from.Ops(func(op inspection.Op) error { ops = append(ops, op); return nil }); err != nil {
		s.t.Fatal(err)
	}
	if m, err := to.Merge(ops); err != nil || len(m.Refused) > 0 {
		s.t.Fatal(err, m.Refused)
	}
}

func TestShowAndReportTellBothSides(t *testing.T) {
	s := newShell(t)
	id := s.differing()
	if sum := s.summaries()[0]; sum.Conflicts != 4 || sum.Tasks != 2 {
		t.Errorf("summary: %d conflicts, %d tasks", sum.Conflicts, sum.Tasks)
	}
	var d report.Document
	if err := json.Unmarshal([]byte(s.ok("show", id, "--json")), &d); err != nil {
		t.Fatal(err)
	}
	kinds := map[inspection.ConflictKind]int{}
	for _, x := range d.Differ {
		kinds[x.Kind]++
		if len(x.Sides) != 2 {
			t.Errorf("%+v", x)
		}
	}
	if kinds[inspection.AnswersDiffer] != 2 || kinds[inspection.WordingsDiffer] != 1 || kinds[inspection.WithdrawalDiffer] != 1 {
		t.Errorf("%v", kinds)
	}
	if f := d.Findings[0]; f.Level != inspection.SuspectedMajor || f.Deadline != "2026-11-25" {
		t.Errorf("the strictest does not count: %s, %s", f.Level, f.Deadline)
	}
	out := s.ok("show", id)
	for _, want := range []string{"专家意见不一，最严的算数", "专家乙：", "已当场清理"} {
		if !strings.Contains(out, want) {
			t.Errorf("show lacks %q", want)
		}
	}
	if out := s.ok("findings", "--status", "closed"); !strings.Contains(out, "没有") {
		t.Errorf("closed findings: %s", out)
	}
}
