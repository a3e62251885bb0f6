package sim_test

import (
	"flag"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"anquan.example/paicha/sync/sim"
)

var (
	seeds = flag.Int("seeds", 1500, "worlds that TestSeeds plays")
	first = flag.Uint64("first", 1, "seed of the first of them")
)

// play runs many worlds side by side and tells of those that broke a promise.
func play(t *testing.T, first uint64, n int, o sim.Options) (did map[string]int) {
	t.Helper()
	did = map[string]int{}
	var mu sync.Mutex // guards did and broken
	var broken []uint64
	var next atomic.Uint64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				k := next.Add(1) - 1
				if k >= uint64(n) {
					return
				}
				r := sim.Run(first+k, o)
				mu.Lock()
				for what, times := range r.Did {
					did[what] += times
				}
				did["closed"] += r.Closed
				did["numbered"] += r.Numbered
				if r.Failed() {
					if broken = append(broken, r.Seed); len(broken) <= 5 {
						t.Errorf("seed %d: %s\nreplay: paicha selftest --seed %d --verbose", r.Seed, strings.Join(r.Failures, "\n"), r.Seed)
					}
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if len(broken) > 0 {
		t.Errorf("%d of %d seeds broke a promise: %d", len(broken), n, broken)
	}
	return did
}

func TestSeeds(t *testing.T) {
	did := play(t, *first, *seeds, sim.Options{})
	if *seeds >= 1000 && did["closed"] == 0 {
		t.Error("no finding was ever closed: P5 shows nothing")
	}
	if *seeds >= 1000 && did["numbered"] == 0 {
		t.Error("no paper was ever numbered by the park")
	}
}

// A world with a fault put in on purpose is told from a good one: the checks see what they are for.
func TestTheChecksSee(t *testing.T) {
	for _, d := range sim.Defects() {
		seen := false
		for seed := uint64(1); seed < 60 && !seen; seed++ {
			r := sim.Run(seed, sim.Options{Broken: d})
			seen = r.Failed()
		}
		if !seen {
			t.Errorf("nobody sees that %s", d)
		}
	}
}

// The same seed gives the same run, to the letter.
func TestASeedIsReplayed(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		a, b := sim.Run(seed, sim.Options{}), sim.Run(seed, sim.Options{})
		if a.Hash == b.Hash && a.Requests == b.Requests {
			continue
		}
		for n := range min(len(a.Trace), len(b.Trace)) {
			if a.Trace[n] != b.Trace[n] {
				t.Fatalf("seed %d: line %d:\n%s\n%s", seed, n, a.Trace[n], b.Trace[n])
			}
		}
		t.Fatalf("seed %d: two runs differ in length", seed)
	}
}
