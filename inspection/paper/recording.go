package paper

import (
	"cmp"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Recording is an answers file as operations, each of them checked.
type Recording struct {
	ID         string                 // of the inspection
	Payloads   []inspection.Payload   // in the order to be recorded: all of them or none
	Signatures []inspection.Signature // empty: the inspection stays open; else Closed seals it
	Answers    int
	Findings   int
}

// Closed is the seal of the inspection as it stands after the payloads were recorded.
func (r Recording) Closed(i *inspection.Inspection, judge inspection.Judge) *inspection.Closed {
	c := &inspection.Closed{ID: r.ID, Signatures: r.Signatures, Seals: i.Seals()}
	for _, v := range i.Verdicts(judge) {
		c.Outcomes = append(c.Outcomes, inspection.Outcome{Sector: v.Sector, Source: v.Source, Outcome: v.Outcome, Open: len(v.Open)})
	}
	return c
}

// Payloads checks the file and gives what is to be recorded. The error is of type strictyaml.Problems and holds
// everything wrong with the file; the recording is empty then, and no photo was taken in.
func (f *File) Payloads(env Env) (Recording, error) {
	c := &checking{File: f, Env: env, places: f.places.Copy()}
	if err := c.problems(); err != nil {
		return Recording{}, err
	}
	b := &building{checking: c, record: Recording{ID: c.NewID()}, bad: map[any]bool{}}
	b.opened()
	b.scoped()
	b.met()
	b.found(b.answered())
	b.outside()
	b.photographed()
	b.signed()
	if err := c.places.Err(); err != nil {
		return Recording{}, err
	}
	return b.record, nil
}

// building makes the payloads of a file that is in order.
type building struct {
	*checking
	record Recording
	photos []photo
	bad    map[any]bool // things that were refused
}

// photo is one to be taken in, once everything else is in order.
type photo struct {
	thing any // that names it
	item  int
	path  string
	of    inspection.Photographed
}

// say enters a payload; thing is what it comes from. An answer and its finding are refused for one and the same reason.
func (b *building) say(thing any, p inspection.Payload) {
	if err := inspection.Check(p); err != nil {
		if !b.bad[thing] {
			b.places.Wrong(thing, "", err.Error(), "")
		}
		b.bad[thing] = true
		return
	}
	b.record.Payloads = append(b.record.Payloads, p)
}

func (b *building) opened() {
	o := &inspection.Opened{
		ID: b.record.ID, Enterprise: b.who(), Visit: inspection.Visit(b.Kind), Date: b.Date, Experts: b.Experts,
		Cards: b.Cards, Accompanied: b.Accompanied, Sectors: b.Sectors, Revision: b.Library.Revision,
	}
	if b.Kind == "" {
		o.Visit = inspection.Assistance
	}
	b.say(b.File, o)
}

// who is the enterprise: a known one with what the file says, or a new one.
func (b *building) who() inspection.Enterprise {
	f := &b.Enterprise
	e := inspection.Enterprise{Name: f.Name, Code: f.Code, Address: f.Address, Contact: f.Contact, Phone: f.Phone}
	known := b.knownAs(func(k inspection.Enterprise) bool { return e.Code != "" && k.Code == e.Code })
	if known == nil {
		known = b.knownAs(func(k inspection.Enterprise) bool { return k.Name == e.Name && (k.Code == "" || e.Code == "") })
	}
	if known == nil {
		e.ID = b.NewID()
		return e
	}
	e.ID = known.ID
	e.Code, e.Address = cmp.Or(e.Code, known.Code), cmp.Or(e.Address, known.Address)
	e.Contact, e.Phone = cmp.Or(e.Contact, known.Contact), cmp.Or(e.Phone, known.Phone)
	return e
}

func (b *building) knownAs(same func(inspection.Enterprise) bool) *inspection.Enterprise {
	if n := slices.IndexFunc(b.Known, same); n >= 0 {
		return &b.Known[n]
	}
	return nil
}

// scoped enters the scope answers in the order of the questions.
func (b *building) scoped() {
	for _, id := range b.Sectors {
		s := b.Library.Sector(id)
		for n := range s.Scope {
			q := s.Scope[n].ID
			if b.Scope[q] != nil {
				b.say(b.Scope[q], &inspection.Scoped{ID: b.record.ID, Question: q, ScopeAnswer: b.scopeAnswer(q)})
			}
		}
	}
}

func (b *building) scopeAnswer(q string) checklist.ScopeAnswer {
	given := b.Scope[q]
	a := checklist.ScopeAnswer{Value: given.Word, Kinds: given.Kinds, Basis: b.Basis[q]}
	if given.Word == "" {
		a.Value = "kinds"
	}
	return a
}

func (b *building) met() {
	for _, u := range b.units {
		u.id = b.NewID()
		b.say(u.thing, &inspection.UnitAdded{ID: b.record.ID, Unit: inspection.Unit{ID: u.id, Kind: u.Kind, Name: u.Name}})
	}
}

// photographed takes the photos in.
func (b *building) photographed() {
	if b.places.Err() != nil {
		return
	}
	for n := range b.photos {
		p := &b.photos[n]
		kept, err := b.Photo(p.path)
		if err != nil {
			b.places.WrongItem(p.thing, "photos", p.item, err.Error(), "")
			continue
		}
		p.of.Photo = kept
		b.say(p.thing, &p.of)
	}
}

// signed gives the signatures; the seal is made later, so what it will say is tried with a seal of nothing.
func (b *building) signed() {
	for n := range b.Sign {
		s := &b.Sign[n]
		b.record.Signatures = append(b.record.Signatures, inspection.Signature{
			Role: inspection.Role(s.Role), Name: s.Name, Refused: bool(s.Refused), Reason: s.Reason, Witness: s.Witness,
		})
	}
	if len(b.Sign) == 0 {
		return
	}
	trial := &inspection.Closed{ID: b.record.ID, Signatures: b.record.Signatures, Seals: make([]inspection.Seal, 1)}
	if err := inspection.Check(trial); err != nil {
		b.places.Wrong(b.File, "sign", err.Error(), "")
	}
}
