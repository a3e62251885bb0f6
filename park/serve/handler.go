// Package serve is what stands between the network and a park's rooms: a line in the log and figures for every request, what becomes of a
// panic, certificates that are renewed while the server runs, and whether it is well. Nothing of it tells who somebody is: no name, no
// body, no query, no address stands in a log or a figure.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// Handler passes requests on to next, and tells log and figures of them.
func Handler(next http.Handler, log *slog.Logger, m *Metrics) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, rand.Text()[:10]))
		w.Header().Set("X-Request-Id", requestID(r.Context()))
		a := &answer{ResponseWriter: w}
		defer func() {
			trouble := recover()
			if trouble != nil && !isAbort(trouble) {
				log.ErrorContext(r.Context(), "panic", "route", route(r), "error", fmt.Sprint(trouble), "stack", string(debug.Stack()))
				if a.status == 0 {
					http.Error(a, "500, "+requestID(r.Context()), http.StatusInternalServerError)
				} else {
					trouble = http.ErrAbortHandler // half an answer must not look like a whole one
				}
			}
			took := time.Since(began)
			log.InfoContext(r.Context(), "request", "method", method(r), "route", route(r), "status", a.code(), "ms", took.Milliseconds(), "bytes", a.bytes)
			m.request(method(r), route(r), a.code(), took)
			if isAbort(trouble) {
				panic(trouble)
			}
		}()
		next.ServeHTTP(a, r)
	})
}

func isAbort(trouble any) bool {
	err, is := trouble.(error)
	return is && errors.Is(err, http.ErrAbortHandler)
}

// route is the pattern that the request matched: it names no inspection, no photo and nobody.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

// method is one that is known, so that strangers cannot make up figures.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// answer notes what becomes of a request.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status; those below 200 are not the last.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *answer) code() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}
