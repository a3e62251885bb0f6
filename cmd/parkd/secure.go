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
	"time"

	"anquan.example/paicha/park/serve"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// shown is how the server shows who it is.
type shown struct {
	config    *tls.Config      // nil: there is no TLS
	pin       []byte           // what devices pin of it; nil when systems trust it
	until     func() time.Time // when it runs out; nil: never
	authority *serve.Authority // that gives the certificates; nil: nobody does
}

func (p *program) secure(f serving, log *slog.Logger) (shown, error) {
	files := f.cert != "" || f.key != ""
	switch {
	case len(f.acme) > 0 && (files || f.http), files && f.http:
		return shown{}, errors.New(p.w.Parkd.OneTLS)
	case f.http && f.redirect != "":
		return shown{}, errors.New(p.w.Parkd.RedirectTLS)
	case f.http:
		return shown{}, nil
	case len(f.acme) > 0:
		return p.authority(f, log)
	case files:
		return certified(f.cert, f.key, log)
	}
	return p.selfSigned(log)
}

// authority has certificates for the domains made by ACME.
func (p *program) authority(f serving, log *slog.Logger) (shown, error) {
	home, err := p.homeDir()
	if err != nil {
		return shown{}, err
	}
	a, err := serve.NewAuthority(serve.AuthorityOptions{
		Directory: f.acmeURL, Domains: f.acme, Mail: f.acmeMail, Folder: filepath.Join(home, acmeDir), HTTP: f.redirect != "", Log: log,
	})
	if err != nil {
		return shown{}, err
	}
	return shown{config: a.Config(), until: a.Until, authority: a}, nil
}

// certified is a certificate in files.
func certified(crt, key string, log *slog.Logger) (shown, error) {
	c, err := serve.NewCertificate(crt, key, log)
	if err != nil {
		return shown{}, fmt.Errorf("TLS certificate: %w", err)
	}
	s := shown{
		config: &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: c.Get},
		until:  func() time.Time { return c.Leaf().NotAfter },
	}
	if _, err := c.Leaf().Verify(x509.VerifyOptions{}); err != nil {
		c.Pin() // no system trusts it: devices pin it
		s.pin = wire.Pin(c.Leaf())
	}
	return s, nil
}

// selfSigned is the home's own certificate, made where there is none.
func (p *program) selfSigned(log *slog.Logger) (shown, error) {
	home, err := p.homeDir()
	if err != nil {
		return shown{}, err
	}
	crt, key := filepath.Join(home, "tls.crt"), filepath.Join(home, "tls.key")
	if _, err := os.Stat(crt); errors.Is(err, fs.ErrNotExist) {
		if err := p.selfSign(home, crt, key); err != nil {
			return shown{}, fmt.Errorf("make a certificate: %w", err)
		}
	}
	s, err := certified(crt, key, log)
	if err != nil {
		err = fmt.Errorf("%w; tablets pin it: put the backup of both files back, or delete both and enrol every tablet again", err)
	}
	return s, err
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
