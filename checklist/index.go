package checklist

// index finds things by id; it is made once per library.
type index struct {
	sectors   map[string]*Sector
	sources   map[string]*Source
	questions map[string]*Question
	asker     map[string]*Sector // by question id
	criteria  map[string]*Criterion
	editions  map[string]*Edition // by criterion id
	places    map[string]int      // order on the walk, from 0
	units     map[string]*UnitKind
}

func newIndex(l *Library) *index {
	x := &index{
		sectors: map[string]*Sector{}, sources: map[string]*Source{}, questions: map[string]*Question{}, asker: map[string]*Sector{},
		criteria: map[string]*Criterion{}, editions: map[string]*Edition{}, places: map[string]int{}, units: map[string]*UnitKind{},
	}
	for n := range l.Places {
		first(x.places, l.Places[n].ID, n)
	}
	for n := range l.Units {
		first(x.units, l.Units[n].ID, &l.Units[n])
	}
	for n := range l.Sources {
		first(x.sources, l.Sources[n].ID, &l.Sources[n])
	}
	for n := range l.Sectors {
		x.sector(&l.Sectors[n])
	}
	return x
}

func (x *index) sector(s *Sector) {
	first(x.sectors, s.ID, s)
	for n := range s.Scope {
		first(x.questions, s.Scope[n].ID, &s.Scope[n])
		first(x.asker, s.Scope[n].ID, s)
	}
	for n := range s.Editions {
		e := &s.Editions[n]
		for m := range e.Criteria {
			first(x.criteria, e.Criteria[m].ID, &e.Criteria[m])
			first(x.editions, e.Criteria[m].ID, e)
		}
	}
}

// first keeps the first of two things with one id; lint refuses the second.
func first[V any](m map[string]V, id string, v V) {
	if _, there := m[id]; !there {
		m[id] = v
	}
}
