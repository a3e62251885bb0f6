package store

import (
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
)

// The clock is set ahead while the program runs, back while it runs, and back while it does not: each is recorded once, in
// the inspection, and told; sleep and small corrections are not.
func TestAJumpOfTheClockIsSeenRecordedAndTold(t *testing.T) {
	wall, up := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), time.Hour
	home := t.TempDir()
	o := Options{App: "paicha test", Now: func() time.Time { return wall }, Uptime: func() (time.Duration, bool) { return up, true }}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	pass := func(wallBy, upBy time.Duration) { wall, up = wall.Add(wallBy), up+upBy }
	jumps := func() int {
		i, err := s.Inspection(id(1))
		if err != nil {
			t.Fatal(err)
		}
		return len(i.Jumps())
	}
	records(t, s, openedAs(1))
	for n, step := range []struct {
		wall, up time.Duration
		jumps    int
	}{
		{time.Second, time.Second, 0},
		{10 * time.Hour, 10 * time.Hour, 0},            // slept
		{time.Minute + 30*time.Second, time.Minute, 0}, // corrected a little
		{24 * time.Hour, time.Second, 1},
		{time.Second, time.Second, 1},
		{-23 * time.Hour, time.Second, 2},
		{time.Second, time.Second, 2},
	} {
		pass(step.wall, step.up)
		if ops := records(t, s, answeredAs(1, n)); len(ops) != 1 || ops[0].Kind != "answered" {
			t.Errorf("step %d: %v", n, ops)
		}
		if got := jumps(); got != step.jumps {
			t.Errorf("step %d: %d jumps, want %d", n, got, step.jumps)
		}
	}
	if n := len(s.Notices()); n != 2 || !strings.Contains(s.Notices()[0].Error(), "clock jumped") {
		t.Errorf("%v", s.Notices())
	}
	closes(t, s)
	pass(-48*time.Hour, time.Second)
	if s, err = Open(home, o); err != nil {
		t.Fatal(err)
	}
	defer closes(t, s)
	records(t, s, answeredAs(1, 90))
	records(t, s, answeredAs(1, 91))
	if got := jumps(); got != 3 {
		t.Errorf("between two runs: %d jumps", got)
	}
	i, err := s.Inspection(id(1))
	if err != nil {
		t.Fatal(err)
	}
	said, ok := i.Answer(inspection.Key{Criterion: "mem10:91.1"})
	if !ok || !said.At.Equal(wall) {
		t.Errorf("people read %s, the clock said %s", said.At, wall)
	}
	verifyChain(t, s)
}
