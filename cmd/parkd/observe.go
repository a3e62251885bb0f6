package main

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/web"
)

// observer counts requests and writes a line for each: the route, never the address, which may hold a secret or a name.
type observer struct {
	log      *slog.Logger
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

func newObserver(log *slog.Logger) *observer {
	o := &observer{log: log, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "parkd_requests_total", Help: "Requests by route, method and status."}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "parkd_request_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60, 600}}, []string{"route"}),
	}
	o.registry.MustRegister(o.requests, o.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return o
}

// gauge is a number that is asked for when somebody looks.
func (o *observer) gauge(name, help string, ask func() float64) {
	o.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, ask))
}

// wrap observes what next answers. A panic of next is answered with 500 and does not end the program.
func (o *observer) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, id := time.Now(), rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		seen := &watched{ResponseWriter: w}
		defer func() {
			if trouble := recover(); trouble != nil {
				if trouble == http.ErrAbortHandler {
					panic(trouble)
				}
				o.log.Error("panic", "request", id, "route", route(r), "error", trouble, "stack", string(debug.Stack()))
				if seen.status == 0 {
					http.Error(seen, "internal error "+id, http.StatusInternalServerError)
				}
			}
			o.note(r, seen, began, id)
		}()
		next.ServeHTTP(seen, r)
	})
}

func (o *observer) note(r *http.Request, seen *watched, began time.Time, id string) {
	status, took := max(seen.status, http.StatusOK), time.Since(began)
	o.requests.WithLabelValues(route(r), method(r), strconv.Itoa(status)).Inc()
	o.seconds.WithLabelValues(route(r)).Observe(took.Seconds())
	o.log.Info("request", "request", id, "method", method(r), "route", route(r), "status", status, "ms", took.Milliseconds(), "bytes", seen.bytes)
}

// route is the pattern that matched; what matched none has one name, so that strangers cannot fill the tables.
func route(r *http.Request) string {
	_, pattern, found := strings.Cut(r.Pattern, " ")
	if !found {
		pattern = r.Pattern
	}
	if pattern == "" || pattern == "/" {
		return "none"
	}
	return pattern
}

func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// watched remembers what was answered.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// metrics answers programs that show a token with the scope metrics.
func (o *observer) metrics(site *web.Site) http.Handler {
	show := promhttp.HandlerFor(o.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		token, err := site.Park.Accounts.ByToken(r.Context(), bearer)
		switch {
		case err != nil:
			o.log.Error("metrics", "error", err)
			http.Error(w, "internal error", http.StatusInternalServerError)
		case token == nil || !token.May(account.MetricsScope):
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "a token with the scope metrics is needed", http.StatusUnauthorized)
		default:
			show.ServeHTTP(w, r)
		}
	})
}
