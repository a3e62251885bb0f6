package main

import (
	"context"
	"math"
	"net/http"
	"time"

	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

const healthTimeout = 5 * time.Second

// health says whether the park can work: its database and its store of photos answer. It tells nobody more than that.
func (a parts) health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), healthTimeout)
		defer cancel()
		w.Header().Set("Cache-Control", "no-store")
		if err := a.db.Read(ctx, func(tx *sqldb.Tx) error {
			_, err := project.Cursor(tx)
			return err
		}); err != nil {
			http.Error(w, "database", http.StatusServiceUnavailable)
			return
		}
		if _, err := a.blobs.Free(); err != nil {
			http.Error(w, "photos", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n")) // who asked may have gone
	})
}

// gauges are the park's own numbers for /metrics.
func (a parts) gauges(o *observer, hooks *hook.Hooks) {
	ask := func(f func(ctx context.Context) (float64, error)) func() float64 {
		return func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), healthTimeout)
			defer cancel()
			n, err := f(ctx)
			if err != nil {
				return math.NaN()
			}
			return n
		}
	}
	o.gauge("parkd_operations", "Operations that are kept.", ask(func(ctx context.Context) (float64, error) {
		feeds, err := a.sync.Feeds(ctx)
		n := uint64(0)
		for _, f := range feeds {
			n += f.Ops
		}
		return float64(n), err
	}))
	o.gauge("parkd_photos", "Photos that are kept whole.", ask(func(ctx context.Context) (n float64, err error) {
		err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Row(`SELECT count(*) FROM photo`, nil, &n)
			return err
		})
		return n, err
	}))
	o.gauge("parkd_projection_lag", "Runs that arrived and are not in the tables that pages ask yet.", ask(func(ctx context.Context) (n float64, err error) {
		err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
			cursor, err := project.Cursor(tx)
			if err != nil {
				return err
			}
			_, newest, _, err := tx.After(cursor, wire.FeedID{}, 0)
			n = float64(max(newest, cursor) - cursor)
			return err
		})
		return n, err
	}))
	o.gauge("parkd_deliveries_waiting", "Webhook messages that are still to be taken.", ask(func(ctx context.Context) (float64, error) {
		n, err := hooks.Waiting(ctx)
		return float64(n), err
	}))
	o.gauge("parkd_free_bytes", "Room for photos.", ask(func(context.Context) (float64, error) {
		n, err := a.blobs.Free()
		return float64(n), err
	}))
}
