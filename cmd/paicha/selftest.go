package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/sync/sim"
)

// selfTest is what "paicha selftest" was asked for.
type selfTest struct {
	seed, seeds uint64
	lasts       time.Duration
	verbose     bool
}

func (p *program) selftest() *cobra.Command {
	var t selfTest
	c := &cobra.Command{
		Use: "selftest", Short: p.w.CLI.SelfTest, Long: p.w.CLI.SelfTestLong, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			t.one(cmd.Flags().Changed("seed"), cmd.Flags().Changed("seeds"))
			return p.play(cmd.Context(), t)
		},
	}
	f := c.Flags()
	f.Uint64Var(&t.seed, "seed", 1, p.w.CLI.FlagSeed)
	f.Uint64Var(&t.seeds, "seeds", 1000, p.w.CLI.FlagSeeds)
	f.DurationVar(&t.lasts, "for", 0, p.w.CLI.FlagFor)
	f.BoolVar(&t.verbose, "verbose", false, p.w.CLI.FlagVerbose)
	return c
}

// one: a seed alone is that seed alone.
func (t *selfTest) one(seed, seeds bool) {
	if seed && !seeds && t.lasts == 0 {
		t.seeds = 1
	}
}

// sums is what all worlds did together.
type sums struct {
	mu                                  sync.Mutex // guards the rest
	next, worlds, syncs, requests       uint64
	operations, photos, tablets, broken uint64
	first                               sim.Report // that broke a promise, by its seed
	did                                 map[string]int
}

// play plays worlds side by side and says what became of them.
func (p *program) play(ctx context.Context, t selfTest) error {
	begin := p.now()
	all := sums{did: map[string]int{}}
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for ctx.Err() == nil {
				seed, more := all.take(t, p.now().Sub(begin))
				if !more {
					return
				}
				all.add(sim.Run(seed, sim.Options{Detail: t.verbose && t.seeds == 1}))
			}
		})
	}
	wait.Wait()
	c := p.w.CLI
	if t.verbose && t.seeds == 1 {
		fmt.Fprintln(p.out, strings.Join(all.first.Trace, "\n"))
	}
	fmt.Fprintf(p.out, c.SelfTestSums+"\n", all.worlds, all.tablets, all.operations, all.photos, all.syncs, all.requests, p.now().Sub(begin).Round(time.Second))
	if t.verbose {
		for _, name := range sim.Steps() {
			fmt.Fprintf(p.out, "%8d  %s\n", all.did[name], name)
		}
	}
	if all.broken == 0 {
		fmt.Fprintln(p.out, c.SelfTestWhole)
		return ctx.Err()
	}
	if !(t.verbose && t.seeds == 1) {
		fmt.Fprintln(p.out, strings.Join(all.first.Trace, "\n"))
	}
	fmt.Fprintf(p.out, c.SelfTestReplay+"\n", all.broken, fmt.Sprintf("paicha selftest --seed %d --verbose", all.first.Seed))
	return errors.New(c.SelfTestBroken)
}

// take gives the next seed.
func (s *sums) take(t selfTest, spent time.Duration) (seed uint64, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.lasts > 0 && spent >= t.lasts || t.lasts == 0 && s.next >= t.seeds {
		return 0, false
	}
	s.next++
	return t.seed + s.next - 1, true
}

func (s *sums) add(r sim.Report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worlds++
	s.tablets, s.operations, s.photos = s.tablets+uint64(r.Tablets), s.operations+uint64(r.Ops), s.photos+uint64(r.Photos)
	s.syncs, s.requests = s.syncs+uint64(r.Syncs), s.requests+uint64(r.Requests)
	for name, n := range r.Did {
		s.did[name] += n
	}
	if r.Failed() {
		s.broken++
	}
	if s.worlds == 1 || r.Failed() && (!s.first.Failed() || r.Seed < s.first.Seed) {
		s.first = r
	}
}
