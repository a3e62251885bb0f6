package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/bundle"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

const insp = "019ab3f0-0000-7000-8000-000000000001"

// stage is a park that tablets enrol at and then have no link to.
type stage struct {
	*testing.T
	ledger *server.Memory
	blobs  server.Blobs
	park   *server.Park
	http   *httptest.Server
	seed   uint64
	now    time.Time
}

func newStage(t *testing.T) *stage {
	s := &stage{T: t, ledger: server.NewMemory(), blobs: server.NewMemoryBlobs(), now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
	s.open()
	s.http = httptest.NewServer(server.Handler(s.park, nil))
	t.Cleanup(s.http.Close)
	return s
}

func (s *stage) open() {
	park, err := server.Open(context.Background(), s.ledger, s.blobs, server.Options{Name: "示例园区", Now: func() time.Time { return s.now }})
	s.must(err)
	s.park = park
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stage) tablet() *sim.Tablet {
	return sim.NewTablet(func() []byte {
		s.seed++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.Name()), s.seed))
		return sum[:]
	}, func() time.Time { s.now = s.now.Add(time.Second); return s.now })
}

func (s *stage) enrol(t *sim.Tablet) {
	s.Helper()
	code, err := s.park.Invite(context.Background(), "平板", "专家甲", wire.RoleExpert, time.Hour)
	s.must(err)
	_, err = client.Enrol(context.Background(), t, "park", s.http.URL+"#"+code, "test", nil)
	s.must(err)
}

func (s *stage) peer(t *sim.Tablet) *client.Peer {
	s.Helper()
	data, err := t.Peer("park")
	s.must(err)
	p, err := client.ReadPeer(data)
	s.must(err)
	return p
}

// walk records n operations and as many photos as asked for.
func (s *stage) walk(t *sim.Tablet, n, photos int) {
	s.Helper()
	for i := range n {
		_, err := t.Record(&inspection.UnitAdded{ID: insp, Unit: inspection.Unit{ID: insp, Kind: "tank", Name: fmt.Sprint("储罐", i)}})
		s.must(err)
	}
	for i := range photos {
		s.seed++
		seed := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(s.Name()), s.seed))
		p := t.AddPicture(bytes.Repeat(seed[:], 2500+i*100))
		_, err := t.Record(&inspection.Photographed{ID: insp, Criterion: "mem10:13.1", Photo: p})
		s.must(err)
	}
}

// forPark is a bundle for the park with what it has no receipt of.
func (s *stage) forPark(t *sim.Tablet) []byte {
	s.Helper()
	to, err := age.ParseX25519Recipient(s.park.About().Box)
	s.must(err)
	return s.export(t, to, bundle.Options{Park: s.peer(t)})
}

func (s *stage) export(t *sim.Tablet, to age.Recipient, o bundle.Options) []byte {
	s.Helper()
	o.Now = s.now
	var b bytes.Buffer
	w, err := bundle.Export(t, &b, []age.Recipient{to}, o)
	s.must(err)
	if len(w.Troubles) > 0 {
		s.Error(w.Troubles)
	}
	return b.Bytes()
}

// toPark takes a bundle into the park and gives its reply.
func (s *stage) toPark(data []byte) (*bundle.Taken, *bundle.Reply, error) {
	s.Helper()
	sink := bundle.NewParkSink(s.park)
	taken, err := bundle.Import(context.Background(), bytes.NewReader(data), []age.Identity{s.park.Identity()}, sink)
	if taken == nil {
		return nil, nil, err
	}
	reply, replyErr := sink.Reply(context.Background(), taken)
	s.must(replyErr)
	return taken, reply, err
}

// carry takes a reply to a tablet through a file.
func (s *stage) carry(r *bundle.Reply, t *sim.Tablet) (told []error) {
	s.Helper()
	var b bytes.Buffer
	s.must(r.Write(&b))
	read, err := bundle.ReadReply(&b)
	s.must(err)
	told, err = read.Count(t, "park")
	s.must(err)
	return told
}

