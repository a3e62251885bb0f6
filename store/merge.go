package store

import (
	"errors"
	"slices"

	"anquan.example/paicha/inspection"
)

// Merged is what taking in operations of others gave.
type Merged struct {
	New     int     `json:"new"`    // taken in
	Known   int     `json:"known"`  // there already
	Forked  int     `json:"forked"` // of New: another branch of a feed that two devices wrote; kept beside
	Refused []error `json:"-"`      // the signature does not fit: one each
	Unsure  int     `json:"unsure"` // of New: the key of their feed is lost, they cannot be verified
}

// Merge takes in operations of this or other feeds, in any order. Each is taken or refused by itself: its signature has to
// fit the key that its feed was opened with; where that key is lost it is taken and counted: no loss before no doubt. An
// operation whose predecessor is missing is taken all the same, and the gap is told. When Merge returns without an error what was taken is on disk.
func (s *Store) Merge(ops []inspection.Op) (m Merged, err error) {
	m, _, _, err = s.merge(ops)
	return m, err
}

// merge says too which records it wrote: after from, up to to.
func (s *Store) merge(ops []inspection.Op) (m Merged, from, to uint64, err error) {
	ops = slices.Clone(ops)
	slices.SortFunc(ops, byFeed)
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	if s.index == nil {
		return m, 0, 0, say("the store is closed")
	}
	if err := s.catchUp(); err != nil {
		return m, 0, 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return m, 0, 0, errClosed
	}
	from = s.journal.next - 1
	to = from
	var fresh []inspection.Op
	seen := map[inspection.Hash]bool{} // of fresh
	trial, err := s.chains.clone()
	if err != nil {
		return m, from, to, err
	}
	doubts := trial.verifyAll(ops)
	for n, op := range ops {
		unsure := doubts[n]
		if err := op.Canonical(); err != nil || unsure != nil && !errors.Is(unsure, errNoKey) {
			m.Refused = append(m.Refused, errors.Join(err, unsure))
			continue
		}
		if trial.fit(op) == behind {
			there, err := s.index.has(op)
			if err != nil {
				return m, from, to, err
			}
			if there || seen[op.Hash()] {
				m.Known++
				continue
			}
			m.Forked++
		}
		if unsure != nil {
			m.Unsure++
		}
		trial.add(op)
		fresh, seen[op.Hash()] = append(fresh, op), true
	}
	for len(fresh) > 0 {
		some := handful(fresh)
		if err := s.keep(some); err != nil {
			return m, from, to, err
		}
		to = s.journal.next - 1
		m.New += len(some)
		fresh = fresh[len(some):]
	}
	return m, from, to, nil
}

// handfulBytes is how much goes into one record, bytes, so that none is larger than the journal takes.
const handfulBytes = 4 << 20

// handful is the first operations, as many as go into one record.
func handful(ops []inspection.Op) []inspection.Op {
	size := 0
	for n, op := range ops {
		size += len(op.Body) + len(op.Sig)
		if n > 0 && (n == 500 || size > handfulBytes) {
			return ops[:n]
		}
	}
	return ops
}

// Continue records that this device's feed goes on where the others of its person end, unless it has said so.
func (s *Store) Continue() error {
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	s.mu.Lock()
	seals := slices.DeleteFunc(s.ownSeals(), func(seal inspection.Seal) bool {
		return slices.ContainsFunc(s.chains.Feeds, func(f *chain) bool { return string(f.Hash) == string(seal.Hash) && f.Former && f.Told == f.Seq })
	})
	var err error
	if len(seals) > 0 {
		s.clock.look(s.o)
		_, err = s.record([]inspection.Payload{&inspection.Continued{Feeds: seals}})
	}
	s.mu.Unlock()
	if err != nil || len(seals) == 0 {
		return err
	}
	if err := s.catchUp(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.follows()
	return nil
}
