package demo

import (
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// firm is a made-up enterprise and what an expert would find there.
type firm struct {
	inspection.Enterprise
	trade
	people []string // the contact first
	care   int      // of a hundred: how well it does what it is told
	scope  map[string]checklist.ScopeAnswer
	past   []hazard
}

// hazard is one that was found: it comes again.
type hazard struct {
	criterion, place, unit string
}

// trade is what a firm does.
type trade struct {
	name    string
	sectors []string
	yes     int // of a hundred scope questions
}

var trades = []trade{
	{"化工", []string{"hazchem", "fire"}, 60}, {"铝业", []string{"industry", "fire"}, 55}, {"精细化工", []string{"hazchem"}, 60},
	{"机械制造", []string{"industry"}, 50}, {"电子", []string{"fire", "industry"}, 40}, {"涂料", []string{"hazchem", "fire"}, 55},
	{"家具", []string{"industry", "fire"}, 45}, {"食品", []string{"industry", "fire"}, 40}, {"铸造", []string{"industry"}, 60},
	{"仓储物流", []string{"fire", "industry"}, 55}, {"气体", []string{"hazchem"}, 55}, {"建材", []string{"industry"}, 55},
}

var (
	heavenly = []string{"", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}
	surnames = []string{"李", "王", "张", "陈", "刘", "赵", "周", "吴", "郑", "冯", "蒋", "沈", "韩", "杨", "朱", "秦"}
)

// keen says which enterprises do more than they have to: one in three.
func keen(n int) bool { return n%3 == 0 }

// found founds the enterprises.
func (w *world) found() error {
	for n := range w.o.Enterprises {
		f := &firm{trade: trades[n%len(trades)], care: w.between(35, 90), scope: map[string]checklist.ScopeAnswer{}}
		if keen(n) {
			f.care = w.between(95, 100)
		}
		code, err := creditCode(n)
		if err != nil {
			return err
		}
		round := n / len(trades)
		mark := heavenly[round%len(heavenly)]
		if round >= len(heavenly) {
			mark += fmt.Sprint(round / len(heavenly))
		}
		for k := range 3 {
			f.people = append(f.people, "企业"+surnames[(n*3+k*5)%len(surnames)]+"某某")
		}
		f.Enterprise = inspection.Enterprise{
			ID: w.id(w.begin), Name: "示例" + mark + f.trade.name + "有限公司", Code: code,
			Address: fmt.Sprintf("示例市示例区示例%s路%d号", one(w, []string{"一", "二", "三", "东", "西"}), n+1),
			Contact: f.people[0], Phone: fmt.Sprintf("0000-000%05d", n+1),
		}
		w.profile(f)
		w.firms = append(w.firms, f)
		w.sum.Enterprises = append(w.sum.Enterprises, f.Enterprise)
	}
	return w.register()
}

// profile answers the scope questions of the firm's sectors, once and for all visits.
func (w *world) profile(f *firm) {
	for _, id := range f.sectors {
		s := w.lib.Sector(id)
		for n := range s.Scope {
			q := &s.Scope[n]
			if w.lib.Asked(q, f.scope) != checklist.Yes {
				continue
			}
			f.scope[q.ID] = w.scopeAnswer(q, f.yes)
		}
	}
}

func (w *world) scopeAnswer(q *checklist.Question, yes int) checklist.ScopeAnswer {
	switch {
	case len(q.Kinds) > 0:
		a := checklist.ScopeAnswer{Value: "kinds"}
		for _, k := range q.Kinds {
			if w.chance(25) {
				a.Kinds = append(a.Kinds, k.ID)
			}
		}
		if len(a.Kinds) == 0 {
			a.Kinds = []string{one(w, q.Kinds).ID}
		}
		return a
	case q.Basis:
		return checklist.ScopeAnswer{Value: "no"}
	case w.chance(4):
		return checklist.ScopeAnswer{Value: "unknown"}
	case w.chance(yes):
		return checklist.ScopeAnswer{Value: "yes"}
	}
	return checklist.ScopeAnswer{Value: "no"}
}

// creditCode is the n-th made-up credit code, with the check character that belongs to it.
func creditCode(n int) (string, error) {
	code := fmt.Sprintf("91500000MA5D%05d", n+1)
	wrong := (*inspection.CodeError)(nil)
	err := inspection.CheckCreditCode(code + "0")
	if err == nil {
		return code + "0", nil
	}
	if !errors.As(err, &wrong) || wrong.Want == "" {
		return "", fmt.Errorf("credit code of enterprise %d: %w", n+1, err)
	}
	return code + wrong.Want, nil
}

// inForce is the sectors of the firm that have an edition on the day, and any criterion that applies.
func (w *world) inForce(f *firm, date string) (all []string) {
	for _, s := range f.sectors {
		if len(w.applying(f, s, date)) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// applying is the criteria of a sector that apply to the firm on the day, in the order of the walk.
func (w *world) applying(f *firm, sector, date string) []*checklist.Criterion {
	e := w.lib.Edition(sector, date)
	if e == nil {
		return nil
	}
	return slices.DeleteFunc(w.lib.ByRoute(e), func(c *checklist.Criterion) bool {
		return c.Standing == checklist.TopicOnly || w.lib.Applies(c, f.scope) != checklist.Yes
	})
}
