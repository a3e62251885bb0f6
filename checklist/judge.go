package checklist

import (
	"maps"
	"slices"
)

// judging is the work on one sector.
type judging struct {
	edition *Edition
	scope   *scoped
	proof   *scoped // only a documented yes counts
	units   map[string][]string
	answers map[string][]*Answer // by criterion
	tallies map[string]*tally    // by set
	Verdict
}

// tally counts the criteria of a set.
type tally struct {
	hits []string // distinct criteria
	firm int      // of them not carried over
	open int      // criteria not hit that still could be
}

// Judge gives the verdict of a sector by the edition in force on the day. It is pure: the same facts give the
// same verdict, in whatever order the answers come. It never says none-found while something open could change it.
func (l *Library) Judge(sector string, f Facts) Verdict {
	x := l.at()
	j := judging{
		edition: l.Edition(sector, f.Date), units: f.Units, answers: map[string][]*Answer{}, tallies: map[string]*tally{},
		Verdict: Verdict{Sector: sector, Outcome: Pending, Hits: []Hit{}, NotMet: []Hit{}, Rules: []Fired{}, Open: []Open{}},
	}
	if j.edition == nil {
		j.Open = append(j.Open, Open{Why: NoEdition})
		return j.Verdict
	}
	j.Source = j.edition.Source
	j.scope, j.proof = x.scoped(f.Scope), x.scoped(f.Scope)
	j.proof.proven = true
	for n := range f.Answers {
		a := &f.Answers[n]
		j.answers[a.Criterion] = append(j.answers[a.Criterion], a)
	}
	for n := range j.edition.Criteria {
		j.criterion(&j.edition.Criteria[n])
	}
	for n := range j.edition.Rules {
		j.Rules = append(j.Rules, j.rule(&j.edition.Rules[n]))
	}
	j.Outcome = j.outcome()
	if x.sectors[sector].Kind == Activity {
		j.Outcome = j.done()
	}
	return j.Verdict
}

// criterion reads the answers to one criterion and adds it to the tally of its set.
func (j *judging) criterion(c *Criterion) {
	hits, opens := len(j.Hits), len(j.Open)
	answers := j.answers[c.ID]
	switch applies := j.scope.eval(c.Scope); {
	case c.Standing == TopicOnly && applies != No:
		j.open(c, Open{Why: WhyTopicOnly, Question: j.scope.undecided(c.Scope)})
	case applies == No:
		j.outside(c, answers)
	case applies == Unknown && len(answers) == 0:
		j.open(c, Open{Why: ScopeUnknown, Question: j.scope.undecided(c.Scope)})
	default:
		j.targets(c, answers)
	}
	t := j.tally(c.Set)
	switch {
	case len(j.Hits) > hits:
		t.hits = append(t.hits, c.ID)
		if c.Standing != CarriedOver {
			t.firm++
		}
	case len(j.Open) > opens:
		t.open++
	}
}

func (j *judging) tally(set string) *tally {
	if j.tallies[set] == nil {
		j.tallies[set] = &tally{hits: []string{}}
	}
	return j.tallies[set]
}

func (j *judging) open(c *Criterion, o Open) {
	o.Criterion = c.ID
	j.Open = append(j.Open, o)
}

// outside is a criterion that the scope answers exclude. A fail there is a contradiction to be settled, not
// something to be dropped.
func (j *judging) outside(c *Criterion, answers []*Answer) {
	j.Out++
	if c.Standing == TopicOnly || len(answers) == 0 {
		return
	}
	if r := c.strictest(answers, j.edition.Failed); r.speaks() {
		j.open(c, Open{Unit: r.answer.Unit, Why: OutOfScope})
	}
}

// speaks says whether the answer says, or may say, that the hazard is there; unseen does not.
func (r *reading) speaks() bool { return r.class == hit || r.class == open && r.why != WhyUnseen }

// targets reads the answers target by target: the units met, or the enterprise as a whole. Answers for other
// targets (before the units were added, or of a unit taken back) count when they say fail.
func (j *judging) targets(c *Criterion, answers []*Answer) {
	by := map[string][]*Answer{}
	for _, a := range answers {
		by[a.Unit] = append(by[a.Unit], a)
	}
	units := j.units[c.Per]
	if c.Per == "" || len(units) == 0 {
		units = []string{""}
	}
	met := make(map[string]bool, len(units))
	for _, unit := range units {
		if !met[unit] {
			met[unit] = true
			j.target(c, unit, c.strictest(by[unit], j.edition.Failed))
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(by)) {
		if met[unit] {
			continue
		}
		if r := c.strictest(by[unit], j.edition.Failed); r.speaks() || r.class == notMet {
			j.target(c, unit, r)
		}
	}
}

// target enters what one target comes to; r is nil when nobody answered.
func (j *judging) target(c *Criterion, unit string, r *reading) {
	if r == nil {
		o := Open{Unit: unit, Why: Unanswered}
		if q := j.scope.undecided(c.Scope); q != "" {
			o.Why, o.Question = ScopeUnknown, q
		}
		j.open(c, o)
		return
	}
	switch r.class {
	case open:
		j.open(c, Open{Unit: unit, Why: r.why, Reason: r.answer.Reason})
	case hit:
		j.Hits = append(j.Hits, j.hit(c, unit, r))
	case notMet:
		j.NotMet = append(j.NotMet, j.hit(c, unit, r))
		j.Clear++
	default:
		j.Clear++
	}
}

func (j *judging) hit(c *Criterion, unit string, r *reading) Hit {
	return Hit{Criterion: c.ID, Clause: c.Clause, Unit: unit, Standing: c.Standing, Path: r.path(c, j.edition.Failed)}
}

// done is the outcome of an activity. It has no rules: nothing of it makes a major hazard.
func (j *judging) done() Outcome {
	switch {
	case len(j.Hits)+len(j.NotMet) > 0:
		return NotDone
	case len(j.Open) > 0:
		return Pending
	}
	return Done
}

// outcome weighs the rules: a rule fired by confirmed wording, one fired at all, one that still could be.
func (j *judging) outcome() Outcome {
	o := NoneFound
	for n := range j.Rules {
		r := &j.Rules[n]
		switch {
		case r.Fired && j.tally(j.edition.Rules[n].Of).firm >= r.Need:
			return MajorSuspected
		case r.Fired:
			o = ScreeningHit
		case r.Could && o == NoneFound:
			o = Pending
		}
	}
	return o
}
