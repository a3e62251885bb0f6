package pair_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/pair"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

const insp = "019ab3f0-0000-7000-8000-000000000001"

type stage struct {
	*testing.T
	seed uint64
	now  time.Time
}

func newStage(t *testing.T) *stage {
	return &stage{T: t, now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stage) random() []byte {
	s.seed++
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.Name()), s.seed))
	return sum[:]
}

func (s *stage) tablet() *sim.Tablet {
	return sim.NewTablet(s.random, func() time.Time { s.now = s.now.Add(time.Second); return s.now })
}

func (s *stage) walk(t *sim.Tablet, n, photos int) {
	s.Helper()
	for i := range n {
		_, err := t.Record(&inspection.UnitAdded{ID: insp, Unit: inspection.Unit{ID: insp, Kind: "tank", Name: fmt.Sprint("储罐", i)}})
		s.must(err)
	}
	for range photos {
		p := t.AddPicture(bytes.Repeat(s.random(), 3000))
		_, err := t.Record(&inspection.Photographed{ID: insp, Criterion: "mem10:13.1", Photo: p})
		s.must(err)
	}
}

// listen lets t answer until the test ends; the listener may cut connections.
func (s *stage) listen(t client.Tablet, wrap func(net.Listener) net.Listener) (*pair.Host, string) {
	s.Helper()
	h, err := pair.Listen(t, pair.Options{Now: func() time.Time { return s.now }, Name: "平板乙", Park: "park"})
	s.must(err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	address := l.Addr().String()
	if wrap != nil {
		l = wrap(l)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx, l) }()
	s.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			s.Error(err)
		}
	})
	return h, h.Invitation(address)
}

// meet pairs a with b, which listens, and brings them level.
func (s *stage) meet(a, b *sim.Tablet) (client.Status, pair.State) {
	s.Helper()
	h, invitation := s.listen(b, nil)
	e, err := pair.Join(context.Background(), a, invitation, "test", "park", client.Options{Now: func() time.Time { return s.now }})
	s.must(err)
	s.must(e.Sync(context.Background()))
	if troubles := e.Status().Troubles; len(troubles) > 0 {
		s.Error(troubles)
	}
	return e.Status(), h.State()
}

// level says that all have the same operations and every photo.
func (s *stage) level(want int, all ...*sim.Tablet) {
	s.Helper()
	for n, t := range all {
		seen := map[inspection.Hash]bool{}
		for _, op := range t.Ops() {
			seen[op.Hash()] = true
			if at, is := op.Payload.(*inspection.Photographed); is {
				if sum, err := wire.ParseSum(at.Photo.SHA256); err != nil || !t.HasPhoto(sum) {
					s.Errorf("tablet %d lacks a photo", n)
				}
			}
		}
		if len(seen) != want {
			s.Errorf("tablet %d has %d operations, want %d", n, len(seen), want)
		}
	}
}

func TestBothEndUpWithWhatEitherHad(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.walk(a, 2000, 6)
	s.walk(b, 50, 3)
	got, state := s.meet(a, b)
	s.level(2061, a, b)
	if got.Sent != 2007 || got.Got != 54 || got.PhotosSent != 6 || got.PhotosGot != 3 {
		t.Errorf("%d sent, %d got; photos %d sent, %d got", got.Sent, got.Got, got.PhotosSent, got.PhotosGot)
	}
	if state.Got != 2007 || state.Gave != 54 || state.PhotosGot != 6 || !state.Paired {
		t.Errorf("%+v", state)
	}
	// another session moves what is new alone, whoever listens
	s.walk(a, 3, 1)
	s.walk(b, 2, 1)
	got, state = s.meet(b, a)
	s.level(2068, a, b)
	if got.Sent != 3 || got.Got != 4 || got.PhotosSent != 1 || got.PhotosGot != 1 || state.Gave != 4 {
		t.Errorf("the second session: %d sent, %d got; photos %d sent, %d got; %+v", got.Sent, got.Got, got.PhotosSent, got.PhotosGot, state)
	}
	got, _ = s.meet(a, b)
	if got.Sent+got.Got != 0 || got.PhotosSent+got.PhotosGot != 0 {
		t.Errorf("a session with nothing new: %+v", got)
	}
}