// held counts what the tablet knows to be at the park.
func (s *stage) held(t *sim.Tablet) (ops uint64, photos int) {
	s.Helper()
	e, err := client.New(t, "park", client.Options{Now: func() time.Time { return s.now }})
	s.must(err)
	return e.Status().Held, e.Status().PhotosHeld
}

func (s *stage) toTablet(data []byte, t *sim.Tablet) (*bundle.Taken, error) {
	s.Helper()
	id, err := bundle.Identity(t)
	s.must(err)
	return bundle.Import(context.Background(), bytes.NewReader(data), []age.Identity{id}, bundle.NewTabletSink(t, "park", nil))
}

func (s *stage) key(t *sim.Tablet) age.Recipient {
	s.Helper()
	id, err := bundle.Identity(t)
	s.must(err)
	return id.Recipient()
}

func TestAReceiptComesBackWithoutALink(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	s.enrol(a)
	s.walk(a, 40, 5)
	first := s.forPark(a)
	taken, reply, err := s.toPark(first)
	s.must(err)
	if taken.Stored != 46 || len(taken.Photos) != 5 || taken.Refused != 0 || len(taken.Bad) != 0 {
		t.Fatalf("%+v", taken)
	}
	if ops, photos := s.held(a); ops != 0 || photos != 0 {
		t.Errorf("%d operations and %d photos are held before the receipt came", ops, photos)
	}
	if told := s.carry(reply, a); len(told) > 0 {
		t.Error(told)
	}
	if ops, photos := s.held(a); ops != 46 || photos != 5 {
		t.Errorf("%d operations and %d photos held", ops, photos)
	}
	// again, and it changes nothing
	taken, again, err := s.toPark(first)
	s.must(err)
	if taken.Stored != 0 || taken.Had != 46 || len(taken.Photos) != 5 {
		t.Errorf("the second time: %d stored, %d had", taken.Stored, taken.Had)
	}
	s.carry(again, a)
	// the next bundle holds what is new
	s.walk(a, 3, 1)
	taken, next, err := s.toPark(s.forPark(a))
	s.must(err)
	if taken.Operations != 4 || taken.Stored != 4 || len(taken.Photos) != 1 {
		t.Errorf("the next: %+v", taken)
	}
	s.carry(next, a)
	s.carry(reply, a) // the first receipt once more, late
	if ops, photos := s.held(a); ops != 50 || photos != 6 {
		t.Errorf("%d operations and %d photos held", ops, photos)
	}
	// over a link nothing is left to do
	e, err := client.New(a, "park", client.Options{})
	s.must(err)
	s.must(e.Sync(context.Background()))
	if got := e.Status(); got.Sent != 0 || got.Got != 0 || got.Held != 50 || got.PhotosHeld != 6 || got.PhotosSent != 0 {
		t.Errorf("a sync afterwards: %d sent, %d got, %d held, %d photos sent", got.Sent, got.Got, got.Held, got.PhotosSent)
	}
}

func TestBundlesMayComeInAnyOrder(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	s.enrol(a)
	s.walk(a, 10, 0)
	first := s.forPark(a)
	_, reply, err := s.toPark(first)
	s.must(err)
	s.carry(reply, a)
	s.walk(a, 10, 1)
	second := s.forPark(a)
	s.walk(a, 10, 1)
	third := s.forPark(a)
	s.ledger, s.blobs = server.NewMemory(), server.NewMemoryBlobs() // another park would be: keep the key
	s.must(s.ledger.Update(context.Background(), func(tx server.Tx) error {
		return tx.SetSetting("box", []byte(s.park.Identity().(*age.X25519Identity).String()))
	}))
	s.open()
	s.must(s.ledger.Update(context.Background(), func(tx server.Tx) error {
		return tx.SetDevice(wire.Device{Feed: a.Feed(), Key: a.Public(), Name: "平板"})
	}))
	for _, data := range [][]byte{third, second, first} {
		taken, _, err := s.toPark(data)
		s.must(err)
		if taken.Refused > 0 {
			t.Errorf("%+v", taken.Results)
		}
	}
	feeds, err := s.park.Feeds(context.Background())
	s.must(err)
	if len(feeds) != 1 || feeds[0].Seq != 33 || len(feeds[0].Gaps) > 0 || len(feeds[0].Branches) > 0 || feeds[0].Ops != 33 {
		t.Errorf("%+v", feeds[0])
	}
}

