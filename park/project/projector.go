// Package project keeps the park's tables for questions (inspections, answers, findings, waits, evidence, tasks, sums) and asks them.
//
// The rows of an inspection are a pure function of its operations (rows.go). The Projector makes them from runs as they arrive and brings
// what changed into the tables; whatever the order of arrival, the tables are the same, and Rebuild makes them so again. Nobody
// else writes these tables, and nothing here decides anything: what counts is inspection.Fold's business.
//
// Tables: projection (how far it all is: state.go), inspection_run (which runs speak of which inspection), inspection, answer, finding,
// wait, evidence, task, tally, their sums (tally.go), and criteria_revision (freshen.go).
package project

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// Projector keeps the projections of a park up to date. Several may run at once, in one program and in many.
type Projector struct {
	// Changed is called in the Write that changes the tables, with what happened: what it writes is kept with it, or neither is. nil: nobody
	// listens. Like a Write's function it may run several times.
	Changed func(tx *sqldb.Tx, changed []Change) error
	// Log is told of what cannot be read, and by Run of what went wrong.
	Log *slog.Logger

	db        *sqldb.DB
	libraries Libraries
	now       func() time.Time
	busy      chan struct{} // holds one while somebody is at it

	handed atomic.Pointer[wire.Sum] // criteria that were handed out when Freshen looked
	fresh  atomic.Bool              // Freshen has been through once
}

// New makes one; nothing is read.
func New(db *sqldb.DB, libraries Libraries, now func() time.Time) *Projector {
	return &Projector{db: db, libraries: libraries, now: now, Log: slog.New(slog.DiscardHandler), busy: make(chan struct{}, 1)}
}

// CatchUp projects: when it returns, all that had arrived when it was called is in the tables. It gives what changed by its own doing;
// another projector, or another caller of this one, may have done some of the work and been given that (Projector.Changed hears of everything).
func (p *Projector) CatchUp(ctx context.Context) (changed []Change, err error) {
	err = p.catchUp(ctx, func(c []Change) { changed = append(changed, c...) })
	return changed, err
}

func (p *Projector) catchUp(ctx context.Context, tell func([]Change)) error {
	var cursor, until uint64 // what arrives meanwhile waits: under a storm of pushes it would never end
	if err := p.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if cursor, err = Cursor(tx); err == nil {
			_, err = tx.Row(`SELECT coalesce(max(arrival), 0) FROM run`, nil, &until)
		}
		return err
	}); err != nil || cursor >= until {
		return err
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	shelf := newShelf()
	for more := true; more; {
		more, err = p.batch(ctx, shelf, until, tell)
		if errors.Is(err, errMoved) {
			more, err = true, nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// enter waits until nobody else of this Projector is at it.
func (p *Projector) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.busy <- struct{}{}:
		return func() { <-p.busy }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// batch projects some of what arrived until then, in as many Writes as it takes to keep each small.
func (p *Projector) batch(ctx context.Context, shelf *shelf, until uint64, tell func([]Change)) (more bool, err error) {
	b := batch{libraries: p.libraries, shelf: shelf}
	for first := true; first || len(b.todo) > 0; first = false {
		var work *plan
		if err := p.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			if first {
				err = b.read(tx)
			} else {
				err = b.state.check(tx)
			}
			if err == nil && b.any() {
				work, err = b.fold(tx)
			}
			return err
		}); err != nil || work == nil {
			return false, err
		}
		if err := p.write(ctx, &b, work); err != nil {
			return false, err
		}
		tell(work.changes)
	}
	b.tellBad(p.Log)
	return b.more && b.state.cursor < until, nil
}

// write keeps what was planned, when all is still as it was when it was read.
func (p *Projector) write(ctx context.Context, b *batch, work *plan) error {
	var next state
	err := p.db.Write(ctx, func(tx *sqldb.Tx) (err error) {
		if err := b.state.check(tx); err != nil {
			return err
		}
		if err := b.runs.write(tx, runs); err != nil {
			return err
		}
		if err := work.write(tx); err != nil {
			return err
		}
		if err := register(tx, work.enterprises, p.now().UnixMilli()); err != nil {
			return err
		}
		if p.Changed != nil && len(work.changes) > 0 {
			if err := p.Changed(tx, work.changes); err != nil {
				return err
			}
		}
		next, err = b.state.follow(tx, b.after())
		return err
	})
	if err == nil {
		b.wrote(next)
	}
	return err
}

// lookEvery is how often Run looks by itself: another parkd on the same database may have taken something in.
const lookEvery = 5 * time.Second

// Run catches up whenever it is woken, and every few seconds, until ctx ends, and tells notify what changed by its doing. Before that it
// ends a Rebuild that was stopped in the middle, and makes tables of an earlier layout again.
func (p *Projector) Run(ctx context.Context, wake <-chan struct{}, notify func([]Change)) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		err := p.Mend(ctx)
		if err == nil {
			err = p.catchUp(ctx, func(c []Change) {
				if notify != nil && len(c) > 0 {
					notify(c)
				}
			})
		}
		if err != nil && ctx.Err() == nil {
			p.Log.Error("bring the tables up to date", "error", err)
		}
		select {
		case <-wake:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
