package ledgertest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// OpenBlobs makes an empty one.
type OpenBlobs func(t *testing.T) server.Blobs

// ReopenBlobs opens what the last one left. nil when it leaves nothing.
type ReopenBlobs func(t *testing.T) server.Blobs

// RunBlobs examines a place for photos.
func RunBlobs(t *testing.T, open OpenBlobs, reopen ReopenBlobs) {
	for _, e := range []struct {
		name string
		sit  func(*testing.T, server.Blobs)
	}{
		{"an empty one has nothing", emptyBlobs},
		{"in pieces", pieces},
		{"a wrong offset", wrongOffset},
		{"a link that breaks", broken},
		{"changed on the way", changed},
		{"again", again},
		{"at once", atOnce},
		{"small copies", smallCopies},
		{"two bring the same", together},
		{"what nobody goes on with is swept", swept},
	} {
		t.Run(e.name, func(t *testing.T) { e.sit(t, open(t)) })
	}
	if reopen != nil {
		t.Run("what arrived is there after opening again", func(t *testing.T) { keptBlobs(t, open(t), reopen) })
	}
}

func photo(size int) (wire.Sum, []byte) {
	data := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{byte(size)}).Read(data) // never fails
	return sha256.Sum256(data), data
}

func arrived(t *testing.T, b server.Blobs, sum wire.Sum, want int64) {
	t.Helper()
	if n, err := b.Arrived(sum); n != want || err != nil {
		t.Errorf("%d bytes have arrived (%v), want %d", n, err, want)
	}
}

func appended(t *testing.T, b server.Blobs, sum wire.Sum, at int64, data []byte) {
	t.Helper()
	if n, err := b.Append(sum, at, bytes.NewReader(data)); n != at+int64(len(data)) || err != nil {
		t.Fatalf("after %d bytes at %d there are %d (%v)", len(data), at, n, err)
	}
}

func finished(t *testing.T, b server.Blobs, sum wire.Sum) {
	t.Helper()
	if err := b.Finish(sum); err != nil {
		t.Fatal("finish:", err)
	}
}

func whole(t *testing.T, b server.Blobs, sum wire.Sum, want []byte) {
	t.Helper()
	r, size, err := b.Open(sum)
	if err != nil {
		t.Fatal("open:", err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error("close:", err)
		}
	}()
	if got, err := io.ReadAll(r); !bytes.Equal(got, want) || size != int64(len(want)) || err != nil {
		t.Errorf("read %d bytes of %d (%v), want %d that are what was sent", len(got), size, err, len(want))
	}
	middle := int64(len(want) / 2)
	if _, err := r.Seek(middle, io.SeekStart); err != nil {
		t.Fatal("seek:", err)
	}
	if got, err := io.ReadAll(r); !bytes.Equal(got, want[middle:]) || err != nil {
		t.Errorf("from the middle on read %d bytes (%v)", len(got), err)
	}
}

func absent(t *testing.T, b server.Blobs, sum wire.Sum) {
	t.Helper()
	if _, _, err := b.Open(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open: %v, want fs.ErrNotExist", err)
	}
}

func emptyBlobs(t *testing.T, b server.Blobs) {
	sum, _ := photo(10)
	arrived(t, b, sum, 0)
	absent(t, b, sum)
	if _, err := b.Small(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("small: %v, want fs.ErrNotExist", err)
	}
	if there, err := b.HasSmall(sum); there || err != nil {
		t.Errorf("has a small one: %v, %v", there, err)
	}
	if err := b.Finish(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("finish: %v, want fs.ErrNotExist", err)
	}
	if free, err := b.Free(); free == 0 || err != nil {
		t.Errorf("free: %d, %v", free, err)
	}
}

func pieces(t *testing.T, b server.Blobs) {
	sum, data := photo(300_000)
	appended(t, b, sum, 0, data[:1])
	appended(t, b, sum, 1, data[1:200_000])
	arrived(t, b, sum, 200_000)
	absent(t, b, sum)
	appended(t, b, sum, 200_000, data[200_000:])
	finished(t, b, sum)
	arrived(t, b, sum, 0)
	whole(t, b, sum, data)
}

func wrongOffset(t *testing.T, b server.Blobs) {
	sum, data := photo(1000)
	for _, c := range []struct{ there, at int64 }{{0, 5}, {100, 0}, {100, 99}, {100, 101}} {
		if c.there > 0 && c.at == 0 {
			appended(t, b, sum, 0, data[:c.there])
		}
		var wrong *server.ErrOffset
		n, err := b.Append(sum, c.at, bytes.NewReader(data))
		if !errors.As(err, &wrong) || wrong.Arrived != c.there || n != c.there {
			t.Errorf("with %d there, at %d: %d, %v", c.there, c.at, n, err)
		}
		arrived(t, b, sum, c.there)
	}
}