// Nothing of a session counts as the park's.
func TestAPairedTabletIsNoPark(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.walk(a, 5, 1)
	park := s.park()
	park.enrol(a)
	s.meet(a, b)
	e, err := client.New(a, "park", client.Options{})
	s.must(err)
	if got := e.Status(); got.Held != 0 || got.PhotosHeld != 0 {
		t.Errorf("%d operations and %d photos are called held", got.Held, got.PhotosHeld)
	}
	data, err := a.Peer(pair.Peer)
	s.must(err)
	p, err := client.ReadPeer(data)
	s.must(err)
	told, err := client.TakeReceipts(a, "park", p.Receipts)
	s.must(err)
	if len(p.Receipts) == 0 || len(told) != len(p.Receipts) {
		t.Errorf("%d of %d receipts of the session were taken for the park's", len(p.Receipts)-len(told), len(p.Receipts))
	}
}

type parkStage struct {
	*stage
	*server.Park
	http *httptest.Server
}

func (s *stage) park() *parkStage {
	s.Helper()
	park, err := server.Open(context.Background(), server.NewMemory(), server.NewMemoryBlobs(), server.Options{Name: "示例园区", Now: func() time.Time { return s.now }})
	s.must(err)
	p := &parkStage{s, park, httptest.NewServer(server.Handler(park, nil))}
	s.Cleanup(p.http.Close)
	return p
}

func (p *parkStage) enrol(t *sim.Tablet) {
	p.Helper()
	code, err := p.Invite(context.Background(), "平板", "专家甲", wire.RoleExpert, time.Hour)
	p.must(err)
	_, err = client.Enrol(context.Background(), t, "park", p.http.URL+"#"+code, "test", nil)
	p.must(err)
}

func (p *parkStage) sync(t *sim.Tablet) client.Status {
	p.Helper()
	e, err := client.New(t, "park", client.Options{Now: func() time.Time { return p.now }})
	p.must(err)
	p.must(e.Sync(context.Background()))
	return e.Status()
}

// A has no link, B relays: after B's sync the park has A's work, and A hears it from B, or at its own sync.
func TestARelayBringsItToThePark(t *testing.T) {
	s := newStage(t)
	park := s.park()
	a, b := s.tablet(), s.tablet()
	park.enrol(a)
	park.enrol(b)
	s.walk(a, 20, 2)
	s.meet(a, b)
	park.sync(b)
	ops, err := park.Operations(context.Background(), a.Feed())
	s.must(err)
	if len(ops) != 23 {
		t.Fatalf("the park has %d operations of a", len(ops))
	}
	late, listening := a.Copy(), a.Copy()
	s.meet(a, b)
	s.meet(b, listening)
	for _, heard := range []*sim.Tablet{a, listening} {
		e, err := client.New(heard, "park", client.Options{})
		s.must(err)
		if got := e.Status(); got.Held != 23 || got.PhotosHeld != 2 {
			t.Errorf("a heard from b of %d operations and %d photos at the park", got.Held, got.PhotosHeld)
		}
	}
	if got := park.sync(late); got.Held != 23 || got.PhotosHeld != 2 || got.Sent != 0 {
		t.Errorf("a synced itself: %d held, %d sent, %d photos", got.Held, got.Sent, got.PhotosHeld)
	}
}

func TestThreeTabletsInARing(t *testing.T) {
	s := newStage(t)
	a, b, c := s.tablet(), s.tablet(), s.tablet()
	for round := range 2 {
		s.walk(a, 5, 1)
		s.walk(b, 7, 0)
		s.walk(c, 9, 1)
		s.meet(a, b)
		s.meet(b, c)
		s.meet(c, a)
		s.meet(a, b)
		s.level(3+23*(round+1), a, b, c)
	}
}

