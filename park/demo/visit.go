package demo

import (
	"slices"
	"time"

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