func broken(t *testing.T, b server.Blobs) {
	sum, data := photo(1000)
	cut := errors.New("the link broke")
	n, err := b.Append(sum, 0, io.MultiReader(bytes.NewReader(data[:400]), iotest.ErrReader(cut)))
	if n != 400 || !errors.Is(err, cut) {
		t.Errorf("after a broken link there are %d (%v), want 400 and its error", n, err)
	}
	arrived(t, b, sum, 400)
	appended(t, b, sum, 400, data[400:])
	finished(t, b, sum)
	whole(t, b, sum, data)
}

func changed(t *testing.T, b server.Blobs) {
	sum, data := photo(1000)
	wrong := bytes.Clone(data)
	wrong[500] ^= 1
	for _, sent := range [][]byte{wrong, data[:999], {}} {
		appended(t, b, sum, 0, sent)
		if err := b.Finish(sum); !errors.Is(err, server.ErrChanged) {
			t.Errorf("finish: %v, want ErrChanged", err)
		}
		arrived(t, b, sum, 0)
		absent(t, b, sum)
	}
	appended(t, b, sum, 0, data)
	finished(t, b, sum)
	whole(t, b, sum, data)
}

// again: an answer was lost, so the last step comes once more; or the whole photo does.
func again(t *testing.T, b server.Blobs) {
	sum, data := photo(1000)
	appended(t, b, sum, 0, data)
	finished(t, b, sum)
	finished(t, b, sum)
	appended(t, b, sum, 0, data)
	finished(t, b, sum)
	whole(t, b, sum, data)
}

func atOnce(t *testing.T, b server.Blobs) {
	sum, data := photo(5000)
	if err := b.Put(sum, data[1:]); !errors.Is(err, server.ErrChanged) {
		t.Errorf("put of other bytes: %v, want ErrChanged", err)
	}
	absent(t, b, sum)
	for range 2 {
		if err := b.Put(sum, data); err != nil {
			t.Fatal("put:", err)
		}
	}
	want := bytes.Clone(data)
	data[0]++ // the caller's own
	whole(t, b, sum, want)
}

func smallCopies(t *testing.T, b server.Blobs) {
	sum, _ := photo(10)
	for _, text := range []string{"first", "second"} {
		if err := b.SetSmall(sum, []byte(text)); err != nil {
			t.Fatal("set small:", err)
		}
		if got, err := b.Small(sum); string(got) != text || err != nil {
			t.Errorf("small: %q, %v, want %q", got, err, text)
		}
		if there, err := b.HasSmall(sum); !there || err != nil {
			t.Errorf("has a small one: %v, %v", there, err)
		}
	}
	absent(t, b, sum)
	arrived(t, b, sum, 0)
}

// together: each goes on where it is told, whoever was there before.
func together(t *testing.T, b server.Blobs) {
	sum, data := photo(64_000)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			at := int64(0)
			for at < int64(len(data)) {
				next := min(at+1000, int64(len(data)))
				n, err := b.Append(sum, at, strings.NewReader(string(data[at:next])))
				var wrong *server.ErrOffset
				if err != nil && !errors.As(err, &wrong) {
					t.Error(err)
					return
				}
				at = n
			}
		})
	}
	all.Wait()
	finished(t, b, sum)
	whole(t, b, sum, data)
}

func swept(t *testing.T, b server.Blobs) {
	part, partly := photo(700)
	other, data := photo(800)
	appended(t, b, part, 0, partly[:300])
	appended(t, b, part, 300, partly[300:400])
	appended(t, b, other, 0, data)
	finished(t, b, other)
	if err := b.SetSmall(part, []byte("small")); err != nil {
		t.Fatal("set small:", err)
	}
	if n, err := b.Sweep(time.Now().Add(-time.Hour)); n != 0 || err != nil {
		t.Errorf("%d fresh ones were swept (%v)", n, err)
	}
	arrived(t, b, part, 400)
	if n, err := b.Sweep(time.Now().Add(time.Hour)); n != 1 || err != nil {
		t.Errorf("%d old ones were swept (%v), want 1", n, err)
	}
	arrived(t, b, part, 0)
	whole(t, b, other, data)
	if got, err := b.Small(part); string(got) != "small" || err != nil {
		t.Errorf("small: %q, %v", got, err)
	}
	appended(t, b, part, 0, partly)
	finished(t, b, part)
	whole(t, b, part, partly)
}

func keptBlobs(t *testing.T, b server.Blobs, reopen ReopenBlobs) {
	part, partly := photo(700)
	appended(t, b, part, 0, partly[:300])
	sum, data := photo(800)
	if err := b.Put(sum, data); err != nil {
		t.Fatal("put:", err)
	}
	if err := b.SetSmall(sum, []byte("small")); err != nil {
		t.Fatal("set small:", err)
	}
	b = reopen(t)
	arrived(t, b, part, 300)
	appended(t, b, part, 300, partly[300:])
	finished(t, b, part)
	whole(t, b, part, partly)
	whole(t, b, sum, data)
	if got, err := b.Small(sum); string(got) != "small" || err != nil {
		t.Errorf("small: %q, %v", got, err)
	}
}
