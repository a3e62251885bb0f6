package serve_test

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

	"anquan.example/paicha/park/serve"
)

// lines is a log whose lines somebody waits for.
type lines chan string

func (l lines) Write(b []byte) (int, error) {
	l <- string(b)
	return len(b), nil
}

// refuse is an authority that has something against every account.
func refuse(t *testing.T, status int, problem, retry string) string {
	t.Helper()
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Replay-Nonce", "bm9uY2U")
		switch r.URL.Path {
		case "/dir":
			_ = json.NewEncoder(w).Encode(map[string]string{"newNonce": s.URL + "/nonce", "newAccount": s.URL + "/account", "newOrder": s.URL + "/order"})
		case "/account":
			w.Header().Set("Content-Type", "application/problem+json")
			w.Header().Set("Retry-After", retry)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, `{"type":"urn:ietf:params:acme:error:`+problem+`","detail":"an example"}`)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/dir"
}

// said runs an Authority until its log has a line, and gives it as fields.
func said(t *testing.T, o serve.AuthorityOptions) map[string]any {
	t.Helper()
	log := make(lines, 10)
	o.Log, o.Domains = slog.New(slog.NewJSONHandler(log, nil)), []string{"park.example"}
	a, err := serve.NewAuthority(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		a.Run(ctx)
		close(ended)
	}()
	line := <-log
	cancel()
	<-ended
	var v map[string]any
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		t.Fatal(line, err)
	}
	return v
}

func TestWhatAnAuthoritySays(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		url, error, do string
		atLeast        time.Duration
	}{
		{refuse(t, 429, "rateLimited", "7200"), "rateLimited: an example", "waits as long", 110 * time.Minute},
		{refuse(t, 403, "externalAccountRequired", ""), "externalAccountRequired: an example", "another by --acme-url", 14 * time.Minute},
		{refuse(t, 400, "invalidContact", ""), "invalidContact: an example", "--acme-mail", 14 * time.Minute},
		{refuse(t, 403, "somethingNew", ""), "somethingNew: an example", "see what it says", 14 * time.Minute},
		{gone.URL + "/dir", "refused", "--acme-url", 14 * time.Minute},
	} {
		got := said(t, serve.AuthorityOptions{Directory: c.url, Folder: t.TempDir(), Mail: "anquan@park.example"})
		if err, _ := got["error"].(string); got["level"] != "ERROR" || got["domain"] != "park.example" || !strings.Contains(err, c.error) {
			t.Errorf("%v", got)
		}
		if do, _ := got["do"].(string); !strings.Contains(do, c.do) {
			t.Errorf("%q is no advice about %v", do, got["error"])
		}
		text, _ := got["again"].(string)
		if again, err := time.Parse(time.RFC3339, text); err != nil || time.Until(again) < c.atLeast || time.Until(again) > 6*time.Hour {
			t.Errorf("again at %q", text)
		}
	}
}

// What was kept is shown at once, by whatever spelling of the domain; what cannot be used is told, and another is asked for.
func TestKeptCertificates(t *testing.T) {
	dir := t.TempDir()
	pair := signed(t, "park.example")
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	file := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})...)
	if err := os.WriteFile(filepath.Join(dir, "park.example"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := serve.NewAuthority(serve.AuthorityOptions{Domains: []string{"Park.Example"}, Folder: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for name, there := range map[string]bool{"park.example": true, "PARK.example.": true, "other.example": false, "": false, "..": false} {
		c, err := a.Config().GetCertificate(&tls.ClientHelloInfo{ServerName: name})
		if (err == nil) != there || there && c.Leaf.DNSNames[0] != "park.example" {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := a.Config().GetCertificate(&tls.ClientHelloInfo{ServerName: name, SupportedProtos: []string{"acme-tls/1"}}); err == nil {
			t.Errorf("%q: a proof that nobody asked for", name)
		}
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil || !a.Until().Equal(leaf.NotAfter) {
		t.Errorf("until %v: %v", a.Until(), err)
	}
	if err := os.WriteFile(filepath.Join(dir, "park.example"), file[:len(file)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if got := said(t, serve.AuthorityOptions{Directory: refuse(t, 400, "example", ""), Folder: dir}); got["level"] != "WARN" || !strings.Contains(got["msg"].(string), "cannot be used") {
		t.Errorf("%v", got)
	}
	for _, bad := range []string{"localhost", "127.0.0.1:80", "a b.example", ""} {
		if _, err := serve.NewAuthority(serve.AuthorityOptions{Domains: []string{bad}, Folder: dir, Log: slog.New(slog.DiscardHandler)}); err == nil {
			t.Errorf("%q", bad)
		}
	}
}

func TestRedirect(t *testing.T) {
	h := serve.Redirect("https://park.example:8443")
	for target, to := range map[string]string{
		"/": "/", "/findings?q=%E6%B6%88": "/findings?q=%E6%B6%88", "http://evil.example/x": "/x", "//evil.example/": "//evil.example/", "evil:2222": "/",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		if u, err := r.URL.Parse(target); err == nil {
			r.URL = u
		}
		if target == "//evil.example/" {
			r.URL.Host, r.URL.Path = "", target
		}
		r.Host = "evil.example"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := w.Header().Get("Location"); w.Code != 301 || got != "https://park.example:8443"+to {
			t.Errorf("%s: %d %s", target, w.Code, got)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("POST", "/login", strings.NewReader("password=secret")))
	if w.Code != 403 || strings.Contains(w.Body.String(), "secret") || w.Header().Get("Location") != "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
