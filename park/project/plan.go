package project

import (
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// plan is what a Write is to change: rows of inspections that were folded, and sums.
type plan struct {
	inspections edit[inspectionRow]
	answers     edit[AnswerRow]
	findings    edit[findingRow]
	waits       edit[waitRow]
	evidence    edit[EvidenceRow]
	tasks       edit[taskRow]

	sums        sums
	again       sums // of a rebuild: those of the rows that are made again
	changes     []Change
	enterprises []inspection.Enterprise
	by          map[string]string // revisions of criteria that inspections name: of the library by which their rows are made
	size        int               // of what was folded, bytes
}

func newPlan() *plan { return &plan{sums: sums{}, again: sums{}} }

// edit takes rows out of a table and puts others in.
type edit[R comparable] struct{ gone, fresh []R }

// replace makes new of old. What is the same on both sides is left alone.
func (e *edit[R]) replace(old, new []R) {
	had := make(map[R]struct{}, len(old))
	for _, r := range old {
		had[r] = struct{}{}
	}
	for _, r := range new {
		if _, same := had[r]; same {
			delete(had, r)
			continue
		}
		e.fresh = append(e.fresh, r)
	}
	for _, r := range old {
		if _, gone := had[r]; gone {
			e.gone = append(e.gone, r)
		}
	}
}

func (e *edit[R]) write(tx *sqldb.Tx, s *shape[R]) error {
	if err := s.remove(tx, e.gone); err != nil {
		return err
	}
	return s.insert(tx, e.fresh)
}

// replace plans new rows in the place of old ones: of one inspection, or of several.
func (p *plan) replace(old, new Rows) {
	p.inspections.replace(old.Inspections, new.Inspections)
	p.answers.replace(old.Answers, new.Answers)
	p.findings.replace(old.Findings, new.Findings)
	p.waits.replace(old.Waits, new.Waits)
	p.evidence.replace(old.Evidence, new.Evidence)
	p.tasks.replace(old.Tasks, new.Tasks)
	p.sums.count(old, -1)
	p.sums.count(new, 1)
}

func (p *plan) write(tx *sqldb.Tx) error {
	for _, write := range []func() error{
		func() error { return p.inspections.write(tx, inspections) },
		func() error { return p.answers.write(tx, answers) },
		func() error { return p.findings.write(tx, findings) },
		func() error { return p.waits.write(tx, waits) },
		func() error { return p.evidence.write(tx, evidences) },
		func() error { return p.tasks.write(tx, tasks) },
		func() error { return p.sums.write(tx, "") },
		func() error { return p.again.write(tx, shadow) },
		func() error { return note(tx, p.by) },
	} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

// rowsIn reads the rows of the inspections after one up to another.
func rowsIn(tx *sqldb.Tx, after, last string) (Rows, error) {
	return rowsWhere(tx, `inspection > $1 AND inspection <= $2`, after, last)
}

func rowsWhere(tx *sqldb.Tx, where string, args ...any) (r Rows, err error) {
	if r.Inspections, err = inspections.where(tx, where, args); err != nil {
		return r, err
	}
	if r.Answers, err = answers.where(tx, where, args); err != nil {
		return r, err
	}
	if r.Findings, err = findings.where(tx, where, args); err != nil {
		return r, err
	}
	if r.Waits, err = waits.where(tx, where, args); err != nil {
		return r, err
	}
	if r.Evidence, err = evidences.where(tx, where, args); err != nil {
		return r, err
	}
	r.Tasks, err = tasks.where(tx, where, args)
	return r, err
}
