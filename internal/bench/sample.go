package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

func library() (*checklist.Library, error) {
	return checklist.Parse("checklists.yaml", paicha.Checklists)
}

func id(n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8000-%012d", n) }

func opened(n int, lib *checklist.Library) *inspection.Opened {
	return &inspection.Opened{ID: id(n), Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲", "专家乙"}, Accompanied: "李某某",
		Sectors: []string{"industry", "hazchem", "fire"}, Revision: lib.Revision,
		Enterprise: inspection.Enterprise{ID: id(900_000 + n%200), Name: fmt.Sprintf("重庆示例%03d有限公司", n%200), Address: "示例路1号"}}
}

// answered is the k-th criterion of the edition in force, answered.
func answered(n, k int, all []*checklist.Criterion) *inspection.Answered {
	c := all[k%len(all)]
	return &inspection.Answered{ID: id(n), Words: c.Hash(), Place: "打磨车间", Note: "现场查看",
		Answer: checklist.Answer{Criterion: c.ID, Value: checklist.OK}}
}

func criteria(lib *checklist.Library) []*checklist.Criterion {
	var all []*checklist.Criterion
	for _, s := range lib.Sectors {
		if s.Kind != checklist.Activity { // what is not done there is no hazard
			all = append(all, lib.Edition(s.ID, "2026-11-23").ByClause()...)
		}
	}
	return all
}

// operations is n signed operations over inspections of a hundred.
func operations(n int, lib *checklist.Library) ([]inspection.Op, error) {
	seed := sha256.Sum256([]byte("bench"))
	key := ed25519.NewKeyFromSeed(seed[:])
	all := criteria(lib)
	var head inspection.Head
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	ops := make([]inspection.Op, 0, n)
	for len(ops) < n {
		var p inspection.Payload = opened(len(ops)/100, lib)
		if k := len(ops) % 100; k > 0 {
			p = answered(len(ops)/100, k, all)
		}
		op, next, err := inspection.Sign(key, head, now, p)
		if err != nil {
			return nil, err
		}
		ops, head, now = append(ops, op), next, now.Add(time.Second)
	}
	return ops, nil
}
