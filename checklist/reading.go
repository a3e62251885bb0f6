package checklist

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// class says how bad a reading is; the greatest counts when experts differ.
type class int

const (
	clear class = iota
	notMet
	open
	hit
)

// reading is what one answer to a criterion comes to.
type reading struct {
	class  class
	why    Why  // when open
	failed bool // hit because equipment has failed
	whole  bool // hit because the expert judged the hazard as a whole
	answer *Answer
}

// read weighs one answer. Nothing given about single conditions: the value speaks for the hazard as a whole.
// Conditions given, but not whether equipment that counts when failed has failed: not fully known.
// A measured value that crosses its limit, or conditions that make the hazard, outweigh ok and unseen.
func (c *Criterion) read(a *Answer, failed *FailedRule) reading {
	r := reading{answer: a}
	if a.Value == NA {
		return r
	}
	if c.Equipment && failed != nil && a.Conditions[Failed] {
		r.class, r.failed = hit, true
		return r
	}
	given, crossed := c.Hazard.decided(a)
	held, disputed := c.Hazard.eval(a)
	if _, looked := a.Conditions[Failed]; a.Value == Fail && c.Equipment && failed != nil && !looked {
		held = max(held, Unknown) // nobody said whether the equipment works
	}
	switch {
	case a.Value == Fail && !given:
		r.class, r.whole = hit, true
	case held == Yes:
		r.class = hit
	case held == Unknown && (a.Value == Fail || crossed):
		r.class, r.why = open, PartlyKnown
		if disputed {
			r.why = WhyDisputed
		}
	case a.Value == Fail:
		r.class = notMet
	case a.Value != OK:
		r.class, r.why = open, WhyUnseen
	}
	return r
}

// strictest is the reading that counts of all the answers for one target; nil when there is none. Ties are
// broken by what the answers say, never by their order.
func (c *Criterion) strictest(answers []*Answer, failed *FailedRule) *reading {
	var worst *reading
	for _, a := range answers {
		r := c.read(a, failed)
		if worst == nil || r.compare(worst) > 0 {
			worst = &r
		}
	}
	return worst
}

func (r *reading) compare(s *reading) int {
	return cmp.Or(cmp.Compare(r.class, s.class), cmp.Compare(r.weight(), s.weight()), r.answer.compare(s.answer))
}

// weight orders readings of one class: the one that says most is shown.
func (r *reading) weight() int {
	switch {
	case r.why == WhyDisputed:
		return 3
	case r.why == PartlyKnown, r.class == hit && !r.whole && !r.failed:
		return 2
	case r.failed:
		return 1
	}
	return 0
}

func (a *Answer) compare(b *Answer) int {
	return cmp.Or(
		cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Reason, b.Reason),
		strings.Compare(flat(a.Conditions), flat(b.Conditions)), strings.Compare(flat(a.Measured), flat(b.Measured)))
}

// flat is a map as a string that equal maps share.
func flat[V bool | string](m map[string]V) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		b.WriteString(k)
		b.WriteByte(0)
		switch v := any(m[k]).(type) {
		case bool:
			b.WriteString(truth(v).String())
		case string:
			b.WriteString(v)
		}
		b.WriteByte(0)
	}
	return b.String()
}

// path is the reading's path of answers.
func (r *reading) path(c *Criterion, failed *FailedRule) []Step {
	if r.failed {
		return append([]Step{failed.step()}, c.Hazard.path(r.answer, false)...)
	}
	return c.Hazard.path(r.answer, r.whole)
}
