package demo

import (
	"time"

	"anquan.example/paicha/inspection"
)

// join joins a finding with the one that it doubles, or says that they are two; false when it lives on by itself.
func (w *world) join(f *found, at time.Time) bool {
	kept := f.twin
	j := &inspection.Joined{ID: f.v.id, Findings: []string{kept.Finding, f.Finding}, Kept: kept.Finding, Reason: "同一处同一问题", By: f.v.team[0].person}
	switch n := w.rng.IntN(100); {
	case n < 55:
		f.done = true
	case n < 68:
		j.Kept, j.Apart, j.Reason = "", true, "部位不同，分别整改"
	default:
		return false // nobody has looked at the two yet
	}
	w.agenda.add(w.workday(w.day(at).AddDate(0, 0, 1)).Add(8*time.Hour), func(at time.Time) error {
		if err := w.say(at, f, j); err != nil {
			return err
		}
		if err := w.desk.flush(w); err != nil {
			return err
		}
		if !j.Apart {
			kept.takes(f)
		}
		return nil
	})
	return f.done
}

// decide is the authority's word on a suspected major hazard; some wait for it.
func (w *world) decide(f *found, at time.Time) error {
	w.planSoon(f, at)
	if w.chance(20) {
		return nil
	}
	d := &inspection.MajorDecided{Step: f.step(officers[3]), Confirmed: w.chance(60), Authority: one(w, authorities), Document: "示例函〔" + at.Format("2006") + "〕1号"}
	if f.lowered = !d.Confirmed; f.lowered {
		d.Note = "条件未全部成立，按一般隐患整改"
	}
	return w.say(at, f, d)
}

// withdraw takes a finding back on the tablet that recorded it.
func (w *world) withdraw(f *found, at time.Time) error {
	if err := w.desk.flush(w); err != nil {
		return err
	}
	f.done = true
	return w.atOnce(f.by, at, f, &inspection.Withdrawn{ID: f.v.id, Finding: f.Finding, Reason: one(w, withdrawn), Second: f.v.second, Seen: f.seen()})
}

// dispute is the firm's objection: the expert withdraws, makes the words plainer, or has not answered.
func (w *world) dispute(f *found, at time.Time) error {
	d := &inspection.Disputed{Step: f.step(f.v.firm.people[1]), Evidence: one(w, evidence)}
	switch n := w.rng.IntN(100); {
	case n < 30:
		w.later(at, w.between(2, 6), func(at time.Time) error { return w.withdraw(f, at) })
	case n < 65:
		w.later(at, w.between(2, 6), func(at time.Time) error {
			w.planSoon(f, at)
			return w.correct(f, at, "（经复核，维持）")
		})
	default: // it waits for the park; the plan goes on
		w.later(at, w.between(10, 40), func(at time.Time) error { return w.plan(f, at) })
	}
	return w.say(at, f, d)
}

// correct words a finding anew on the tablet that recorded it, with what else is to be recorded.
func (w *world) correct(f *found, at time.Time, more string, with ...inspection.Payload) error {
	if err := w.desk.flush(w); err != nil {
		return err
	}
	f.Description += more
	again := f.Found
	again.Seen = f.seen()
	return w.atOnce(f.by, at, f, append([]inspection.Payload{&again}, with...)...)
}

// task has an officer send a finding back; the expert answers, sooner or later.
func (w *world) task(f *found, at time.Time) error {
	t := &inspection.TaskSet{ID: f.v.id, Task: w.id(at), Finding: f.Finding, To: f.by.person, Words: one(w, tasks), By: officers[0]}
	if w.chance(60) {
		t.Due = at.AddDate(0, 0, 7).Format(time.DateOnly)
	}
	f.tasked = true
	w.later(at, w.soon(), func(at time.Time) error {
		f.tasked = false
		w.planSoon(f, at)
		return w.correct(f, at, "（已补充）", &inspection.TaskDone{ID: f.v.id, Task: t.Task, Note: "已补充", By: f.by.person})
	})
	return w.say(at, f, t)
}

// handOn hands what the firm does not do to the authority.
func (w *world) handOn(f *found, at time.Time) error {
	if f.done {
		return nil
	}
	f.done = true
	t := &inspection.Transferred{Step: f.step(officers[2]), To: one(w, authorities), Document: "示例移〔" + at.Format("2006") + "〕" + at.Format("0102") + "号"}
	if w.chance(70) {
		t.Receipt = "已签收"
	}
	return w.say(at, f, t)
}
