package demo

import (
	"strings"
	"time"

	"anquan.example/paicha/inspection"
)

// live draws what becomes of a finding after the list was signed. Each step enters the next.
func (w *world) live(f *found, at time.Time) {
	if f.twin != nil && w.join(f, at) {
		return
	}
	f.asleep = !w.chance(f.v.firm.care + 12)
	if w.chance(55) {
		w.later(at, w.between(1, 3), func(at time.Time) error { return w.tell(f, at) })
	}
	switch n := w.rng.IntN(100); {
	case f.Fixed:
		if w.chance(50) {
			w.later(at, w.between(3, 10), func(at time.Time) error { return w.recheck(f, at) })
		}
	case f.Level != inspection.General:
		w.later(at, w.between(1, 5), func(at time.Time) error { return w.decide(f, at) })
	case n < 3:
		w.later(at, w.between(1, 4), func(at time.Time) error { return w.withdraw(f, at) })
	case n < 10:
		w.later(at, w.between(1, 3), func(at time.Time) error { return w.dispute(f, at) })
	case n < 17:
		w.later(at, 1, func(at time.Time) error { return w.task(f, at) })
	default:
		w.planSoon(f, at)
	}
}

// step is what every step says.
func (f *found) step(by string) inspection.Step {
	return inspection.Step{ID: f.v.id, Finding: f.Finding, By: by, Seen: f.seen()}
}

// tell tells the workers; of what is called a major hazard the workers' congress, too.
func (w *world) tell(f *found, at time.Time) error {
	if f.done {
		return nil
	}
	told := &inspection.WorkersTold{Step: f.step(f.v.firm.people[2]), Way: one(w, ways), Day: at.Format(time.DateOnly)}
	if f.Level != inspection.General {
		told.Way = "职工代表大会"
	}
	return w.say(at, f, told)
}

func (w *world) planSoon(f *found, at time.Time) {
	w.later(at, w.between(1, 3), func(at time.Time) error { return w.plan(f, at) })
}

// plan is the firm's plan: all five items of what is, or may be, a major hazard. Now and then one sends it with three, which
// has no effect, and completes it the next day.
func (w *world) plan(f *found, at time.Time) error {
	if f.done || f.tasked {
		return nil
	}
	if f.asleep {
		f.asleep = false
		w.later(at, w.between(5, 30), func(at time.Time) error { return w.remind(f, at) })
		return nil
	}
	heavy := f.Level != inspection.General
	p := &inspection.Planned{Step: f.step(f.v.firm.people[1]), Person: f.v.firm.people[2], Measures: f.measure(), Deadline: f.Deadline}
	if heavy && !f.lowered && w.chance(8) {
		w.sum.Vain++
		w.later(at, 1, func(at time.Time) error { return w.planFull(f, at, p) })
		return w.say(at, f, p)
	}
	if heavy || w.chance(50) {
		return w.planFull(f, at, p)
	}
	w.worked(f, at)
	return w.say(at, f, p)
}

func (w *world) planFull(f *found, at time.Time, p *inspection.Planned) error {
	full := *p
	full.Step, full.Funds, full.Contingency = f.step(p.By), one(w, funds), one(w, contingencies)
	w.worked(f, at)
	return w.say(at, f, &full)
}

func (f *found) measure() string {
	if f.Measure != "" {
		return f.Measure
	}
	return "立即整改：" + f.Description
}

// remind tells a firm again that did nothing, or hands its finding on.
func (w *world) remind(f *found, at time.Time) error {
	if w.chance(25) {
		return w.handOn(f, at)
	}
	w.later(at, w.between(1, 6), func(at time.Time) error { return w.plan(f, at) })
	return w.notify(f, at)
}

func (w *world) notify(f *found, at time.Time) error {
	n := &inspection.Notified{Step: f.step(officers[1]), Name: f.v.firm.people[1]}
	if w.chance(15) {
		n.Refused, n.Reason, n.Witness = true, one(w, refusals), officers[2]
	}
	return w.say(at, f, n)
}

// worked enters what comes of a plan: more time is asked for, it is done in time or late, or the firm has to be told again.
func (w *world) worked(f *found, at time.Time) {
	left := w.until(f, at)
	if w.chance(8) && !w.chance(f.v.firm.care) {
		w.later(at, left+w.between(10, 40), func(at time.Time) error { return w.remind(f, at) })
		return
	}
	switch {
	case w.chance(16):
		w.later(at, max(left-w.between(1, 3), 1), func(at time.Time) error { return w.ask(f, at) })
	case w.chance(100 - f.v.firm.care):
		w.later(at, left+w.between(1, 35), func(at time.Time) error { return w.rectify(f, at) })
	default:
		w.later(at, w.between(1, max(left, 2)), func(at time.Time) error { return w.rectify(f, at) })
	}
}

