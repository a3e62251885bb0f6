package checklist

import "slices"

// Failed is the id of the condition that the edition's FailedRule adds to a criterion with Equipment.
const Failed = "failed"

// parts are the conditions directly inside; none for a leaf.
func (c *Condition) parts() []Condition {
	switch {
	case len(c.All) > 0:
		return c.All
	case len(c.Any) > 0:
		return c.Any
	}
	return c.Of
}

// need is how many of the parts must hold.
func (c *Condition) need() int {
	switch {
	case len(c.All) > 0:
		return len(c.All)
	case len(c.Any) > 0:
		return 1
	}
	return c.AtLeast
}

// Leaves are the leaves of the criterion's hazard in the order they are written.
func (c *Criterion) Leaves() []*Condition { return c.Hazard.leaves(nil) }

func (c *Condition) leaves(all []*Condition) []*Condition {
	parts := c.parts()
	if len(parts) == 0 {
		return append(all, c)
	}
	for n := range parts {
		all = parts[n].leaves(all)
	}
	return all
}

// Leaf is the leaf of the criterion's hazard with that id, or nil.
func (c *Criterion) Leaf(id string) *Condition {
	leaves := c.Leaves()
	if n := slices.IndexFunc(leaves, func(l *Condition) bool { return l.ID == id }); n >= 0 {
		return leaves[n]
	}
	return nil
}

// eval is whether the hazard is there by what the answer gives, leaf by leaf; disputed when it is unknown
// because sources differ on how parts are joined.
func (c *Condition) eval(a *Answer) (held Tri, disputed bool) {
	parts := c.parts()
	if len(parts) == 0 {
		return c.leaf(a), false
	}
	yes, unknown, open := 0, 0, false
	for n := range parts {
		switch t, d := parts[n].eval(a); t {
		case Yes:
			yes++
		case Unknown:
			unknown++
			open = open || d
		}
	}
	if c.Disputed == nil || yes == len(parts) {
		held = atLeast(c.need(), yes, unknown)
		return held, held == Unknown && open
	}
	if yes == 0 && unknown == 0 {
		return No, false
	}
	return Unknown, open || yes > 0
}

// leaf is whether the leaf holds: by its measured value, else as ticked, else unknown.
func (c *Condition) leaf(a *Answer) Tri {
	if t := c.measured(a); t != Unknown {
		return t
	}
	if held, given := a.Conditions[c.ID]; given {
		return truth(held)
	}
	return Unknown
}

// measured is what the measured value alone says of the leaf; unknown without a value or a limit.
func (c *Condition) measured(a *Answer) Tri {
	if c.Measure == nil {
		return Unknown
	}
	return c.Measure.Holds(a.Measured[c.ID])
}

// decided says whether the answer gives anything that decides a leaf, and whether a measured value alone
// makes one hold.
func (c *Condition) decided(a *Answer) (any, crossed bool) {
	for _, leaf := range c.leaves(nil) {
		any = any || leaf.leaf(a) != Unknown
		crossed = crossed || leaf.measured(a) == Yes
	}
	return any, crossed
}
