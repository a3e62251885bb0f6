package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
	"anquan.example/paicha/tui"
)

// park is sync behind the screens: one goroutine of its own runs it from when the store is open until stop, and what it
// tells is kept as a status that screens read. Nothing here holds up a key: mu is held for moments only.
type park struct {
	p    *program
	more chan struct{} // something changed
	ctx  context.Context
	end  context.CancelFunc

	enrolling sync.Mutex // one enrolment at a time

	mu       sync.Mutex // guards the next
	s        *store.Store
	e        *client.Engine // nil: not enrolled
	r        *client.Runner
	halt     context.CancelFunc // of the runner
	done     chan struct{}      // closed when the runner's goroutine has ended
	looked   bool               // whether it is enrolled is known
	problem  error              // why there is no engine
	pause    client.Pause
	videos   bool
	arrived  uint64
	criteria string
	ready    chan struct{} // closed when it is known whether there is a park

	told   tui.ParkStatus // what Next gave last; Next's own, which one goroutine calls
	toldAt time.Time
}

func startPark(p *program) *park {
	k := &park{p: p, more: make(chan struct{}, 1)}
	k.ctx, k.end = context.WithCancel(context.Background())
	return k
}

// start begins to sync, in the background, once the store is open.
func (k *park) start(s *store.Store) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ctx.Err() != nil {
		return
	}
	k.s = s
	k.begin()
}

// begin starts the goroutine; mu is held.
func (k *park) begin() {
	ctx, halt := context.WithCancel(k.ctx)
	done, ready := make(chan struct{}), make(chan struct{})
	k.halt, k.done, k.ready = halt, done, ready
	s := k.s
	go func() {
		defer close(done)
		if r := k.find(s); r != nil {
			close(ready)
			_ = r.Run(ctx) // its only error is that it runs already
			return
		}
		close(ready)
	}()
}

// find reads which park this home is enrolled at.
func (k *park) find(s *store.Store) *client.Runner {
	e, err := k.p.engine(s, client.Options{Now: k.p.now, Changed: func(client.Status) { k.changed() }})
	k.mu.Lock()
	k.looked, k.e, k.r, k.problem, k.pause = true, e, nil, nil, client.Pause{}
	k.criteria = handedCriteria(s)
	if err == nil {
		e.SetVideos(k.videos)
		k.r = client.NewRunner(k, client.RunOptions{Now: k.p.now, Changed: k.paused})
	} else if k.e = nil; !errors.Is(err, client.ErrNotEnrolled) {
		k.problem = err
	}
	r := k.r
	k.mu.Unlock()
	k.changed()
	return r
}

// Sync is one sync of the runner.
func (k *park) Sync(ctx context.Context) error {
	k.mu.Lock()
	e, s := k.e, k.s
	k.mu.Unlock()
	err := e.Sync(ctx)
	st := e.Status()
	k.mu.Lock()
	k.arrived += st.Got
	if slices.Contains(st.Notes, wire.Criteria) {
		k.criteria = handedCriteria(s)
	}
	k.mu.Unlock()
	k.changed()
	return err
}

func (k *park) paused(p client.Pause) {
	k.mu.Lock()
	if !p.Next.IsZero() {
		k.pause = p
	}
	k.mu.Unlock()
	k.changed()
}

func (k *park) changed() {
	select {
	case k.more <- struct{}{}:
	default:
	}
}

// recorded says that something was recorded.
func (k *park) recorded() {
	k.mu.Lock()
	e, r := k.e, k.r
	k.mu.Unlock()
	if r != nil {
		e.Recorded()
		r.Wake()
	}
}

// stop ends sync and waits for it; Next gives nothing any more.
func (k *park) stop() {
	k.end()
	k.mu.Lock()
	done := k.done
	k.mu.Unlock()
	if done != nil {
		<-done
	}
	k.enrolling.Lock() // one that was under way sees the end, and its store is used no more
	defer k.enrolling.Unlock()
}

// pace is the least time between two statuses.
const pace = 500 * time.Millisecond

// Next waits until the status has changed.
func (k *park) Next() (tui.ParkStatus, bool) {
	for {
		select {
		case <-k.ctx.Done():
			return tui.ParkStatus{}, false
		case <-k.more:
		}
		s := k.Status()
		if reflect.DeepEqual(s, k.told) {
			continue
		}
		if left := pace - time.Since(k.toldAt); left > 0 { // what follows at once is told together
			select {
			case <-k.ctx.Done():
				return tui.ParkStatus{}, false
			case <-time.After(left):
			}
			s = k.Status()
		}
		k.told, k.toldAt = s, time.Now()
		return s, true
	}
}

