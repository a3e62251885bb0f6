package client_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// fakeSync is a syncer that notes when it was called, takes a while, and fails as it is told.
type fakeSync struct {
	begun  time.Time
	at     []time.Duration
	takes  time.Duration
	err    func(n int) error
	inside int
	t      *testing.T
}

func (f *fakeSync) Sync(ctx context.Context) error {
	if f.inside++; f.inside > 1 {
		f.t.Error("two syncs at a time")
	}
	defer func() { f.inside-- }()
	f.at = append(f.at, time.Since(f.begun))
	select {
	case <-time.After(f.takes):
	case <-ctx.Done():
		return ctx.Err()
	}
	if f.err == nil {
		return nil
	}
	return f.err(len(f.at))
}

// running runs f beside a runner in a world where time passes when everybody waits.
func running(t *testing.T, s *fakeSync, f func(r *client.Runner, pauses *[]client.Pause)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		var pauses []client.Pause
		r := client.NewRunner(s, client.RunOptions{Changed: func(p client.Pause) { pauses = append(pauses, p) }})
		s.begun, s.t = time.Now(), t
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		synctest.Wait()
		f(r, &pauses)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestItSyncsSoonAfterARecordAndNowAndThen(t *testing.T) {
	s := &fakeSync{takes: time.Second}
	running(t, s, func(r *client.Runner, _ *[]client.Pause) {
		time.Sleep(10 * time.Second)
		for range 20 { // somebody answers fast: all of it goes in few syncs
			r.Wake()
			time.Sleep(300 * time.Millisecond)
		}
		time.Sleep(10 * time.Minute)
	})
	want := []time.Duration{0, 15 * time.Second, 21 * time.Second, 262 * time.Second, 503 * time.Second}
	if !slices.Equal(s.at, want) {
		t.Errorf("synced at %v, want %v", s.at, want)
	}
}

func TestOnDemandItSyncsAtOnceAndNeverTwiceAtATime(t *testing.T) {
	s := &fakeSync{takes: 30 * time.Second}
	running(t, s, func(r *client.Runner, _ *[]client.Pause) {
		if err := r.Run(context.Background()); !errors.Is(err, client.ErrRunning) {
			t.Errorf("a second Run: %v", err)
		}
		time.Sleep(time.Second)
		r.SyncNow()
		r.SyncNow()
		time.Sleep(100 * time.Second)
	})
	if want := []time.Duration{0, 30 * time.Second}; !slices.Equal(s.at, want) {
		t.Errorf("synced at %v, want %v", s.at, want)
	}
}

// A link that is away is tried less and less often, and what is recorded meanwhile does not make it more often.
func TestAfterFailuresItWaitsLonger(t *testing.T) {
	s := &fakeSync{err: func(n int) error {
		if n < 10 {
			return errors.New("no network")
		}
		return nil
	}}
	running(t, s, func(r *client.Runner, pauses *[]client.Pause) {
		for range 60 * 60 {
			r.Wake()
			time.Sleep(time.Second)
			synctest.Wait()
			if len(s.at) == 10 {
				break
			}
		}
		if last := (*pauses)[len(*pauses)-1]; last.Failed != 0 || last.Next.IsZero() {
			t.Errorf("after success: %+v", last)
		}
	})
	if len(s.at) != 10 {
		t.Fatalf("%d syncs in an hour", len(s.at))
	}
	wait := 5 * time.Second
	for n := 1; n < len(s.at); n++ {
		got := s.at[n] - s.at[n-1]
		if got < wait*7/10 || got > wait*13/10+time.Second {
			t.Errorf("pause %d is %v, want about %v", n, got, wait)
		}
		wait = min(wait*2, 4*time.Minute)
	}
}

func TestItWaitsAsLongAsTheParkAsks(t *testing.T) {
	s := &fakeSync{err: func(int) error { return &wire.Refusal{Code: wire.TooMany, Wait: 600} }}
	running(t, s, func(*client.Runner, *[]client.Pause) { time.Sleep(1900 * time.Second) })
	if want := []time.Duration{0, 600 * time.Second, 1200 * time.Second, 1800 * time.Second}; !slices.Equal(s.at, want) {
		t.Errorf("synced at %v, want %v", s.at, want)
	}
}

// A device that was taken off the list does not hammer; a person may still try.
func TestARevokedDeviceKeepsQuiet(t *testing.T) {
	for _, code := range []wire.Code{wire.Revoked, wire.UnknownDevice} {
		s := &fakeSync{err: func(int) error { return &wire.Refusal{Code: code} }}
		running(t, s, func(r *client.Runner, pauses *[]client.Pause) {
			for range 59 {
				r.Wake()
				time.Sleep(time.Minute)
			}
			synctest.Wait()
			if len(s.at) != 1 {
				t.Errorf("%s: %d tries in an hour", code, len(s.at))
			}
			if last := (*pauses)[len(*pauses)-1]; !last.Barred {
				t.Errorf("%s: %+v", code, last)
			}
			r.SyncNow()
			synctest.Wait()
			if len(s.at) != 2 {
				t.Errorf("%s: a person's wish is not heard", code)
			}
		})
	}
}

func TestItStopsInTheMiddleOfASync(t *testing.T) {
	s := &fakeSync{takes: 24 * time.Hour}
	running(t, s, func(*client.Runner, *[]client.Pause) { time.Sleep(time.Second) })
}
