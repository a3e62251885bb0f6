package demo

import (
	"fmt"
	"slices"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// asked is a criterion to be answered, for one unit.
type asked struct {
	*checklist.Criterion
	place string
	again bool // it was a hazard here before
}

// choose is what the lead looks at: some of what applies, and what was a hazard within the year.
func (w *world) choose(v *visit) []asked {
	var all []asked
	for _, s := range v.sectors {
		apply := w.applying(v.firm, s, v.date)
		w.rng.Shuffle(len(apply), func(a, b int) { apply[a], apply[b] = apply[b], apply[a] })
		for _, c := range apply[:min(len(apply), w.between(7, 13))] {
			all = append(all, asked{Criterion: c, place: w.place(c)})
		}
		for _, p := range v.firm.past {
			n := slices.IndexFunc(apply, func(c *checklist.Criterion) bool { return c.ID == p.criterion })
			if n < 0 || !w.chance(30) || len(all) > 30 {
				continue
			}
			all = slices.DeleteFunc(all, func(a asked) bool { return a.ID == p.criterion })
			all = append(all, asked{Criterion: apply[n], place: p.place, again: true})
		}
	}
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(a asked) bool { was := seen[a.ID]; seen[a.ID] = true; return was })
	slices.SortStableFunc(all, func(a, b asked) int { return w.lib.PlaceOrder(a.Where[0]) - w.lib.PlaceOrder(b.Where[0]) })
	return all
}

// place is where a criterion is looked at, more closely than the library says.
func (w *world) place(c *checklist.Criterion) string {
	name := ""
	for _, p := range w.lib.Places {
		if len(c.Where) > 0 && p.ID == c.Where[0] {
			name = p.Name.Zh
		}
	}
	return name + one(w, []string{"", "东侧", "西侧", "北侧", "一区", "二区", "2号线旁", "入口处"})
}

// unit is the unit that a criterion is asked for; it is added when nobody met it yet.
func (w *world) unit(v *visit, t *tablet, kind string) (inspection.Unit, error) {
	met := v.units[kind]
	if len(met) > 0 && w.chance(60) {
		return one(w, met), nil
	}
	name := kind
	if k := w.lib.Unit(kind); k != nil {
		name = k.Name.Zh
	}
	u := inspection.Unit{ID: w.id(v.clock), Kind: kind, Name: fmt.Sprintf("%d号%s", len(met)+1, name)}
	v.units[kind] = append(met, u)
	_, err := w.says(v, t, &inspection.UnitAdded{ID: v.id, Unit: u})
	return u, err
}

// walk answers criteria on a tablet and records what failed.
func (w *world) walk(v *visit, t *tablet, all []asked) error {
	for n, a := range all {
		said, err := w.answer(v, t, a)
		if err != nil {
			return err
		}
		if n == 3 && w.sum.Inspections%4 == 0 { // a slip of the finger
			if err := w.slip(v, t, said); err != nil {
				return err
			}
		}
	}
	fails := slices.DeleteFunc(slices.Clone(v.answers), func(a *inspection.Answered) bool { return a.Value != checklist.Fail })
	hits := w.hits(v)
	for _, a := range fails {
		if err := w.record(v, t, a, hits[inspection.Key{Criterion: a.Criterion, Unit: a.Unit}]); err != nil {
			return err
		}
	}
	if w.chance(25) {
		return w.outside(v, t)
	}
	return nil
}

func (w *world) answer(v *visit, t *tablet, a asked) (*inspection.Answered, error) {
	said := &inspection.Answered{ID: v.id, Answer: checklist.Answer{Criterion: a.ID, Value: checklist.OK}, Words: a.Hash(), Place: a.place}
	if a.Per != "" {
		u, err := w.unit(v, t, a.Per)
		if err != nil {
			return nil, err
		}
		said.Unit = u.ID
	}
	switch n := w.rng.IntN(100); {
	case a.again || n < 26-v.firm.care/8:
		w.fails(v, a.Criterion, said)
	case n < 30:
		said.Value, said.Reason = checklist.Unseen, one(w, unseenReasons)
	case n < 34:
		said.Value, said.Reason = checklist.NA, one(w, naReasons)
	case n < 50:
		said.Note = one(w, okNotes)
	}
	v.answers = append(v.answers, said)
	_, err := w.says(v, t, said)
	return said, err
}

// fails gives the answer a defect: in three of ten all that makes the hazard, else a part of it.
func (w *world) fails(v *visit, c *checklist.Criterion, said *inspection.Answered) {
	said.Value, said.Note = checklist.Fail, w.phrase(c)
	said.Observed = v.clock.Format(time.RFC3339)
	said.Conditions = map[string]bool{}
	whole := w.chance(30)
	for n, leaf := range c.Leaves() {
		if leaf.Measure != nil {
			continue // looked at, not measured
		}
		said.Conditions[leaf.ID] = whole || n > 0 && w.chance(20)
	}
	if len(said.Conditions) == 0 {
		said.Conditions = nil
	}
}

func (w *world) phrase(c *checklist.Criterion) string {
	if len(c.Phrases) == 0 {
		return c.Title.Zh
	}
	return one(w, c.Phrases).Zh
}

// slip answers wrongly, takes it back, and answers again as before.
func (w *world) slip(v *visit, t *tablet, said *inspection.Answered) error {
	wrong := *said
	wrong.Note = "误触"
	op, err := w.says(v, t, &wrong)
	if err == nil {
		_, err = w.says(v, t, inspection.Undo(op))
	}
	return err
}

// hits is the criteria and units whose hazard the judge sees.
func (w *world) hits(v *visit) map[inspection.Key]bool {
	facts := checklist.Facts{Date: v.date, Scope: v.firm.scope, Units: map[string][]string{}}
	for kind, units := range v.units {
		for _, u := range units {
			facts.Units[kind] = append(facts.Units[kind], u.ID)
		}
	}
	for _, a := range v.answers {
		facts.Answers = append(facts.Answers, a.Answer)
	}
	hits := map[inspection.Key]bool{}
	for _, s := range v.sectors {
		for _, h := range w.lib.Judge(s, facts).Hits {
			hits[inspection.Key{Criterion: h.Criterion, Unit: h.Unit}] = true
		}
	}
	return hits
}
