package demo

import (
	"time"

	"anquan.example/paicha/inspection"
)

// evening ends a visit: the list is read out and signed, the tablets sync, and the findings' lives begin.
func (w *world) evening(v *visit, at time.Time) error {
	i := inspection.Fold(v.ops)[v.id]
	age := int(w.day(w.o.Today).Sub(w.day(at)).Hours() / 24)
	sealed := !w.chance(5)
	if age < 3 {
		sealed = w.chance(50)
	}
	if sealed {
		if _, err := w.says(v, v.team[0], w.seal(v, i)); err != nil {
			return err
		}
	}
	for _, t := range v.team {
		if err := w.push(t); err != nil {
			return err
		}
	}
	w.settles(v, i, at)
	if !sealed {
		v.ops, v.answers = nil, nil
		return nil // nobody was told: it stays as it was recorded
	}
	if err := w.sendBack(v, at); err != nil {
		return err
	}
	for _, f := range v.found {
		w.live(f, at)
	}
	v.ops, v.answers = nil, nil
	return nil
}

// seal is the signed list; one in eight firms refuses, which somebody of the park witnesses.
func (w *world) seal(v *visit, i *inspection.Inspection) *inspection.Closed {
	c := &inspection.Closed{ID: v.id, Seals: i.Seals()}
	for _, t := range v.team {
		c.Signatures = append(c.Signatures, inspection.Signature{Role: inspection.ExpertRole, Name: t.person})
	}
	s := inspection.Signature{Role: inspection.EnterpriseRole, Name: v.firm.people[1]}
	if w.chance(12) {
		s.Refused, s.Reason, s.Witness = true, one(w, refusals), one(w, officers)
	}
	c.Signatures = append(c.Signatures, s)
	for _, o := range i.Verdicts(w.lib.Judge) {
		c.Outcomes = append(c.Outcomes, inspection.Outcome{Sector: o.Sector, Source: o.Source, Outcome: o.Outcome, Open: len(o.Open)})
	}
	return c
}

// settles has the lead settle some of what the two experts differ on.
func (w *world) settles(v *visit, i *inspection.Inspection, at time.Time) {
	for _, c := range i.Conflicts() {
		if !w.chance(60) {
			continue
		}
		s := c.Settle(v.id, w.rng.IntN(len(c.Sides)), "复看现场照片和记录后认定", v.team[0].person)
		f := v.finding(c.Finding)
		w.later(at, w.between(1, 4), func(at time.Time) error { return w.say(at, f, s) })
	}
}

func (v *visit) finding(id string) *found {
	for _, f := range v.found {
		if f.Finding == id {
			return f
		}
	}
	return nil
}

// sendBack has an officer send a criterion back; mostly the expert answers it again.
func (w *world) sendBack(v *visit, at time.Time) error {
	if len(v.answers) == 0 || !w.chance(15) {
		return nil
	}
	a, t := one(w, v.answers), v.team[0]
	task := &inspection.TaskSet{ID: v.id, Task: w.id(at), Criterion: a.Criterion, Unit: a.Unit, To: t.person, Words: one(w, tasks), By: officers[0]}
	task.Due = at.AddDate(0, 0, 10).Format(time.DateOnly)
	w.later(at, w.between(1, 3), func(at time.Time) error {
		if w.chance(70) {
			again := *a
			again.Note = "已补充说明：" + a.Note
			w.later(at, w.between(1, 6), func(at time.Time) error {
				return w.atOnce(t, at, nil, &again, &inspection.TaskDone{ID: v.id, Task: task.Task, Note: "已补", By: t.person})
			})
		}
		return w.say(at, nil, task)
	})
	return nil
}
