package paper

import (
	"maps"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/strictyaml"
)

// unit is a unit of the inspection: listed, or mentioned by an answer.
type unit struct {
	Unit
	listed bool
	thing  any // what first names it
	id     string
}

// listed takes in the units that the file lists.
func (c *checking) listed() {
	for n := range c.Units {
		u := &c.Units[n]
		switch first := c.unit(u.Kind, u.Name); {
		case c.Library.Unit(u.Kind) == nil:
			c.places.Wrong(u, "kind", "unit kind "+strictyaml.Quote(u.Kind)+" is not in the library", "choose from "+strings.Join(c.unitKinds(), ", "))
		case first != nil:
			c.places.Wrong(u, "name", "unit "+strictyaml.Quote(u.Name)+" is there twice", "the first is in "+c.places.Line(first.thing))
		default:
			c.units = append(c.units, &unit{Unit: *u, listed: true, thing: u})
		}
	}
}

func (c *checking) unitKinds() []string {
	ids := make([]string, len(c.Library.Units))
	for n := range c.Library.Units {
		ids[n] = c.Library.Units[n].ID
	}
	return ids
}

// unit is the unit of that kind and name, or nil.
func (c *checking) unit(kind, name string) *unit {
	for _, u := range c.units {
		if u.Kind == kind && u.Name == name {
			return u
		}
	}
	return nil
}

func (c *checking) answers() {
	for n := range c.Answers {
		c.mention(&c.Answers[n])
	}
	first := map[inspection.Key]*Answer{}
	for n := range c.Answers {
		a := &c.Answers[n]
		crit := c.criterion(a)
		if crit == nil {
			continue
		}
		key := inspection.Key{Criterion: a.Criterion, Unit: a.Unit}
		if other := first[key]; other != nil {
			c.places.Wrong(a, "", "this criterion is answered twice"+forUnit(a.Unit), "the first is in "+c.places.Line(other))
			continue
		}
		first[key] = a
		c.target(a, crit)
		c.value(a)
		c.conditions(a, crit)
		c.evidence(a, a.Photos, a.NoPhoto, a.Observed)
	}
}

func forUnit(name string) string {
	if name == "" {
		return ""
	}
	return " for " + strictyaml.Quote(name)
}

// mention takes in the unit that an answer names, when its kind is not listed.
func (c *checking) mention(a *Answer) {
	crit := c.Library.Criterion(a.Criterion)
	if a.Unit == "" || crit == nil || crit.Per == "" || c.unit(crit.Per, a.Unit) != nil {
		return
	}
	if !slices.ContainsFunc(c.units, func(u *unit) bool { return u.listed && u.Kind == crit.Per }) {
		c.units = append(c.units, &unit{Unit: Unit{crit.Per, a.Unit}, thing: a})
	}
}

// criterion is the criterion answered, if it is in force on the day in one of the sectors.
func (c *checking) criterion(a *Answer) *checklist.Criterion {
	crit := c.Library.Criterion(a.Criterion)
	if crit == nil {
		c.places.Wrong(a, "criterion", "criterion "+strictyaml.Quote(a.Criterion)+" is not in the library", "paicha checklist list shows all"+didYouMean(a.Criterion, c.criteria()))
		return nil
	}
	e := c.Library.EditionOf(a.Criterion)
	if !c.sure || slices.Contains(c.editions, e) {
		return crit
	}
	sector := c.sectorOf(e)
	if !slices.Contains(c.Sectors, sector) {
		c.places.Wrong(a, "criterion", "the criterion belongs to sector "+sector, "add "+sector+" to sectors, or delete the answer")
		return nil
	}
	inForce := c.Library.Edition(sector, c.Date).Source // there is one: c.sure
	c.places.Wrong(a, "criterion", e.Source+" is not in force on "+c.Date, "sector "+sector+" is judged by "+inForce+" on that day; answer its criteria")
	return nil
}

