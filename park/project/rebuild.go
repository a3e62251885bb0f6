package project

import (
	"context"
	"errors"
	"strconv"

	"anquan.example/paicha/park/sqldb"
)

// beyond is behind every id of an inspection.
const beyond = "\U0010FFFF"

// pageOfRebuild is how many inspections are made again in one Write, at most.
const pageOfRebuild = 64

// Rebuild makes every projection again out of the operations, whatever the tables hold. Pages see the old rows until the new ones take their
// place, some inspections at a time, and the old sums until all of it is done; CatchUp goes on beside it. Stopped in the middle, it goes on
// from there when it is called again, or when the park runs (Run). Nobody is told of changes: nothing happened.
func (p *Projector) Rebuild(ctx context.Context) error {
	if err := p.rebuildStep(ctx, true); err != nil && !errors.Is(err, errMoved) {
		return err
	}
	return p.endRebuild(ctx)
}

// Mend ends a rebuild that is under way, and makes tables of an earlier layout again, and those of inspections whose criteria came to hand. Run does so by itself; who asks without it does so first.
func (p *Projector) Mend(ctx context.Context) error {
	s, err := p.state(ctx)
	switch {
	case err != nil:
		return err
	case s.stage != idle:
		return p.endRebuild(ctx)
	case s.turn+s.cursor > 0 && s.layout < layout:
		return p.Rebuild(ctx)
	}
	return p.Freshen(ctx)
}

func (p *Projector) state(ctx context.Context) (s state, err error) {
	err = p.db.Read(ctx, func(tx *sqldb.Tx) error {
		s, err = readState(tx)
		return err
	})
	return s, err
}

func (p *Projector) endRebuild(ctx context.Context) error {
	for {
		s, err := p.state(ctx)
		if err != nil || s.stage == idle {
			return err
		}
		if err := p.rebuildStep(ctx, false); err != nil && !errors.Is(err, errMoved) {
			return err
		}
	}
}

// rebuildStep is one Write of a rebuild; begin: of a new one, when none is under way.
func (p *Projector) rebuildStep(ctx context.Context, begin bool) error {
	leave, err := p.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	var do func(*sqldb.Tx) (state, error)
	var s state
	if err := p.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if s, err = readState(tx); err != nil {
			return err
		}
		switch {
		case s.stage == idle && begin:
			do = func(tx *sqldb.Tx) (state, error) { return s.begin(), beginAgain(tx) }
		case s.stage == indexing:
			do, err = p.index(tx, s)
		case s.stage == replacing && s.place == beyond:
			do = func(tx *sqldb.Tx) (state, error) { return s.end(), swapTally(tx) }
		case s.stage == replacing:
			do, err = p.remake(tx, s)
		}
		return err
	}); err != nil || do == nil {
		return err
	}
	return p.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := s.check(tx); err != nil {
			return err
		}
		next, err := do(tx)
		if err == nil {
			_, err = s.follow(tx, next)
		}
		return err
	})
}

// beginAgain forgets the sums of a rebuild before, and by which criteria rows were made.
func beginAgain(tx *sqldb.Tx) error {
	if _, err := tx.Exec(`DELETE FROM criteria_revision`); err != nil {
		return err
	}
	return dropShadow(tx)
}

func (s state) begin() state {
	s.stage, s.place = indexing, "0"
	return s
}

func (s state) end() state {
	s.stage, s.place, s.layout = idle, "", layout
	return s
}

// index looks again which inspections some runs speak of.
func (p *Projector) index(tx *sqldb.Tx, s state) (func(*sqldb.Tx) (state, error), error) {
	at, err := strconv.ParseUint(s.place, 10, 64)
	if err != nil {
		return nil, err
	}
	b := batch{state: s}
	next := s
	if at < s.cursor {
		if err := b.readRuns(tx, at); err != nil {
			return nil, err
		}
		next.place = strconv.FormatUint(b.to, 10)
	}
	if at >= s.cursor || b.to >= s.cursor {
		next.stage, next.place = replacing, ""
	}
	return func(tx *sqldb.Tx) (state, error) { return next, b.runs.write(tx, runs) }, nil
}

// remake makes the rows of the next inspections, and drops those of any that no run speaks of.
func (p *Projector) remake(tx *sqldb.Tx, s state) (func(*sqldb.Tx) (state, error), error) {
	ids, err := list[string](tx, `SELECT DISTINCT inspection FROM inspection_run WHERE inspection > $1 ORDER BY inspection LIMIT $2`, s.place, pageOfRebuild)
	if err != nil {
		return nil, err
	}
	work, shelf, last := newPlan(), newShelf(), beyond
	var made Rows
	for n, id := range ids {
		if work.full() || made.size() > planRows {
			last = ids[n-1]
			break
		}
		arrivals, err := list[uint64](tx, `SELECT arrival FROM inspection_run WHERE inspection = $1 ORDER BY arrival`, id)
		if err != nil {
			return nil, err
		}
		ops, err := shelf.spoken(tx, id, arrivals)
		if err != nil {
			return nil, err
		}
		made.add(work.fold(id, ops, p.libraries))
	}
	if last == beyond && len(ids) == pageOfRebuild {
		last = ids[len(ids)-1]
	}
	old, err := rowsIn(tx, s.place, last)
	if err != nil {
		return nil, err
	}
	work.replace(old, made)
	work.again.count(made, 1)
	next := s
	next.place = last
	now := p.now().UnixMilli()
	return func(tx *sqldb.Tx) (state, error) {
		if err := work.write(tx); err != nil {
			return next, err
		}
		return next, register(tx, work.enterprises, now)
	}, nil
}
