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
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park/api"
	"anquan.example/paicha/park/web"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// serving is the flags of serve.
type serving struct {
	addr, url, name, cert, key string
	issuer, client             string // of the identity provider
	acme                       []string
	acmeMail, logs             string
	http, webhookPrivate       bool
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
	c.Flags().StringVar(&f.cert, "tls-cert", "", w.FlagCert)
	c.Flags().StringVar(&f.key, "tls-key", "", w.FlagKey)
	c.Flags().StringSliceVar(&f.acme, "acme", nil, w.FlagACME)
	c.Flags().StringVar(&f.acmeMail, "acme-mail", "", w.FlagACMEMail)
	c.Flags().StringVar(&f.logs, "log", "text", w.FlagLog)
	c.Flags().BoolVar(&f.http, "http", false, w.FlagHTTP)
	c.Flags().StringVar(&f.issuer, "oidc-issuer", "", w.FlagIssuer)
	c.Flags().StringVar(&f.client, "oidc-client", "", w.FlagClient)
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
	l, err := net.Listen("tcp", f.addr)
	if err != nil {
		return err
	}
	defer l.Close()
	if f.http && !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
		return errors.New(p.w.Parkd.HTTPLoopback)
	}
	var config *tls.Config
	var pin []byte
	if !f.http {
		if config, pin, err = p.certificate(f); err != nil {
			return err
		}
	}
	all, end, err := p.openParts(ctx, server.Options{Name: f.name, Certificate: pin})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	park := all.sync
	url := f.url
	if url == "" {
		url = address(l.Addr().(*net.TCPAddr), f.http)
	}
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
	log, err := p.logger(f.logs)
	if err != nil {
		return err
	}
	site, run, err := p.pages(all, log, f, url)
	if err != nil {
		return err
	}
	behind, stop := context.WithCancel(ctx)
	var under sync.WaitGroup
	defer under.Wait()
	defer stop()
	under.Go(func() { verify(behind, park, log) })
	under.Go(func() { run(behind) })
	if err := p.firstAdmin(ctx, site, url); err != nil {
		return err
	}
	s := &http.Server{
		Handler: p.handler(all, site, log), TLSConfig: config, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, WriteTimeout: bodyTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: 16 << 10,
	}
	if p.ready != nil {
		p.ready(url)
	}
	return serveUntil(ctx, s, l, config != nil)
}

// logger writes lines for people, or JSON for programs.
func (p *program) logger(kind string) (*slog.Logger, error) {
	switch kind {
	case "text":
		return slog.New(slog.NewTextHandler(p.err, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(p.err, nil)), nil
	}
	return nil, fmt.Errorf(p.w.Parkd.BadLog, kind)
}

// handler is all that the server answers: devices, pages, programs, and those who watch over it.
func (p *program) handler(all parts, site *web.Site, log *slog.Logger) http.Handler {
	o := newObserver(log)
	all.gauges(o, site.Hooks)
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", all.health())
	mux.Handle("GET /metrics", o.metrics(site))
	devices, pages := server.Handler(all.sync, log), site.Handler()
	programs := api.New(api.Options{Park: site.Park, Library: site.Library, Hooks: site.Hooks, Log: log}).Handler()
	return o.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, wire.PathBase):
			devices.ServeHTTP(w, r)
		case strings.HasPrefix(r.URL.Path, api.Base+"/"):
			programs.ServeHTTP(w, r)
		case r.URL.Path == "/healthz" || r.URL.Path == "/metrics":
			mux.ServeHTTP(w, r)
		default:
			pages.ServeHTTP(w, r)
		}
	}))
}

// serveUntil serves until ctx ends, and then lets the requests that are under way finish.
func serveUntil(ctx context.Context, s *http.Server, l net.Listener, secure bool) error {
	failed := make(chan error, 1)
	go func() {
		if secure {
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