// sectorOf is the id of the sector that an edition belongs to.
func (c *checking) sectorOf(e *checklist.Edition) string {
	for n := range c.Library.Sectors {
		s := &c.Library.Sectors[n]
		for m := range s.Editions {
			if &s.Editions[m] == e {
				return s.ID
			}
		}
	}
	return ""
}

// criteria is the ids of the criteria that may be answered.
func (c *checking) criteria() []string {
	var ids []string
	for _, e := range c.editions {
		for n := range e.Criteria {
			ids = append(ids, e.Criteria[n].ID)
		}
	}
	return ids
}

// target checks that an answer names a unit where, and only where, there are units to name.
func (c *checking) target(a *Answer, crit *checklist.Criterion) {
	var met []string
	for _, u := range c.units {
		if u.Kind == crit.Per {
			met = append(met, u.Name)
		}
	}
	switch {
	case a.Unit != "" && crit.Per == "":
		c.places.Wrong(a, "unit", "the criterion is asked once for the enterprise", "delete unit, or put it into place")
	case a.Unit != "" && c.unit(crit.Per, a.Unit) == nil:
		c.places.Wrong(a, "unit", "no "+crit.Per+" is called "+strictyaml.Quote(a.Unit), "add it to units, or name one of "+strings.Join(met, ", "))
	case a.Unit == "" && len(met) > 0:
		c.places.Wrong(a, "", "the criterion is asked for each "+crit.Per, "say with unit for which: "+strings.Join(met, ", "))
	}
}

// value checks what each value of an answer needs, and what goes with no other.
func (c *checking) value(a *Answer) {
	values := []string{string(checklist.OK), string(checklist.Fail), string(checklist.NA), string(checklist.Unseen)}
	v := checklist.Value(a.Answer)
	reasoned := v == checklist.NA || v == checklist.Unseen
	switch {
	case !slices.Contains(values, a.Answer):
		c.places.Wrong(a, "answer", "answer "+strictyaml.Quote(a.Answer)+" is not known", "one of "+strings.Join(values, ", "))
		return
	case reasoned && a.Reason == "":
		c.places.Wrong(a, "answer", "answer "+a.Answer+" needs a reason", "add reason")
	case !reasoned && a.Reason != "":
		c.places.Wrong(a, "reason", "a reason goes with na and unseen", "put it into note")
	}
	if v == checklist.Fail {
		if a.Place == "" {
			c.places.Wrong(a, "answer", "answer fail needs a place", "add place: where it was seen")
		}
		c.finding(a, a.Level, a.Deadline)
		if a.Level == string(inspection.SuspectedMajor) && c.Library.IsActivity(a.Criterion) {
			c.places.Wrong(a, "level", "an activity that was not done is no major hazard", "delete the level")
		}
		return
	}
	for _, key := range []string{"description", "level", "immediate", "measure", "deadline", "fixed"} {
		if c.places.Has(a, key) {
			c.places.Wrong(a, key, key+" goes with answer fail", "delete it, or put it into note")
		}
	}
}

// conditions checks that the criterion has the conditions answered, and measures what was measured.
func (c *checking) conditions(a *Answer, crit *checklist.Criterion) {
	var leaves, measures []string
	for _, leaf := range crit.Leaves() {
		leaves = append(leaves, leaf.ID)
		if leaf.Measure != nil {
			measures = append(measures, leaf.ID)
		}
	}
	if crit.Equipment {
		leaves = append(leaves, checklist.Failed)
	}
	for _, id := range slices.Sorted(maps.Keys(a.Conditions)) {
		if !slices.Contains(leaves, id) {
			c.places.WrongEntry(a, "conditions", id, "the criterion has no condition "+strictyaml.Quote(id), "it has "+strings.Join(leaves, ", "))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.Measured)) {
		if slices.Contains(measures, id) {
			continue
		}
		hint := "nothing is measured for this criterion: use conditions"
		if len(measures) > 0 {
			hint = "measured is " + strings.Join(measures, ", ")
		}
		c.places.WrongEntry(a, "measured", id, "no measure for condition "+strictyaml.Quote(id), hint)
	}
}
