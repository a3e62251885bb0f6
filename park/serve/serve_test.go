package serve_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"anquan.example/paicha/park/serve"
	"anquan.example/paicha/sync/server"
)

// desk is a server with a log and figures that a test can read.
type desk struct {
	log     bytes.Buffer
	metrics *serve.Metrics
	handler http.Handler
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{metrics: serve.NewMetrics(
		serve.Figure{Name: "paicha_example_bytes", Help: "An example.", Read: func() (float64, error) { return 42, nil }},
		serve.Figure{Name: "paicha_unknown", Help: "Not known.", Read: func() (float64, error) { return 1, errors.New("on purpose") }},
		serve.Figure{Name: "paicha_counted_total", Help: "Counted.", Counts: true, Read: func() (float64, error) { return 3, nil }},
	)}
	log, err := serve.NewLog(&d.log, "json")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /enterprises/{name}", func(w http.ResponseWriter, r *http.Request) {
		log.WarnContext(r.Context(), "within")
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, "12345")
	})
	mux.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic("on purpose") })
	mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half an ans")
		panic("on purpose")
	})
	d.handler = serve.Handler(mux, log, d.metrics)
	return d
}

func (d *desk) ask(method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader("姓名=专家甲")))
	return w
}

// lines are the log's.
func (d *desk) lines(t *testing.T) (all []map[string]any) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(d.log.String()), "\n") {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func (d *desk) figures() string {
	w := httptest.NewRecorder()
	d.metrics.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

func TestALineAndFiguresWithoutPersonalData(t *testing.T) {
	d := newDesk(t)
	w := d.ask("POST", "/enterprises/zhangsan?phone=13800000000")
	d.ask("BREW", "/secret-path")
	lines := d.lines(t)
	if len(lines) != 3 {
		t.Fatalf("%d lines: %s", len(lines), d.log.String())
	}
	got := lines[1]
	if got["method"] != "POST" || got["route"] != "POST /enterprises/{name}" || got["status"] != 201.0 || got["bytes"] != 5.0 || got["ms"] == nil {
		t.Errorf("%v", got)
	}
	id := w.Header().Get("X-Request-Id")
	if id == "" || got["request"] != id || lines[0]["request"] != id || lines[2]["request"] == id {
		t.Errorf("request %q: %v", id, lines)
	}
	if lines[2]["method"] != "other" || lines[2]["route"] != "none" || lines[2]["status"] != 404.0 {
		t.Errorf("%v", lines[2])
	}
	figures := d.figures()
	for _, secret := range []string{"zhangsan", "1380", "专家甲", "secret-path", "BREW", "192.0.2.1"} {
		if strings.Contains(d.log.String(), secret) || strings.Contains(figures, secret) {
			t.Errorf("%s stands in the log or the figures", secret)
		}
	}
	for _, want := range []string{
		`paicha_http_requests_total{method="POST",route="POST /enterprises/{name}",status="201"} 1`,
		`paicha_http_requests_total{method="other",route="none",status="404"} 1`,
		`paicha_http_request_seconds_count{route="POST /enterprises/{name}"} 1`,
		"paicha_example_bytes 42", "paicha_unknown NaN", "# TYPE paicha_counted_total counter", "go_goroutines",
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("no %s in\n%s", want, figures)
		}
	}
}

func TestAPanicIsAnAnswerAndALine(t *testing.T) {
	d := newDesk(t)
	w := d.ask("GET", "/panic")
	if w.Code != 500 || !strings.Contains(w.Body.String(), w.Header().Get("X-Request-Id")) || strings.Contains(w.Body.String(), "on purpose") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	lines := d.lines(t)
	if len(lines) != 2 || lines[0]["error"] != "on purpose" || lines[0]["route"] != "GET /panic" || lines[1]["status"] != 500.0 {
		t.Errorf("%v", lines)
	}
	s := httptest.NewServer(d.handler)
	defer s.Close()
	r, err := http.Get(s.URL + "/half")
	if err == nil {
		_, err = io.ReadAll(r.Body)
		_ = r.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looks like a whole one")
	}
}

func TestLogsAreTextOrJSON(t *testing.T) {
	var b bytes.Buffer
	log, err := serve.NewLog(&b, "text")
	if err != nil {
		t.Fatal(err)
	}
	log.With("a", 1).WithGroup("g").Info("said", "b", 2)
	if !strings.Contains(b.String(), "a=1 g.b=2") {
		t.Error(b.String())
	}
	if _, err := serve.NewLog(&b, "xml"); err == nil {
		t.Error("xml")
	}
}

func TestHealth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		var looks atomic.Int32
		var ill error
		waits := make(chan struct{})
		h := serve.NewHealth(slog.New(slog.NewTextHandler(&b, nil)), func(ctx context.Context) error {
			looks.Add(1)
			if ill == nil {
				return nil
			}
			<-waits // a disk that hangs looks at no context
			return ill
		})
		ask := func() (int, string) {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/healthz", nil))
			return w.Code, w.Body.String()
		}
		for range 3 {
			if code, body := ask(); code != 200 || body != "ok\n" {
				t.Errorf("%d %s", code, body)
			}
		}
		if looks.Load() != 1 {
			t.Errorf("looked %d times", looks.Load())
		}
		ill = errors.New("secret disk")
		time.Sleep(2 * time.Second) // in the bubble
		began := time.Now()
		code, body := ask()
		if code != 503 || strings.Contains(body, "secret") || time.Since(began) != 5*time.Second {
			t.Errorf("%d %s after %v", code, body, time.Since(began))
		}
		if !strings.Contains(b.String(), "deadline") {
			t.Error(b.String())
		}
		close(waits)
		time.Sleep(2 * time.Second)
		if code, _ := ask(); code != 503 || !strings.Contains(b.String(), "secret disk") {
			t.Errorf("%d %s", code, b.String())
		}
	})
}

