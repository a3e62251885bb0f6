package serve

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Certificate is a certificate and its key in two files, read again when they have changed. What cannot be read, or may not be used,
// is said in the log, and the one before goes on.
type Certificate struct {
	crt, key string
	log      *slog.Logger
	pinned   bool

	mu     sync.Mutex // guards what follows
	now    *tls.Certificate
	seen   stamp
	looked time.Time
}

// lookEvery is how often the files are looked at, at most.
const lookEvery = time.Second

// stamp tells whether files have changed.
type stamp [2]struct {
	at   time.Time
	size int64
}

// NewCertificate reads both files.
func NewCertificate(crt, key string, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{crt: crt, key: key, log: log}
	seen, err := c.stamp()
	if err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(crt, key)
	c.now, c.seen = &pair, seen
	return c, err
}

// Pin says that devices know the key of this certificate: one with another key would lock them out, so it is not used.
func (c *Certificate) Pin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pinned = true
}

// Leaf is the certificate that was read last.
func (c *Certificate) Leaf() *x509.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now.Leaf
}

// Get is tls.Config's GetCertificate.
func (c *Certificate) Get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) >= lookEvery {
		c.looked = time.Now()
		if err := c.renew(); err != nil {
			c.log.Error("the certificate is not renewed, the one before goes on", "file", c.crt, "error", err)
		}
	}
	return c.now, nil
}

var errOtherKey = errors.New("it has another key than the one that tablets pin: put the key back, or stop parkd, start it with this one, and enrol every tablet again")

func (c *Certificate) renew() error {
	seen, err := c.stamp()
	if err != nil || seen == c.seen {
		return err
	}
	pair, err := tls.LoadX509KeyPair(c.crt, c.key)
	if err != nil {
		return err // it may be half written: looked at again
	}
	c.seen = seen
	if c.pinned && !bytes.Equal(pair.Leaf.RawSubjectPublicKeyInfo, c.now.Leaf.RawSubjectPublicKeyInfo) {
		return errOtherKey
	}
	c.now = &pair
	c.log.Info("the certificate is renewed", "file", c.crt, "until", pair.Leaf.NotAfter)
	return nil
}

func (c *Certificate) stamp() (s stamp, err error) {
	for n, file := range []string{c.crt, c.key} {
		info, err := os.Stat(file)
		if err != nil {
			return s, fmt.Errorf("TLS certificate: %w", err)
		}
		s[n].at, s[n].size = info.ModTime(), info.Size()
	}
	return s, nil
}