// Two that wrote the same feed (a copied folder) meet: whoever asks or listens goes on in a feed of its own, and both branches
// are on both.
func TestCopiesThatMeetPart(t *testing.T) {
	for _, lead := range []int{0, 7} {
		for _, listens := range []bool{false, true} {
			s := newStage(t)
			a := s.tablet()
			s.walk(a, 10, 1)
			b := a.Copy()
			s.walk(a, 5, 0)
			s.walk(b, 5+lead, 1)
			old := a.Feed()
			if listens {
				a, b = b, a
			}
			s.meet(a, b)
			if a.Feed() == b.Feed() {
				t.Fatalf("lead %d, %v: both go on in one feed", lead, listens)
			}
			s.meet(a, b)
			seen := map[inspection.Hash]bool{}
			for _, op := range append(a.Ops(), b.Ops()...) {
				seen[op.Hash()] = true
			}
			if a.Feed() == old && b.Feed() == old {
				t.Error("nobody took a new identity")
			}
			s.level(len(seen), a, b)
			if len(seen) < 12+10+lead+1 {
				t.Errorf("lead %d, %v: %d operations", lead, listens, len(seen))
			}
		}
	}
}

func TestAPutBackTabletGetsItsOwnBack(t *testing.T) {
	for _, listens := range []bool{false, true} {
		s := newStage(t)
		a, b := s.tablet(), s.tablet()
		s.walk(a, 10, 0)
		s.meet(a, b)
		back := a.Copy()
		s.walk(a, 5, 0)
		s.meet(a, b)
		old := back.Feed()
		if listens {
			s.meet(b, back)
		} else {
			s.meet(back, b)
		}
		if back.Feed() == old {
			t.Error("it goes on in the feed that was written on meanwhile")
		}
		s.walk(back, 1, 0)
		s.meet(back, b)
		s.level(11+5+1+2+1, back, b)
	}
}

func TestAWrongCodeIsRefusedAndTriesAreFew(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.walk(b, 1, 0)
	h, invitation := s.listen(b, nil)
	address, _, _ := strings.Cut(invitation, "#")
	ctx := context.Background()
	join := func(invitation string) error {
		_, err := pair.Join(ctx, a, invitation, "test", "", client.Options{})
		return err
	}
	for n := range 5 {
		var refusal *wire.Refusal
		if err := join(address + "#0000-0000"); !errors.As(err, &refusal) || refusal.Code != wire.BadCode {
			t.Fatalf("try %d: %v", n, err)
		}
	}
	var refusal *wire.Refusal
	if err := join(invitation); !errors.As(err, &refusal) || refusal.Code != wire.TooMany || !h.State().Closed {
		t.Errorf("the right code after five wrong ones: %v", err)
	}
	if len(a.Ops()) != 1 {
		t.Error("something went over")
	}
}

