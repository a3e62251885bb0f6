package main

import (
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

func fold(string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	ops, err := operations(100_000, lib)
	if err != nil {
		return err
	}
	perOp := func(n int) float64 {
		inspection.Fold(ops[:n])
		rounds, start := 0, time.Now()
		for ; time.Since(start) < 2*time.Second; rounds++ {
			inspection.Fold(ops[:n])
		}
		return time.Since(start).Seconds() / float64(rounds) / float64(n)
	}
	small, large := perOp(10_000), perOp(100_000)
	goal("operations a second, of 100,000", 1/large, "op/s", "-", true)
	goal("cost of an operation, 100,000 ÷ 10,000", large/small, "x", "<= 1.5", large/small <= 1.5)
	return nil
}

func judge(string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	f := checklist.Facts{Date: "2026-11-23", Scope: map[string]checklist.ScopeAnswer{}}
	for _, s := range lib.Sectors {
		for _, q := range s.Scope {
			f.Scope[q.ID] = checklist.ScopeAnswer{Value: "yes"}
		}
	}
	for n, c := range criteria(lib) {
		a := checklist.Answer{Criterion: c.ID, Value: checklist.OK}
		if n%5 == 0 {
			a.Value, a.Conditions = checklist.Fail, map[string]bool{}
			for _, leaf := range c.Leaves() {
				a.Conditions[leaf.ID] = n%2 == 0
			}
		}
		f.Answers = append(f.Answers, a)
	}
	verdicts, start := 0, time.Now()
	for time.Since(start) < 2*time.Second {
		for _, s := range lib.Sectors {
			lib.Judge(s.ID, f)
			verdicts++
		}
	}
	rate := float64(verdicts) / time.Since(start).Seconds()
	goal("verdicts a second, every criterion answered", rate, "/s", ">= 1000", rate >= 1000)
	return nil
}
