package demo

import (
	"fmt"
	"slices"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// visit is one inspection of a firm.
type visit struct {
	id      string
	firm    *firm
	date    string
	kind    inspection.Visit
	sectors []string
	team    []*tablet // the lead first
	second  string    // an expert who was not there
	units   map[string][]inspection.Unit
	ops     []inspection.Op // until the end of the day
	answers []*inspection.Answered
	found   []*found
	clock   time.Time // of the walk
}

// visits enters every firm's visits: spread over the months, and the last of them lately.
func (w *world) visits() {
	days := int(w.day(w.o.Today).Sub(w.begin).Hours()/24) - 1
	for n := range w.o.Inspections {
		f := w.firms[n%len(w.firms)]
		of := w.o.Inspections / len(w.firms)
		if n%len(w.firms) < w.o.Inspections%len(w.firms) {
			of++
		}
		round := n / len(w.firms)
		span := days / max(of, 1)
		back := days - 1 - round*span - w.between(0, span/2)
		if round == of-1 {
			back = w.between(1, 45)
		}
		at := w.workday(w.begin.AddDate(0, 0, days-back))
		w.agenda.add(at.Add(17*time.Hour+30*time.Minute+time.Duration(n%60)*time.Second), func(at time.Time) error { return w.visit(f, at) })
	}
}

// visit is a day at a firm, told in the evening. When too few experts are free it is put off.
func (w *world) visit(f *firm, evening time.Time) error {
	v := &visit{id: w.id(evening), firm: f, date: evening.Format(time.DateOnly), units: map[string][]inspection.Unit{}}
	if v.sectors = w.inForce(f, v.date); len(v.sectors) == 0 {
		return nil // nothing that applies there was in force then
	}
	if !w.send(v, evening) {
		w.agenda.add(w.workday(w.day(evening).AddDate(0, 0, 1)).Add(evening.Sub(w.day(evening))), func(at time.Time) error { return w.visit(f, at) })
		return nil
	}
	w.sum.Inspections++
	v.clock = w.day(evening).Add(9 * time.Hour)
	if err := w.open(v); err != nil {
		return err
	}
	if err := w.walk(v, v.team[0], w.choose(v)); err != nil {
		return err
	}
	if len(v.team) > 1 {
		if err := w.secondLook(v, v.team[1]); err != nil {
			return err
		}
	}
	return w.evening(v, evening)
}

// send chooses who goes: tablets that are not out on that day.
func (w *world) send(v *visit, evening time.Time) bool {
	day := w.day(evening)
	free := slices.DeleteFunc(slices.Clone(w.tablets), func(t *tablet) bool { return t.busy.Equal(day) })
	if len(free) < 3 {
		return false
	}
	w.rng.Shuffle(len(free), func(a, b int) { free[a], free[b] = free[b], free[a] })
	v.team, v.second = free[:1], free[2].person
	if w.chance(38) {
		v.team = free[:2]
	}
	for _, t := range v.team {
		t.busy = day
	}
	return true
}

// says has a member of the team record something, a little later than the last thing.
func (w *world) says(v *visit, t *tablet, p inspection.Payload) (inspection.Op, error) {
	v.clock = v.clock.Add(time.Duration(w.between(20, 150)) * time.Second)
	ops, err := w.sign(t, v.clock, p)
	if err != nil {
		return inspection.Op{}, err
	}
	v.ops = append(v.ops, ops...)
	return ops[len(ops)-1], nil
}

// open opens the inspection and answers the scope questions.
func (w *world) open(v *visit) error {
	o := &inspection.Opened{
		ID: v.id, Enterprise: v.firm.Enterprise, Visit: inspection.Assistance, Date: v.date, Sectors: v.sectors, Revision: w.lib.Revision,
		Accompanied: v.firm.people[1],
	}
	for _, t := range v.team {
		o.Experts = append(o.Experts, t.person)
	}
	switch n := w.rng.IntN(100); {
	case n < 8:
		o.Visit, o.Cards = inspection.Official, []string{"示例执法001", "示例执法002"}
	case n < 14:
		o.Visit = inspection.Recheck
	case n < 18:
		o.Visit = inspection.SelfCheck
	}
	v.kind = o.Visit
	lead := v.team[0]
	if _, err := w.says(v, lead, o); err != nil {
		return err
	}
	for _, s := range v.sectors {
		for _, q := range w.lib.Sector(s).Scope {
			a, asked := v.firm.scope[q.ID]
			if !asked {
				continue
			}
			if _, err := w.says(v, lead, &inspection.Scoped{ID: v.id, Question: q.ID, ScopeAnswer: a}); err != nil {
				return err
			}
		}
	}
	if w.sum.Inspections%9 == 1 { // the tablet's clock was wrong in the morning
		was, is := v.clock.Add(time.Minute), v.clock.Add(-3*time.Hour)
		_, err := w.says(v, lead, &inspection.ClockJumped{ID: v.id, Was: is.Format(time.RFC3339), Is: was.Format(time.RFC3339)})
		return err
	}
	return nil
}

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
