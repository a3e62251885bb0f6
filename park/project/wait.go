package project

import (
	"cmp"
	"slices"

	"anquan.example/paicha/inspection"
)

// Wait is what a finding waits for. A finding that is open waits for exactly one of WaitNotify, WaitPlan, WaitRectify, WaitRecheck and WaitClose, and may wait
// for WaitMajor, WaitExtension and WaitDispute beside it; one that is not open waits for nothing.
type Wait string

// Waits.
const (
	// WaitNotify: it is recorded, and no seal covers it and nobody told the enterprise of it. The park's turn: tell the enterprise, or have the
	// list signed.
	WaitNotify Wait = "notify"
	// WaitPlan: the enterprise was told and there is no plan that counts; of a major hazard, or a suspected one, no plan counts that lacks one
	// of the five items. The enterprise's turn.
	WaitPlan Wait = "plan"
	// WaitRectify: there is a plan that counts, also when a re-check has failed since. The enterprise's turn: remove the hazard and report it.
	WaitRectify Wait = "rectify"
	// WaitMajor: it is a suspected major hazard, and nobody decided whether it is one. The park's turn: have the authority decide.
	WaitMajor Wait = "major"
	// WaitExtension: the enterprise asked for a later day, and nobody who had seen that decided. The park's turn.
	WaitExtension Wait = "extension"
	// WaitDispute: the enterprise objected, and nobody who had seen that corrected, withdrew, settled or decided. The park's turn.
	WaitDispute Wait = "dispute"
	// WaitRecheck: the enterprise reports that it is removed, or it was put right during the visit. The park's turn: somebody who is neither of
	// the team nor of the enterprise looks at it.
	WaitRecheck Wait = "recheck"
	// WaitClose: a re-check was passed. The park's turn: a second person closes.
	WaitClose Wait = "close"
)

// Waits is every Wait, in the order in which they come.
func Waits() []Wait {
	return []Wait{WaitNotify, WaitPlan, WaitRectify, WaitMajor, WaitExtension, WaitDispute, WaitRecheck, WaitClose}
}

// OfEnterprise says whether it is the enterprise's turn; else it is the park's.
func (w Wait) OfEnterprise() bool { return w == WaitPlan || w == WaitRectify }

// waits is what the finding waits for, and since when.
func (l life) waits() (all []waitRow) {
	if !open(l.f.Status) {
		return nil
	}
	add := func(w Wait, since string) { all = append(all, waitRow{What: w, Since: since}) }
	add(l.next(), l.moved())
	if l.f.Grade == inspection.SuspectedMajor {
		add(WaitMajor, l.found)
	}
	if l.f.Asked != nil {
		add(WaitExtension, l.stepped(l.f.Asked))
	}
	if len(l.f.Disputes) > 0 {
		add(WaitDispute, l.stepped(l.f.Disputes[0]))
	}
	return all
}

func (l life) next() Wait {
	switch l.f.Status {
	case inspection.StatusRecorded:
		return WaitNotify
	case inspection.StatusFixed, inspection.StatusRectified:
		return WaitRecheck
	case inspection.StatusRechecked:
		return WaitClose
	}
	if l.f.Plan == nil {
		return WaitPlan
	}
	return WaitRectify
}

// stepped is the day of a step.
func (l life) stepped(p inspection.Payload) string {
	n := slices.IndexFunc(l.f.Steps, func(t inspection.Taken) bool { return t.Payload == p })
	if n < 0 {
		return l.found
	}
	return cmp.Or(Day(l.f.Steps[n].At()), l.found)
}
