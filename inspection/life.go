package inspection

import "slices"

// life makes one finding of everything said of it.
type life struct {
	i      *Inspection
	ops    []Op
	people people
	f      Finding

	fails, passes, decisions, extensions []Op
}

func (l *life) live() Finding {
	l.words()
	l.withdrawals()
	l.collect()
	for _, op := range l.ops {
		if _, is := op.Payload.(stepper); is {
			l.f.Steps = append(l.f.Steps, Taken{op, l.why(op)})
		}
	}
	l.f.Grade = l.grade()
	l.plan()
	l.f.Due = l.due()
	l.f.Status = l.status()
	return l.f
}

// words is the wording that counts, of those that stand side by side.
func (l *life) words() {
	f := &l.f
	var founds []Op
	for _, op := range l.ops {
		switch p := op.Payload.(type) {
		case *Found:
			founds = append(founds, op)
		case *Photographed:
			if p.Proof {
				f.Proof = appendPhoto(f.Proof, p.Photo)
			} else {
				f.Photos = appendPhoto(f.Photos, p.Photo)
			}
		}
	}
	last := founds[len(founds)-1]
	f.Recorded, f.Changed, f.Edits, f.By = founds[0].HLC, last.HLC, len(founds)-1, founds[0].Feed
	f.versions = l.i.standing(founds)
	f.Found = *f.versions[len(f.versions)-1].Payload.(*Found)
	for _, op := range f.versions {
		v := op.Payload.(*Found)
		f.Level = graver(f.Level, v.Level)
		f.Deadline = earlier(f.Deadline, v.Deadline)
		f.Fixed = f.Fixed && v.Fixed
	}
}

// withdrawals is whether the finding is withdrawn. One that had not seen what somebody else said waits until it is settled.
func (l *life) withdrawals() {
	var standing, settlements []Op
	for _, op := range l.ops {
		switch op.Payload.(type) {
		case *Withdrawn:
			revived := slices.ContainsFunc(l.ops, func(o Op) bool { return isFound(o) && l.i.saw(o, op.Ref) })
			if !revived {
				standing = append(standing, op)
			}
		case *Settled:
			settlements = append(settlements, op)
		}
	}
	for _, w := range standing {
		if l.contested(w) || l.i.Names[w.Feed].Role == "enterprise" {
			l.f.contested = append(l.f.contested, w)
		} else if l.f.Withdrawn == nil {
			l.f.Withdrawn = w.Payload.(*Withdrawn)
		}
	}
	if len(settlements) > 0 {
		l.settled(settlements, standing)
	}
}

// evidence is what speaks for a finding besides its wording: photos of it and steps.
func (l *life) evidence() []Op {
	var all []Op
	for _, op := range l.ops {
		switch p := op.Payload.(type) {
		case *Photographed:
			if !p.Proof {
				all = append(all, op)
			}
		case *Disputed: // speaks against it
		case stepper:
			all = append(all, op)
		}
	}
	return all
}

func (l *life) contested(w Op) bool {
	return slices.ContainsFunc(slices.Concat(l.f.versions, l.evidence()), func(op Op) bool {
		return !l.i.saw(w, op.Ref) && !l.i.saw(op, w.Ref)
	})
}

// settled applies what the lead settled: a wording, or the withdrawal.
func (l *life) settled(settlements, withdrawals []Op) {
	both := slices.Concat(l.f.versions, withdrawals)
	s := l.i.settle(settlements, both, l.f.versions)
	if s == nil {
		s = l.i.settle(settlements, slices.Concat(both, l.evidence()), withdrawals)
	}
	if s == nil {
		return
	}
	l.f.Settlement, l.f.contested, l.f.Withdrawn = s, nil, nil
	chosen, _ := ParseRef(s.Counts)
	for _, op := range both {
		if op.Ref != chosen {
			continue
		}
		switch p := op.Payload.(type) {
		case *Withdrawn:
			l.f.Withdrawn = p
		case *Found:
			l.f.Found = *p
		}
	}
}

func (l *life) collect() {
	for _, op := range l.ops {
		switch p := op.Payload.(type) {
		case *Rechecked:
			if p.Passed {
				l.passes = append(l.passes, op)
			} else {
				l.fails = append(l.fails, op)
			}
		case *MajorDecided:
			l.decisions = append(l.decisions, op)
		case *ExtensionDecided:
			l.extensions = append(l.extensions, op)
		}
	}
	l.passes = slices.DeleteFunc(l.passes, func(op Op) bool { return l.passWhy(op) != "" })
}

// barred says why a step is not a second person's: by name, or because the device is the enterprise's.
func (l *life) barred(op Op) Without {
	if l.i.Names[op.Feed].Role == "enterprise" {
		return ByEnterprise
	}
	return l.people.barred(op.Payload.(stepper).step().By)
}

// why a step has no effect; "" when it has.
func (l *life) why(op Op) Without {
	switch p := op.Payload.(type) {
	case *Planned:
		if l.heavy() && !p.Five() {
			return Incomplete
		}
	case *ExtensionDecided, *Transferred:
		if l.barred(op) == ByEnterprise {
			return ByEnterprise
		}
	case *Rechecked:
		if p.Passed {
			return l.passWhy(op)
		}
	case *MajorDecided:
		return l.decisionWhy(op)
	case *ClosedOff:
		return l.closeWhy(op)
	}
	return ""
}

// passWhy: a pass stands beside no fail that it had not seen, nor one that came after it.
func (l *life) passWhy(op Op) Without {
	if why := l.barred(op); why != "" {
		return why
	}
	return l.unseen(op, l.fails)
}

