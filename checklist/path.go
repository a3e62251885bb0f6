package checklist

import "strconv"

// path is the hazard as answered, line by line. whole: the expert judged it as a whole, so the first line
// holds although nothing below it is known.
func (c *Condition) path(a *Answer, whole bool) []Step {
	steps := c.steps(a, 0, nil)
	if whole {
		steps[0].Held = Yes.String()
	}
	return steps
}

func (c *Condition) steps(a *Answer, depth int, all []Step) []Step {
	held, _ := c.eval(a)
	parts := c.parts()
	if len(parts) == 0 {
		s := Step{Depth: depth, ID: c.ID, Text: Text{Zh: c.Zh, En: c.En}, Held: held.String()}
		if v := a.Measured[c.ID]; c.Measure != nil && v != "" {
			s.Given = c.Measure.Against(v)
		}
		return append(all, s)
	}
	s := Step{Depth: depth, Join: c.join(), Held: held.String()}
	if c.Disputed != nil {
		s.Text = *c.Disputed
	}
	all = append(all, s)
	for n := range parts {
		all = parts[n].steps(a, depth+1, all)
	}
	return all
}

func (c *Condition) join() string {
	switch {
	case len(c.All) > 0:
		return "all"
	case len(c.Any) > 0:
		return "any"
	}
	return "at-least-" + strconv.Itoa(c.AtLeast)
}

// step is the line of equipment that is there but has failed.
func (f *FailedRule) step() Step {
	return Step{ID: Failed, Text: f.Text, Held: Yes.String(), Clause: f.Clause}
}
