package s3_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"anquan.example/paicha/park/s3"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/server/ledgertest"
	"anquan.example/paicha/sync/wire"
)

// bucket is a store with one bucket, behind what a test puts before it.
type bucket struct {
	t       *testing.T
	url     string
	backend *s3mem.Backend
	// before is asked first; what it answers, or cuts, does not reach the store.
	before atomic.Pointer[func(w http.ResponseWriter, r *http.Request) (done bool)]
}

func TestMain(m *testing.M) {
	err := errors.Join(os.Setenv("AWS_ACCESS_KEY_ID", "example-key"), os.Setenv("AWS_SECRET_ACCESS_KEY", "example-secret"))
	if err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func newBucket(t *testing.T) *bucket {
	b := &bucket{t: t, backend: s3mem.New()}
	if err := b.backend.CreateBucket("park"); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(b.backend).Server()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before := b.before.Load(); before != nil && (*before)(w, r) {
			return
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	b.url = s.URL
	return b
}

func (b *bucket) address(prefix string) string {
	return "s3://park/" + prefix + "?endpoint=" + b.url + "&region=cn-1&path-style=1"
}

func (b *bucket) open(prefix string) *s3.Store {
	b.t.Helper()
	s, err := s3.Open(b.t.Context(), b.address(prefix))
	if err != nil {
		b.t.Fatal(err)
	}
	s.Hurry()
	return s
}

// fail lets do answer what it wants to.
func (b *bucket) fail(do func(w http.ResponseWriter, r *http.Request) (done bool)) {
	b.before.Store(&do)
}
func (b *bucket) heal() { b.before.Store(nil) }

// keys are those in the bucket.
func (b *bucket) keys() (all []string) {
	b.t.Helper()
	list, err := b.backend.ListBucket("park", nil, gofakes3.ListBucketPage{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, o := range list.Contents {
		all = append(all, o.Key)
	}
	return all
}

// modified is what the backend wants to be told.
func modified() map[string]string {
	return map[string]string{"Last-Modified": time.Now().UTC().Format(http.TimeFormat)}
}

func photo(size int) (wire.Sum, []byte) {
	data := bytes.Repeat([]byte("照片"), size/6+1)[:size]
	return sha256.Sum256(data), data
}

func TestStore(t *testing.T) {
	b := newBucket(t)
	n := 0
	ledgertest.RunBlobs(t, func(*testing.T) server.Blobs {
		n++
		return b.open(fmt.Sprint("n", n))
	}, func(*testing.T) server.Blobs { return b.open(fmt.Sprint("n", n)) })
}

func TestStoreWithoutAPrefix(t *testing.T) {
	b := newBucket(t)
	s := b.open("")
	sum, data := photo(100)
	if err := s.Put(sum, data); err != nil {
		t.Fatal(err)
	}
	if keys := b.keys(); len(keys) != 1 || keys[0] != "photos/"+sum.String()[:2]+"/"+sum.String() {
		t.Error(keys)
	}
}

// Pieces of a large photo come at three parkd by turns, and another reads it.
func TestATabletGoesOnAtAnotherParkd(t *testing.T) {
	b := newBucket(t)
	all := []*s3.Store{b.open("x"), b.open("x"), b.open("x")}
	sum, data := photo(3 << 20)
	at := int64(0)
	for n := 0; at < int64(len(data)); n++ {
		s := all[n%3]
		arrived, err := s.Arrived(sum)
		if err != nil || arrived != at {
			t.Fatalf("%d have arrived, %v, want %d", arrived, err, at)
		}
		if at, err = s.Append(sum, at, bytes.NewReader(data[at:min(at+700_000, int64(len(data)))])); err != nil {
			t.Fatal(err)
		}
	}
	if err := all[1].Finish(sum); err != nil {
		t.Fatal(err)
	}
	if err := all[0].Finish(sum); err != nil {
		t.Error("again, elsewhere:", err)
	}
	r, size, err := all[2].Open(sum)
	if err != nil || size != int64(len(data)) {
		t.Fatal(size, err)
	}
	defer func() { _ = r.Close() }()
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if keys := b.keys(); len(keys) != 1 {
		t.Errorf("parts are left: %v", keys)
	}
}

// Several parkd take the same photo in at once, finish it at once, and one of them brings wrong bytes.
func TestManyAtOnce(t *testing.T) {
	b := newBucket(t)
	sum, data := photo(1 << 20)
	var work sync.WaitGroup
	for n := range 6 {
		s := b.open("x")
		work.Go(func() {
			at := int64(0)
			for range 200 {
				step := int64(10_000 + 9_000*n)
				if at == int64(len(data)) {
					if err := s.Finish(sum); err == nil {
						return
					} else if !errors.Is(err, server.ErrChanged) && !errors.Is(err, fs.ErrNotExist) {
						t.Error(err)
						return
					}
				}
				arrived, err := s.Append(sum, at, bytes.NewReader(data[at:min(at+step, int64(len(data)))]))
				if wrong := (*server.ErrOffset)(nil); err != nil && !errors.As(err, &wrong) {
					t.Error(err)
					return
				}
				at = min(arrived, int64(len(data)))
			}
			t.Error("no end of it")
		})
	}
	work.Wait()
	r, _, err := b.open("x").Open(sum)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// Parts of different lengths, as two parkd write that know nothing of each other: the longest chain counts.
func TestPartsThatOverlap(t *testing.T) {
	b := newBucket(t)
	s := b.open("x")
	sum, data := photo(1000)
	for _, span := range [][2]int{{0, 100}, {0, 400}, {100, 200}, {400, 900}, {600, 700}, {950, 1000}} {
		key := fmt.Sprintf("x/incoming/%s/%020d-%020d", sum, span[0], span[1])
		piece := data[span[0]:span[1]]
		if _, err := b.backend.PutObject("park", key, modified(), bytes.NewReader(piece), int64(len(piece)), nil); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Arrived(sum); n != 900 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := s.Append(sum, 900, bytes.NewReader(data[900:])); n != 1000 || err != nil {
		t.Fatal(n, err)
	}
	if err := s.Finish(sum); err != nil {
		t.Fatal(err)
	}
	if keys := b.keys(); len(keys) != 1 {
		t.Error(keys)
	}
}

func TestSweepLeavesWhatIsNotOurs(t *testing.T) {
	b := newBucket(t)
	s := b.open("x")
	if _, err := b.backend.PutObject("park", "x/incoming/notes.txt", modified(), strings.NewReader("a"), 1, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Sweep(time.Now().Add(time.Hour)); n != 0 || err != nil {
		t.Error(n, err)
	}
	if keys := b.keys(); len(keys) != 1 {
		t.Error(keys)
	}
}

func TestAddresses(t *testing.T) {
	newBucket(t)
	for address, want := range map[string]string{
		"s3:///x":                          "bucket",
		"https://park":                     "bucket",
		"s3://key:geheim@park":             "AWS_ACCESS_KEY_ID",
		"s3://park?endpoint=ftp://x":       "endpoint",
		"s3://park?endpoint=https://x/y":   "endpoint",
		"s3://park?path-style=yes":         "path-style",
		"s3://park?pathstyle=1":            "not known",
		"s3://park?region=a&region=b":      "2 times",
		"s3://park?endpoint=http://[::1]a": "endpoint",
	} {
		_, err := s3.Open(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
