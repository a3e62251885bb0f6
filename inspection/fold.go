package inspection

import (
	"bytes"
	"cmp"
	"slices"

	"anquan.example/paicha/checklist"
)

func (o Op) compare(p Op) int {
	return cmp.Or(cmp.Compare(o.HLC, p.HLC), slices.Compare(o.Feed[:], p.Feed[:]), cmp.Compare(o.Seq, p.Seq), bytes.Compare(o.Body, p.Body))
}

// Fold is the state that a set of operations gives: every inspection they speak of, by id. The same set
// gives the same state in any order of arrival and with any repetition. Operations of other devices may be
// missing; what they would have said is simply not there yet.
func Fold(ops []Op) map[string]*Inspection {
	groups := map[string][]Op{}
	for _, op := range ops {
		if id := op.Inspection(); id != "" {
			groups[id] = append(groups[id], op)
		}
	}
	all := make(map[string]*Inspection, len(groups))
	for id, group := range groups {
		all[id] = fold(id, group)
	}
	return all
}

// With is the state after more operations of this inspection.
func (i *Inspection) With(ops ...Op) *Inspection {
	all := make([]Op, 0, len(i.History)+len(ops))
	for _, e := range i.History {
		all = append(all, e.Op)
	}
	for _, op := range ops {
		if op.Inspection() == i.ID {
			all = append(all, op)
		}
	}
	return fold(i.ID, all)
}

// New is an inspection that nothing was said of yet.
func New(id string) *Inspection { return fold(id, nil) }

func fold(id string, ops []Op) *Inspection {
	slices.SortFunc(ops, Op.compare)
	ops = slices.CompactFunc(ops, func(a, b Op) bool { return a.Ref == b.Ref && string(a.Body) == string(b.Body) })
	void := voided(ops)
	spared := spare(ops, void)
	i := &Inspection{
		ID:      id,
		Scope:   map[string]checklist.ScopeAnswer{},
		Answers: map[Key][]Said{},
		Photos:  map[Key][]Photo{},
		Settled: map[Key]Settlement{},
		Names:   map[FeedID]FeedNamed{},
		History: make([]Entry, 0, len(ops)),

		tracks:      map[string][]Op{},
		settlements: map[Key][]Op{},
		spared:      spared,
	}
	for _, op := range ops {
		e := Entry{Op: op, Void: void[op.Ref]}
		if _, newer := op.Payload.(*Unknown); newer {
			i.Newer++
		}
		if !e.Void {
			op.Payload.apply(i, op)
		}
		i.History = append(i.History, e)
	}
	i.settleAnswers()
	i.lives()
	i.join()
	i.finishTasks()
	i.markLate()
	return i
}

// voided is what is undone, latest first: an Undone that is itself undone has no effect, and nothing
// can undo what comes after it.
func voided(ops []Op) map[Ref]bool {
	void := map[Ref]bool{}
	var at map[Ref]int // built only when something is undone
	for n := len(ops) - 1; n >= 0; n-- {
		u, ok := ops[n].Payload.(*Undone)
		if !ok || void[ops[n].Ref] {
			continue
		}
		if at == nil {
			at = make(map[Ref]int, len(ops))
			for m, op := range ops {
				at[op.Ref] = m
			}
		}
		target, ok := u.Target()
		if !ok {
			continue
		}
		if m, there := at[target]; there && m < n && undoable(ops[m]) {
			void[target] = true
		}
	}
	return void
}

// undoable: the opening, the seal, the steps in a finding's life and the numbers of papers are never taken back; they are followed by new entries.
func undoable(op Op) bool {
	switch op.Payload.(type) {
	case *Opened, *Closed, *FeedOpened, *FeedNamed, *Continued, *ClockJumped, *Numbered, stepper:
		return false
	}
	return true
}

// spare lets stand what was undone although other devices speak of it: a finding that they photographed or corrected, a unit that they
// answered for. Whoever recorded it withdraws it then, for all to see. It gives what was spared.
func spare(ops []Op, void map[Ref]bool) map[Ref]bool {
	if len(void) == 0 {
		return nil
	}
	last := map[string]Op{} // the newest of the things that are wholly undone
	for _, op := range ops {
		if id := anchor(op.Payload); id != "" && void[op.Ref] {
			last[id] = op
		}
	}
	if len(last) == 0 {
		return nil
	}
	others := map[string]bool{}
	for _, op := range ops {
		if void[op.Ref] {
			continue
		}
		if id := anchor(op.Payload); id != "" {
			delete(last, id) // something of it stands
		}
		for _, id := range mentions(op.Payload) {
			if a, gone := last[id]; gone && a.Feed != op.Feed {
				others[id] = true
			}
		}
	}
	spared := map[Ref]bool{}
	for id, op := range last {
		if others[id] {
			delete(void, op.Ref)
			spared[op.Ref] = true
		}
	}
	return spared
}

// anchor is what an operation brings into being, that others can speak of.
func anchor(p Payload) string {
	switch p := p.(type) {
	case *Found:
		return p.Finding
	case *UnitAdded:
		return p.Unit.ID
	}
	return ""
}

// mentions is what an operation speaks of, that another can have brought into being.
func mentions(p Payload) []string {
	switch p := p.(type) {
	case *Answered:
		return []string{p.Unit}
	case *Found:
		return []string{p.Unit}
	case *Photographed:
		return []string{p.Finding, p.Unit}
	case *Withdrawn:
		return []string{p.Finding}
	case *Settled:
		return []string{p.Finding, p.Unit}
	case *TaskSet:
		return []string{p.Finding, p.Unit}
	case *Joined:
		return p.Findings
	case stepper:
		return []string{p.step().Finding}
	}
	return nil
}

// markLate marks what the seal does not cover; with several seals, the last one counts.
func (i *Inspection) markLate() {
	if i.Closed == nil {
		return
	}
	covered := map[string]uint64{}
	for _, s := range i.Closed.Seals {
		covered[s.Feed] = s.Seq
	}
	for n := range i.History {
		e := &i.History[n]
		if _, seal := e.Payload.(*Closed); !seal {
			e.Late = e.Seq > covered[e.Feed.String()]
		}
	}
}

// Sealed is the state that was sealed: only what the last seal covers. While nothing is sealed it is i itself.
func (i *Inspection) Sealed() *Inspection {
	if i.Closed == nil {
		return i
	}
	var ops []Op
	for _, e := range i.History {
		if !e.Late {
			ops = append(ops, e.Op)
		}
	}
	return fold(i.ID, ops)
}

// Late is what was said after the seal, in order; empty while nothing is sealed. What is about a paper alone is no news: its number, and the
// photo of it once it is signed, can only come after.
func (i *Inspection) Late() []Entry {
	var late []Entry
	for _, e := range i.History {
		if e.Late && !aboutPaper(e.Payload) {
			late = append(late, e)
		}
	}
	return late
}

func aboutPaper(p Payload) bool {
	switch p := p.(type) {
	case *Photographed:
		return p.Paper != ""
	case *Numbered:
		return true
	}
	return false
}
