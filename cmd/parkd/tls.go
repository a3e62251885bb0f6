package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/crypto/acme/autocert"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// certificate is how the server proves itself, with what devices pin of it (nil: systems trust it): by ACME, by the files that the flags
// name, or by a self-signed certificate in the home.
func (p *program) certificate(f serving) (*tls.Config, []byte, error) {
	switch {
	case len(f.acme) > 0:
		config, err := p.byACME(f)
		return config, nil, err
	case f.cert != "" || f.key != "":
		return byFiles(f.cert, f.key)
	}
	home, err := p.homeDir()
	if err != nil {
		return nil, nil, err
	}
	crt, key := filepath.Join(home, "tls.crt"), filepath.Join(home, "tls.key")
	if _, err := os.Stat(crt); errors.Is(err, fs.ErrNotExist) {
		if err := p.selfSign(home, crt, key); err != nil {
			return nil, nil, fmt.Errorf("make a certificate: %w", err)
		}
	}
	c, err := tls.LoadX509KeyPair(crt, key)
	if err != nil {
		return nil, nil, fmt.Errorf("TLS certificate: %w; tablets pin it: put the backup of both files back, or delete both and enrol every tablet again", err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{c}}, wire.Pin(c.Leaf), nil
}

// byACME gets certificates of an authority (RFC 8555) by the TLS-ALPN challenge: the server has to be reached at port 443 of its names.
func (p *program) byACME(f serving) (*tls.Config, error) {
	home, err := p.homeDir()
	if err != nil {
		return nil, err
	}
	m := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(f.acme...), Cache: autocert.DirCache(filepath.Join(home, "acme")), Email: f.acmeMail}
	config := m.TLSConfig()
	config.MinVersion = tls.VersionTLS12 // authorities ask with it
	return config, nil
}

// byFiles reads a certificate, and reads it again when its file was written anew.
func byFiles(cert, key string) (*tls.Config, []byte, error) {
	r := &files{cert: cert, key: key}
	c, err := r.get(nil)
	if err != nil {
		return nil, nil, fmt.Errorf("TLS certificate: %w", err)
	}
	config := &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: r.get}
	if _, err := c.Leaf.Verify(x509.VerifyOptions{}); err != nil {
		return config, wire.Pin(c.Leaf), nil // no system trusts it: devices pin it
	}
	return config, nil, nil
}

// files is a certificate in two files that somebody renews now and then.
type files struct {
	cert, key string

	mu      sync.Mutex // guards the next
	written time.Time
	last    *tls.Certificate
}

// get is the certificate as the files have it; the one before when they cannot be read just now.
func (r *files) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	info, err := os.Stat(r.cert)
	if err == nil && r.last != nil && info.ModTime().Equal(r.written) {
		return r.last, nil
	}
	if err == nil {
		var c tls.Certificate
		if c, err = tls.LoadX509KeyPair(r.cert, r.key); err == nil {
			r.last, r.written = &c, info.ModTime()
		}
	}
	if r.last == nil {
		return nil, err
	}
	return r.last, nil
}

func (p *program) selfSign(home, crt, key string) error {
	host, _ := os.Hostname()
	hosts := []string{"localhost"}
	if host != "" {
		hosts = append(hosts, host)
	}
	for _, ip := range addresses() {
		hosts = append(hosts, ip.String())
	}
	c, _, err := server.SelfSigned(p.now(), hosts...)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600); err != nil {
		return err
	}
	return os.WriteFile(crt, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]}), 0o600)
}
