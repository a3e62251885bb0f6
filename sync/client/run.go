package client

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"

	"anquan.example/paicha/sync/wire"
)

// Syncer is what a Runner runs: an Engine.
type Syncer interface {
	Sync(ctx context.Context) error
}

// RunOptions is when a Runner syncs; zero values are the defaults beside them.
type RunOptions struct {
	Quiet       time.Duration // after something was recorded: 5 s, so that what follows at once goes with it
	Every       time.Duration // when nothing was: 4 min
	First, Most time.Duration // of the pauses after a failure: 5 s, then longer up to 4 min
	Long        time.Duration // when the park wants nothing of this device: 1 h
	Now         func() time.Time
	// Changed is called on Run's goroutine when the next sync is known, and with the zero Pause when one begins.
	Changed func(Pause)
}

// Pause is why and until when nothing is synced.
type Pause struct {
	Next   time.Time
	Failed int  // syncs in a row that ended early
	Barred bool // the park has said that it wants nothing of this device: only a person changes that
}

// Runner syncs by itself: soon after something was recorded, every few minutes, and at once on demand. After a failure it
// waits longer each time, at random within bounds so that a park's tablets do not all come back at the same moment.
type Runner struct {
	s       Syncer
	o       RunOptions
	wake    chan struct{}
	now     chan struct{}
	running atomic.Bool
}

// NewRunner is a runner for s that nothing has started yet.
func NewRunner(s Syncer, o RunOptions) *Runner {
	def := func(d *time.Duration, to time.Duration) {
		if *d <= 0 {
			*d = to
		}
	}
	def(&o.Quiet, 5*time.Second)
	def(&o.Every, 4*time.Minute)
	def(&o.First, 5*time.Second)
	def(&o.Most, 4*time.Minute)
	def(&o.Long, time.Hour)
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Runner{s: s, o: o, wake: make(chan struct{}, 1), now: make(chan struct{}, 1)}
}

// Wake says that something was recorded. It never waits.
func (r *Runner) Wake() { poke(r.wake) }

// SyncNow asks for a sync at once, or right after the one that runs, whatever the pause. It never waits.
func (r *Runner) SyncNow() { poke(r.now) }

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // asked for already
	}
}

// ErrRunning says that the runner runs already.
var ErrRunning = errors.New("it syncs by itself already")

// Run syncs until ctx ends, the first time at once. No two syncs run at a time.
func (r *Runner) Run(ctx context.Context) error {
	if !r.running.CompareAndSwap(false, true) {
		return ErrRunning
	}
	defer r.running.Store(false)
	back := &backoff.ExponentialBackOff{InitialInterval: r.o.First, RandomizationFactor: 0.3, Multiplier: 2, MaxInterval: r.o.Most}
	back.Reset()
	timer := time.NewTimer(0)
	defer timer.Stop()
	var p Pause
	due := time.Now() // on the timer's clock, which nobody sets
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.wake:
			if p.Failed == 0 && due.After(time.Now().Add(r.o.Quiet)) {
				due = time.Now().Add(r.o.Quiet)
				timer.Reset(r.o.Quiet)
			}
			continue
		case <-r.now:
		case <-timer.C:
		}
		r.tell(Pause{})
		err := r.s.Sync(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var wait time.Duration
		wait, p = r.after(err, p, back)
		p.Next, due = r.o.Now().Add(wait), time.Now().Add(wait)
		timer.Reset(wait)
		r.tell(p)
	}
}

// after is how long to wait after a sync, and what is known then.
func (r *Runner) after(err error, p Pause, back *backoff.ExponentialBackOff) (time.Duration, Pause) {
	if err == nil {
		back.Reset()
		return r.o.Every, Pause{}
	}
	p = Pause{Failed: p.Failed + 1, Barred: barred(err)}
	if p.Barred {
		return r.o.Long, p
	}
	wait := back.NextBackOff()
	var refusal *wire.Refusal
	if errors.As(err, &refusal) {
		wait = max(wait, time.Duration(min(refusal.Wait, 24*3600))*time.Second)
	}
	return wait, p
}

func (r *Runner) tell(p Pause) {
	if r.o.Changed != nil {
		r.o.Changed(p)
	}
}

// barred says that trying again by itself would only be a nuisance.
func barred(err error) bool {
	if errors.Is(err, ErrOtherCertificate) {
		return true
	}
	var refusal *wire.Refusal
	if !errors.As(err, &refusal) {
		return false
	}
	switch refusal.Code {
	case wire.Revoked, wire.UnknownDevice, wire.NewerVersion, wire.OtherPark:
		return true
	}
	return false
}
