package store

import (
	"slices"

	"anquan.example/paicha/inspection"
)

// salvage puts back into the journal what only the index still holds: the journal lost it to a changed bit or a missing
// file. What the index says is believed only where its signature and its link fit. Then the index is made anew. Both
// locks are held, or nothing else runs yet.
func (s *Store) salvage() error {
	held := &chains{}
	if _, err := scanJournal(s.o.disk, s.path(journalDir), 1, func(n uint64, payload []byte) error {
		ops, _ := s.box.decode(n, payload)
		for _, op := range ops {
			held.add(op)
		}
		return nil
	}); err != nil {
		return err
	}
	var found []inspection.Op
	s.index.scrape(func(op inspection.Op) {
		if held.fit(op) != behind || held.inGap(op.Ref) {
			found = append(found, op)
		}
	})
	slices.SortFunc(found, byFeed)
	var back []inspection.Op
	for _, op := range found {
		if f := held.fit(op); (f == follows || f == fills) && held.verify(op) == nil {
			held.add(op)
			back = append(back, op)
		}
	}
	for len(back) > 0 {
		some := handful(back)
		if err := s.append(some); err != nil {
			return err
		}
		back = back[len(some):]
		if len(back) == 0 {
			s.notice(say("the journal had lost operations to a damage of the disk; what the index still held was put back"))
		}
	}
	return s.refill() // only now: until here the index was the only one to hold them
}

// inGap says whether an operation is one of those that are missing.
func (c *chains) inGap(ref inspection.Ref) bool {
	return slices.ContainsFunc(c.of(ref.Feed).Gaps, func(g gap) bool { return g.From <= ref.Seq && ref.Seq <= g.To })
}

// scrape gives every operation that can still be read, and passes over the rest.
func (x *index) scrape(f func(inspection.Op)) {
	_ = x.rawEach([]byte{opKey}, func(key, kept []byte) {
		if plain, ok := x.box.plain(key, kept); ok {
			if op, err := decodeKept(plain); err == nil {
				f(op)
			}
		}
	})
}