// write puts a certificate and its key into files, at that time.
func write(t *testing.T, crt, key string, c tls.Certificate, at time.Time) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*pem.Block{crt: {Type: "CERTIFICATE", Bytes: c.Certificate[0]}, key: {Type: "PRIVATE KEY", Bytes: der}} {
		if err := errors.Join(os.WriteFile(name, pem.EncodeToMemory(b), 0o600), os.Chtimes(name, at, at)); err != nil {
			t.Fatal(err)
		}
	}
}

func signed(t *testing.T, host string) tls.Certificate {
	t.Helper()
	c, _, err := server.SelfSigned(time.Now(), host)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCertificatesAreReadAgain(t *testing.T) {
	for _, pinned := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			dir := t.TempDir()
			crt, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
			first, second := signed(t, "one.example"), signed(t, "two.example")
			at := time.Now()
			write(t, crt, key, first, at)
			var log bytes.Buffer
			c, err := serve.NewCertificate(crt, key, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil {
				t.Fatal(err)
			}
			if pinned {
				c.Pin()
			}
			shows := func(want tls.Certificate, says string) {
				t.Helper()
				log.Reset()
				time.Sleep(time.Second) // in the bubble
				got, err := c.Get(nil)
				if err != nil || !bytes.Equal(got.Certificate[0], want.Certificate[0]) {
					t.Errorf("shows %v, %v", got.Leaf.DNSNames, err)
				}
				if !strings.Contains(log.String(), says) || says == "" && log.Len() > 0 {
					t.Errorf("says %q, not %q", log.String(), says)
				}
			}
			shows(first, "")
			write(t, crt, key, second, at.Add(time.Minute))
			if pinned {
				shows(first, "enrol every tablet again")
				shows(first, "") // once
				return
			}
			shows(second, "renewed")
			if err := os.WriteFile(key, []byte("half"), 0o600); err != nil {
				t.Fatal(err)
			}
			shows(second, "goes on")
			if err := os.Remove(crt); err != nil {
				t.Fatal(err)
			}
			shows(second, "goes on")
			write(t, crt, key, first, at.Add(2*time.Minute))
			shows(first, "renewed")
		})
	}
}

func TestNoCertificate(t *testing.T) {
	dir := t.TempDir()
	if _, err := serve.NewCertificate(filepath.Join(dir, "none"), filepath.Join(dir, "none"), slog.New(slog.DiscardHandler)); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
