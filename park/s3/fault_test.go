package s3_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"anquan.example/paicha/park/s3"
	"anquan.example/paicha/sync/server"
)

// answer is an error as S3 gives it.
func answer(w http.ResponseWriter, status int, code string) bool {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>on purpose</Message></Error>")
	return true
}

// cut ends the connection without an answer, after some of the request.
func cut(_ http.ResponseWriter, r *http.Request) bool {
	_, _ = io.CopyN(io.Discard, r.Body, 1000)
	panic(http.ErrAbortHandler)
}

func writes(r *http.Request) bool { return r.Method == http.MethodPut }

func TestAStoreThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		how  func(w http.ResponseWriter, r *http.Request) bool
		says string
		is   error
	}{
		"500":       {func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 500, "InternalError") }, "look whether the store runs", nil},
		"slow down": {func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 503, "SlowDown") }, "look whether the store runs", nil},
		"refused":   {func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 403, "AccessDenied") }, "AWS_ACCESS_KEY_ID", nil},
		"full":      {func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 507, "XMinioStorageFull") }, "full", server.ErrDiskFull},
		"quota":     {func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 400, "QuotaExceeded") }, "full", server.ErrDiskFull},
		"cut":       {cut, "look whether the store runs", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faulty(t, c.how, c.says, c.is)
		})
	}
}

// faulty: writes fail at every step, what was acknowledged stays, and it goes on where it was once the store is well again.
func faulty(t *testing.T, how func(w http.ResponseWriter, r *http.Request) bool, says string, is error) {
	b := newBucket(t)
	s := b.open("x")
	sum, data := photo(600_000)
	small, _ := photo(10)
	check := func(step string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "s3://park/x/") || is != nil && !errors.Is(err, is) {
			t.Errorf("%s: %v", step, err)
		}
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, server.ErrChanged) {
			t.Errorf("%s: taken for what it is not: %v", step, err)
		}
	}
	if _, err := s.Append(sum, 0, bytes.NewReader(data[:1000])); err != nil {
		t.Fatal(err)
	}
	b.fail(func(w http.ResponseWriter, r *http.Request) bool { return writes(r) && how(w, r) })
	n, err := s.Append(sum, 1000, bytes.NewReader(data[1000:]))
	check("append", err)
	if n != 1000 {
		t.Errorf("%d bytes are said to be there", n)
	}
	check("put", s.Put(sum, data))
	check("small", s.SetSmall(small, data))
	b.heal()
	if n, err := s.Arrived(sum); n != 1000 || err != nil {
		t.Errorf("%d have arrived, %v", n, err)
	}
	if _, err := s.Append(sum, 1000, bytes.NewReader(data[1000:])); err != nil {
		t.Fatal(err)
	}
	b.fail(func(w http.ResponseWriter, r *http.Request) bool { return writes(r) && how(w, r) })
	check("finish", s.Finish(sum))
	b.heal()
	if _, _, err := s.Open(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there: %v", err)
	}
	if err := s.Finish(sum); err != nil {
		t.Errorf("finish, again: %v", err)
	}
}

// A store that does not answer is not one that has nothing.
func TestAStoreThatCannotBeRead(t *testing.T) {
	b := newBucket(t)
	s := b.open("x")
	sum, data := photo(1000)
	if err := s.Put(sum, data); err != nil {
		t.Fatal(err)
	}
	b.fail(func(w http.ResponseWriter, _ *http.Request) bool { return answer(w, 503, "SlowDown") })
	_, _, opened := s.Open(sum)
	_, arrived := s.Arrived(sum)
	_, small := s.Small(sum)
	_, has := s.HasSmall(sum)
	for n, err := range []error{opened, arrived, small, has, s.Finish(sum)} {
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%d: %v", n, err)
		}
	}
	if _, err := s3.Open(t.Context(), b.address("x")); err == nil || !strings.Contains(err.Error(), "look for the bucket") {
		t.Error(err)
	}
}

// The store answers the last bytes of a photo with a cut: what it took is not taken for the whole.
func TestReadingIsCut(t *testing.T) {
	b := newBucket(t)
	s := b.open("x")
	sum, data := photo(1 << 20)
	if _, err := s.Append(sum, 0, bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	var cuts atomic.Int32
	b.fail(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, "/incoming/") || cuts.Add(1) != 2 {
			return false
		}
		w.Header().Set("Content-Length", "262144")
		_, _ = w.Write(data[:100])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	if err := s.Finish(sum); err == nil || errors.Is(err, server.ErrChanged) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("finish: %v", err)
	}
	if _, _, err := s.Open(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there: %v", err)
	}
	if err := s.Finish(sum); err != nil {
		t.Errorf("finish, again: %v", err)
	}
	cuts.Store(0)
	b.fail(func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet {
			return false
		}
		w.Header().Set("Content-Length", "1048576")
		_, _ = w.Write(data[:5000])
		panic(http.ErrAbortHandler)
	})
	r, _, err := s.Open(sum)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got, err := io.ReadAll(r); err == nil || !strings.Contains(err.Error(), "read") {
		t.Errorf("read %d bytes of a cut one, %v", len(got), err)
	}
}

// A store that says yes to a body that was cut short would be no store; ours breaks the request off, so nothing is there.
func TestChangedBytesNeverBecomeWhole(t *testing.T) {
	b := newBucket(t)
	s := b.open("x")
	sum, data := photo(700_000)
	wrong := bytes.Clone(data)
	wrong[len(wrong)-1] ^= 1
	if _, err := s.Append(sum, 0, bytes.NewReader(wrong)); err != nil {
		t.Fatal(err)
	}
	if err := s.Finish(sum); !errors.Is(err, server.ErrChanged) {
		t.Errorf("finish: %v", err)
	}
	if keys := b.keys(); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestABucketThatIsNotThere(t *testing.T) {
	b := newBucket(t)
	if _, err := s3.Open(t.Context(), strings.Replace(b.address(""), "s3://park", "s3://other", 1)); err == nil || !strings.Contains(err.Error(), "no such bucket") {
		t.Error(err)
	}
}
