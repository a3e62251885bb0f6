package project

import (
	"database/sql"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// How much is looked at in one go, bytes, so that memory stays small whatever arrives.
const (
	batchPacked = 1 << 20 // of runs as they are kept
	batchPlain  = 8 << 20 // of their operations; a run more at most
	planPlain   = 8 << 20 // of the operations of inspections whose rows one Write changes; an inspection more at most
	planRows    = 8192
)

// batch is runs that arrived one after another, and what is still to be done about them.
type batch struct {
	libraries Libraries
	shelf     *shelf

	state state
	to    uint64 // arrival of the last run
	more  bool
	ops   map[string][]inspection.Op // by inspection
	todo  []string                   // inspections that are to be folded
	runs  edit[runRow]               // kept by the first Write
	had   map[string][]uint64        // arrivals of runs that spoke of an inspection before
	there map[string]bool            // inspections that have rows
	taken int                        // how many of todo the plan has
	bad   []badRun
}

// runRow is a row of inspection_run.
type runRow struct {
	Inspection string
	Arrival    int64
}

var runs = &shape[runRow]{"inspection_run", 2, []string{"inspection", "arrival"}, func(r *runRow) []any { return []any{&r.Inspection, &r.Arrival} }}

// badRun is a run of which something cannot be read: that is passed over, and the rest counts.
type badRun struct {
	arrival uint64
	feed    wire.FeedID
	err     error
}

func (b *batch) any() bool { return b.to > b.state.cursor }

// read reads what arrived next.
func (b *batch) read(tx *sqldb.Tx) (err error) {
	if b.state, err = readState(tx); err != nil {
		return err
	}
	if err := b.readRuns(tx, b.state.cursor); err != nil {
		return err
	}
	return b.lookUp(tx)
}

// lookUp asks what is known of the inspections already.
func (b *batch) lookUp(tx *sqldb.Tx) error {
	b.had, b.there = map[string][]uint64{}, map[string]bool{}
	if err := among(tx, `SELECT inspection, arrival FROM inspection_run WHERE (arrival <= $1 OR arrival > $2) AND inspection IN `, b.todo,
		[]any{b.state.cursor, b.to}, func(rows *sql.Rows) error {
			var id string
			var arrival uint64
			err := rows.Scan(&id, &arrival)
			b.had[id] = append(b.had[id], arrival)
			return err
		}); err != nil {
		return err
	}
	return among(tx, `SELECT inspection FROM inspection WHERE inspection IN `, b.todo, nil, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		b.there[id] = true
		return err
	})
}

// readRuns reads the runs that arrived after one.
func (b *batch) readRuns(tx *sqldb.Tx, after uint64) error {
	arrived, to, more, err := tx.After(after, wire.FeedID{}, batchPacked)
	if err != nil {
		return err
	}
	b.to, b.more, b.ops = to, more, map[string][]inspection.Op{}
	var speak []runRow
	for n, size := 0, 0; n < len(arrived); n++ {
		if size > batchPlain {
			b.to, b.more = arrived[n-1].Arrival, true
			break
		}
		more, spoken, bad := heard(arrived[n], b.ops)
		size += more
		for _, id := range spoken {
			speak = append(speak, runRow{id, int64(arrived[n].Arrival)})
		}
		if bad != nil {
			b.bad = append(b.bad, badRun{arrived[n].Arrival, arrived[n].Feed, bad})
		}
	}
	had, err := runs.where(tx, `arrival > $1 AND arrival <= $2`, []any{after, b.to})
	b.runs.replace(had, speak)
	b.todo = slices.Sorted(maps.Keys(b.ops))
	return err
}

// heard adds what a run says, and gives how much it is and of which inspections it speaks.
func heard(run server.Stored, into map[string][]inspection.Op) (size int, ids []string, bad error) {
	raws, bad := run.Unpack()
	for _, raw := range raws {
		size += len(raw.Body) + 512 // and what is made of it
		op, err := raw.Op()
		if err != nil {
			bad = err
			continue
		}
		id := op.Inspection()
		if id == "" {
			continue
		}
		if !inspection.IsID(id) {
			bad = fmt.Errorf("%s: no inspection can have the id %.40q", op.Ref, id)
			continue
		}
		into[id] = append(into[id], op)
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return size, ids, bad
}

// fold plans as many of the inspections as a Write may have.
func (b *batch) fold(tx *sqldb.Tx) (*plan, error) {
	p := newPlan()
	for b.taken = 0; b.taken < len(b.todo) && !p.full(); b.taken++ {
		id := b.todo[b.taken]
		before, err := b.shelf.spoken(tx, id, b.had[id])
		if err != nil {
			return nil, err
		}
		var old Rows
		if b.there[id] { // else it has none in the other tables either
			if old, err = rowsWhere(tx, `inspection = $1`, id); err != nil {
				return nil, err
			}
		}
		new := p.fold(id, append(before, b.ops[id]...), b.libraries)
		p.exchange(b.state, id, old, new)
		p.changes = append(p.changes, changes(old, new)...)
	}
	return p, nil
}

// full says that the plan is enough for one Write.
func (p *plan) full() bool {
	return p.size > planPlain || len(p.answers.fresh)+len(p.findings.fresh)+len(p.evidence.fresh) > planRows
}

// fold makes the rows of an inspection.
func (p *plan) fold(id string, ops []inspection.Op, libraries Libraries) Rows {
	for _, op := range ops {
		p.size += len(op.Body)
	}
	i := inspection.Fold(ops)[id]
	if i == nil {
		return Rows{}
	}
	if e := i.Opened.Enterprise; e.ID != "" && !slices.Contains(p.enterprises, e) {
		p.enterprises = append(p.enterprises, e)
	}
	return p.rows(i, libraries)
}

// rows makes the rows of an inspection by the criteria that it names.
func (p *plan) rows(i *inspection.Inspection, libraries Libraries) Rows {
	revision := term(i.Opened.Revision)
	lib := libraries.Of(revision)
	if p.by == nil {
		p.by = map[string]string{}
	}
	p.by[revision] = lib.Revision
	return rows(i, lib.Sector)
}

// after is the state when the plan is written: the last one moves the cursor.
func (b *batch) after() state {
	next := b.state
	if b.taken == len(b.todo) {
		next.cursor = b.to
	}
	return next
}

func (b *batch) wrote(now state) {
	b.state, b.todo, b.runs = now, b.todo[b.taken:], edit[runRow]{}
}

func (b *batch) tellBad(log *slog.Logger) {
	for _, bad := range b.bad {
		log.Warn("part of a run cannot be read and is passed over", "arrival", bad.arrival, "feed", bad.feed.String(), "error", bad.err)
	}
}
