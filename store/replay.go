package store

import (
	"crypto/ed25519"
	"runtime/debug"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// replay brings the index up to the journal's end. An index that is ahead holds what the journal has lost: it is put back.
func (s *Store) replay(unclean bool) (err error) {
	var damage []*Damage
	if s.chains.Applied == 0 {
		defer frugal()()
	}
	s.journal, damage, err = openJournal(s.o.disk, s.path(journalDir), s.o.segmentBytes, s.chains.Applied+1, unclean, s.keepTail, s.apply)
	if err != nil {
		return err
	}
	s.damaged(damage)
	if s.chains.Applied >= s.journal.next {
		return s.salvage()
	}
	return s.filled()
}

func (s *Store) damaged(damage []*Damage) {
	for _, d := range damage {
		s.notice(d)
	}
}

// frugal is for filling an index anew, which makes much garbage quickly: less of it lies about, at the price of some
// time. What it gives ends it.
func frugal() (end func()) {
	before := debug.SetGCPercent(25)
	return func() {
		debug.SetGCPercent(before)
		debug.FreeOSMemory()
	}
}

// filled hands the rest to the index; both locks are held, or nothing else runs yet.
func (s *Store) filled() error {
	if err := s.flushIndex(); err != nil {
		return err
	}
	return s.index.settle(s.chains.lost() == 0, s.path(damagedDir))
}

// flushIndex writes what was put, and the chains that it is the state of.
func (s *Store) flushIndex() error {
	head, err := cbor.Marshal(s.chains)
	if err != nil {
		return err
	}
	return s.index.flush(head)
}

// apply takes a record in. One that cannot be read is named and passed over: the rest counts.
func (s *Store) apply(n uint64, payload []byte) error {
	ops, err := s.box.decode(n, payload)
	if err != nil {
		s.notice(say("record %d of the journal cannot be read and is passed over: %w", n, err))
	}
	return s.take(n, ops)
}

// take applies operations read from record n of the journal. What is there already is not put twice.
func (s *Store) take(n uint64, ops []inspection.Op) error {
	fresh := ops[:0:0]
	for _, op := range ops {
		if s.chains.fit(op) == behind {
			if err := s.flushIndex(); err != nil {
				return err
			}
			if there, err := s.index.has(op); err != nil || there {
				if err != nil {
					return err
				}
				continue
			}
		}
		s.chains.add(op)
		fresh = append(fresh, op)
	}
	s.chains.Applied = n
	if err := s.index.put(fresh); err != nil || !s.index.full() {
		return err
	}
	return s.flushIndex()
}

// resume makes sure that this device's feed has begun, and continues the others of a home that was restored, copied, or
// lost its key.
func (s *Store) resume() error {
	own := s.feed()
	if err := s.isOwn(own); err != nil {
		return err
	}
	if f := s.chains.of(own); f.Seq > 0 {
		f.Key = s.key.Public().(ed25519.PublicKey) // where the operation that gives it is lost
		s.follows()
		return nil
	}
	s.clock.look(s.o)
	ps := []inspection.Payload{&inspection.FeedOpened{Key: s.key.Public().(ed25519.PublicKey), App: s.o.App}}
	if seals := s.ownSeals(); len(seals) > 0 {
		ps = append(ps, &inspection.Continued{Feeds: seals})
	}
	if _, err := s.record(ps); err != nil {
		return err
	}
	if err := s.catchUp(); err != nil {
		return err
	}
	s.follows()
	return nil
}

// follows finds the inspections that a former feed began and in which this one has not written yet.
func (s *Store) follows() {
	s.taken = map[string]bool{}
	own := s.feed()
	for id, t := range s.index.tallies {
		if id != "" && !slices.Contains(t.feeds, own) && slices.ContainsFunc(t.feeds, func(feed inspection.FeedID) bool { return s.chains.of(feed).Former }) {
			s.taken[id] = true
		}
	}
}

// rebuild makes the index anew from the journal; indexMu is held.
func (s *Store) rebuild() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refill()
}

// refill is rebuild with both locks held.
func (s *Store) refill() error {
	if err := s.index.renew(); err != nil {
		return err
	}
	s.lag, s.chains = nil, &chains{}
	defer frugal()()
	scan, err := scanJournal(s.o.disk, s.path(journalDir), 1, s.apply)
	if err != nil {
		return err
	}
	s.damaged(scan.damage)
	return s.filled()
}
