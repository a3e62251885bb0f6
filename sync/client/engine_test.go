package client_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

const insp = "019ab3f0-0000-7000-8000-000000000001"

// stage is a park and what it takes to make tablets of it.
type stage struct {
	t      *testing.T
	ledger *server.Memory
	park   *server.Park
	http   *httptest.Server
	seed   uint64
	count  atomic.Int64 // requests
	now    time.Time
	blobs  server.Blobs
}

func newStage(t *testing.T) *stage {
	s := &stage{t: t, ledger: server.NewMemory(), now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), blobs: server.NewMemoryBlobs()}
	s.open()
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.count.Add(1)
		server.Handler(s.park, nil).ServeHTTP(w, r)
	}))
	t.Cleanup(s.http.Close)
	return s
}

func (s *stage) open() {
	park, err := server.Open(context.Background(), s.ledger, s.blobs, server.Options{Name: "示例园区", Now: func() time.Time { return s.now }})
	if err != nil {
		s.t.Fatal(err)
	}
	s.park = park
}

func (s *stage) tablet() *sim.Tablet {
	return sim.NewTablet(func() []byte {
		s.seed++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.t.Name()), s.seed))
		return sum[:]
	}, func() time.Time { s.now = s.now.Add(time.Second); return s.now })
}

func (s *stage) enrol(t *sim.Tablet, name string) *client.Engine {
	s.t.Helper()
	code, err := s.park.Invite(context.Background(), name, "专家甲", wire.RoleExpert, time.Hour)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := client.Enrol(context.Background(), t, "park", s.http.URL+"#"+strings.ToLower(code), "test", nil); err != nil {
		s.t.Fatal(err)
	}
	return s.engine(t)
}

