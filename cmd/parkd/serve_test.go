package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

func get(t *testing.T, address, bearer string) (status int, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	data, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(data)
}

// token is what a program shows.
func (s *shell) token(scope account.Scope) (bearer string) {
	s.t.Helper()
	db, err := sqldb.Open(filepath.Join(s.home, ledgerFile))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	bearer, err = account.New(db, account.Options{}).NewToken(s.t.Context(), account.Console, account.Token{Name: "监控", Scopes: []account.Scope{scope}})
	if err != nil {
		s.t.Fatal(err)
	}
	return bearer
}

func TestHealthAndMetrics(t *testing.T) {
	s := &shell{t, t.TempDir()}
	v := s.serve("--http", "--log", "json")
	if status, body := get(t, v.url+"/healthz", ""); status != 200 || body != "ok\n" {
		t.Errorf("healthz: %d %s", status, body)
	}
	if status, _ := get(t, v.url+"/metrics", ""); status != 401 {
		t.Errorf("metrics without a token: %d", status)
	}
	if status, _ := get(t, v.url+"/metrics", s.token(account.ReadScope)); status != 401 {
		t.Errorf("metrics with another scope: %d", status)
	}
	if status, _ := get(t, v.url+"/link/SECRET-OF-SOMEBODY?name=李某某", ""); status == 200 {
		t.Error("a link that nobody gave")
	}
	status, body := get(t, v.url+"/metrics", s.token(account.MetricsScope))
	for _, want := range []string{"parkd_operations 0", "parkd_projection_lag 0", "parkd_deliveries_waiting 0", "parkd_free_bytes", `parkd_requests_total{method="GET",route="/healthz",status="200"} 1`, "go_goroutines"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("metrics: %d, lacks %q", status, want)
		}
	}
	v.stop()
	lines := 0
	for line := range strings.Lines(v.log.String()) {
		var said struct{ Msg, Route string }
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Errorf("log line %q: %v", line, err)
		}
		if said.Msg == "request" {
			lines++
		}
		if strings.Contains(line, "SECRET") || strings.Contains(line, "李某某") {
			t.Errorf("the log tells on people: %s", line)
		}
	}
	if lines < 5 {
		t.Errorf("%d requests in the log", lines)
	}
}

func TestTheFirstAdministratorComesByTheLinkThatIsPrinted(t *testing.T) {
	s := &shell{t, t.TempDir()}
	v := s.serve("--http")
	v.stop()
	at := strings.Index(v.out.String(), v.url+"/link/")
	if at < 0 {
		t.Fatalf("no link in %s", v.out)
	}
	link := strings.TrimPrefix(strings.Fields(v.out.String()[at:])[0], v.url)
	again := s.serve("--http") // a new start, a new link
	if status, _ := get(t, again.url+link, ""); status == 200 {
		t.Error("the link of the start before is still good")
	}
	again.stop()
}

// What is under way when the server is told to stop is answered; what comes later is not taken.
func TestStopAnswersWhatIsUnderWay(t *testing.T) {
	began, release := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err != nil || n != 4 {
			t.Errorf("the body: %d bytes, %v", n, err)
		}
		_, _ = io.WriteString(w, "kept") // the client waits for it
	})
	l := httptest.NewUnstartedServer(nil).Listener
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serveUntil(ctx, &http.Server{Handler: handler}, l, false) }()
	body, feed := io.Pipe()
	go func() {
		_, _ = feed.Write([]byte("ph"))
		close(began)
		<-release
		_, _ = feed.Write([]byte("to"))
		_ = feed.Close()
	}()
	answered := make(chan string, 1)
	go func() {
		a, err := http.Post("http://"+l.Addr().String()+"/", "image/jpeg", body)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer a.Body.Close()
		data, _ := io.ReadAll(a.Body)
		answered <- string(data)
	}()
	<-began
	cancel()
	for { // until it listens no more
		if _, err := http.Get("http://" + l.Addr().String() + "/"); err != nil {
			break
		}
	}
	close(release)
	if said := <-answered; said != "kept" {
		t.Errorf("the upload that was under way: %s", said)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAPanicIsAnsweredAndLogged(t *testing.T) {
	var log strings.Builder
	o := newObserver(slog.New(slog.NewTextHandler(&log, nil)))
	w := httptest.NewRecorder()
	o.wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broke") })).ServeHTTP(w, httptest.NewRequest("GET", "/x?name=李某某", nil))
	if w.Code != 500 || !strings.Contains(w.Body.String(), w.Header().Get("X-Request-Id")) {
		t.Errorf("answered %d %s", w.Code, w.Body)
	}
	if said := log.String(); !strings.Contains(said, "broke") || strings.Contains(said, "李某某") {
		t.Errorf("log: %s", said)
	}
}

// A certificate that was renewed is used without a new start; a half-written one is not.
func TestARenewedCertificate(t *testing.T) {
	dir := t.TempDir()
	crt, key := filepath.Join(dir, "a.crt"), filepath.Join(dir, "a.key")
	write := func(host string, at time.Time) {
		t.Helper()
		c, _, err := server.SelfSigned(time.Now(), host)
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
		if err != nil {
			t.Fatal(err)
		}
		for file, block := range map[string]*pem.Block{key: {Type: "PRIVATE KEY", Bytes: der}, crt: {Type: "CERTIFICATE", Bytes: c.Certificate[0]}} {
			if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(crt, at, at); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now().Truncate(time.Second)
	write("one.example", now)
	config, pin, err := byFiles(crt, key)
	if err != nil || pin == nil {
		t.Fatal(err)
	}
	host := func() string {
		c, err := config.GetCertificate(&tls.ClientHelloInfo{})
		if err != nil {
			t.Fatal(err)
		}
		return c.Leaf.DNSNames[0]
	}
	if h := host(); h != "one.example" {
		t.Errorf("certificate of %s", h)
	}
	write("two.example", now.Add(time.Second))
	if h := host(); h != "two.example" {
		t.Errorf("after it was renewed: certificate of %s", h)
	}
	if err := os.WriteFile(crt, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if h := host(); h != "two.example" {
		t.Errorf("while it is being written: certificate of %s", h)
	}
}
