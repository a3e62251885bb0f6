package sim

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
)

var errLink = errors.New("sim: the link is gone")

// message is a request as it is on its way; size is what its head says, cut how much of the body arrives.
type message struct {
	method, url string
	header      http.Header
	body        []byte
	size        int64
	cut         bool
}

func (m message) reader() io.Reader {
	if m.cut {
		return io.MultiReader(bytes.NewReader(m.body), broken{})
	}
	return bytes.NewReader(m.body)
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// answer is what the park said: an http.ResponseWriter.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// link is the way of one session to the park.
type link struct{ s *session }

// faults of one request.
const (
	fine = iota
	lost
	late // lost for the tablet; it arrives some day
	cutRequest
	lostAnswer
	cutAnswer
	twice
	again // it arrives a second time some day
	portal
	deadBefore
	deadAfter
	faults
)

var faultNames = [faults]string{
	"", "request lost", "request lost, to arrive later", "request cut", "answer lost", "answer cut", "delivered twice",
	"delivered, and again later", "answered by somebody else", "tablet down before the request", "tablet down before the answer",
}

// RoundTrip brings one request to the park, or not.
func (l link) RoundTrip(r *http.Request) (*http.Response, error) {
	s, w := l.s, l.s.w
	if s.dead || r.Context().Err() != nil {
		return nil, errLink
	}
	m := message{method: r.Method, url: r.URL.String(), header: r.Header.Clone(), size: r.ContentLength}
	if r.Body != nil {
		var err error
		if m.body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	w.report.Requests++
	s.u.requests++
	w.meanwhile(s.u)
	fault := w.drawFault()
	if fault != fine {
		w.note("  %s %s: %s", m.method, r.URL.Path, faultNames[fault])
	}
	switch fault {
	case deadBefore:
		return nil, s.die("before a request")
	case lost:
		return nil, errLink
	case late:
		w.late = append(w.late, m)
		return nil, errLink
	case portal:
		return w.somebodyElse(r), nil
	case cutRequest:
		short := m
		short.body, short.cut = m.body[:w.rng.IntN(len(m.body)+1)], true
		w.deliver(short)
		return nil, errLink
	case again:
		w.late = append(w.late, m)
	case twice:
		w.deliver(m)
	}
	a := w.deliver(m)
	w.detail(m, a)
	switch {
	case a == nil || fault == lostAnswer:
		return nil, errLink
	case fault == deadAfter:
		return nil, s.die("before an answer")
	}
	data := a.body.Bytes()
	resp := &http.Response{
		StatusCode: a.status, Status: strconv.Itoa(a.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.header, ContentLength: int64(len(data)), Body: io.NopCloser(bytes.NewReader(data)), Request: r,
	}
	if fault == cutAnswer && len(data) > 0 {
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(data[:w.rng.IntN(len(data))]), broken{}))
	}
	return resp, nil
}

func (w *world) drawFault() int {
	if !w.chance(w.o.rates.link) {
		return fine
	}
	return 1 + w.rng.IntN(faults-1)
}

// somebodyElse answers in the park's place: the page of a hotel's wireless network, a proxy without a way out, noise.
func (w *world) somebodyElse(r *http.Request) *http.Response {
	status, data := http.StatusOK, []byte("<html>Welcome to the hotel</html>")
	switch w.rng.IntN(4) {
	case 0:
		status = http.StatusBadGateway
	case 1:
		data = w.random(w.rng.IntN(64))
	case 2:
		status = http.StatusFound
	}
	return &http.Response{
		StatusCode: status, Status: strconv.Itoa(status), Header: http.Header{"Content-Type": {"text/html"}, "Location": {"/login"}},
		ContentLength: int64(len(data)), Body: io.NopCloser(bytes.NewReader(data)), Request: r,
	}
}
