package store

import (
	"encoding/hex"
	"errors"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// Record signs what a person did and keeps it, all or nothing. When it returns without an error it is on disk: only
// then may a screen say "saved". After an error nothing was recorded, and it may be tried again.
func (s *Store) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock.look(s.o)
	all := s.also(ps)
	ops, err := s.record(append(all, ps...))
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if c, is := p.(*inspection.Continued); is {
			delete(s.taken, c.ID)
		}
	}
	return ops[len(all):], nil
}

// also is what has to be said before ps: that the clock jumped, and, in an inspection that another feed began, that this one
// continues it.
func (s *Store) also(ps []inspection.Payload) []inspection.Payload {
	var all []inspection.Payload
	id := ""
	for _, p := range ps {
		of := inspection.Of(p)
		if of != "" && s.taken[of] {
			all = append(all, &inspection.Continued{ID: of, Feeds: s.formers()})
		}
		if id == "" {
			id = of
		}
	}
	if jump := s.clock.jump(s.chains.Wall, id); jump != nil {
		all = append(all, jump)
		s.notice(&jumped{jump})
	}
	return all
}

// formers is how far this feed continues others.
func (s *Store) formers() []inspection.Seal {
	var all []inspection.Seal
	for _, f := range s.chains.Feeds {
		if f.Former {
			all = append(all, inspection.Seal{Feed: hex.EncodeToString(f.Feed), Seq: f.Told, Hash: f.Upto})
		}
	}
	return all
}

// record writes one action; mu is held.
func (s *Store) record(ps []inspection.Payload) ([]inspection.Op, error) {
	if s.journal == nil {
		return nil, errClosed
	}
	head, ops := s.chains.head(s.feed()), make([]inspection.Op, 0, len(ps))
	now := s.clock.sample.wall
	for _, p := range ps {
		op, next, err := inspection.Sign(s.key, head, now, p)
		if err != nil {
			return nil, err
		}
		head, ops = next, append(ops, op)
	}
	if err := s.keep(ops); err != nil {
		return nil, err
	}
	s.clock.kept()
	return ops, nil
}

// keep writes operations as one record; mu is held.
func (s *Store) keep(ops []inspection.Op) error {
	if err := s.append(ops); err != nil {
		return err
	}
	for _, op := range ops {
		s.chains.add(op)
	}
	s.chains.Applied = s.journal.next - 1
	after, err := cbor.Marshal(s.chains)
	if err != nil {
		return err
	}
	s.lag = append(s.lag, batch{ops, after})
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already, or not yet there
	}
	return nil
}

// append writes operations to the journal; mu is held.
func (s *Store) append(ops []inspection.Op) error {
	payload, err := encodeRecord(ops)
	if err != nil {
		return err
	}
	payload = s.box.seal(payload, recordPlace(s.journal.next))
	if err := s.space(int64(headSize + len(payload))); err != nil {
		return err
	}
	if _, err := s.journal.append(payload); err != nil {
		s.trusted = false
		return err
	}
	return nil
}

// kept is an operation as it is kept, in the journal and in the index: the signed bytes as they are.
type kept struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

func encodeRecord(ops []inspection.Op) ([]byte, error) {
	all := make([]kept, len(ops))
	for i, op := range ops {
		all[i] = kept{Body: op.Body, Sig: op.Sig}
	}
	return cbor.Marshal(all)
}

// decode reads record n.
func (b *box) decode(n uint64, payload []byte) ([]inspection.Op, error) {
	plain, err := b.open(payload, recordPlace(n))
	if err != nil {
		return nil, err
	}
	return decodeRecord(plain)
}

func decodeRecord(data []byte) ([]inspection.Op, error) {
	var all []kept
	if err := cbor.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	ops := make([]inspection.Op, 0, len(all))
	var errs []error
	for _, k := range all {
		op, err := inspection.Decode(k.Body, k.Sig)
		if err != nil {
			errs = append(errs, err) // it does not stop the others
			continue
		}
		ops = append(ops, op)
	}
	return ops, errors.Join(errs...)
}
