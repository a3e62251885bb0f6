package checklist

import (
	"fmt"

	"anquan.example/paicha/internal/strictyaml"
)

// lintConditions: a condition is a leaf or one join of at least two.
func lintConditions(t *linting) {
	t.eachCondition(func(_ *Criterion, c *Condition) { t.condition(c) })
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) { t.leafIDs(c) })
}

func (t *linting) condition(c *Condition) {
	joins := 0
	for _, n := range []int{len(c.All), len(c.Any), len(c.Of)} {
		if n > 0 {
			joins++
		}
	}
	leaf := c.ID != "" || c.Zh != "" || c.En != "" || c.Measure != nil
	switch {
	case joins > 1 || joins == 1 && leaf:
		t.wrong(c, "", "a condition is either a leaf (id, zh, en) or one of all, any, of", "split it")
	case joins == 0:
		t.leaf(c)
	case len(c.parts()) < 2:
		t.wrong(c, "", "a join of one part joins nothing", "put the part itself here")
	case len(c.Of) > 0 && (c.AtLeast < 1 || c.AtLeast > len(c.Of)):
		t.wrong(c, "at_least", fmt.Sprintf("at_least is %d of %d", c.AtLeast, len(c.Of)), fmt.Sprintf("1 to %d", len(c.Of)))
	case len(c.Of) == 0 && c.AtLeast != 0:
		t.wrong(c, "at_least", "at_least goes with of", "write of instead of all or any")
	}
}

func (t *linting) leaf(c *Condition) {
	switch {
	case c.ID == "" || c.Zh == "":
		t.wrong(c, "", "a leaf has id and zh; a join has all, any or of", "add what is missing")
	case !words.MatchString(c.ID) || c.ID == Failed:
		t.wrong(c, "id", strictyaml.Quote(c.ID)+" cannot be a leaf's id", "use a short word of small letters and digits, not \""+Failed+"\"")
	case c.Disputed != nil:
		t.wrong(c, "disputed", "only a join can be disputed", "put it on the join, or use doubt")
	case c.AtLeast != 0:
		t.wrong(c, "at_least", "at_least goes with of", "add of")
	}
}

func (t *linting) leafIDs(c *Criterion) {
	seen := map[string]*Condition{}
	for _, leaf := range c.Leaves() {
		if leaf.ID == "" {
			continue
		}
		if first := seen[leaf.ID]; first != nil {
			t.wrong(leaf, "id", "leaf "+strictyaml.Quote(leaf.ID)+" is there twice in the criterion", "the first is in "+t.line(first))
			continue
		}
		seen[leaf.ID] = leaf
	}
}

// lintMeasures: a measure can be compared exactly.
func lintMeasures(t *linting) {
	t.eachCondition(func(_ *Criterion, c *Condition) {
		m := c.Measure
		if m == nil {
			return
		}
		if _, known := ops[m.Op]; !known {
			t.wrong(m, "op", "op "+strictyaml.Quote(m.Op)+" is not known", "one of >=, >, <=, < in quotes")
		}
		if m.Limit != "" && !IsDecimal(m.Limit) {
			t.wrong(m, "limit", "limit "+strictyaml.Quote(m.Limit)+" is not a decimal number", "for example \"9\" or \"0.5\"; leave it out when it comes from the plant's own documents")
		}
	})
}