// until is how many days are left.
func (w *world) until(f *found, at time.Time) int {
	due, err := time.ParseInLocation(time.DateOnly, f.Deadline, w.o.Today.Location())
	if err != nil {
		return 0
	}
	return max(int(due.Sub(w.day(at)).Hours()/24), 0)
}

// ask asks for more time; the park decides, or has not yet.
func (w *world) ask(f *found, at time.Time) error {
	until := at.AddDate(0, 0, w.between(10, 30)).Format(time.DateOnly)
	if w.chance(85) {
		w.later(at, w.between(1, 4), func(at time.Time) error {
			d := &inspection.ExtensionDecided{Step: f.step(officers[1]), Granted: w.chance(70), Until: until, Reason: one(w, granted)}
			if !d.Granted {
				d.Until, d.Reason = "", one(w, denied)
			}
			w.later(at, w.between(3, 20), func(at time.Time) error { return w.rectify(f, at) })
			return w.say(at, f, d)
		})
	}
	return w.say(at, f, &inspection.ExtensionAsked{Step: f.step(f.v.firm.people[1]), Until: until, Reason: one(w, lateReasons)})
}

// rectify is the firm's word that it is done, with proof.
func (w *world) rectify(f *found, at time.Time) error {
	if f.done {
		return nil
	}
	if w.o.Photos && w.chance(75) {
		p, err := w.photo(inspection.FeedID{}, f, after, at)
		if err != nil {
			return err
		}
		if err := w.say(at, f, &inspection.Photographed{ID: f.v.id, Finding: f.Finding, Photo: p, Proof: true}); err != nil {
			return err
		}
	}
	w.later(at, w.soon(), func(at time.Time) error { return w.recheck(f, at) })
	done, _, _ := strings.Cut(f.measure(), "；")
	return w.say(at, f, &inspection.Rectified{Step: f.step(f.v.firm.people[1]), Done: "已完成：" + done})
}

// recheck is a second person's look. One in eight fails; then the firm is told again. Once in a while an expert of the team
// passes it, which has no effect.
func (w *world) recheck(f *found, at time.Time) error {
	if f.done {
		return nil
	}
	by := officers[0]
	switch n := w.rng.IntN(100); {
	case n < 2:
		w.sum.Vain++
		w.later(at, w.between(2, 5), func(at time.Time) error { return w.recheck(f, at) })
		return w.pass(f, at, f.by.person)
	case n < 15 && !f.Fixed && !f.fail:
		return w.failed(f, at, by)
	case n < 45:
		by = f.v.second
	}
	w.later(at, w.soon(), func(at time.Time) error { return w.close(f, at, by) })
	return w.pass(f, at, by)
}

// soon is the days until somebody of the park finds the time.
func (w *world) soon() int {
	if w.chance(10) {
		return w.between(15, 60)
	}
	return w.between(1, 7)
}

func (w *world) pass(f *found, at time.Time, by string) error {
	s := f.step(by)
	s.Note = one(w, looked)
	return w.say(at, f, &inspection.Rechecked{Step: s, Passed: true})
}

// failed says that something is still wrong, and tells the firm again.
func (w *world) failed(f *found, at time.Time, by string) error {
	f.fail = true
	s := f.step(by)
	s.Note = one(w, stillWrong)
	if err := w.say(at, f, &inspection.Rechecked{Step: s}); err != nil {
		return err
	}
	w.later(at, 1, func(at time.Time) error {
		w.later(at, w.between(3, 15), func(at time.Time) error { return w.rectify(f, at) })
		return w.notify(f, at)
	})
	return nil
}

// close closes a finding (销号). Once in a while who re-checked wants to, which has no effect; then another does.
func (w *world) close(f *found, at time.Time, rechecker string) error {
	another := officers[1+w.rng.IntN(len(officers)-1)]
	if w.chance(3) {
		w.sum.Vain++
		w.later(at, 1, func(at time.Time) error { return w.say(at, f, &inspection.ClosedOff{Step: f.step(another)}) })
		return w.say(at, f, &inspection.ClosedOff{Step: f.step(rechecker)})
	}
	return w.say(at, f, &inspection.ClosedOff{Step: f.step(another)})
}