func (s *stage) engine(t *sim.Tablet) *client.Engine {
	s.t.Helper()
	e, err := client.New(t, "park", client.Options{Now: func() time.Time { return s.now }})
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

func (s *stage) sync(e *client.Engine) client.Status {
	s.t.Helper()
	if err := e.Sync(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	return e.Status()
}

func add(t *testing.T, tab *sim.Tablet, n int) {
	t.Helper()
	for i := range n {
		if _, err := tab.Record(&inspection.UnitAdded{ID: insp, Unit: inspection.Unit{ID: insp, Kind: "tank", Name: fmt.Sprint("储罐", i)}}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatATabletHasReachesTheParkAndTheOthers(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	ea, eb := s.enrol(a, "平板1"), s.enrol(b, "平板2")
	add(t, a, 5000)
	got := s.sync(ea)
	if got.Operations != 5001 || got.Held != 5001 {
		t.Fatalf("%d of %d are held", got.Held, got.Operations)
	}
	add(t, b, 10)
	got = s.sync(eb)
	if got.Held != 11 || got.Got != 5001 {
		t.Fatalf("b: %d held, %d got", got.Held, got.Got)
	}
	if n := len(b.Ops()); n != 5012 {
		t.Fatalf("b has %d operations", n)
	}
	s.sync(ea)
	if n := len(a.Ops()); n != 5012 {
		t.Fatalf("a has %d operations", n)
	}
	s.sync(eb) // gets the token
	before := s.count.Load()
	got = s.sync(eb)
	if s.count.Load() != before+1 || got.Sent != 0 || got.Got != 0 {
		t.Errorf("a sync with nothing new: %d requests, %d sent, %d got", s.count.Load()-before, got.Sent, got.Got)
	}
	if _, err := s.park.Verify(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	feeds, _ := s.park.Feeds(context.Background())
	for _, f := range feeds {
		if len(f.Doubtful)+len(f.Gaps)+len(f.Branches) > 0 {
			t.Errorf("%+v", f)
		}
	}
}

func TestPhotosFollow(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	e := s.enrol(a, "平板1")
	for n := range 5 {
		p := a.AddPicture(bytes.Repeat([]byte{byte(n)}, 300_000+n))
		if _, err := a.Record(&inspection.Photographed{ID: insp, Criterion: "mem10:13.1", Photo: p}); err != nil {
			t.Fatal(err)
		}
	}
	video := a.AddPicture([]byte("video"))
	video.Mime = "video/mp4"
	if _, err := a.Record(&inspection.Photographed{ID: insp, Criterion: "mem10:13.1", Photo: video}); err != nil {
		t.Fatal(err)
	}
	got := s.sync(e)
	if got.PhotosHeld != 5 || got.Photos != 6 || got.Videos != 1 {
		t.Fatalf("%d of %d photos held, %d videos wait", got.PhotosHeld, got.Photos, got.Videos)
	}
}

// A park that was restored from a backup has another epoch: the tablet offers all again, and sends only what is missing.
func TestARestoredParkGetsEverythingAgain(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	e := s.enrol(a, "平板1")
	add(t, a, 100)
	s.sync(e)
	backup := s.ledger.Copy()
	add(t, a, 50)
	if got := s.sync(e); got.Held != 151 {
		t.Fatalf("%d held", got.Held)
	}
	s.ledger = backup
	if err := server.Restored(context.Background(), s.ledger); err != nil {
		t.Fatal(err)
	}
	s.open()
	got := s.sync(e)
	if got.Held != 151 || got.Sent != 50 {
		t.Fatalf("%d held, %d sent", got.Held, got.Sent)
	}
	// and the engine of a later run, from what was kept
	if got := s.sync(s.engine(a)); got.Held != 151 || got.Sent != 0 {
		t.Errorf("%d held, %d sent", got.Held, got.Sent)
	}
}

// Two tablets write the same feed (a cloned folder): both branches reach the park, and the second goes on in a feed of its own.
func TestAClonedTabletTakesANewIdentity(t *testing.T) {
	for _, lead := range []int{0, 1, 7} {
		s := newStage(t)
		a := s.tablet()
		ea := s.enrol(a, "平板1")
		add(t, a, 20)
		s.sync(ea)
		b := a.Copy()
		eb := s.engine(b)
		add(t, a, 5)
		add(t, b, 5+lead)
		s.sync(ea)
		old := b.Feed()
		got := s.sync(eb)
		if b.Feed() == old {
			t.Fatal("the copy goes on in the old feed")
		}
		if got.Held != got.Operations {
			t.Errorf("lead %d: %d of %d held: %+v", lead, got.Held, got.Operations, got.Troubles)
		}
		add(t, b, 3)
		got = s.sync(eb)
		s.sync(ea)
		s.sync(eb)
		if na, nb := len(a.Ops()), len(b.Ops()); na != nb || na != 26+5+lead+2+3 { // both branches, and the new feed
			t.Errorf("lead %d: a has %d operations, b %d", lead, na, nb)
		}
		if a.Feed() != old {
			t.Error("the original changed its feed")
		}
		if got.Held != got.Operations {
			t.Errorf("%d of %d held", got.Held, got.Operations)
		}
	}
}

// A tablet put back to an earlier state: the park has more of its feed than it has itself.
func TestAPutBackTabletGetsItsOwnBack(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	ea := s.enrol(a, "平板1")
	add(t, a, 20)
	s.sync(ea)
	back := a.Copy()
	add(t, a, 5)
	s.sync(ea)
	e := s.engine(back)
	old := back.Feed()
	s.sync(e)
	add(t, back, 1)
	got := s.sync(e)
	if back.Feed() == old || len(back.Ops()) != 26+2+1 || got.Held != got.Operations {
		t.Fatalf("renewed %v, %d operations, %d of %d held", back.Feed() != old, len(back.Ops()), got.Held, got.Operations)
	}
}

func TestARevokedTabletIsNotHeard(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	e := s.enrol(a, "平板1")
	add(t, a, 3)
	s.sync(e)
	if err := s.park.Revoke(context.Background(), a.Feed()); err != nil {
		t.Fatal(err)
	}
	add(t, a, 3)
	err := e.Sync(context.Background())
	if refusal, is := err.(*wire.Refusal); err == nil || !is && !strings.Contains(err.Error(), "revoked") {
		t.Fatalf("%v %v", err, refusal)
	}
	if len(a.Ops()) != 7 {
		t.Error("something is gone")
	}
}
