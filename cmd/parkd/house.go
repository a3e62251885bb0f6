package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/serve"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/web"
	"anquan.example/paicha/sync/server"
)

// house is a park that serves: its rooms, and what is known of how it does.
type house struct {
	parts
	log     *slog.Logger
	site    *web.Site
	run     func(context.Context)
	metrics *serve.Metrics
	health  *serve.Health
	url     string
	shown   shown
}

func (p *program) house(all parts, log *slog.Logger, f serving, url string, shown shown) (*house, error) {
	site, run, err := p.pages(all, log, f, url)
	if err != nil {
		return nil, err
	}
	return &house{
		parts: all, log: log, site: site, run: run, url: url, shown: shown,
		metrics: serve.NewMetrics(append(figures(all, site.Hooks), shown.figures(p.now)...)...), health: serve.NewHealth(log, all.sync.Answers),
	}, nil
}

// handler answers tablets, browsers, and who asks whether the park is well.
func (h *house) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", h.health)
	mux.Handle("/", h.door())
	return serve.Handler(mux, h.log, h.metrics)
}

// begin starts what runs behind the pages, and what listens elsewhere: figures, and the door without TLS, where they are wanted. stop ends
// all of it and waits for it.
func (h *house) begin(ctx context.Context, metrics, redirect string) (stop func(), err error) {
	var under sync.WaitGroup
	behind, cancel := context.WithCancel(ctx)
	stop = func() {
		cancel()
		under.Wait()
	}
	for _, door := range []struct {
		what, address string
		handler       http.Handler
	}{{"metrics", metrics, h.figures()}, {"redirect", redirect, h.redirect()}} {
		if door.address == "" {
			continue
		}
		l, err := net.Listen("tcp", door.address)
		if err != nil {
			stop()
			return nil, fmt.Errorf("--%s: %w", door.what, err)
		}
		under.Go(func() {
			if err := serveUntil(behind, newServer(door.handler, nil, h.log), l); err != nil {
				h.log.Error(door.what, "error", err)
			}
		})
	}
	if h.shown.authority != nil {
		under.Go(func() { h.shown.authority.Run(behind) })
	}
	under.Go(func() { verify(behind, h.sync, h.log) })
	under.Go(func() { h.run(behind) })
	under.Go(func() { sweep(behind, h.sync, h.log) })
	under.Go(func() { sayNumbers(behind, h.site.Park, h.log) })
	return stop, nil
}

// figures answers Prometheus.
func (h *house) figures() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.metrics.Handler())
	mux.Handle("GET /healthz", h.health)
	return mux
}

// redirect answers who comes without TLS.
func (h *house) redirect() http.Handler {
	to := serve.Redirect(h.url)
	if h.shown.authority != nil {
		return h.shown.authority.Challenges(to)
	}
	return to
}

// settleTime is how long a start waits for its pages: a kill leaves them a moment behind, an upgrade or a restore for longer, which goes on
// while parkd serves.
const settleTime = 5 * time.Second

// settle brings to the pages what had arrived before the start, so that nobody misses what was there already.
func (h *house) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	if err := h.site.Park.CatchUp(ctx); err != nil {
		h.log.Warn("pages are behind what has arrived, and catch up while parkd serves", "error", err)
	}
}

// sayNumbers lets tablets know the numbers that an earlier version gave to papers; later there are none.
func sayNumbers(ctx context.Context, park *park.Park, log *slog.Logger) {
	if n, err := park.SayNumbers(ctx); err != nil && ctx.Err() == nil {
		log.Error("tell tablets the numbers of papers: they are told when parkd is started again", "error", err)
	} else if n > 0 {
		log.Info("tablets are told the numbers that papers had", "numbers", n)
	}
}

// sweep takes away, once a day, what has arrived of photos that nobody goes on with.
func sweep(ctx context.Context, park *server.Park, log *slog.Logger) {
	day := time.NewTicker(24 * time.Hour)
	defer day.Stop()
	for {
		if n, err := park.Sweep(); err != nil {
			log.Error("sweep photos that came in part", "error", err)
		} else if n > 0 {
			log.Info("swept photos that came in part and were not gone on with", "photos", n)
		}
		select {
		case <-day.C:
		case <-ctx.Done():
			return
		}
	}
}

// figures are the park's own, for Prometheus.
func figures(all parts, hooks *hook.Hooks) []serve.Figure {
	return []serve.Figure{
		{Name: "paicha_operations_total", Help: "Operations taken in since the start.", Counts: true, Read: func() (float64, error) {
			n, _ := all.sync.Taken()
			return float64(n), nil
		}},
		{Name: "paicha_photos_total", Help: "Photos taken in whole since the start.", Counts: true, Read: func() (float64, error) {
			_, n := all.sync.Taken()
			return float64(n), nil
		}},
		{Name: "paicha_free_bytes", Help: "Room on the disk that operations go to.", Read: func() (float64, error) {
			n, err := all.sync.Free()
			return float64(n), err
		}},
		{Name: "paicha_deliveries_waiting", Help: "Messages of webhooks that are still to be delivered.", Read: func() (float64, error) {
			ctx, cancel := context.WithTimeout(context.Background(), figureTime)
			defer cancel()
			n, err := hooks.Waiting(ctx)
			return float64(n), err
		}},
		{Name: "paicha_projection_lag", Help: "Runs of operations that pages do not show yet.", Read: func() (float64, error) { return lag(all.db) }},
	}
}

// figures is how long what is shown still counts.
func (s shown) figures(now func() time.Time) []serve.Figure {
	if s.until == nil {
		return nil
	}
	return []serve.Figure{{Name: "paicha_certificate_seconds", Help: "Time until the certificate that is shown runs out; not known while there is none.", Read: func() (float64, error) {
		until := s.until()
		if until.IsZero() {
			return 0, errors.New("there is no certificate")
		}
		return until.Sub(now()).Seconds(), nil
	}}}
}

// figureTime is how long a figure may take.
const figureTime = 5 * time.Second

// lag is how many runs came in since the projections stood.
func lag(db *sqldb.DB) (n float64, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), figureTime)
	defer cancel()
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Row(`SELECT count(*) FROM run WHERE arrival > (SELECT coalesce(max(cursor), 0) FROM projection WHERE name = 'all')`, nil, &n)
		return err
	})
	return n, err
}
