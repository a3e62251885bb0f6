package assess

import (
	"fmt"
	"slices"
)

// lintGrades: the bounds meet, from the best grade to the worst, with the score that they meet at in exactly one of the two.
func lintGrades(t *linting) {
	if len(t.Grades) < 2 {
		t.wrong(t.Scheme, "grades", "there are fewer than two grades", "list them, best first")
		return
	}
	for n := range t.Grades {
		g := &t.Grades[n]
		best, worst := n == 0, n == len(t.Grades)-1
		switch lower, upper := count(g.From, g.Above), count(g.To, g.Below); {
		case best && upper > 0:
			t.wrong(g, "", "the best grade ends at a score", "delete to and below: a bonus may lift a score beyond the full one")
		case worst && lower > 0:
			t.wrong(g, "", "the worst grade begins at a score", "delete from and above: no score is without a grade")
		case !worst && lower != 1:
			t.wrong(g, "", fmt.Sprintf("the grade has %d lower bounds", lower), "write from (this score and more) or above (more than this score)")
		case !best && upper != 1:
			t.wrong(g, "", fmt.Sprintf("the grade has %d upper bounds", upper), "write to (this score and less) or below (less than this score)")
		case !best:
			t.meet(&t.Grades[n-1], g)
		}
	}
}

func count(bounds ...*Number) int {
	n := 0
	for _, b := range bounds {
		if b != nil {
			n++
		}
	}
	return n
}

// meet checks the bound between a grade and the next worse one.
func (t *linting) meet(better, g *Grade) {
	low, high := better.From, g.Below
	key, want := "below", "from"
	if better.From == nil {
		low, want = better.Above, "above"
	}
	if g.Below == nil {
		high, key = g.To, "to"
	}
	if low == nil || high == nil {
		return // said of the better one
	}
	hint := fmt.Sprintf("%s begins with %s: %s; so write here below: %s", better.ID, want, low.value, low.value)
	if want == "above" {
		hint = fmt.Sprintf("%s begins with above: %s; so write here to: %s", better.ID, low.value, low.value)
	}
	switch cmp := high.value.Cmp(low.value); {
	case cmp < 0:
		t.wrong(g, key, fmt.Sprintf("between %s and %s is no grade", high.value, low.value), hint)
	case cmp > 0:
		t.wrong(g, key, fmt.Sprintf("from %s to %s are two grades", low.value, high.value), hint)
	case want == "from" && key == "to":
		t.wrong(g, key, fmt.Sprintf("%s is in two grades", low.value), hint)
	case want == "above" && key == "below":
		t.wrong(g, key, fmt.Sprintf("%s is in no grade", low.value), hint)
	}
	if worse := slices.IndexFunc(t.Grades, func(o Grade) bool { return o.ID == g.ID }); worse < len(t.Grades)-1 {
		if low := lowerBound(g); low != nil && low.value.Cmp(high.value) >= 0 {
			t.wrong(g, "", fmt.Sprintf("the grade goes from %s up to %s: it holds no score", low.value, high.value), "list the grades best first; the lower bound is below the upper one")
		}
	}
	if !t.Full.IsZero() && high.value.Cmp(t.Full.value) > 0 {
		t.wrong(g, key, fmt.Sprintf("%s is more than the full score %s", high.value, t.Full.value), "the best grade begins at the full score or below")
	}
}

func lowerBound(g *Grade) *Number {
	if g.From != nil {
		return g.From
	}
	return g.Above
}
