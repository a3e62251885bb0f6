package server_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// stopped gives its bytes, and then waits for go.
type stopped struct {
	io.Reader
	reached chan<- struct{}
	on      <-chan struct{}
}

func (s *stopped) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if errors.Is(err, io.EOF) {
		close(s.reached)
		<-s.on
	}
	return n, err
}

func noRoom(err error) bool {
	var r *wire.Refusal
	return errors.As(err, &r) && r.Code == wire.NoRoom && r.Wait > 0
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// limited is a folder on a disk with as much room as it is told.
type limited struct {
	*server.Files
	free uint64
}

func (l *limited) SetFree(free uint64)   { l.free = free }
func (l *limited) Free() (uint64, error) { return l.free, nil }

func roomy(t *testing.T, free func() (uint64, error)) (*server.Park, *limited, tablet) {
	t.Helper()
	l, b := server.NewMemory(), &limited{openFiles(t, t.TempDir()), 1 << 40}
	park, err := server.Open(t.Context(), l, b, server.Options{Now: func() time.Time { return noon }, Free: free})
	if err != nil {
		t.Fatal(err)
	}
	d := newTablet(t, 1)
	if err := l.Update(t.Context(), func(tx server.Tx) error { return tx.SetDevice(d.device()) }); err != nil {
		t.Fatal(err)
	}
	return park, b, d
}

func push(t *testing.T, park *server.Park, d tablet) error {
	t.Helper()
	op := d.sign(nil, noon, &inspection.UnitAdded{ID: "019ab3f0-0000-7000-8000-000000000001", Unit: inspection.Unit{ID: "019ab3f0-0000-7000-8000-000000000002", Kind: "tank", Name: "储罐1"}})
	_, err := park.TakeRuns(t.Context(), d.feed, []wire.Run{wire.Pack([]wire.Raw{op})})
	return err
}

// Photos that are under way count before they are on the disk: together they leave 512 MB for operations.
func TestPhotosLeaveRoomForOperations(t *testing.T) {
	park, blobs, d := roomy(t, nil)
	blobs.SetFree(512<<20 + 1000)
	data := bytes.Repeat([]byte{7}, 800)
	sum := sha256.Sum256(data)
	reached, on, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := park.TakePhoto(t.Context(), d.feed, sum, 0, 800, &stopped{bytes.NewReader(data[:100]), reached, on})
		ended <- err
	}()
	<-reached
	other := sha256.Sum256(data[:300])
	if _, err := park.TakePhoto(t.Context(), d.feed, other, 0, 300, bytes.NewReader(data[:300])); !noRoom(err) {
		t.Errorf("a photo that leaves too little: %v", err)
	}
	if _, err := park.TakePhoto(t.Context(), d.feed, other, 100, 300, bytes.NewReader(data[100:300])); err != nil {
		t.Errorf("a photo that leaves enough: %v", err)
	}
	if err := push(t, park, d); err != nil {
		t.Errorf("operations: %v", err)
	}
	close(on)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := park.TakePhoto(t.Context(), d.feed, other, 0, 300, bytes.NewReader(data[:300])); err != nil {
		t.Errorf("once there is room: %v", err)
	}
	if ops, photos := park.Taken(); ops != 1 || photos != 1 {
		t.Errorf("%d operations and %d photos were counted", ops, photos)
	}
}

func TestSmallCopiesAreRefusedWithPhotos(t *testing.T) {
	park, blobs, _ := roomy(t, nil)
	small := picture(t)
	sum := sha256.Sum256([]byte("large"))
	blobs.SetFree(512 << 20)
	if _, err := park.TakeSmall(t.Context(), sum, bytes.NewReader(small)); !noRoom(err) {
		t.Error(err)
	}
	blobs.SetFree(512<<20 + uint64(len(small)))
	if _, err := park.TakeSmall(t.Context(), sum, bytes.NewReader(small)); err != nil {
		t.Error(err)
	}
}

// The ledger's disk is another than the photos': each has its own room.
func TestRoomOfTheLedger(t *testing.T) {
	free := uint64(64<<20 - 1)
	park, blobs, d := roomy(t, func() (uint64, error) { return free, nil })
	if err := push(t, park, d); !noRoom(err) {
		t.Errorf("no room in the ledger: %v", err)
	}
	free = 64 << 20
	blobs.SetFree(0)
	if err := push(t, park, d); err != nil {
		t.Errorf("no room for photos alone: %v", err)
	}
}

// darkBlobs do not answer.
type darkBlobs struct{ server.Blobs }

var errDark = errors.New("no answer")

func (darkBlobs) Open(wire.Sum) (io.ReadSeekCloser, int64, error) { return nil, 0, errDark }
func (darkBlobs) Arrived(wire.Sum) (int64, error)                 { return 0, errDark }

// While the place for photos does not answer operations go on, nothing is said of photos, and Answers says so.
func TestOperationsGoOnWhilePhotosCannotBeReached(t *testing.T) {
	l := server.NewMemory()
	park, err := server.Open(t.Context(), l, darkBlobs{server.NewMemoryBlobs()}, server.Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d := newTablet(t, 1)
	a, err := park.Exchange(t.Context(), d.device(), &wire.Exchange{Version: wire.Version, Photos: []wire.Sum{{1}, {2}}})
	if err != nil || len(a.Photos) != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := park.TakePhoto(t.Context(), d.feed, wire.Sum{1}, 0, 10, bytes.NewReader(make([]byte, 5))); !errors.Is(err, errDark) {
		t.Errorf("a photo: %v", err)
	}
	if err := park.Answers(t.Context()); !errors.Is(err, errDark) {
		t.Errorf("answers: %v", err)
	}
	well, _, _ := roomy(t, nil)
	if err := well.Answers(t.Context()); err != nil {
		t.Error(err)
	}
}