// SyncNow asks for a sync at once.
func (k *park) SyncNow() {
	k.mu.Lock()
	r := k.r
	k.mu.Unlock()
	if r != nil {
		r.SyncNow()
	}
}

// SetVideos says whether videos go too, until the program ends: it is a wish for now.
func (k *park) SetVideos(send bool) {
	k.mu.Lock()
	k.videos = send
	e, r := k.e, k.r
	k.mu.Unlock()
	if r == nil {
		return
	}
	e.SetVideos(send)
	if send {
		r.SyncNow()
	}
	k.changed()
}

// Enrol puts the tablet on a park's list. What syncs with the one before ends first, and goes on when it fails.
func (k *park) Enrol(invitation string) error {
	k.enrolling.Lock()
	defer k.enrolling.Unlock()
	k.mu.Lock()
	s, halt, done := k.s, k.halt, k.done
	k.mu.Unlock()
	if s == nil || k.ctx.Err() != nil {
		return errors.New(k.p.w.Home.NotOpen)
	}
	halt()
	<-done
	_, err := k.p.enrolAt(k.ctx, s, invitation)
	k.mu.Lock()
	if k.ctx.Err() == nil {
		k.begin()
	}
	ready := k.ready
	k.mu.Unlock()
	if err != nil {
		return parkError(k.p.w, err)
	}
	<-ready // the page shows the new park at once
	return nil
}

// Status is how it stands.
func (k *park) Status() tui.ParkStatus {
	k.mu.Lock()
	e, pause, videos, looked, problem, s := k.e, k.pause, k.videos, k.looked, k.problem, k.s
	t := tui.ParkStatus{Arrived: k.arrived, Criteria: k.criteria, SendVideos: videos}
	k.mu.Unlock()
	switch {
	case !looked:
		return t
	case e == nil:
		t.State = tui.ParkNone
		if problem != nil {
			t.Problem.Says = k.p.w.Error(problem)
		}
		return t
	}
	w, st := k.p.w, e.Status()
	t.Park, t.URL, t.Device, t.Role, t.Pinned = st.Park, st.URL, deviceName(w, st.Device), st.Device.Role, st.Pinned
	t.Operations, t.Held, t.Others, t.OthersHeld = st.Operations, st.Held, st.Others, st.OthersHeld
	t.Photos, t.PhotosHeld, t.Videos = st.Photos, st.PhotosHeld, st.Videos
	t.Skew, t.Sent, t.Got = time.Duration(st.Skew)*time.Millisecond, st.Sent, st.Got
	t.Bytes, t.Moved, t.PhotosToGo, t.PhotosSent, t.Left = st.ToGo, min(st.Moved, st.ToGo), st.PhotosToGo, st.PhotosSent, st.Left(k.p.now())
	if !st.Last.IsZero() {
		t.Last = st.Last.In(k.p.zone)
	}
	if !pause.Next.IsZero() {
		t.Next = pause.Next.In(k.p.zone)
	}
	for _, note := range st.Notes {
		t.Notes = append(t.Notes, noteIn(w, note))
	}
	t.Refused = parkItems(refusedItems(w, st, s.Feed(), nil))
	t.Waiting = parkItems(waitingItems(w, st))
	t.Troubles = len(st.Troubles)
	t.State = tui.ParkIdle
	switch code := client.Why(st.Err); {
	case st.Running:
		t.State = tui.ParkRunning
	case st.Err == nil || code == client.Stopped:
	default:
		t.State = tui.ParkStuck
		if code == client.Offline || code == client.NoAnswer || code == client.CutOff {
			t.State = tui.ParkOffline
		} else if pause.Barred {
			t.State = tui.ParkBarred
		}
		t.Problem.Says, t.Problem.Todo = whyIn(w, st.Err)
	}
	return t
}

func parkItems(all []syncItem) []tui.ParkItem {
	var items []tui.ParkItem
	for _, i := range all {
		items = append(items, tui.ParkItem{What: i.What, Says: i.Says, Todo: i.Todo})
	}
	return items
}

// handedCriteria is the revision of the criteria that the park hands out; "" for none.
func handedCriteria(s *store.Store) string {
	data, err := s.Peer(handoutPeer + wire.Criteria)
	if err != nil {
		return ""
	}
	return string(data)
}

// newCriteria says that the park's criteria are used from now on.
func newCriteria(w *words.Words, revision string) error {
	return fmt.Errorf(w.Park.NewCriteria, revision[:min(8, len(revision))])
}
