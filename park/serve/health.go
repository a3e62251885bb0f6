package serve

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Health says "ok", or 503, to whoever asks: why not is in the log alone.
type Health struct {
	check func(context.Context) error
	log   *slog.Logger

	mu  sync.Mutex // guards what follows; held while it is looked, so that many who ask cost one look
	at  time.Time
	err error
}

// How long a look at the park's health may take, and how long it counts.
const (
	healthTime = 5 * time.Second
	healthLife = time.Second
)

// NewHealth asks check.
func NewHealth(log *slog.Logger, check func(context.Context) error) *Health {
	return &Health{check: check, log: log}
}

func (h *Health) look() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Since(h.at) < healthLife {
		return h.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), healthTime) // of nobody's request: others count on it
	defer cancel()
	h.err = h.within(ctx)
	h.at = time.Now()
	if h.err != nil {
		h.log.Error("not well", "error", h.err)
	}
	return h.err
}

// within does not wait longer than ctx, even for a check that does not look at it.
func (h *Health) within(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- h.check(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (h *Health) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if h.look() != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, "not well: see the log\n") // who asks may have gone
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}
