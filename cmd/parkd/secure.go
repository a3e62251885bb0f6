package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"anquan.example/paicha/park/serve"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// secure is how the server shows who it is, with what devices pin of it: nil when systems trust it, or there is no TLS.
func (p *program) secure(f serving, log *slog.Logger) (*tls.Config, []byte, error) {
	files := f.cert != "" || f.key != ""
	switch {
	case len(f.acme) > 0 && (files || f.http), files && f.http:
		return nil, nil, errors.New(p.w.Parkd.OneTLS)
	case f.http:
		return nil, nil, nil
	case len(f.acme) > 0:
		config, err := p.authority(f)
		return config, nil, err
	case files:
		return certified(f.cert, f.key, log)
	}
	return p.selfSigned(log)
}

// authority gets certificates for the domains by ACME (RFC 8555, TLS-ALPN-01: the authority comes to port 443), and renews them.
func (p *program) authority(f serving) (*tls.Config, error) {
	home, err := p.homeDir()
	if err != nil {
		return nil, err
	}
	m := &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(filepath.Join(home, acmeDir)), HostPolicy: autocert.HostWhitelist(f.acme...),
		Email: f.acmeMail, Client: &acme.Client{DirectoryURL: f.acmeURL},
	}
	config := m.TLSConfig()
	config.MinVersion = tls.VersionTLS12 // authorities come with it
	return config, nil
}

// certified is a certificate in files.
func certified(crt, key string, log *slog.Logger) (*tls.Config, []byte, error) {
	c, err := serve.NewCertificate(crt, key, log)
	if err != nil {
		return nil, nil, fmt.Errorf("TLS certificate: %w", err)
	}
	config := &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: c.Get}
	if _, err := c.Leaf().Verify(x509.VerifyOptions{}); err != nil {
		c.Pin() // no system trusts it: devices pin it
		return config, wire.Pin(c.Leaf()), nil
	}
	return config, nil, nil
}

// selfSigned is the home's own certificate, made where there is none.
func (p *program) selfSigned(log *slog.Logger) (*tls.Config, []byte, error) {
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
	config, pin, err := certified(crt, key, log)
	if err != nil {
		err = fmt.Errorf("%w; tablets pin it: put the backup of both files back, or delete both and enrol every tablet again", err)
	}
	return config, pin, err
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