func TestARelayTabletCarriesAnothers(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.enrol(a)
	s.enrol(b)
	s.walk(a, 20, 3)
	taken, err := s.toTablet(s.export(a, s.key(b), bundle.Options{}), b)
	s.must(err)
	if taken.Stored != 24 || len(taken.Photos) != 3 {
		t.Fatalf("%+v", taken)
	}
	if taken, err = s.toTablet(s.export(a, s.key(b), bundle.Options{}), b); err != nil || taken.Stored != 0 || taken.Had != 24 || len(taken.Photos) != 3 {
		t.Errorf("the second time: %+v, %v", taken, err)
	}
	e, err := client.New(b, "park", client.Options{})
	s.must(err)
	s.must(e.Sync(context.Background()))
	// and the park's receipts travel back
	if _, err := s.toTablet(s.export(b, s.key(a), bundle.Options{Receipts: s.peer(b).Receipts}), a); err != nil {
		t.Fatal(err)
	}
	if ops, photos := s.held(a); ops != 24 || photos != 3 {
		t.Errorf("%d operations and %d photos of a are held", ops, photos)
	}
	if n := len(a.Ops()); n != 25 {
		t.Errorf("a has %d operations", n)
	}
}

func TestAFileCutAnywhereGivesWhatIsBeforeTheCut(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	s.enrol(a)
	s.walk(a, 30, 3)
	data := s.forPark(a)
	most := uint64(0)
	for cut := 0; cut < len(data); cut += 2477 {
		s.ledger, s.blobs = server.NewMemory(), server.NewMemoryBlobs()
		s.must(s.ledger.Update(context.Background(), func(tx server.Tx) error {
			if err := tx.SetSetting("box", []byte(s.park.Identity().(*age.X25519Identity).String())); err != nil {
				return err
			}
			return tx.SetDevice(wire.Device{Feed: a.Feed(), Key: a.Public(), Name: "平板"})
		}))
		s.open()
		taken, _, err := s.toPark(data[:cut])
		if !errors.Is(err, bundle.ErrCut) && !errors.Is(err, bundle.ErrNotBundle) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		if taken == nil {
			continue
		}
		if taken.Stored < most {
			t.Errorf("cut at %d: %d operations, %d before", cut, taken.Stored, most)
		}
		most = taken.Stored
		taken, _, err = s.toPark(data)
		if err != nil || len(taken.Photos) != 3 || taken.Stored+taken.Had != 34 {
			t.Fatalf("whole after a cut at %d: %v, %+v", cut, err, taken)
		}
	}
	if most != 34 {
		t.Errorf("cut near the end gave %d operations", most)
	}
}

func TestADamagedFileIsTold(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	s.enrol(a)
	s.walk(a, 30, 3)
	data := s.forPark(a)
	for at := 0; at < len(data); at += 4999 {
		bad := bytes.Clone(data)
		bad[at] ^= 4
		if _, _, err := s.toPark(bad); err == nil {
			t.Errorf("a bit changed at %d is not told", at)
		}
	}
	if _, _, err := s.toPark(append(bytes.Clone(data), 'x')); err == nil {
		t.Error("something behind the end is not told")
	}
	if _, _, err := s.toPark(data); err != nil {
		t.Error(err)
	}
}

func TestOnlyWhoItIsSealedForReadsIt(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.enrol(a)
	s.walk(a, 30, 1)
	data := s.forPark(a)
	if _, err := s.toTablet(data, b); !errors.Is(err, bundle.ErrSealed) {
		t.Errorf("%v", err)
	}
	if bytes.Contains(data, []byte("储罐")) {
		t.Error("the operations lie in the clear")
	}
	if _, err := bundle.Export(a, &bytes.Buffer{}, nil, bundle.Options{}); err == nil {
		t.Error("a bundle for nobody was made")
	}
}

