package project

import (
	"slices"

	"anquan.example/paicha/inspection"
)

// Wait is something that a finding waits for.
type Wait string

// Waits; the enterprise owes the second and third, the park the others.
const (
	WaitNotify    Wait = "notify"    // recorded, and no signed list tells the enterprise of it
	WaitPlan      Wait = "plan"      // the enterprise owes a plan
	WaitRectify   Wait = "rectify"   // and then the proof
	WaitMajor     Wait = "major"     // suspected: the authority has to decide
	WaitExtension Wait = "extension" // more time was asked for
	WaitDispute   Wait = "dispute"   // the enterprise objected
	WaitRecheck   Wait = "recheck"   // reported as fixed
	WaitClose     Wait = "close"     // the re-check was passed
)

// Waits is all of them, in the order of a finding's life.
func Waits() []Wait {
	return []Wait{WaitNotify, WaitPlan, WaitRectify, WaitMajor, WaitExtension, WaitDispute, WaitRecheck, WaitClose}
}

// OfEnterprise says whose turn it is.
func (w Wait) OfEnterprise() bool { return w == WaitPlan || w == WaitRectify }

// waits is what a finding waits for.
func waits(f *inspection.Finding) (all []Wait) {
	switch f.Status {
	case inspection.StatusRecorded:
		all = append(all, WaitNotify)
	case inspection.StatusNotified:
		all = append(all, WaitPlan)
	case inspection.StatusRectifying:
		all = append(all, WaitRectify)
	case inspection.StatusRectified, inspection.StatusFixed:
		all = append(all, WaitRecheck)
	case inspection.StatusRechecked:
		all = append(all, WaitClose)
	case inspection.StatusClosed, inspection.StatusWithdrawn, inspection.StatusJoined:
		return nil
	}
	if f.Grade == inspection.SuspectedMajor {
		all = append(all, WaitMajor)
	}
	if f.Asked != nil {
		all = append(all, WaitExtension)
	}
	if len(f.Disputes) > 0 {
		all = append(all, WaitDispute)
	}
	slices.SortFunc(all, inOrder)
	return all
}

// inOrder is the order of a finding's life.
func inOrder(a, b Wait) int { return slices.Index(Waits(), a) - slices.Index(Waits(), b) }
