package project

import (
	"bytes"
	"database/sql"
	"fmt"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Load folds one inspection out of the runs that speak of it; nil when nothing does. It knows what the Projector has seen: after
// something was recorded, CatchUp comes first.
func Load(tx *sqldb.Tx, id string) (*inspection.Inspection, error) {
	var ops []inspection.Op
	err := tx.Each(`SELECT r.arrival, r.feed, r.first, r.last, r.data FROM inspection_run i JOIN run r ON r.arrival = i.arrival
		WHERE i.inspection = $1 ORDER BY i.arrival`, []any{id}, func(rows *sql.Rows) error {
		run, err := scanRun(rows)
		if err != nil {
			return err
		}
		raws, _ := run.Unpack() // what can be read; the Projector has told of the rest
		ops = speaking(ops, raws, id)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load inspection %s: %w", id, err)
	}
	return inspection.Fold(ops)[id], nil
}

func scanRun(rows *sql.Rows) (r server.Stored, err error) {
	var feed []byte
	var last uint64
	if err := rows.Scan(&r.Arrival, &feed, &r.First, &last, &r.Data); err != nil {
		return r, err
	}
	copy(r.Feed[:], feed)
	r.Count = last - r.First + 1
	return r, nil
}

// speaking adds those of the operations that speak of an inspection. Its name stands in a body as it is, so most others need not be read.
func speaking(ops []inspection.Op, raws []wire.Raw, id string) []inspection.Op {
	for _, raw := range raws {
		if !bytes.Contains(raw.Body, []byte(id)) {
			continue
		}
		if op, err := raw.Op(); err == nil && op.Inspection() == id {
			ops = append(ops, op)
		}
	}
	return ops
}

// shelf keeps the runs that were unpacked last: those of inspections that are folded one after another are often the same.
type shelf struct {
	runs  map[uint64][]wire.Raw
	order []uint64 // as they were put there
	size  int      // of all bodies, bytes
}

// shelfSize is how much a shelf keeps, bytes.
const shelfSize = 16 << 20

func newShelf() *shelf { return &shelf{runs: map[uint64][]wire.Raw{}} }

// spoken is what some runs say of an inspection.
func (s *shelf) spoken(tx *sqldb.Tx, id string, arrivals []uint64) (ops []inspection.Op, err error) {
	for _, arrival := range arrivals {
		raws, err := s.run(tx, arrival)
		if err != nil {
			return nil, err
		}
		ops = speaking(ops, raws, id)
	}
	return ops, nil
}

func (s *shelf) run(tx *sqldb.Tx, arrival uint64) ([]wire.Raw, error) {
	if raws, there := s.runs[arrival]; there {
		return raws, nil
	}
	var raws []wire.Raw
	err := tx.Each(`SELECT arrival, feed, first, last, data FROM run WHERE arrival = $1`, []any{arrival}, func(rows *sql.Rows) error {
		run, err := scanRun(rows)
		if err == nil {
			raws, _ = run.Unpack()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	s.put(arrival, raws)
	return raws, nil
}

func (s *shelf) put(arrival uint64, raws []wire.Raw) {
	s.runs[arrival], s.order, s.size = raws, append(s.order, arrival), s.size+bytesOf(raws)
	for s.size > shelfSize && len(s.order) > 1 {
		first := s.order[0]
		s.size -= bytesOf(s.runs[first])
		delete(s.runs, first)
		s.order = s.order[1:]
	}
}

func bytesOf(raws []wire.Raw) (n int) {
	for _, raw := range raws {
		n += len(raw.Body) + 256 // and what is kept beside it
	}
	return n
}

// list is the one column of a query.
func list[T any](tx *sqldb.Tx, query string, args ...any) (all []T, err error) {
	err = tx.Each(query, args, func(rows *sql.Rows) error {
		var v T
		err := rows.Scan(&v)
		all = append(all, v)
		return err
	})
	return all, err
}

// Loader is Load for many inspections one after another: runs that speak of several are unpacked once. It belongs to one caller.
type Loader struct{ shelf *shelf }

// NewLoader makes one; it keeps a few megabytes.
func NewLoader() *Loader { return &Loader{newShelf()} }

// Load is the inspection as Load gives it.
func (l *Loader) Load(tx *sqldb.Tx, id string) (*inspection.Inspection, error) {
	arrivals, err := list[uint64](tx, `SELECT arrival FROM inspection_run WHERE inspection = $1 ORDER BY arrival`, id)
	if err != nil {
		return nil, err
	}
	ops, err := l.shelf.spoken(tx, id, arrivals)
	if err != nil {
		return nil, fmt.Errorf("load inspection %s: %w", id, err)
	}
	return inspection.Fold(ops)[id], nil
}
