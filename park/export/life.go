package export

import (
	"anquan.example/paicha/inspection"
)

// life is what became of a finding: of each kind the last step that counts.
type life struct {
	plan                                    inspection.Planned
	told, rectified, done                   string
	rechecked, recheckedBy, passed, opinion string
	closed, closedBy                        string
	to, document, receipt                   string
	withdrawn, disputed                     string
}

func lifeOf(f *inspection.Finding) (l life) {
	for _, t := range f.Steps {
		if t.Why == "" {
			l.step(f, t)
		}
	}
	if f.Plan != nil {
		l.plan = *f.Plan
	}
	if f.Withdrawn != nil {
		l.withdrawn = f.Withdrawn.Reason
	}
	if len(f.Disputes) > 0 {
		l.disputed = f.Disputes[len(f.Disputes)-1].Evidence
	}
	return l
}

func (l *life) step(f *inspection.Finding, t inspection.Taken) {
	at := day(t.At())
	switch s := t.Payload.(type) {
	case *inspection.WorkersTold:
		l.told = s.Day
	case *inspection.Rectified:
		l.rectified, l.done = at, s.Done
	case *inspection.Rechecked:
		l.rechecked, l.recheckedBy, l.opinion, l.passed = at, s.By, s.Note, "fail"
		if s.Passed {
			l.passed = "pass"
		}
	case *inspection.ClosedOff:
		if f.Status == inspection.StatusClosed {
			l.closed, l.closedBy = at, s.By
		}
	case *inspection.Transferred:
		l.to = s.To
		if s.Document != "" {
			l.document = s.Document
		}
		if s.Receipt != "" {
			l.receipt = s.Receipt
		}
	}
}
