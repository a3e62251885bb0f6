package client_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// cutter stands between a tablet and the park, and cuts every connection once so many bytes have gone one way.
type cutter struct {
	net.Listener
	park     string
	up, down atomic.Int64 // bytes that still pass; below zero: all
	wait     sync.WaitGroup
}

func newCutter(t *testing.T, park string) *cutter {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, park: park}
	c.whole()
	c.wait.Go(c.serve)
	t.Cleanup(func() { l.Close(); c.wait.Wait() })
	return c
}

// whole lets everything pass.
func (c *cutter) whole() { c.up.Store(-1); c.down.Store(-1) }

func (c *cutter) serve() {
	for {
		near, err := c.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", c.park)
		if err != nil {
			near.Close()
			continue
		}
		c.wait.Go(func() { pass(far, near, &c.up, near, far) })
		c.wait.Go(func() { pass(near, far, &c.down, near, far) })
	}
}

// pass brings bytes over until none may pass, and then closes both ends.
func pass(to io.Writer, from io.Reader, left *atomic.Int64, ends ...io.Closer) {
	defer func() {
		for _, e := range ends {
			e.Close()
		}
	}()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		may := int64(n)
		if at := left.Load(); at >= 0 {
			may = min(at, may)
			left.Store(at - may)
		}
		if _, failed := to.Write(buf[:may]); failed != nil || err != nil || may < int64(n) {
			return
		}
	}
}

// The link is cut at every byte of a session, once on the way to the park and once on the way back. The sync after it
// completes, and everything is at the park once.
func TestALinkCutAtEveryByte(t *testing.T) {
	for _, way := range []string{"to the park", "from the park"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			c := newCutter(t, s.http.Listener.Addr().String())
			n := int64(0)
			for ; !cutSession(s, c, way, n); n++ {
				s.ledger, s.blobs = server.NewMemory(), server.NewMemoryBlobs()
				s.open()

				if n > 20_000 {
					t.Fatal("no session passes")
				}
			}
			t.Logf("a session is %d bytes %s", n, way)
		})
	}
}

// cutSession says whether the session passed whole.
func cutSession(s *stage, c *cutter, way string, n int64) (whole bool) {
	t := s.t
	a := s.tablet()
	s.list(a, "http://"+c.Addr().String())
	add(t, a, 4)
	for k := range 2 {
		p := a.AddPicture(bytes.Repeat([]byte{byte(k), byte(n), byte(n >> 8)}, 100))
		if _, err := a.Record(&inspection.Photographed{ID: insp, Criterion: "mem10:13.1", Photo: p}); err != nil {
			t.Fatal(err)
		}
	}
	if way == "to the park" {
		c.up.Store(n)
	} else {
		c.down.Store(n)
	}
	wires := &http.Transport{}
	err := s.over(a, wires).Sync(context.Background())
	wires.CloseIdleConnections()
	c.whole()
	e := s.over(a, direct{s.http.Config.Handler})
	if again := e.Sync(context.Background()); again != nil {
		t.Fatalf("cut at byte %d %s (%v): the next sync: %v", n, way, err, again)
	}
	if got := e.Status(); got.Held != 7 || got.Operations != 7 || got.PhotosHeld != 2 || got.Photos != 2 {
		t.Fatalf("cut at byte %d %s (%v): %d of %d operations, %d of %d photos held", n, way, err, got.Held, got.Operations, got.PhotosHeld, got.Photos)
	}
	ops, failed := s.park.Operations(context.Background(), a.Feed())
	if failed != nil || len(ops) != 7 {
		t.Fatalf("cut at byte %d %s (%v): %d operations at the park, %v", n, way, err, len(ops), failed)
	}
	return err == nil
}

// direct is a link that is whole.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	served := r.Clone(r.Context())
	served.RequestURI = r.URL.RequestURI()
	if served.Body == nil {
		served.Body = http.NoBody
	}
	d.ServeHTTP(w, served)
	return w.Result(), nil
}

// over is an engine over that link.
func (s *stage) over(a *sim.Tablet, rt http.RoundTripper) *client.Engine {
	s.t.Helper()
	e, err := client.New(a, "park", client.Options{HTTP: rt, Serial: true})
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

// list puts a tablet on the park's list as enrolment does, without stretching a code.
func (s *stage) list(a *sim.Tablet, url string) {
	s.t.Helper()
	d := wire.Device{Feed: a.Feed(), Key: a.Public(), Name: "平板1", Role: wire.RoleExpert}
	if err := s.ledger.Update(context.Background(), func(tx server.Tx) error { return tx.SetDevice(d) }); err != nil {
		s.t.Fatal(err)
	}
	about := s.park.About()
	about.Epoch = wire.Epoch{}
	if err := a.SetPeer("park", wire.Encode(client.Peer{URL: url, Park: about, Device: d})); err != nil {
		s.t.Fatal(err)
	}
}

// gone is a link over which no photo passes.
type gone struct {
	direct
	puts *int
}

func (g gone) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPut {
		*g.puts++
		return nil, errRoom
	}
	return g.direct.RoundTrip(r)
}
