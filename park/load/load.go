// Package load leans on a park's server from outside, as many people would: tablets that sync by the real engine, browsers that read
// pages. It measures what they wait for, and remembers what the server acknowledged, so that a server which was killed can be
// asked for all of it.
package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Meter collects how long things took and what went wrong; many may use one.
type Meter struct {
	What string

	mu     sync.Mutex // guards all below
	took   []time.Duration
	errs   []error
	began  time.Time
	lasted time.Duration
}

// Time does f and notes how long it took.
func (m *Meter) Time(f func() error) error {
	began := time.Now()
	err := f()
	m.note(began, time.Since(began), err)
	return err
}

func (m *Meter) note(began time.Time, took time.Duration, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.began.IsZero() || began.Before(m.began) {
		m.began = began
	}
	m.lasted = max(m.lasted, began.Add(took).Sub(m.began))
	if err != nil {
		m.errs = append(m.errs, err)
		return
	}
	m.took = append(m.took, took)
}

// Figures is what a Meter has so far.
type Figures struct {
	What          string
	N             int
	P50, P99, Max time.Duration
	Rate          float64 // a second
	Errors        []error
}

// Figures sums up.
func (m *Meter) Figures() Figures {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := slices.Sorted(slices.Values(m.took))
	f := Figures{What: m.What, N: len(all), Errors: slices.Clone(m.errs)}
	if len(all) > 0 {
		f.P50, f.P99, f.Max = all[len(all)/2], all[len(all)*99/100], all[len(all)-1]
		f.Rate = float64(len(all)) / max(m.lasted.Seconds(), 1e-6)
	}
	return f
}

// String is a row of a table.
func (f Figures) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("| %-52s | %7d | %8.1f | %8.1f | %8.1f | %9.1f | %6d |", f.What, f.N, ms(f.P50), ms(f.P99), ms(f.Max), f.Rate, len(f.Errors))
}

// Heading is the table's.
const Heading = "| what                                                 |       n |   p50 ms |   p99 ms |   max ms |  a second | errors |"

// Memory is what a process has to itself, bytes, now and, with its files, at most so far; false where the system does not say.
func Memory(pid int) (anonymous, peak int64, ok bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, false
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.ParseInt(f[1], 10, 64)
		switch f[0] {
		case "RssAnon:":
			anonymous = kb << 10
		case "VmHWM:":
			peak = kb << 10
		}
	}
	return anonymous, peak, anonymous > 0
}

// All runs f for every number below n at once, and waits.
func All(n int, f func(n int)) {
	var wait sync.WaitGroup
	for k := range n {
		wait.Go(func() { f(k) })
	}
	wait.Wait()
}

// wait is what somebody does between two things, pace on average; the error is that of ctx.
func wait(ctx context.Context, pace time.Duration) error {
	if pace <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(rand.N(2 * pace))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
