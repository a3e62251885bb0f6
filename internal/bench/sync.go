package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// fullTablet is a home with n operations.
func fullTablet(home string, n int) (*store.Store, error) {
	s, err := store.Open(home, store.Options{App: "bench", Heir: tablet.Heir})
	if err != nil {
		return nil, err
	}
	lib, err := library()
	if err != nil {
		return nil, err
	}
	if _, err := s.KeepLibrary(paicha.Checklists); err != nil {
		return nil, err
	}
	// the check that runs once a day begins ten seconds after the start: it is not what is measured
	if err := s.SetNote("scrubbed", []byte(time.Now().Format(time.DateOnly))); err != nil {
		return nil, err
	}
	return s, more(s, lib.Revision, 0, n)
}

// more records n operations, a hundred an action, as after(the first).
func more(s *store.Store, _ string, first, n int) error {
	lib, err := library()
	if err != nil {
		return err
	}
	all := criteria(lib)
	for k := first; k < first+n; {
		var ps []inspection.Payload
		for len(ps) < 100 && k < first+n {
			if k%100 == 0 {
				ps = append(ps, opened(k/100, lib))
			} else {
				ps = append(ps, answered(k/100, k%100, all))
			}
			k++
		}
		if _, err := s.Record(ps...); err != nil {
			return err
		}
	}
	return nil
}

// packed is what the home holds, as one zstd stream.
func packed(s *store.Store) ([]byte, error) {
	var plain []byte
	err := s.Records(0, func(_ uint64, ops []store.Signed) bool {
		for _, op := range ops {
			plain = binary.AppendUvarint(plain, uint64(len(op.Body)))
			plain = append(append(plain, op.Body...), op.Sig...)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, err
	}
	return e.EncodeAll(plain, nil), nil
}

func syncOnce(e *client.Engine) error { return e.Sync(context.Background()) }

func timed(f func() error) (time.Duration, error) {
	begin := time.Now()
	err := f()
	return time.Since(begin), err
}

// wired counts bytes on connections, both ways, heads and all.
type wired struct {
	http.RoundTripper
	bytes, requests atomic.Int64
}

func newWired() *wired {
	w := &wired{}
	w.RoundTripper = &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return countedConn{c, &w.bytes}, err
	}}
	return w
}

func (w *wired) RoundTrip(r *http.Request) (*http.Response, error) {
	w.requests.Add(1)
	return w.RoundTripper.RoundTrip(r)
}

type countedConn struct {
	net.Conn
	n *atomic.Int64
}

