package paper

import (
	"cmp"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// answered enters the answers and gives what was entered, one for one.
func (b *building) answered() []*inspection.Answered {
	all := make([]*inspection.Answered, len(b.Answers))
	for n := range b.Answers {
		a := &b.Answers[n]
		all[n] = b.answer(a, b.Library.Criterion(a.Criterion))
		b.say(a, all[n])
		if all[n].Value != checklist.Fail {
			b.attach(a, a.Photos, inspection.Photographed{ID: b.record.ID, Criterion: a.Criterion, Unit: all[n].Unit})
		}
	}
	b.record.Answers = len(all)
	return all
}

func (b *building) answer(a *Answer, crit *checklist.Criterion) *inspection.Answered {
	said := &inspection.Answered{
		ID: b.record.ID, Words: crit.Hash(), Place: a.Place, Note: a.Note, NoPhoto: a.NoPhoto, Observed: b.observed(a.Observed),
		Answer: checklist.Answer{Criterion: a.Criterion, Value: checklist.Value(a.Answer), Reason: a.Reason},
	}
	if a.Unit != "" {
		said.Unit = b.unit(crit.Per, a.Unit).id
	}
	if len(a.Conditions) > 0 {
		said.Conditions = make(map[string]bool, len(a.Conditions))
		for id, held := range a.Conditions {
			said.Conditions[id] = bool(held)
		}
	}
	if len(a.Measured) > 0 {
		said.Measured = make(map[string]string, len(a.Measured))
		for id, value := range a.Measured {
			said.Measured[id] = string(value)
		}
	}
	return said
}

// observed is a time as operations have it.
func (b *building) observed(s string) string {
	if s == "" {
		return ""
	}
	t, _ := b.moment(s) // checked
	return t.Format(time.RFC3339)
}

func (b *building) attach(thing any, paths []string, to inspection.Photographed) {
	for n, path := range paths {
		b.photos = append(b.photos, photo{thing, n, path, to})
	}
}

// found enters the finding of every fail: as the library drafts it, with what the file says instead.
func (b *building) found(all []*inspection.Answered) {
	hits := b.hits(all)
	for n, said := range all {
		if said.Value != checklist.Fail {
			continue
		}
		a, crit := &b.Answers[n], b.Library.Criterion(said.Criterion)
		f := inspection.Draft(b.Library, crit, *said, b.Date, hits[inspection.Key{Criterion: said.Criterion, Unit: said.Unit}], b.Say)
		f.Finding = b.NewID()
		f.Description = cmp.Or(a.Description, f.Description)
		f.Immediate, f.Measure = cmp.Or(a.Immediate, f.Immediate), cmp.Or(a.Measure, f.Measure)
		f.Level = cmp.Or(inspection.Level(a.Level), f.Level)
		f.Fixed = bool(a.Fixed)
		f.Deadline = b.deadline(a.Deadline, &f)
		b.finding(a, &f, a.Photos)
	}
}

// hits is the criteria and units whose hazard the judge sees in the answers.
func (b *building) hits(all []*inspection.Answered) map[inspection.Key]bool {
	facts := checklist.Facts{Date: b.Date, Scope: map[string]checklist.ScopeAnswer{}, Units: map[string][]string{}}
	for id := range b.Scope {
		facts.Scope[id] = b.scopeAnswer(id)
	}
	for _, u := range b.units {
		facts.Units[u.Kind] = append(facts.Units[u.Kind], u.id)
	}
	for _, said := range all {
		facts.Answers = append(facts.Answers, said.Answer)
	}
	hits := map[inspection.Key]bool{}
	for _, sector := range b.Sectors {
		for _, h := range b.Library.Judge(sector, facts).Hits {
			hits[inspection.Key{Criterion: h.Criterion, Unit: h.Unit}] = true
		}
	}
	return hits
}

// outside enters the findings outside the lists.
func (b *building) outside() {
	for n := range b.Findings {
		f := &b.Findings[n]
		p := &inspection.Found{
			ID: b.record.ID, Finding: b.NewID(), Level: cmp.Or(inspection.Level(f.Level), inspection.General), Place: f.Place,
			Description: f.Description, Basis: f.Basis, Immediate: f.Immediate, Measure: f.Measure, Fixed: bool(f.Fixed),
			NoPhoto: f.NoPhoto, Observed: b.observed(f.Observed),
		}
		p.Deadline = b.deadline(f.Deadline, p)
		b.finding(f, p, f.Photos)
	}
}

// deadline is the one given, or the usual one for the level; what was fixed on the spot needs none.
func (b *building) deadline(given string, f *inspection.Found) string {
	if given != "" || f.Fixed {
		return given
	}
	return inspection.Deadline(b.Date, f.Level)
}

func (b *building) finding(thing any, f *inspection.Found, photos []string) {
	b.say(thing, f)
	b.attach(thing, photos, inspection.Photographed{ID: b.record.ID, Finding: f.Finding})
	b.record.Findings++
}
