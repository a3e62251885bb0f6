package checklist

// lintTexts: no text is given and empty.
func lintTexts(t *linting) { t.places.Empties() }

// lintEnglish: what the expert has to act on is there in English too.
func lintEnglish(t *linting) {
	en := func(text *Text, what string) {
		if text != nil && text.En == "" {
			t.wrong(text, "", "English (en) missing in "+what, "add en")
		}
	}
	t.eachQuestion(func(_ *Sector, q *Question) {
		en(&q.Ask, "a question")
		en(q.Help, "the help of a question")
		for n := range q.Kinds {
			en(&q.Kinds[n].Name, "a kind")
		}
	})
	for n := range t.Sectors {
		en(&t.Sectors[n].Name, "a sector")
	}
	t.eachEdition(func(_ *Sector, e *Edition) {
		for n := range e.Rules {
			en(&e.Rules[n].Title, "a rule")
			en(e.Rules[n].Unlisted, "a rule")
		}
		if e.Failed != nil {
			en(&e.Failed.Title, "the rule of failed equipment")
			en(&e.Failed.Text, "the rule of failed equipment")
		}
	})
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		en(&c.Title, "a title")
		en(c.Doubt, "a doubt")
		for n := range c.Check {
			en(&c.Check[n], "a step of check")
		}
	})
	t.eachCondition(func(_ *Criterion, c *Condition) {
		if len(c.parts()) == 0 && c.Zh != "" && c.En == "" {
			t.wrong(c, "", "English (en) missing in a condition", "add en")
		}
		en(c.Disputed, "what is disputed")
	})
}

// lintChecks: a criterion says how it is checked.
func lintChecks(t *linting) {
	t.eachCriterion(func(_ *Sector, _ *Edition, c *Criterion) {
		if len(c.Check) == 0 {
			t.wrong(c, "check", "check is empty", "say in a few steps what to look at")
		}
	})
}
