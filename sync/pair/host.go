// Package pair is sync from tablet to tablet, over a hotspot or a cable: one listens and answers as a park does, under a key
// made for the session; the other is let in by a one-time code that covers the certificate. What both have ends up on both.
// The receipts of the one that listens bring a session to its end and never count as the park's: they are signed by the
// session's key, and the other keeps them under a name of their own.
package pair

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/tls"
	"io"
	"sync"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Options is how a tablet listens; the zero Options will do.
type Options struct {
	Now  func() time.Time // nil: the wall clock
	Name string           // of this tablet, for people
	Park string           // the name that the park is kept under: its receipts are handed on
	// Changed is called when State has something new, from several goroutines.
	Changed func(State)
}

// State is how far a session is. It is a value.
type State struct {
	Paired                 bool
	Device                 wire.Device // the other, once paired
	Got, Gave              uint64      // operations
	PhotosGot, PhotosAsked uint64
	Closed                 bool // too many wrong codes, or nobody came in time: listen again
}

// CodeLife is how long a code waits for somebody.
const CodeLife = 15 * time.Minute

// maxTries is how many wrong codes end a session.
const maxTries = 5

// Host answers one other tablet.
type Host struct {
	tablet    client.Tablet
	o         Options
	key       ed25519.PrivateKey
	epoch     wire.Epoch
	code      string
	stretched []byte
	until     time.Time
	cert      tls.Certificate
	pin       []byte

	exchanging sync.Mutex // one exchange at a time; guards the next two
	holdings   *client.Holdings
	level      map[wire.FeedID]wire.Have // the other has our branch of each feed so far

	mu       sync.Mutex // guards the next
	state    State
	failed   int
	token    []byte
	incoming map[wire.Sum]*incoming
}

var _ server.Host = (*Host)(nil)

// Listen begins a session: a code, a key and a certificate of its own. Record numbers are its cursors, which count in this
// session alone: its epoch is new.
func Listen(t client.Tablet, o Options) (*Host, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	h := &Host{
		tablet: t, o: o, key: key, epoch: wire.NewEpoch(), code: wire.NewCode(), until: o.Now().Add(CodeLife),
		level: map[wire.FeedID]wire.Have{}, incoming: map[wire.Sum]*incoming{},
	}
	clean, err := wire.CleanCode(h.code)
	if err != nil {
		return nil, err
	}
	h.stretched = wire.Stretch(clean, h.public())
	if h.cert, h.pin, err = server.SelfSigned(o.Now(), "paicha"); err != nil {
		return nil, err
	}
	h.holdings, err = client.NewHoldings(t)
	return h, err
}

func (h *Host) public() ed25519.PublicKey { return h.key.Public().(ed25519.PublicKey) }
func (h *Host) now() uint64               { return uint64(h.o.Now().UnixMilli()) }

// Invitation is what the other tablet is given, for the address (host:port) where this one is reached.
func (h *Host) Invitation(address string) string { return "https://" + address + "#" + h.code }

// State is how far the session is.
func (h *Host) State() State {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

func (h *Host) update(f func(*State)) {
	h.mu.Lock()
	f(&h.state)
	s := h.state
	h.mu.Unlock()
	if h.o.Changed != nil {
		h.o.Changed(s)
	}
}

// About is what the other hears first.
func (h *Host) About() wire.Park {
	return wire.Park{Version: wire.Version, Key: h.public(), Epoch: h.epoch, Name: h.o.Name, Time: h.now()}
}

// Enrol lets in the one tablet that proves the code, again when its answer was lost, and the feed that it goes on in.
func (h *Host) Enrol(_ context.Context, e *wire.Enrol) (*wire.Enrolled, error) {
	if len(e.Key) != ed25519.PublicKeySize || len(e.Heir) > 64 || len(e.App)+len(e.Name)+len(e.Person) > 1000 {
		return nil, &wire.Refusal{Code: wire.BadMessage}
	}
	defer func() { h.update(func(*State) {}) }() // behind the lock
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(e.Proof) == 0 {
		return h.inherit(e)
	}
	late := !h.state.Paired && h.o.Now().After(h.until)
	if h.state.Closed = h.state.Closed || late; h.state.Closed {
		return nil, &wire.Refusal{Code: wire.TooMany, Detail: "the code is too old or was tried too often: listen again"}
	}
	if !e.Pinned {
		return nil, &wire.Refusal{Code: wire.OtherPark, Detail: "the tablet sees a certificate that is not this one's: is there a proxy between?"}
	}
	fits := hmac.Equal(e.Proof, wire.Prove(h.stretched, wire.BySide, h.public(), e.Key, h.pin))
	other := h.state.Paired && string(h.state.Device.Key) != string(e.Key)
	if !fits || other {
		if !fits {
			h.failed++
			h.state.Closed = h.failed >= maxTries && !h.state.Paired
		}
		return nil, &wire.Refusal{Code: wire.BadCode, Detail: "the code is wrong or was used: look at the other tablet, or listen again there"}
	}
	h.admit(e)
	return &wire.Enrolled{Device: h.state.Device, Park: h.About(), Proof: wire.Prove(h.stretched, wire.ByPark, h.public(), e.Key, h.pin)}, nil
}

func (h *Host) admit(e *wire.Enrol) {
	feed := inspection.FeedOf(e.Key)
	h.state.Paired = true
	h.state.Device = wire.Device{Feed: feed, Key: e.Key, Name: feed.String()[:8], Role: wire.RoleExpert, Since: h.now()}
	h.token = make([]byte, 16)
	_, _ = rand.Read(h.token) // never fails (crypto/rand)
}

// inherit lets the paired tablet in under the key that it goes on with.
func (h *Host) inherit(e *wire.Enrol) (*wire.Enrolled, error) {
	for _, heir := range e.Heir {
		if h.state.Paired && string(h.state.Device.Key) == string(heir.Old) && heir.Names(e.Key) == nil {
			h.admit(e)
			return &wire.Enrolled{Device: h.state.Device, Park: h.About()}, nil
		}
	}
	return nil, &wire.Refusal{Code: wire.UnknownDevice, Detail: "pair again"}
}

// Admit lets the paired tablet in and nobody else.
func (h *Host) Admit(_ context.Context, r wire.Request, path string) (wire.Device, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d := h.state.Device
	switch {
	case !h.state.Paired || r.Feed != d.Feed:
		return wire.Device{}, &wire.Refusal{Code: wire.UnknownDevice, Detail: "pair with the code first"}
	case !hmac.Equal(r.Token, h.token) && !r.Proves(d.Key, h.public(), path):
		return wire.Device{}, &wire.Refusal{Code: wire.BadSignature, Detail: "sign the request for this tablet"}
	}
	return d, nil
}

// Token is good for the session.
func (h *Host) Token(r wire.Request) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	if hmac.Equal(r.Token, h.token) {
		return nil
	}
	return h.token
}

// OpenPhoto reads a photo of this tablet.
func (h *Host) OpenPhoto(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	r, size, err := h.tablet.OpenPhoto(sum)
	if err != nil {
		return nil, 0, err
	}
	h.update(func(s *State) { s.PhotosAsked++ })
	return opened{r}, size, nil
}

type opened struct{ io.ReadSeeker }

func (opened) Close() error { return nil }
