package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"anquan.example/paicha/sync/server"
)

// pebbleVersion is the ACME server of Let's Encrypt's tests. It is a tool here: nothing of it is linked or kept.
const pebbleVersion = "github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.3"

// domain is the park's. The name server of the test says where it is.
const domain = "yuanqu.paicha.test"

// lifetime is how long pebble's certificates count: they are due after two thirds of it.
const lifetime = 8 * time.Second

// pebble is an authority that runs.
type pebble struct {
	url, trust string         // its directory; the file by which its own certificate is trusted
	roots      *x509.CertPool // of what it gives
}

// pebbleDir holds the program until all tests are done; "": it was not built.
var pebbleDir string

// builtPebble is the program, built once.
var builtPebble = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "paicha-pebble-*")
	if err != nil {
		return "", err
	}
	pebbleDir = dir
	build := exec.Command("go", "install", pebbleVersion)
	build.Dir, build.Env = dir, append(os.Environ(), "GOBIN="+dir, "GOFLAGS=", "GOOS=", "GOARCH=")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return filepath.Join(dir, "pebble"), nil
})

// newPebble starts one that proves at those ports of this machine.
func newPebble(t *testing.T, tlsPort, httpPort int) *pebble {
	t.Helper()
	dir := t.TempDir()
	program, err := builtPebble()
	if err != nil {
		t.Fatal("pebble, through the Go proxy: ", err)
	}
	own, _, err := server.SelfSigned(time.Now(), "localhost", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(own.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	p := &pebble{trust: filepath.Join(dir, "crt.pem")}
	api, management := freeAddress(t), freeAddress(t)
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": api, "managementListenAddress": management, "certificate": p.trust, "privateKey": filepath.Join(dir, "key.pem"),
		"tlsPort": tlsPort, "httpPort": httpPort, "domainBlocklist": []string{"refused.test"}, "keyAlgorithm": "ecdsa",
		"retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles":   map[string]any{"default": map[string]any{"description": "short", "validityPeriod": int(lifetime.Seconds())}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"crt.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: own.Certificate[0]}),
		"key.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), "config.json": config,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command(program, "-config", filepath.Join(dir, "config.json"), "-dnsserver", nameServer(t))
	c.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = c.Process.Kill(), c.Wait() }) // says that it was killed
	p.url, p.roots = "https://"+api+"/dir", x509.NewCertPool()
	if !p.roots.AppendCertsFromPEM(p.answer(t, "https://"+management+"/roots/0")) {
		t.Fatal("pebble has no root")
	}
	return p
}

// answer waits until pebble says something.
func (p *pebble) answer(t *testing.T, url string) []byte {
	t.Helper()
	data, err := os.ReadFile(p.trust)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	rt := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	defer rt.CloseIdleConnections()
	for began := time.Now(); time.Since(began) < 30*time.Second; {
		var resp *http.Response
		if resp, err = (&http.Client{Transport: rt}).Get(url); err != nil {
			continue
		}
		defer resp.Body.Close()
		if data, err = io.ReadAll(resp.Body); err == nil {
			return data
		}
	}
	t.Fatal("pebble does not answer:", err)
	return nil
}

// nameServer says of every name that it is this machine. Pebble asks by TCP.
func nameServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				for tellWhere(c) == nil {
				}
			}()
		}
	}()
	return l.Addr().String()
}

// tellWhere answers one question (RFC 1035 4.2.2).
func tellWhere(c net.Conn) error {
	var size [2]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return err
	}
	ask := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(c, ask); err != nil {
		return err
	}
	var m dnsmessage.Message
	if err := m.Unpack(ask); err != nil {
		return err
	}
	m.Response, m.Additionals = true, nil
	for _, q := range m.Questions {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
			})
		}
	}
	says, err := m.Pack()
	if err == nil {
		_, err = c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(says))), says...))
	}
	return err
}

func port(t *testing.T, address string) (n int) {
	t.Helper()
	_, p, err := net.SplitHostPort(address)
	if err == nil {
		_, err = fmt.Sscan(p, &n)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// certified starts a parkd at the address that gets its certificate from pebble.
func (p *pebble) certified(t *testing.T, home, domain, at string, flags ...string) *child {
	t.Helper()
	c, err := serveChildWith(home, []string{"SSL_CERT_FILE=" + p.trust}, append([]string{"--addr", at, "--acme", domain, "--acme-url", p.url, "--acme-mail", "anquan@paicha.test"}, flags...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Error(err)
		}
	})
	return c
}

// visit gets a page of the park, and the certificate that was shown for it.
func (p *pebble) visit(ctx context.Context, at, path string) (*x509.Certificate, error) {
	rt := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: p.roots, ServerName: domain}, TLSHandshakeTimeout: 30 * time.Second, DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, at)
		},
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+domain+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := rt.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GET %s: %s", path, resp.Status)
	}
	return resp.TLS.PeerCertificates[0], nil
}

