package inspection

import (
	"cmp"
	"slices"
	"time"

	"anquan.example/paicha/checklist"
)

// Key names what an answer answers.
type Key struct {
	Criterion, Unit string
}

// Said is an answer with who said it and when.
type Said struct {
	Answered
	Ref
	HLC HLC
	At  time.Time // the device's clock
}

// Entry is one operation in the history of an inspection.
type Entry struct {
	Op
	Void bool // taken back
	Late bool // after the seal, or not covered by it
}

// Inspection is the state of one inspection: what Fold makes of its operations. It is a value to read; it
// changes only by folding more operations (With).
type Inspection struct {
	ID       string
	Opened   Opened
	OpenedAt HLC
	Scope    map[string]checklist.ScopeAnswer // by question
	Units    []Unit                           // in the order they were met
	Answers  map[Key][]Said                   // one per feed, the one that counts first: the strictest, or the one settled on
	Photos   map[Key][]Photo                  // of answers
	Signed   []SignedPaper                    // photos of signed papers, in the order they came in
	Numbers  []Number                         // of papers, as they were said: NumbersBy tells which count
	Settled  map[Key]Settlement               // where people differed and it was settled: its answer is the first
	Findings []Finding
	Tasks    []Task               // sent back by the park or the lead, in the order they were set
	Names    map[FeedID]FeedNamed // who holds a device, as far as it was said in this inspection
	Closed   *Closed              // nil while open
	ClosedAt time.Time            // the device's clock
	History  []Entry              // every operation, in order
	Newer    int                  // operations of kinds from a newer version

	former      map[FeedID][]Seal
	tracks      map[string][]Op // by finding: everything with effect that was said of it, in order
	order       []string        // findings, as they were first recorded
	settlements map[Key][]Op    // of criteria
	joins       []Op
	done        []Op // TaskDone
	seals       []Op // Closed
	openings    []*Opened
	spared      map[Ref]bool // undone without effect: others had spoken of it
}

func (i *Inspection) finding(id string) *Finding {
	for n := range i.Findings {
		if i.Findings[n].Finding == id {
			return &i.Findings[n]
		}
	}
	return nil
}

// Finding is the finding with that id, or nil.
func (i *Inspection) Finding(id string) *Finding { return i.finding(id) }

// Unit is the unit with that id; false when it was never added (or taken back).
func (i *Inspection) Unit(id string) (Unit, bool) {
	for _, u := range i.Units {
		if u.ID == id {
			return u, true
		}
	}
	return Unit{}, false
}

// Answer is the answer that counts, if there is one.
func (i *Inspection) Answer(k Key) (Said, bool) {
	if all := i.Answers[k]; len(all) > 0 {
		return all[0], true
	}
	return Said{}, false
}

// Updated is the clock of the last operation.
func (i *Inspection) Updated() HLC {
	if len(i.History) == 0 {
		return 0
	}
	return i.History[len(i.History)-1].HLC
}

// Facts is what the judge is told: every answer of every feed, so that the strictest counts; of settled ones the one settled on.
func (i *Inspection) Facts() checklist.Facts {
	f := checklist.Facts{Date: i.Opened.Date, Scope: i.Scope, Units: map[string][]string{}}
	for _, u := range i.Units {
		f.Units[u.Kind] = append(f.Units[u.Kind], u.ID)
	}
	keys := make([]Key, 0, len(i.Answers))
	for k := range i.Answers {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Unit, b.Unit))
	})
	for _, k := range keys {
		said := i.Answers[k]
		if _, settled := i.Settled[k]; settled {
			said = said[:1]
		}
		for _, s := range said {
			f.Answers = append(f.Answers, s.Answer)
		}
	}
	return f
}

// LastUndoable is the newest operation of the feed that still has effect and can be taken back; false when there is none.
// What the feed continues counts as its own. The opening is never taken back.
func (i *Inspection) LastUndoable(feed FeedID) (Op, bool) {
	for n := len(i.History) - 1; n >= 0; n-- {
		e := i.History[n]
		if e.Void || i.spared[e.Ref] || !i.Mine(feed, e.Ref) || !undoable(e.Op) {
			continue
		}
		switch e.Payload.(type) {
		case *Undone, *Unknown:
			continue
		}
		return e.Op, true
	}
	return Op{}, false
}

// Seals covers everything there is now, per feed, for a Closed.
func (i *Inspection) Seals() []Seal {
	last := map[FeedID]Op{}
	for _, e := range i.History {
		if e.Seq > last[e.Feed].Seq {
			last[e.Feed] = e.Op
		}
	}
	seals := make([]Seal, 0, len(last))
	for feed, op := range last {
		h := op.Hash()
		seals = append(seals, Seal{feed.String(), op.Seq, h[:]})
	}
	slices.SortFunc(seals, func(a, b Seal) int { return cmp.Compare(a.Feed, b.Feed) })
	return seals
}

// strictness of an answer when two experts differ: what is worse or less known counts.
func strictness(v checklist.Value) int {
	switch v {
	case checklist.Fail:
		return 3
	case checklist.Unseen:
		return 2
	case checklist.OK:
		return 1
	default:
		return 0
	}
}

func strictestFirst(all []Said) {
	slices.SortStableFunc(all, func(a, b Said) int {
		return cmp.Or(
			cmp.Compare(strictness(b.Value), strictness(a.Value)),
			cmp.Compare(b.HLC, a.HLC), slices.Compare(a.Feed[:], b.Feed[:]))
	})
}
