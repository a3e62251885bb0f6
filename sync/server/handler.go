package server

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/sync/wire"
)

// Host is who answers devices: a park, or a tablet that listens to another.
type Host interface {
	About() wire.Park
	Enrol(ctx context.Context, e *wire.Enrol) (*wire.Enrolled, error)
	// Admit says which device a request is of.
	Admit(ctx context.Context, r wire.Request, path string) (wire.Device, error)
	// Token is what the device shows from now on instead of a signature; nil while the one it showed is good.
	Token(r wire.Request) []byte
	Exchange(ctx context.Context, from wire.Device, x *wire.Exchange) (*wire.Answer, error)
	TakePhoto(ctx context.Context, via wire.FeedID, sum wire.Sum, at, size int64, r io.Reader) (*wire.Answer, error)
	TakeSmall(ctx context.Context, sum wire.Sum, r io.Reader) (*wire.Answer, error)
	// OpenPhoto reads a whole photo or handout; fs.ErrNotExist when it is not here.
	OpenPhoto(sum wire.Sum) (io.ReadSeekCloser, int64, error)
}

// Token is of Host.
func (p *Park) Token(r wire.Request) []byte {
	if p.holds(r.Feed, r.Token) && !p.renew(r.Token) {
		return nil
	}
	return p.token(r.Feed)
}

// Handler answers devices over HTTP; the paths are wire's. log may be nil.
func Handler(h Host, log *slog.Logger) http.Handler {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &site{h, log}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+wire.PathPark, func(w http.ResponseWriter, _ *http.Request) { s.reply(w, wire.Encode(h.About())) })
	mux.HandleFunc("POST "+wire.PathEnrol, s.enrol)
	mux.HandleFunc("POST "+wire.PathExchange, s.exchange)
	mux.HandleFunc("PUT "+wire.PathPhoto+"{sum}", s.takePhoto)
	mux.HandleFunc("PUT "+wire.PathSmall+"{sum}", s.takeSmall)
	mux.HandleFunc("GET "+wire.PathPhoto+"{sum}", s.givePhoto)
	return mux
}

type site struct {
	Host
	log *slog.Logger
}

func (s *site) enrol(w http.ResponseWriter, r *http.Request) {
	var e wire.Enrol
	if !s.read(w, r, &e) {
		return
	}
	out, err := s.Enrol(r.Context(), &e)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.reply(w, wire.Encode(out))
}

func (s *site) exchange(w http.ResponseWriter, r *http.Request) {
	var request wire.Request
	if !s.read(w, r, &request) {
		return
	}
	d, err := s.Admit(r.Context(), request, r.URL.RequestURI())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	var x wire.Exchange
	if err := wire.Decode(request.Body, &x); err != nil {
		s.refuse(w, r, &wire.Refusal{Code: wire.BadMessage, Detail: err.Error()})
		return
	}
	a, err := s.Exchange(r.Context(), d, &x)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	a.Token = s.Token(request)
	s.reply(w, wire.Encode(a))
}

// device says which device asks, where the body is a photo's: the request's head stands in the Authorization field.
func (s *site) device(w http.ResponseWriter, r *http.Request) (d wire.Device, ok bool) {
	var request wire.Request
	text, is := strings.CutPrefix(r.Header.Get("Authorization"), wire.Scheme+" ")
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil && is {
		err = wire.Decode(data, &request)
	}
	if err != nil || !is {
		s.refuse(w, r, &wire.Refusal{Code: wire.BadMessage, Detail: "who asks?"})
		return d, false
	}
	if d, err = s.Admit(r.Context(), request, r.URL.RequestURI()); err != nil {
		s.refuse(w, r, err)
		return d, false
	}
	return d, true
}

func (s *site) sum(w http.ResponseWriter, r *http.Request) (sum wire.Sum, d wire.Device, ok bool) {
	if d, ok = s.device(w, r); !ok {
		return sum, d, false
	}
	sum, err := wire.ParseSum(r.PathValue("sum"))
	if err != nil {
		s.refuse(w, r, &wire.Refusal{Code: wire.BadMessage, Detail: err.Error()})
		return sum, d, false
	}
	return sum, d, true
}

