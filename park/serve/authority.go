package serve

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
	"golang.org/x/net/idna"
)

// Authority gets certificates by ACME (RFC 8555) and renews them in time. It does so by itself, never because somebody connects: strangers
// use up no limit of the authority's. What goes wrong is in the log with what to do about it; autocert, which does much of the same,
// keeps to itself why an authority did not accept a proof.
type Authority struct {
	domains []string
	folder  autocert.DirCache // account and certificates, as autocert names them: earlier versions of parkd used it
	begins  string            // the authority's directory
	mail    string
	log     *slog.Logger
	byHTTP  bool          // somebody answers at port 80
	tried   chan struct{} // closed when there is a certificate for every domain, or a reason why not

	mu     sync.Mutex // guards what follows
	certs  map[string]*tls.Certificate
	proofs map[string]*tls.Certificate // by domain, while the authority looks (RFC 8737)
	tokens map[string]string           // by path, while it looks
}

// AuthorityOptions is what an Authority needs to know.
type AuthorityOptions struct {
	Directory string   // the URL at which the authority begins
	Domains   []string // of this server
	Mail      string   // whom the authority writes to; "" is nobody
	Folder    string   // keeps account and certificates
	HTTP      bool     // Challenges answers at port 80, so that it is tried when port 443 does not do
	Log       *slog.Logger
}

// NewAuthority takes up what the folder holds; Run does the rest.
func NewAuthority(o AuthorityOptions) (*Authority, error) {
	a := &Authority{
		folder: autocert.DirCache(o.Folder), begins: o.Directory, mail: o.Mail, log: o.Log, byHTTP: o.HTTP,
		tried: make(chan struct{}), certs: map[string]*tls.Certificate{}, proofs: map[string]*tls.Certificate{}, tokens: map[string]string{},
	}
	for _, domain := range o.Domains {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil || !strings.Contains(ascii, ".") {
			return nil, fmt.Errorf("no authority gives a certificate for %q: it is no domain name", domain)
		}
		a.domains = append(a.domains, ascii)
		if a.certs[ascii], err = a.kept(ascii); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// Config is how a server shows what is there now, and proves to the authority that the domain leads here (TLS-ALPN-01).
func (a *Authority) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12, // authorities come with it
		NextProtos:     []string{"h2", "http/1.1", acme.ALPNProto},
		GetCertificate: a.get,
	}
}

// firstWait is how long a visitor waits for the first certificate: a server gives up a handshake after 30 s.
const firstWait = 20 * time.Second

func (a *Authority) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name, _ := idna.Lookup.ToASCII(strings.TrimSuffix(hello.ServerName, ".")) // what is no name is in no map
	if len(hello.SupportedProtos) == 1 && hello.SupportedProtos[0] == acme.ALPNProto {
		return a.shown(a.proofs, name)
	}
	if c, err := a.shown(a.certs, name); err == nil || !a.named(name) {
		return c, err
	}
	wait := time.NewTimer(firstWait)
	defer wait.Stop()
	select {
	case <-a.tried:
	case <-wait.C:
	case <-hello.Context().Done():
	}
	return a.shown(a.certs, name)
}

func (a *Authority) shown(of map[string]*tls.Certificate, name string) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := of[name]; c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("no certificate for %q", name)
}

func (a *Authority) named(name string) bool {
	for _, domain := range a.domains {
		if domain == name {
			return true
		}
	}
	return false
}

// Challenges answers the authority at port 80 (HTTP-01); everybody else is next's.
func (a *Authority) Challenges(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		token, there := a.tokens[r.URL.Path]
		a.mu.Unlock()
		if !there {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write([]byte(token)) // the authority says what it got
	})
}

// Until is when the first of the certificates runs out; zero while one is missing.
func (a *Authority) Until() (first time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, domain := range a.domains {
		c := a.certs[domain]
		if c == nil {
			return time.Time{}
		}
		if first.IsZero() || c.Leaf.NotAfter.Before(first) {
			first = c.Leaf.NotAfter
		}
	}
	return first
}

// How long it waits after a failure, twice as long after each, up to the second: Let's Encrypt allows five failures an hour for a name, and
// a try by both ways is two.
const (
	retryFirst = 15 * time.Minute
	retryLast  = 6 * time.Hour
)

// Run gets what is missing and renews what is due, until ctx ends.
func (a *Authority) Run(ctx context.Context) {
	failures, due := map[string]int{}, map[string]time.Time{}
	for first := true; ; first = false {
		next := time.Now().Add(retryLast)
		for _, domain := range a.domains {
			if at, failed := due[domain]; !failed || !time.Now().Before(at) {
				due[domain] = a.tend(ctx, domain, failures)
			}
			if due[domain].Before(next) {
				next = due[domain]
			}
		}
		if first {
			close(a.tried)
		}
		rest := time.NewTimer(time.Until(next))
		select {
		case <-rest.C:
		case <-ctx.Done():
			rest.Stop()
			return
		}
	}
}

// tend sees to one domain and says when it has to be seen to again.
func (a *Authority) tend(ctx context.Context, domain string, failures map[string]int) time.Time {
	a.mu.Lock()
	now := a.certs[domain]
	a.mu.Unlock()
	if now != nil && time.Now().Before(renewAt(now)) {
		return renewAt(now)
	}
	c, err := a.obtain(ctx, domain)
	switch {
	case ctx.Err() != nil:
		return time.Now() // it ends
	case err == nil:
		delete(failures, domain)
		a.mu.Lock()
		a.certs[domain] = c
		a.mu.Unlock()
		a.log.Info("there is a certificate", "domain", domain, "until", c.Leaf.NotAfter)
		return renewAt(c)
	}
	wait := min(retryFirst<<min(failures[domain], 10), retryLast)
	if said := saidBy(err); said != nil {
		asked, _ := acme.RateLimit(said)
		wait = max(wait, asked)
	}
	failures[domain]++
	said := []any{"domain", domain, "error", err, "do", advice(err), "again", time.Now().Add(wait)}
	if now != nil {
		said = append(said, "until", now.Leaf.NotAfter)
	}
	a.log.Error("there is no new certificate", said...)
	return time.Now().Add(wait)
}

// renewAt is when two thirds of a certificate's life are over, and never more than 30 days before its end.
func renewAt(c *tls.Certificate) time.Time {
	return c.Leaf.NotAfter.Add(-min(c.Leaf.NotAfter.Sub(c.Leaf.NotBefore)/3, 30*24*time.Hour))
}
