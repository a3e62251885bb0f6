package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

// served runs "parkd serve" over plain HTTP with more flags, does what do does, stops it and gives its log.
func (s *shell) served(do func(url string), flags ...string) string {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ready, ended := make(chan string, 1), make(chan int, 1)
	var stdout, stderr bytes.Buffer
	go func() {
		ended <- run(ctx, append([]string{"--home", s.home, "serve", "--http", "--addr", "127.0.0.1:0"}, flags...), world{
			out: &stdout, err: &stderr, getenv: func(string) string { return "" }, now: time.Now, ready: func(url string) { ready <- url },
		})
	}()
	select {
	case url := <-ready:
		do(url)
	case code := <-ended:
		s.t.Fatalf("serve: exit %d: %s", code, stderr.String())
	}
	cancel()
	if code := <-ended; code != 0 {
		s.t.Errorf("serve: exit %d: %s", code, stderr.String())
	}
	return stderr.String()
}

// Health is for everybody, figures only where they were asked for, and the log says of requests what is nobody's own.
func TestHealthFiguresAndLog(t *testing.T) {
	s := &shell{t, t.TempDir()}
	at := freeAddress(t)
	log := s.served(func(url string) {
		if code, body := get(t, url+"/healthz"); code != 200 || body != "ok\n" {
			t.Errorf("%d %q", code, body)
		}
		if code, _ := get(t, url+"/metrics?name=somebody"); code == 200 {
			t.Error("everybody sees the figures")
		}
		if code, body := get(t, "http://"+at+"/healthz"); code != 200 || body != "ok\n" {
			t.Errorf("%d %q", code, body)
		}
		code, body := get(t, "http://"+at+"/metrics")
		for _, want := range []string{
			`paicha_http_requests_total{method="GET",route="GET /healthz",status="200"} 1`, "paicha_operations_total 0", "paicha_photos_total 0",
			"paicha_deliveries_waiting 0", "paicha_projection_lag 0", "paicha_free_bytes ", "process_resident_memory_bytes",
		} {
			if code != 200 || !strings.Contains(body, want) {
				t.Errorf("%d: no %s in\n%s", code, want, body)
			}
		}
		if strings.Contains(body, "NaN") {
			t.Error("something is not known")
		}
	}, "--metrics", at, "--log", "json")
	for _, line := range strings.Split(strings.TrimSpace(log), "\n") {
		if !json.Valid([]byte(line)) {
			t.Errorf("%q is no JSON", line)
		}
	}
	if !strings.Contains(log, `"route":"GET /healthz"`) || strings.Contains(log, "somebody") {
		t.Error(log)
	}
}

func TestAParkThatCannotReachItsPhotosIsNotWell(t *testing.T) {
	s := &shell{t, t.TempDir()}
	photos := filepath.Join(t.TempDir(), "照片")
	s.served(func(url string) {
		if err := os.RemoveAll(photos); err != nil {
			t.Fatal(err)
		}
		if code, body := get(t, url+"/healthz"); code != 503 || strings.Contains(body, photos) {
			t.Errorf("%d %q", code, body)
		}
	}, "--photos", photos)
}

// Photos and handouts lie where --photos says: in a folder, or in a bucket that another parkd reads too.
func TestPhotosElsewhere(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "example-key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "example-secret")
	backend := s3mem.New()
	if err := backend.CreateBucket("park"); err != nil {
		t.Fatal(err)
	}
	fake := httptest.NewServer(gofakes3.New(backend).Server())
	defer fake.Close()
	s := &shell{t, t.TempDir()}
	folder := filepath.Join(t.TempDir(), "照片")
	s.ok("handout", "criteria", "../../checklists.yaml", "--photos", folder)
	if all, err := filepath.Glob(filepath.Join(folder, "photos", "*", "*")); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	s.ok("handout", "criteria", "../../checklists.yaml", "--photos", "s3://park/示例?path-style=1&endpoint="+fake.URL)
	list, err := backend.ListBucket("park", nil, gofakes3.ListBucketPage{})
	if err != nil || len(list.Contents) != 1 || !strings.HasPrefix(list.Contents[0].Key, "示例/photos/") {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := os.Stat(filepath.Join(s.home, photoDir)); err == nil {
		t.Error("there is a folder for photos in the home too")
	}
	if _, errs, code := s.run("devices", "--photos", "s3://nobody/?path-style=1&endpoint="+fake.URL); code == 0 || !strings.Contains(errs, "no such bucket") {
		t.Error(errs)
	}
}

func TestOneKindOfTLS(t *testing.T) {
	s := &shell{t, t.TempDir()}
	for _, flags := range [][]string{
		{"--http", "--acme", "park.example"}, {"--http", "--tls-cert", "a", "--tls-key", "b"}, {"--acme", "park.example", "--tls-cert", "a", "--tls-key", "b"},
	} {
		if _, errs, code := s.run(append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...)...); code == 0 || !strings.Contains(errs, "--acme") {
			t.Errorf("%v: %s", flags, errs)
		}
	}
	if _, errs, code := s.run("serve", "--addr", "127.0.0.1:0", "--log", "xml"); code == 0 || !strings.Contains(errs, "json") {
		t.Error(errs)
	}
}
