package main

import (
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/acme/autocert"

	"anquan.example/paicha/park/serve"
	"anquan.example/paicha/sync/server"
)

// serving is the flags of serve.
type serving struct {
	addr, url, name, cert, key string
	acme                       []string // domains
	acmeMail, acmeURL          string
	issuer, client             string // of the identity provider
	metrics, log, redirect     string
	http, webhookPrivate       bool
	mark                       string // of the numbers of papers
}

func (p *program) serve() *cobra.Command {
	var f serving
	c := &cobra.Command{
		Use: "serve", Short: p.w.Parkd.Serve, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.listen(cmd.Context(), f) },
	}
	w := p.w.Parkd
	c.Flags().StringVar(&f.addr, "addr", ":8443", w.FlagAddr)
	c.Flags().StringVar(&f.url, "url", "", w.FlagURL)
	c.Flags().StringVar(&f.name, "name", "", w.FlagName)
	c.Flags().StringVar(&f.mark, "mark", "", w.FlagMark)
	c.Flags().StringVar(&f.cert, "tls-cert", "", w.FlagCert)
	c.Flags().StringVar(&f.key, "tls-key", "", w.FlagKey)
	c.Flags().StringSliceVar(&f.acme, "acme", nil, w.FlagACME)
	c.Flags().StringVar(&f.acmeMail, "acme-mail", "", w.FlagACMEMail)
	c.Flags().StringVar(&f.acmeURL, "acme-url", autocert.DefaultACMEDirectory, w.FlagACMEURL)
	c.Flags().StringVar(&f.redirect, "redirect", "", w.FlagRedirect)
	c.Flags().StringVar(&f.metrics, "metrics", "", w.FlagMetrics)
	c.Flags().StringVar(&f.log, "log", "text", w.FlagLog)
	c.Flags().StringVar(&f.issuer, "oidc-issuer", "", w.FlagIssuer)
	c.Flags().StringVar(&f.client, "oidc-client", "", w.FlagClient)
	c.Flags().BoolVar(&f.http, "http", false, w.FlagHTTP)
	c.Flags().BoolVar(&f.webhookPrivate, "webhook-private", false, w.FlagWebhookPrivate)
	return c
}

// Time-outs of the server: a slow link is no fault, a silent one is.
const (
	headerTimeout = 30 * time.Second
	bodyTimeout   = 15 * time.Minute
	idleTimeout   = 5 * time.Minute
	stopTimeout   = 30 * time.Second
)

func (p *program) listen(ctx context.Context, f serving) (err error) {
	log, err := serve.NewLog(p.err, f.log)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", f.addr)
	if err != nil {
		return err
	}
	defer l.Close()
	if f.http && !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
		return errors.New(p.w.Parkd.HTTPLoopback)
	}
	shown, err := p.secure(f, log)
	if err != nil {
		return err
	}
	all, end, err := p.openParts(ctx, server.Options{Name: f.name, Certificate: shown.pin})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	url := f.address(l.Addr().(*net.TCPAddr))
	if err := p.announce(ctx, all.sync, url, shown.pin); err != nil {
		return err
	}
	h, err := p.house(all, log, f, url, shown)
	if err != nil {
		return err
	}
	if f.mark != "" {
		if err := h.site.Park.SetMark(ctx, f.mark); err != nil {
			return err
		}
	}
	h.settle(ctx)
	stop, err := h.begin(ctx, f.metrics, f.redirect)
	if err != nil {
		return err
	}
	defer stop()
	if err := p.firstAdmin(ctx, h.site, url); err != nil {
		return err
	}
	debug.FreeOSMemory() // what the start needed: migrations, criteria, templates, the API's description
	if p.ready != nil {
		p.ready(url)
	}
	return serveUntil(ctx, newServer(h.handler(), shown.config, log), l)
}

func newServer(h http.Handler, config *tls.Config, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, TLSConfig: config, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, WriteTimeout: bodyTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: 16 << 10,
	}
}

// announce says where the park is, on the terminal and in invitations.
func (p *program) announce(ctx context.Context, park *server.Park, url string, pin []byte) error {
	if err := park.SetURL(ctx, url); err != nil {
		return err
	}
	fmt.Fprintf(p.out, p.w.Parkd.Listening+"\n", clean(park.About().Name), url)
	if pin != nil {
		fmt.Fprintf(p.out, p.w.Parkd.SelfSigned+"\n", hex.EncodeToString(pin[:8]))
	}
	if all, err := park.Devices(ctx); err == nil && len(all) == 0 {
		fmt.Fprintln(p.out, p.w.Parkd.NoDevices)
	}
	return nil
}

// serveUntil serves until ctx ends, and then lets the requests that are under way finish.
func serveUntil(ctx context.Context, s *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() {
		if s.TLSConfig != nil {
			failed <- s.ServeTLS(l, "", "")
		} else {
			failed <- s.Serve(l)
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return s.Shutdown(stop)
}

// verify looks at single signatures, at most a quarter of a core.
func verify(ctx context.Context, park *server.Park, log *slog.Logger) {
	for {
		began := time.Now()
		n, err := park.Verify(ctx, func() error {
			rest := time.NewTimer(3 * time.Since(began))
			defer rest.Stop()
			select {
			case <-rest.C:
			case <-ctx.Done():
				return ctx.Err()
			}
			began = time.Now()
			return nil
		})
		if err != nil && ctx.Err() == nil {
			log.Error("verify signatures", "error", err)
		} else if n > 0 {
			log.Info("verified signatures", "operations", n)
		}
		select {
		case <-time.After(time.Minute):
		case <-ctx.Done():
			return
		}
	}
}

// address is the park's, as the flags say it or as it listens.
func (f serving) address(a *net.TCPAddr) string {
	switch {
	case f.url != "":
		return f.url
	case len(f.acme) > 0 && a.Port == 443:
		return "https://" + f.acme[0]
	case len(f.acme) > 0:
		return "https://" + net.JoinHostPort(f.acme[0], fmt.Sprint(a.Port))
	}
	return address(a, f.http)
}

// address is where others find what listens at a: this machine's first address when it listens at all of them.
func address(a *net.TCPAddr, plain bool) string {
	scheme, ip := "https", a.IP
	if plain {
		scheme = "http"
	}
	if ip.IsUnspecified() {
		ip = net.IPv4(127, 0, 0, 1)
		for _, own := range addresses() {
			if own.To4() != nil && !own.IsLoopback() && !own.IsLinkLocalUnicast() {
				ip = own
				break
			}
		}
	}
	return fmt.Sprintf("%s://%s", scheme, net.JoinHostPort(ip.String(), fmt.Sprint(a.Port)))
}

func addresses() (all []net.IP) {
	nets, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, n := range nets {
		if ip, is := n.(*net.IPNet); is {
			all = append(all, ip.IP)
		}
	}
	return all
}