// parkd gets its certificate from a real ACME server, serves with it, renews it before it ends, and takes it up again when it starts.
func TestCertificatesFromAnAuthority(t *testing.T) {
	t.Parallel()
	at, plain := freeAddress(t), freeAddress(t)
	p := newPebble(t, port(t, at), port(t, plain))
	home := t.TempDir()
	c := p.certified(t, home, domain, at, "--redirect", plain)
	first, err := p.visit(t.Context(), at, "/healthz")
	if err != nil {
		t.Fatal(err, c.errs.String())
	}
	c.said(t, "there is a certificate", 2)
	second, err := p.visit(t.Context(), at, "/healthz")
	if err != nil {
		t.Fatal("when it is renewed: ", err)
	}
	if second.SerialNumber.Cmp(first.SerialNumber) == 0 || second.NotBefore.After(first.NotAfter) {
		t.Errorf("the first, %d, ended at %v, the second, %d, began at %v", first.SerialNumber, first.NotAfter, second.SerialNumber, second.NotBefore)
	}
	redirected(t, plain, fmt.Sprintf("https://%s:%d", domain, port(t, at)))
	if files, err := filepath.Glob(filepath.Join(home, acmeDir, "*")); err != nil || len(files) != 2 {
		t.Errorf("%v, %v", files, err)
	}
	if err := c.kill(); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join(home, acmeDir, domain))
	if err != nil {
		t.Fatal(err)
	}
	at = freeAddress(t)
	again := p.certified(t, home, domain, at, "--acme-url", "https://127.0.0.1:1/dir")          // it has to do with what it kept
	conn, err := tls.Dial("tcp", at, &tls.Config{ServerName: domain, InsecureSkipVerify: true}) // it may have run out by now
	if err != nil {
		t.Fatal(err, again.errs.String())
	}
	defer conn.Close()
	if shown := conn.ConnectionState().PeerCertificates[0]; !bytes.Contains(kept, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: shown.Raw})) {
		t.Error("what is shown is not what was kept")
	}
}

// redirected says that who comes without TLS is sent to the park, whatever the request names, and nothing is taken there.
func redirected(t *testing.T, plain, park string) {
	t.Helper()
	rt := &http.Transport{DisableKeepAlives: true}
	for _, ask := range []struct{ method, host, path, to string }{
		{"GET", domain, "/findings?q=1", park + "/findings?q=1"}, {"GET", "elsewhere.test", "//elsewhere.test/", park + "//elsewhere.test/"}, {"POST", domain, "/login", ""},
		{"GET", domain, "/.well-known/acme-challenge/none", park + "/.well-known/acme-challenge/none"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), ask.method, "http://"+plain+ask.path, strings.NewReader("password=secret"))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = ask.host
		resp, err := rt.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close() // it was only looked at
		want := http.StatusMovedPermanently
		if ask.to == "" {
			want = http.StatusForbidden
		}
		if resp.StatusCode != want || resp.Header.Get("Location") != ask.to {
			t.Errorf("%v: %s %s", ask, resp.Status, resp.Header.Get("Location"))
		}
	}
}

// Where port 443 does not arrive, port 80 proves as well.
func TestCertificatesByPort80(t *testing.T) {
	t.Parallel()
	at, plain := freeAddress(t), freeAddress(t)
	p := newPebble(t, port(t, freeAddress(t)), port(t, plain))
	c := p.certified(t, t.TempDir(), domain, at, "--redirect", plain)
	if _, err := p.visit(t.Context(), at, "/healthz"); err != nil {
		t.Error(err, c.errs.String())
	}
}

// What an authority does not accept is in the log, with what to do about it.
func TestAnAuthorityThatRefuses(t *testing.T) {
	t.Parallel()
	p := newPebble(t, port(t, freeAddress(t)), port(t, freeAddress(t)))
	for _, bad := range []struct {
		domain string
		flags  []string
		says   []string
	}{
		{domain, nil, []string{"tls-alpn-01", "Failed to connect to 127.0.0.1", "look at its DNS", "port 443"}},
		{"refused.test", nil, []string{"rejectedIdentifier", "look at the spelling of --acme"}},
		{domain, []string{"--acme-url", "https://127.0.0.1:1/dir"}, []string{"connection refused", "look at --acme-url"}},
	} {
		at := freeAddress(t)
		c := p.certified(t, t.TempDir(), bad.domain, at, bad.flags...)
		said := c.said(t, "there is no new certificate", 1)
		for _, want := range append(bad.says, "domain="+bad.domain, "again=") {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in %s", bad.domain, want, said)
			}
		}
		if _, err := p.visit(t.Context(), at, "/healthz"); err == nil {
			t.Errorf("%s: it is shown something", bad.domain)
		}
	}
}
