package web

import (
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/review"
)

// assessmentStep takes a step of the year.
func assessmentStep(c *call) error {
	kind := review.StepKind(c.r.PathValue("step"))
	year, err := strconv.Atoi(c.r.PathValue("year"))
	if err != nil {
		return park.ErrNotThere
	}
	err = c.step(year, kind)
	if says, status := c.refusal(err); status != 0 {
		c.status = status
		return c.assessment(string(kind), says)
	}
	if err != nil {
		return denied(err)
	}
	return c.see(assessmentPath(year) + "?done=act")
}

// compute is the step that changes nothing but the results on the page.
const compute = "compute"

func (c *call) step(year int, kind review.StepKind) error {
	if err := c.Park.CatchUp(c.r.Context()); err != nil {
		return err
	}
	seen, _ := strconv.Atoi(c.value("steps"))
	s := review.Step{Kind: kind, Day: c.value("day"), Says: c.value("says"), People: c.value("people")}
	if c.value("stay") != "" {
		s.Unjudged = c.value("unjudged")
	}
	var err error
	switch kind {
	case compute:
		return c.reviews.Compute(c.r.Context(), year)
	case review.Seal:
		err = c.reviews.Seal(c.r.Context(), c.who(), year, seen, s.Says, s.Unjudged)
	case review.Choose:
		if s.Scheme, err = c.schemeChosen(year); err != nil {
			return err
		}
		fallthrough
	default:
		err = c.reviews.Do(c.r.Context(), c.who(), year, seen, s)
	}
	if err != nil {
		return err
	}
	c.Hooks.Wake()
	return c.reviews.Compute(c.r.Context(), year)
}
