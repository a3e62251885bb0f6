package inspection

import (
	"fmt"
	"time"
)

// Settled is the team lead's word where people differ: on a criterion, which answer counts; on a finding, which wording of
// it, or the withdrawal. It counts while nothing stands that it had not seen: a later answer by anybody opens the question again.
// Both sides stay to be read.
type Settled struct {
	ID        string `cbor:"inspection"`
	Criterion string `cbor:"criterion,omitempty"`
	Unit      string `cbor:"unit,omitempty"`
	Finding   string `cbor:"finding,omitempty"`
	Counts    string `cbor:"counts"` // the operation that counts, feed:seq
	Reason    string `cbor:"reason"`
	By        string `cbor:"by"`
	Seen      Seen   `cbor:"seen"`
}

// Kind is "settled".
func (*Settled) Kind() string { return "settled" }
func (s *Settled) of() string { return s.ID }
func (s *Settled) saw() Seen  { return s.Seen }

func (s *Settled) check() error {
	if (s.Criterion == "") == (s.Finding == "") {
		return fmt.Errorf("settles a criterion or a finding: name one of them")
	}
	if s.Finding != "" {
		if err := id("finding", s.Finding); err != nil {
			return err
		}
	}
	if s.Unit != "" {
		if err := id("unit", s.Unit); err != nil {
			return err
		}
	}
	counts, ok := ParseRef(s.Counts)
	if !ok || !s.Seen.has(counts) {
		return fmt.Errorf("counts %q is not among what was seen", s.Counts)
	}
	return first(id("inspection", s.ID), text("criterion", s.Criterion), required("reason", s.Reason), text("reason", s.Reason), line("by", s.By), s.Seen.check())
}

func (s *Settled) apply(i *Inspection, op Op) {
	if s.Finding != "" {
		i.tell(s.Finding, op)
		return
	}
	k := Key{s.Criterion, s.Unit}
	i.settlements[k] = append(i.settlements[k], op)
}

// Settlement is a settlement that counts.
type Settlement struct {
	Settled
	Ref
	At time.Time // the device's clock
}

// settle is the settlement of several that counts: it had seen all that it decides on and chose one of what may be chosen. Two leads
// who chose differently without knowing of one another settle nothing.
func (i *Inspection) settle(settlements, all, choices []Op) *Settlement {
	var valid []Op
	for _, op := range settlements {
		chosen, _ := ParseRef(op.Payload.(*Settled).Counts)
		for _, c := range choices {
			if c.Ref == chosen && i.sawAll(op, all) {
				valid = append(valid, op)
				break
			}
		}
	}
	valid = i.standing(valid)
	if len(valid) == 0 {
		return nil
	}
	for _, op := range valid[1:] {
		if op.Payload.(*Settled).Counts != valid[0].Payload.(*Settled).Counts {
			return nil
		}
	}
	last := valid[len(valid)-1]
	return &Settlement{*last.Payload.(*Settled), last.Ref, last.At()}
}

// settleAnswers puts the answer that was settled on first; elsewhere the strictest stays first.
func (i *Inspection) settleAnswers() {
	for k, settlements := range i.settlements {
		answers := i.Answers[k]
		ops := make([]Op, 0, len(answers))
		for _, s := range answers {
			ops = append(ops, Op{Ref: s.Ref})
		}
		s := i.settle(settlements, ops, ops)
		if s == nil {
			continue
		}
		i.Settled[k] = *s
		chosen, _ := ParseRef(s.Counts)
		first := make([]Said, 0, len(answers))
		for _, want := range []bool{true, false} {
			for _, a := range answers {
				if (a.Ref == chosen) == want {
					first = append(first, a)
				}
			}
		}
		i.Answers[k] = first
	}
}