// What a strange or revoked device made is refused with a code, and what it carries for others is not.
func TestStrangersAreRefusedAndWhatTheyCarryIsNot(t *testing.T) {
	s := newStage(t)
	a, strange := s.tablet(), s.tablet()
	s.enrol(a)
	s.walk(a, 5, 1)
	s.walk(strange, 5, 1)
	_, err := s.toTablet(s.export(a, s.key(strange), bundle.Options{}), strange)
	s.must(err)
	to, err := age.ParseX25519Recipient(s.park.About().Box)
	s.must(err)
	for _, code := range []wire.Code{wire.UnknownDevice, wire.Revoked} {
		taken, _, err := s.toPark(s.export(strange, to, bundle.Options{}))
		s.must(err)
		if taken.Refused != 7 || taken.Stored+taken.Had != 7 || len(taken.Photos) != 1 || len(taken.Bad) != 1 {
			t.Errorf("%s: %d refused, %d taken, %d photos, bad %v", code, taken.Refused, taken.Stored+taken.Had, len(taken.Photos), taken.Bad)
		}
		for _, r := range taken.Results {
			if (r.Feed == strange.Feed()) != (r.Outcome == wire.Refused) || r.Outcome == wire.Refused && r.Code != code {
				t.Errorf("%s: %+v", code, r)
			}
		}
		if code == wire.UnknownDevice {
			s.enrol(strange)
			s.must(s.park.Revoke(context.Background(), strange.Feed()))
		}
	}
}

func TestWhatCameInABundleReachesTheOthers(t *testing.T) {
	s := newStage(t)
	a, b := s.tablet(), s.tablet()
	s.enrol(a)
	s.enrol(b)
	s.walk(a, 5, 0)
	_, _, err := s.toPark(s.forPark(a))
	s.must(err)
	e, err := client.New(b, "park", client.Options{})
	s.must(err)
	s.must(e.Sync(context.Background()))
	if n := len(b.Ops()); n != 7 {
		t.Errorf("b has %d operations", n)
	}
}

func TestAReceiptOfARestoredParkBeginsAnew(t *testing.T) {
	s := newStage(t)
	a := s.tablet()
	s.enrol(a)
	backup := s.ledger.Copy()
	s.walk(a, 10, 0)
	_, before, err := s.toPark(s.forPark(a))
	s.must(err)
	s.carry(before, a)
	s.ledger = backup
	s.must(server.Restored(context.Background(), s.ledger))
	s.now = s.now.Add(time.Hour)
	s.open()
	s.walk(a, 1, 0)
	_, after, err := s.toPark(s.forPark(a))
	s.must(err)
	s.carry(after, a)
	if told := s.carry(before, a); len(told) != 1 || !errors.Is(told[0], client.ErrOldReceipt) {
		t.Errorf("the receipt of before: %v", told)
	}
	taken, last, err := s.toPark(s.forPark(a))
	s.must(err)
	if taken.Operations == 1 {
		t.Error("what the restored park lacks was not sent again")
	}
	s.carry(last, a)
	if ops, _ := s.held(a); ops != 12 {
		t.Errorf("%d operations are held", ops)
	}
	if feeds, _ := s.park.Feeds(context.Background()); len(feeds) != 1 || feeds[0].Ops != 12 {
		t.Errorf("%+v", feeds)
	}
}

func TestAReceiptOfAnotherParkDoesNotCount(t *testing.T) {
	s, other := newStage(t), newStage(t)
	a := s.tablet()
	s.enrol(a)
	s.walk(a, 3, 1)
	to, err := age.ParseX25519Recipient(other.park.About().Box)
	s.must(err)
	other.must(other.ledger.Update(context.Background(), func(tx server.Tx) error {
		return tx.SetDevice(wire.Device{Feed: a.Feed(), Key: a.Public(), Name: "平板"})
	}))
	_, reply, err := other.toPark(s.export(a, to, bundle.Options{}))
	s.must(err)
	if told := s.carry(reply, a); len(told) == 0 {
		t.Error("it counts")
	}
	if ops, photos := s.held(a); ops+uint64(photos) != 0 {
		t.Errorf("%d operations, %d photos held", ops, photos)
	}
}