func (c countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func (c countedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.n.Add(int64(n))
	return n, err
}

const syncOps = 100_000

// syncs is the sync bench: operations, the wire, a sync with nothing new.
func syncs(dir string) error {
	s, err := fullTablet(filepath.Join(dir, "home"), syncOps)
	if err != nil {
		return err
	}
	defer s.Close()
	whole, err := packed(s)
	if err != nil {
		return err
	}
	var push, raw, made []time.Duration
	var bytesOn, anonymous int64
	for round := range 3 {
		h, err := newHost(filepath.Join(dir, fmt.Sprint("park", round)))
		if err != nil {
			return err
		}
		w := newWired()
		e, err := h.enrol(tablet.Of(s), fmt.Sprint("round-", round), "", w)
		if err != nil {
			return err
		}
		took, err := timed(func() error { return h.post(h.url, whole, nil) })
		if err != nil {
			return err
		}
		raw = append(raw, took)
		if took, err = timed(func() error {
			again, err := packed(s)
			if err == nil {
				err = h.post(h.url, again, nil)
			}
			return err
		}); err != nil {
			return err
		}
		made = append(made, took)
		w.bytes.Store(0)
		if took, err = timed(func() error { return syncOnce(e) }); err != nil {
			return err
		}
		push = append(push, took)
		bytesOn = w.bytes.Load()
		if st := e.Status(); st.Held != st.Operations || st.Held < syncOps {
			return fmt.Errorf("%d of %d operations are held", st.Held, st.Operations)
		}
		a, _ := memory(h.cmd.Process.Pid)
		anonymous = max(anonymous, a)
		if round == 2 {
			if err := idleSync(e, w); err != nil {
				return err
			}
		}
		if err := h.close(); err != nil {
			return err
		}
	}
	p, r := median(push), median(raw)
	fmt.Printf("  %-52s p50 %6.0f ms\n  %-52s p50 %6.0f ms\n", "one POST of the same compressed bytes, flushed", r*1000, fmt.Sprintf("%d operations to an empty park", syncOps), p*1000)
	goal("sync ÷ one raw POST", p/r, "x", "<= 6", p/r <= 6)
	m := median(made)
	goal("sync ÷ read, compress and POST once", p/m, "x", "-", true)
	ratio := float64(bytesOn) / float64(len(whole))
	goal("bytes on the wire ÷ zstd of the same operations", ratio, "x", "<= 1.05", ratio <= 1.05)
	goal("server's anonymous memory", float64(anonymous)/(1<<20), "MB", "<= 150", anonymous <= 150<<20)
	return nil
}

func idleSync(e *client.Engine, w *wired) error {
	if err := syncOnce(e); err != nil { // gets its token
		return err
	}
	w.bytes.Store(0)
	w.requests.Store(0)
	if err := syncOnce(e); err != nil {
		return err
	}
	n, b := w.requests.Load(), w.bytes.Load()
	goal("a sync with nothing new: requests", float64(n), "", "= 1", n == 1)
	goal("a sync with nothing new: bytes, both ways, with heads", float64(b), "bytes", "<= 400", b <= 400)
	return nil
}

// growth compares a hundred new operations after ten thousand and after a million.
func growth(dir string) error {
	var p50 []float64
	sizes := []int{10_000, 1_000_000}
	for _, n := range sizes {
		s, err := fullTablet(filepath.Join(dir, fmt.Sprint("home", n)), n)
		if err != nil {
			return err
		}
		h, err := newHost(filepath.Join(dir, fmt.Sprint("park", n)))
		if err != nil {
			return err
		}
		e, err := h.enrol(tablet.Of(s), "park", "", nil)
		if err == nil {
			err = syncOnce(e)
		}
		var took []time.Duration
		for k := range 15 {
			if err == nil {
				err = more(s, "", n+100*k, 100)
			}
			if err == nil {
				var d time.Duration
				d, err = timed(func() error { return syncOnce(e) })
				took = append(took, d)
			}
		}
		if err = errors.Join(err, h.close(), s.Close()); err != nil {
			return err
		}
		p50 = append(p50, median(took))
		fmt.Printf("  %-52s p50 %6.1f ms\n", fmt.Sprintf("100 operations more, after %d", n), median(took)*1000)
	}
	goal("after a million ÷ after ten thousand", p50[1]/p50[0], "x", "<= 1.3", p50[1]/p50[0] <= 1.3)
	return nil
}

// crowd is fifty tablets at once, twenty operations a sync.
func crowd(dir string) error {
	const tablets, each, rounds = 50, 20, 8
	h, err := newHost(filepath.Join(dir, "park"))
	if err != nil {
		return err
	}
	defer h.close()
	all := make([]*sim.Tablet, tablets)
	engines := make([]*client.Engine, tablets)
	bodies := make([][]byte, tablets)
	for n := range all {
		at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
		all[n] = sim.NewTablet(func() []byte { sum := sha256.Sum256(fmt.Appendf(nil, "crowd %d", n)); return sum[:] }, func() time.Time { at = at.Add(time.Second); return at })
		if engines[n], err = h.giver(all[n], fmt.Sprint("t", n)); err != nil {
			return err
		}
	}
	lib, err := library()
	if err != nil {
		return err
	}
	criteria := criteria(lib)
	say := func(n, round int) error {
		for k := range each {
			if _, err := all[n].Record(answered(n, round*each+k, criteria)); err != nil {
				return err
			}
		}
		return nil
	}
	together := func(f func(n int) error) (time.Duration, error) {
		errs := make([]error, tablets)
		var wait sync.WaitGroup
		begin := time.Now()
		for n := range tablets {
			wait.Go(func() { errs[n] = f(n) })
		}
		wait.Wait()
		return time.Since(begin), errors.Join(errs...)
	}
	if _, err := together(func(n int) error { return syncOnce(engines[n]) }); err != nil {
		return err
	}
	var ours, raw []time.Duration
	for round := range rounds {
		for n := range all {
			if err := say(n, round); err != nil {
				return err
			}
			ops := all[n].Ops()
			var raws []wire.Raw
			for _, op := range ops[len(ops)-each:] {
				r, err := wire.NewRaw(op.Body, op.Sig)
				if err != nil {
					return err
				}
				raws = append(raws, r)
			}
			bodies[n] = wire.Pack(raws).Data
		}
		took, err := together(func(n int) error { return h.post(h.url, bodies[n], nil) })
		if err != nil {
			return err
		}
		raw = append(raw, took)
		if took, err = together(func(n int) error { return syncOnce(engines[n]) }); err != nil {
			return err
		}
		ours = append(ours, took)
	}
	o, r := tablets/median(ours), tablets/median(raw)
	fmt.Printf("  %-52s %10.0f a second\n  %-52s %10.0f a second\n", "one POST each that is appended to a file and flushed", r, "syncs of 20 operations, 50 tablets at once", o)
	goal("syncs ÷ the bare file writer's", o/r, "x", ">= 0.9", o/r >= 0.9)
	a, _ := memory(h.cmd.Process.Pid)
	goal("server's anonymous memory", float64(a)/(1<<20), "MB", "<= 150", a <= 150<<20)
	return nil
}