// unseen says why an operation does not stand beside others: it had not seen one, or one came after it.
func (l *life) unseen(op Op, others []Op) Without {
	why := Without("")
	for _, o := range others {
		switch {
		case l.i.saw(op, o.Ref):
		case l.i.saw(o, op.Ref):
			why = Reopened
		default:
			return NotSeen
		}
	}
	return why
}

func (l *life) closeWhy(op Op) Without {
	if why := l.barred(op); why != "" {
		return why
	}
	why := l.unseen(op, slices.Concat(l.f.versions, l.fails, l.decisions, l.reports()))
	if why != "" {
		return why
	}
	why = NotPassed
	for _, pass := range l.passes {
		switch {
		case !l.i.saw(op, pass.Ref):
		case samePerson(pass.Payload.(stepper).step().By, op.Payload.(stepper).step().By):
			why = ByRechecker
		default:
			return ""
		}
	}
	return why
}

// reports is what else must have been seen before a finding is closed: photos of the hazard.
func (l *life) reports() []Op { return reports(l.ops) }

func reports(track []Op) []Op {
	return slices.DeleteFunc(slices.Clone(track), func(op Op) bool {
		p, is := op.Payload.(*Photographed)
		return !is || p.Proof
	})
}

func (l *life) decisionWhy(op Op) Without {
	if why := l.barred(op); why != "" {
		return why
	}
	if op.Payload.(*MajorDecided).Confirmed {
		return ""
	}
	if !l.i.sawAll(op, l.f.versions) {
		return NotSeen
	}
	for _, d := range l.decisions {
		if d.Payload.(*MajorDecided).Confirmed && l.barred(d) == "" && !l.i.saw(op, d.Ref) {
			return NotSeen
		}
	}
	return ""
}

// grade is the level that counts.
func (l *life) grade() Level {
	decisions := l.i.standing(slices.DeleteFunc(slices.Clone(l.decisions), func(op Op) bool { return l.decisionWhy(op) != "" }))
	grade := l.f.Level
	for n, op := range decisions {
		switch {
		case op.Payload.(*MajorDecided).Confirmed:
			return Major
		case n == 0:
			grade = General
		}
	}
	return grade
}

// heavy says that the finding is, or may be, a major hazard.
func (l *life) heavy() bool { return l.grade() != General }

// plan is the plan that counts, what was asked for and not decided, what was objected and not answered.
func (l *life) plan() {
	answered := func(op Op, by func(Payload) bool) bool {
		return slices.ContainsFunc(l.ops, func(o Op) bool { return by(o.Payload) && l.i.saw(o, op.Ref) })
	}
	for _, t := range l.f.Steps {
		switch p := t.Payload.(type) {
		case *Planned:
			if t.Why == "" {
				l.f.Plan = p
			}
		case *ExtensionAsked:
			l.f.Asked = p
			if answered(t.Op, func(p Payload) bool { _, is := p.(*ExtensionDecided); return is }) {
				l.f.Asked = nil
			}
		case *Disputed:
			if !answered(t.Op, answersDispute) {
				l.f.Disputes = append(l.f.Disputes, p)
			}
		}
	}
}

func answersDispute(p Payload) bool {
	switch p.(type) {
	case *Found, *Withdrawn, *Settled, *MajorDecided:
		return true
	}
	return false
}

// due is the day that counts.
func (l *life) due() string {
	return l.dueAfter(slices.DeleteFunc(slices.Clone(l.extensions), func(op Op) bool { return l.why(op) != "" }), map[Ref]string{})
}

// dueAfter is the day after some decisions; of those that had not seen one another the earlier day. A refusal leaves the day that it saw: a
// later extension that was refused takes none back that was granted. of is what each refusal left; two that claim to have seen one another
// leave the deadline.
func (l *life) dueAfter(decisions []Op, of map[Ref]string) string {
	due := ""
	for _, op := range l.i.standing(decisions) {
		e := op.Payload.(*ExtensionDecided)
		until := e.Until
		if !e.Granted {
			known := false
			if until, known = of[op.Ref]; !known {
				of[op.Ref] = l.f.Deadline
				until = l.dueAfter(slices.DeleteFunc(slices.Clone(decisions), func(o Op) bool { return !l.i.saw(op, o.Ref) }), of)
				of[op.Ref] = until
			}
		}
		due = earlier(due, until)
	}
	if due == "" {
		return l.f.Deadline
	}
	return due
}

// status is how far the finding is: what the last step with effect made of it. A close that counts had seen everything that would speak
// against it, so nothing before it matters.
func (l *life) status() Status {
	s := StatusRecorded
	switch {
	case l.f.Withdrawn != nil:
		return StatusWithdrawn
	case l.f.Fixed:
		s = StatusFixed
	case l.notifiedBySeal():
		s = StatusNotified
	}
	for _, t := range l.f.Steps {
		if t.Why != "" {
			continue
		}
		switch p := t.Payload.(type) {
		case *ClosedOff:
			return StatusClosed
		case *Notified:
			s = StatusNotified
		case *Planned:
			s = StatusRectifying
		case *Rectified:
			s = StatusRectified
		case *Transferred:
			s = StatusTransferred
		case *Rechecked:
			s = StatusNotified
			if p.Passed {
				s = StatusRechecked
			}
		}
	}
	return s
}

// notifiedBySeal: the enterprise signed a list with the finding, or its refusal was noted.
func (l *life) notifiedBySeal() bool { return l.i.sealedBy(l.ops) < len(l.i.seals) }