func TestACodeIsForOneTablet(t *testing.T) {
	s := newStage(t)
	a, b, c := s.tablet(), s.tablet(), s.tablet()
	_, invitation := s.listen(b, nil)
	ctx := context.Background()
	for range 2 { // again: the answer may have been lost
		if _, err := pair.Join(ctx, a, invitation, "test", "", client.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	var refusal *wire.Refusal
	if _, err := pair.Join(ctx, c, invitation, "test", "", client.Options{}); !errors.As(err, &refusal) || refusal.Code != wire.BadCode {
		t.Errorf("a second tablet: %v", err)
	}
	// nor does who was let in by another listener get in here
	_, other := s.listen(s.tablet(), nil)
	e, err := pair.Join(ctx, c, other, "test", "", client.Options{})
	s.must(err)
	s.must(e.Sync(ctx))
	address, _, _ := strings.Cut(invitation, "#")
	data, err := c.Peer(pair.Peer)
	s.must(err)
	p, err := client.ReadPeer(data)
	s.must(err)
	data, err = a.Peer(pair.Peer)
	s.must(err)
	mine, err := client.ReadPeer(data)
	s.must(err)
	p.URL, p.Pin, p.Park = address, mine.Pin, mine.Park
	s.must(c.SetPeer(pair.Peer, wire.Encode(p)))
	if e, err = client.New(c, pair.Peer, client.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := e.Sync(ctx); err == nil {
		t.Error("a stranger was let in")
	}
}

func TestACodeGetsOld(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	_, invitation := s.listen(b, nil)
	s.now = s.now.Add(16 * time.Minute)
	var refusal *wire.Refusal
	if _, err := pair.Join(context.Background(), a, invitation, "test", "", client.Options{}); !errors.As(err, &refusal) || refusal.Code != wire.TooMany {
		t.Errorf("%v", err)
	}
}

// Who stands between shows a certificate of its own: the proofs differ.
func TestAnotherCertificateIsRefused(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	h, invitation := s.listen(b, nil)
	middle := httptest.NewTLSServer(server.Handler(h, nil)) // passes everything on
	defer middle.Close()
	_, code, _ := strings.Cut(invitation, "#")
	var refusal *wire.Refusal
	_, err := pair.Join(context.Background(), a, middle.URL+"#"+code, "test", "", client.Options{})
	if !errors.As(err, &refusal) || refusal.Code != wire.BadCode {
		t.Errorf("%v", err)
	}
	if h.State().Paired {
		t.Error("paired")
	}
}

// cutter ends connections after so many bytes either way.
type cutter struct {
	net.Listener
	left atomic.Int64
}

func (c *cutter) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &cutConn{conn, c}, nil
}

type cutConn struct {
	net.Conn
	c *cutter
}

var errCut = errors.New("cut")

func (c *cutConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.c.left.Add(-int64(n)) < 0 {
		c.Conn.Close()
		return 0, errCut
	}
	return n, err
}

func (c *cutConn) Write(p []byte) (int, error) {
	left := c.c.left.Add(-int64(len(p)))
	if left < 0 {
		n, _ := c.Conn.Write(p[:max(int64(len(p))+left, 0)])
		c.Conn.Close()
		return n, errCut
	}
	return c.Conn.Write(p)
}

// A session that is cut after every few kilobytes gets a little further each time, and in the end both are level.
func TestASessionThatIsCutGoesOn(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.walk(a, 300, 4)
	s.walk(b, 200, 4)
	cut := &cutter{}
	cut.left.Store(1 << 40)
	_, invitation := s.listen(b, func(l net.Listener) net.Listener { cut.Listener = l; return cut })
	e, err := pair.Join(context.Background(), a, invitation, "test", "", client.Options{})
	s.must(err)
	for n := 0; ; n++ {
		if n > 300 {
			t.Fatal("it does not get on")
		}
		cut.left.Store(int64(8_000 + 997*n))
		if e.Sync(context.Background()) == nil && len(e.Status().Troubles) == 0 {
			break
		}
	}
	s.level(2+300+200+8, a, b)
}

func TestAPhotoThatIsNotWhatItSaysIsNotKept(t *testing.T) {
	s := newStage(t)
	b := s.tablet()
	h, err := pair.Listen(b, pair.Options{})
	s.must(err)
	data := bytes.Repeat([]byte("x"), 1000)
	sum := wire.Sum(sha256.Sum256([]byte("something else")))
	ctx := context.Background()
	if a, err := h.TakePhoto(ctx, wire.FeedID{}, sum, 0, 1000, bytes.NewReader(data[:400])); err != nil || a.Photos[0].Bytes != 400 {
		t.Fatalf("%v", err)
	}
	if a, err := h.TakePhoto(ctx, wire.FeedID{}, sum, 0, 1000, bytes.NewReader(data)); err != nil || a.Photos[0].Bytes != 400 {
		t.Errorf("at a byte that is there: %v", err)
	}
	var refusal *wire.Refusal
	if _, err := h.TakePhoto(ctx, wire.FeedID{}, sum, 400, 1000, bytes.NewReader(data[400:])); !errors.As(err, &refusal) || refusal.Code != wire.Changed {
		t.Errorf("%v", err)
	}
	if b.HasPhoto(sum) {
		t.Error("it is kept")
	}
	right := wire.Sum(sha256.Sum256(data))
	if a, err := h.TakePhoto(ctx, wire.FeedID{}, right, 0, 1000, bytes.NewReader(data)); err != nil || !a.Photos[0].Held || a.Receipt == nil {
		t.Errorf("%v", err)
	}
}