func (s *site) takePhoto(w http.ResponseWriter, r *http.Request) {
	sum, d, ok := s.sum(w, r)
	if !ok {
		return
	}
	at, err1 := strconv.ParseInt(r.URL.Query().Get("at"), 10, 64)
	size, err2 := strconv.ParseInt(r.URL.Query().Get("size"), 10, 64)
	if err := errors.Join(err1, err2); err != nil {
		s.refuse(w, r, &wire.Refusal{Code: wire.BadMessage, Detail: err.Error()})
		return
	}
	a, err := s.TakePhoto(r.Context(), d.Feed, sum, at, size, http.MaxBytesReader(w, r.Body, wire.MaxChunk))
	s.photo(w, r, a, err)
}

func (s *site) takeSmall(w http.ResponseWriter, r *http.Request) {
	sum, _, ok := s.sum(w, r)
	if !ok {
		return
	}
	a, err := s.TakeSmall(r.Context(), sum, r.Body)
	s.photo(w, r, a, err)
}

func (s *site) photo(w http.ResponseWriter, r *http.Request, a *wire.Answer, err error) {
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.reply(w, wire.Encode(a))
}

func (s *site) givePhoto(w http.ResponseWriter, r *http.Request) {
	sum, _, ok := s.sum(w, r)
	if !ok {
		return
	}
	f, _, err := s.OpenPhoto(sum)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("ETag", `"`+sum.String()+`"`)
	http.ServeContent(w, r, "", time.Time{}, f)
}

// read reads a message of at most wire.MaxMessage bytes.
func (s *site) read(w http.ResponseWriter, r *http.Request, v any) bool {
	var b bytes.Buffer
	if r.ContentLength > 0 && r.ContentLength <= wire.MaxMessage {
		b.Grow(int(r.ContentLength) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(http.MaxBytesReader(w, r.Body, wire.MaxMessage)); err != nil {
		code := wire.BadMessage
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			code = wire.TooLarge
		}
		s.refuse(w, r, &wire.Refusal{Code: code, Detail: err.Error()})
		return false
	}
	if err := wire.Decode(b.Bytes(), v); err != nil {
		s.refuse(w, r, &wire.Refusal{Code: wire.BadMessage, Detail: err.Error()})
		return false
	}
	return true
}

func (s *site) reply(w http.ResponseWriter, data []byte) {
	w.Header().Set("Content-Type", wire.MediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // who does not hear it asks again
}

// statuses of refusals; what is not here is 400.
var statuses = map[wire.Code]int{
	wire.Revoked: http.StatusForbidden, wire.UnknownDevice: http.StatusForbidden, wire.BadSignature: http.StatusUnauthorized,
	wire.NoRoom: http.StatusInsufficientStorage, wire.TooLarge: http.StatusRequestEntityTooLarge, wire.Changed: http.StatusUnprocessableEntity,
	wire.BadCode: http.StatusForbidden, wire.Withdrawn: http.StatusForbidden, wire.TooMany: http.StatusTooManyRequests, wire.NotFound: http.StatusNotFound,
	wire.OtherPark: http.StatusForbidden, wire.Failed: http.StatusInternalServerError, wire.NewerVersion: http.StatusUpgradeRequired,
}

func (s *site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var refusal *wire.Refusal
	switch {
	case errors.As(err, &refusal):
	case errors.Is(err, ErrDiskFull):
		refusal = &wire.Refusal{Code: wire.NoRoom, Detail: err.Error(), Wait: 600}
	case errors.Is(err, ErrChanged):
		refusal = &wire.Refusal{Code: wire.Changed, Detail: err.Error()}
	case errors.Is(err, fs.ErrNotExist):
		refusal = &wire.Refusal{Code: wire.NotFound}
	case r.Context().Err() != nil:
		return // nobody listens any more
	default:
		s.log.ErrorContext(r.Context(), "sync", "path", r.URL.Path, "error", err) // what it is is ours to know
		refusal = &wire.Refusal{Code: wire.Failed}
	}
	status := statuses[refusal.Code]
	if status == 0 {
		status = http.StatusBadRequest
	}
	data := wire.Encode(refusal)
	w.Header().Set("Content-Type", wire.MediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data)
}
