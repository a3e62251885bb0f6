// Package demo makes up a park: enterprises, experts with tablets, inspections and all that became of their findings, from a
// seed and a day. It says everything the way people would: tablets push operations that they signed, the park records what
// was done at it, so that lists, charts, tests and pictures have something true to show. Nobody in it exists.
package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Options is what to make up; the zero Options but Today will do.
type Options struct {
	Seed        uint64
	Enterprises int       // 0: 24
	Inspections int       // 0: five for each enterprise
	Today       time.Time // nothing happens after it; its day and zone are those that deadlines are seen from
	Photos      bool      // draw photos and give them to the park
	// Clock is the clock that the park was opened with: what is done at the park then bears the day on which it was. Nil: all
	// of it bears the park's own time, and only days (deadlines, visits) are spread.
	Clock *Clock
}

// Summary is what was made up.
type Summary struct {
	Enterprises []inspection.Enterprise
	Devices     int
	Inspections int
	Findings    int
	Photos      int
	Operations  int
	Kinds       map[string]int // operations by kind
	Vain        int            // steps without effect, made so on purpose
}

// months is how far back the made-up time begins.
const months = 18

// ErrNotEmpty says that the park has operations already: what is made up never stands beside what is not.
var ErrNotEmpty = errors.New("the park has operations already: a made-up park needs an empty one")

// Fill makes a park up in an empty one. The same options make the same, but for the keys of tablets, which are drawn: nobody
// who knows the seed can sign for one.
func Fill(ctx context.Context, park *server.Park, o Options) (Summary, error) {
	w, err := newWorld(ctx, park, o)
	if err != nil {
		return Summary{}, fmt.Errorf("make up a park: %w", err)
	}
	if err := w.run(); err != nil {
		return w.sum, fmt.Errorf("make up a park: %w", err)
	}
	return w.sum, nil
}

// world is the park while it is made up.
type world struct {
	ctx     context.Context
	park    *server.Park
	o       Options
	rng     *rand.Rand
	lib     *checklist.Library
	begin   time.Time
	firms   []*firm
	tablets []*tablet
	agenda  agenda
	desk    desk
	clock   inspection.HLC // highest that the park has
	sum     Summary
}

func newWorld(ctx context.Context, park *server.Park, o Options) (*world, error) {
	feeds, err := park.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range feeds {
		if f.Ops > 0 {
			return nil, ErrNotEmpty
		}
	}
	if o.Today.IsZero() {
		return nil, errors.New("which day is today? Options.Today is not set")
	}
	if o.Enterprises <= 0 {
		o.Enterprises = 24
	}
	if o.Inspections <= 0 {
		o.Inspections = 5 * o.Enterprises
	}
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, err
	}
	w := &world{ctx: ctx, park: park, o: o, lib: lib, rng: rand.New(rand.NewPCG(o.Seed, 0x5eed))}
	w.sum.Kinds = map[string]int{}
	w.begin = Begin(o.Today)
	return w, nil
}

// run lives through the months, one thing after another.
func (w *world) run() error {
	w.at(w.begin)
	if err := w.found(); err != nil {
		return err
	}
	if err := w.equip(); err != nil {
		return err
	}
	w.visits()
	for {
		next, more := w.agenda.next()
		if !more || next.at.After(w.o.Today) {
			break
		}
		if err := w.desk.close(w, next.at); err != nil {
			return err
		}
		w.at(next.at)
		if err := next.do(next.at); err != nil {
			return err
		}
	}
	err := w.desk.flush(w)
	w.at(w.o.Today)
	return err
}

// at sets the park's clock.
func (w *world) at(t time.Time) {
	if w.o.Clock != nil {
		w.o.Clock.Set(t)
	}
}

// day is the first moment of a day.
func (w *world) day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, w.o.Today.Location())
}

// Begin is when the time of a park that is made up today begins.
func Begin(today time.Time) time.Time {
	y, m, d := today.AddDate(0, -months, 0).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, today.Location())
}

// chance is true so many times of a hundred.
func (w *world) chance(percent int) bool { return w.rng.IntN(100) < percent }

// between is a number from a to b.
func (w *world) between(a, b int) int { return a + w.rng.IntN(max(b-a, 0)+1) }

func one[T any](w *world, of []T) T { return of[w.rng.IntN(len(of))] }

// id is a UUIDv7 of the moment, drawn.
func (w *world) id(at time.Time) string {
	ms := uint64(at.UnixMilli())
	a, b := w.rng.Uint64(), w.rng.Uint64()
	return fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", ms>>16, ms&0xffff, a&0xfff, 0x8000|a>>16&0x3fff, b&0xffffffffffff)
}

// count adds operations to the summary.
func (w *world) count(ops ...inspection.Op) {
	for _, op := range ops {
		w.sum.Operations++
		w.sum.Kinds[op.Kind]++
		w.clock = max(w.clock, op.HLC)
	}
}

// register is the made-up enterprises as the park hands them out.
func (w *world) register() error {
	return w.park.HandOut(w.ctx, wire.Register, wire.Encode(wire.Enterprises{All: w.sum.Enterprises}))
}
