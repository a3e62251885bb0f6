package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// Inspection is the state of one inspection. The error is ErrNotFound when nothing was said of it.
func (s *Store) Inspection(id string) (i *inspection.Inspection, err error) {
	err = s.with(func(x *index) error {
		i, err = x.inspection(id)
		return err
	})
	return i, err
}

func (x *index) inspection(id string) (*inspection.Inspection, error) {
	var ops []inspection.Op
	err := x.ops(id, func(op inspection.Op) error {
		ops = append(ops, op)
		return nil
	})
	if err != nil {
		return nil, say("read inspection %s: %w", id, err)
	}
	if len(ops) == 0 {
		return nil, say("inspection %s: %w", id, ErrNotFound)
	}
	return inspection.New(id).With(ops...), nil
}

func decodeKept(value []byte) (inspection.Op, error) {
	var k kept
	if err := cbor.Unmarshal(value, &k); err != nil {
		return inspection.Op{}, err
	}
	return inspection.Decode(k.Body, k.Sig)
}

// Summaries is a line for every inspection, the one touched last first. Those that changed are summed up anew.
func (s *Store) Summaries() (all []inspection.Summary, err error) {
	err = s.with(func(x *index) error {
		all, err = s.summaries(x)
		return err
	})
	return all, err
}

func (s *Store) summaries(x *index) ([]inspection.Summary, error) {
	var dirty []string
	if err := x.each([]byte{dirtyKey}, false, func(key, _ []byte) error {
		dirty = append(dirty, string(key))
		return nil
	}); err != nil {
		return nil, err
	}
	for _, id := range dirty {
		if err := s.sum(x, id); err != nil {
			return nil, err
		}
	}
	all := make([]inspection.Summary, 0, len(x.tallies))
	err := x.each([]byte{summaryKey}, true, func(key, value []byte) error {
		var sum inspection.Summary
		if json.Unmarshal(value, &sum) != nil || sum.ID != string(key) || x.tallies[sum.ID].n == 0 {
			return errBroken
		}
		all = append(all, sum)
		return nil
	})
	if err == nil && len(all) != len(x.ids()) {
		return nil, errBroken // one is missing, and nobody would notice
	}
	slices.SortStableFunc(all, func(a, b inspection.Summary) int { return cmp.Compare(b.Updated, a.Updated) })
	return all, err
}

// ids is every inspection that has operations, sorted.
func (x *index) ids() []string {
	ids := make([]string, 0, len(x.tallies))
	for id := range x.tallies {
		if id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// sum makes a summary anew. An operation that arrives meanwhile marks it dirty again: the mark is taken away first.
func (s *Store) sum(x *index, id string) error {
	if err := x.delete(prefixed(dirtyKey, id)); err != nil {
		return err
	}
	i, err := x.inspection(id)
	if err != nil {
		return err
	}
	var judge inspection.Judge
	if lib, err := s.Library(i.Opened.Revision); err == nil {
		judge = lib.Judge // else progress stays unknown; the walk says why the library cannot be read
	}
	value, err := json.Marshal(i.Summary(judge))
	if err != nil {
		return err
	}
	return x.set(prefixed(summaryKey, id), value)
}

// Resolve is the id of the one inspection whose id is, begins or ends with part (at least four characters).
func (s *Store) Resolve(part string) (string, error) {
	part = strings.ToLower(strings.TrimSpace(part))
	if len(part) < 4 {
		return "", say("%q is too short for an inspection: give at least the last 4 characters of its id", part)
	}
	var found []string
	if err := s.with(func(x *index) error {
		found = slices.DeleteFunc(x.ids(), func(id string) bool { return !strings.HasPrefix(id, part) && !strings.HasSuffix(id, part) })
		return nil
	}); err != nil {
		return "", err
	}
	switch len(found) {
	case 0:
		return "", say("inspection %q: %w; paicha list shows all", part, ErrNotFound)
	case 1:
		return found[0], nil
	}
	return "", say("%q could be any of %s: give more of the id", part, strings.Join(found, ", "))
}

// Enterprises is every enterprise inspected, the one met last first.
func (s *Store) Enterprises() ([]inspection.Enterprise, error) {
	all, err := s.Summaries()
	if err != nil {
		return nil, err
	}
	var met []inspection.Enterprise
	for _, sum := range all {
		if !slices.ContainsFunc(met, func(e inspection.Enterprise) bool { return e.ID == sum.Enterprise.ID }) {
			met = append(met, sum.Enterprise)
		}
	}
	return met, nil
}

// Ops gives every operation in this home, feed by feed in the order it was made.
func (s *Store) Ops(f func(inspection.Op) error) error {
	var ops []inspection.Op
	if err := s.with(func(x *index) error {
		ops = ops[:0]
		for id := range x.tallies {
			if err := x.ops(id, func(op inspection.Op) error {
				ops = append(ops, op)
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(ops, byFeed)
	for _, op := range ops {
		if err := f(op); err != nil {
			return err
		}
	}
	return nil
}

// byFeed orders operations as each feed made them; an operation of another branch of it stands behind its like.
func byFeed(a, b inspection.Op) int {
	return cmp.Or(slices.Compare(a.Feed[:], b.Feed[:]), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.HLC, b.HLC))
}

// Note is a small mark of this device alone (where the walk was); nil when there is none.
func (s *Store) Note(key string) (value []byte, err error) {
	err = s.with(func(x *index) error {
		value, err = x.get(prefixed(noteKey, key))
		return err
	})
	return value, err
}

// SetNote keeps a mark. It is not flushed and is lost when the index is rebuilt: nothing that matters goes there.
func (s *Store) SetNote(key string, value []byte) error {
	return s.with(func(x *index) error { return x.set(prefixed(noteKey, key), value) })
}
