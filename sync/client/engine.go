package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"anquan.example/paicha/sync/wire"
)

// Options is what an engine is made with; the zero Options will do.
type Options struct {
	Now    func() time.Time  // nil: the wall clock
	HTTP   http.RoundTripper // nil: TLS, pinned where the peer says so
	Videos bool              // send them too
	// Serial does one thing after the other: nothing is read ahead and photos go one by one, so that a simulation is the same
	// each time.
	Serial bool
	// NoPull gives and takes nothing in: for a device that only makes records.
	NoPull bool
	// FetchPhotos brings photos too that the peer has and this tablet lacks: from another tablet. From a park they are
	// brought one by one, when somebody looks.
	FetchPhotos bool
	// Carry is the name of a park whose receipts are exchanged with a peer that is a tablet; "" for none.
	Carry string
	// Changed is called, on the engine's goroutine, when Status has something new.
	Changed func(Status)
}

// Engine syncs one tablet with one peer. One sync runs at a time.
type Engine struct {
	tablet Tablet
	name   string
	o      Options
	link   *link

	mu      sync.Mutex // one sync at a time; guards the next
	peer    *Peer
	reading *stream
	ahead   *batch // read while a request was under way
	saved   time.Time
	lost    map[wire.FeedID][]wire.Span // gaps that were asked for
	retry   bool                        // what was refused is offered once more
	size    int                         // compressed bytes that a request carries: halved when a link fails, doubled when it does not

	videos atomic.Bool // they are sent too
	report reporter
}

// Sizes of a request, compressed bytes.
const (
	firstSize = 256 << 10
	leastSize = 4 << 10
	mostSize  = 1 << 20
)

// ErrNotEnrolled says that no park is kept under the name.
var ErrNotEnrolled = errors.New("this tablet is not enrolled at a park")

// New is an engine for the peer that was kept under name. The error is ErrNotEnrolled when none was.
func New(t Tablet, name string, o Options) (*Engine, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	data, err := t.Peer(name)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, ErrNotEnrolled
	}
	p, err := ReadPeer(data)
	if err != nil {
		return nil, fmt.Errorf("what is kept of the park cannot be read: enrol again: %w", err)
	}
	l, err := newLink(p.URL, p.Pin, o.HTTP)
	if err != nil {
		return nil, err
	}
	e := &Engine{tablet: t, name: name, o: o, link: l, peer: p, size: firstSize, retry: true, lost: map[wire.FeedID][]wire.Span{}}
	e.videos.Store(o.Videos)
	e.report.changed = o.Changed
	e.report.set(e.summary())
	return e, nil
}

// Sync brings both sides level: text first, then photos. What was done before an error stays done. An error is why it
// ended early; what was refused or waits by itself is in the Status.
func (e *Engine) Sync(ctx context.Context) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.report.begin(e.o.Now())
	defer func() {
		err = errors.Join(err, e.save())
		e.report.end(e.summary(), e.o.Now(), err)
	}()
	if err := e.text(ctx); err != nil {
		return err
	}
	if err := e.photos(ctx); err != nil || !e.o.FetchPhotos {
		return err
	}
	return e.fetchPhotos(ctx)
}

// maxRounds bounds one sync against a peer that never has enough.
const maxRounds = 100_000

// text exchanges operations until neither side has more.
func (e *Engine) text(ctx context.Context) error {
	again := false // all was offered anew already
	e.ahead = nil
	defer e.stopReading()
	for range maxRounds {
		batch, err := e.next()
		if err != nil {
			return err
		}
		more, stands, err := e.exchange(ctx, batch)
		if err != nil {
			return err
		}
		rewind, err := e.differences(ctx, batch.have, stands)
		if err != nil {
			return err
		}
		if rewind && !again && batch.last && e.peer.Mark > 0 {
			again, e.retry, e.peer.Mark, more = true, false, 0, true
		}
		if !more {
			return nil
		}
	}
	return errors.New("the park never has enough: is it one?")
}

// exchange is one round trip: it pushes the batch and takes in what came back. more: there is more to do.
// What comes next is read ahead meanwhile.
func (e *Engine) exchange(ctx context.Context, b batch) (more bool, stands []wire.Stand, err error) {
	p := e.peer
	x, err := e.message(b)
	if err != nil {
		return false, nil, err
	}
	asked, first := p.askAll, p.Epoch == wire.Epoch{}
	a, err := e.askAndRead(ctx, x, b)
	if err != nil {
		return false, nil, err
	}
	for _, h := range b.have {
		if len(x.Lost) > 0 && !a.More {
			e.lost[h.Feed] = h.Gaps
		}
	}
	if a.Epoch != p.Epoch {
		if !first {
			e.report.note("epoch")
		}
		p.meet(a.Epoch)
		clear(e.lost)
		if !asked && !first {
			return true, nil, nil // ask about every feed first
		}
	}
	p.askAll = false
	if err := e.keep(a, b, asked); err != nil {
		return false, nil, err
	}
	gaveOwn := slices.ContainsFunc(a.Runs, func(r wire.Run) bool { return e.tablet.Own(r.Feed) && r.Last() > p.held[r.Feed].Seq })
	if err := e.noted(ctx, a, b, asked); err != nil {
		return false, nil, err
	}
	e.report.set(e.summary())
	return asked || !b.last || a.More || gaveOwn, a.Stands, nil
}

// askAndRead asks, and reads the next batch meanwhile: before anything of the answer is noted.
func (e *Engine) askAndRead(ctx context.Context, x wire.Exchange, b batch) (*wire.Answer, error) {
	read := make(chan batch, 1)
	reads := !b.last && !e.peer.askAll && !e.o.Serial
	if reads {
		size := e.size
		go func() { read <- e.collect(b.mark, size) }()
	}
	a, err := e.ask(ctx, x)
	e.ahead = nil
	if reads {
		next := <-read
		e.ahead = &next
	}
	return a, err
}

// ask posts the exchange, signed or with a token. A link that fails gets smaller requests, one that holds larger ones.
func (e *Engine) ask(ctx context.Context, x wire.Exchange) (*wire.Answer, error) {
	body := wire.Encode(x)
	var a wire.Answer
	for try := range 3 {
		request := e.request(wire.PathExchange, body)
		begin := time.Now()
		err := e.link.post(ctx, wire.PathExchange, request, &a)
		var refusal *wire.Refusal
		switch {
		case err == nil:
			if len(x.Runs) > 0 {
				e.link.up.note(int64(len(body)), time.Since(begin))
				if took := time.Since(begin); len(body) >= e.size/2 && took < quick {
					e.size = min(e.size*2, mostSize)
				}
			}
			if len(a.Token) > 0 {
				e.peer.Token, e.peer.changed = a.Token, true
			}
			return &a, nil
		case errors.As(err, &refusal) && refusal.Code == wire.BadSignature && len(e.peer.Token) > 0:
			e.peer.Token = nil // too old: sign
		case errors.As(err, &refusal) && refusal.Code == wire.UnknownDevice && try == 0:
			if err := e.inherit(ctx); err != nil {
				return nil, err
			}
		default:
			if !errors.As(err, &refusal) && len(x.Runs) > 0 {
				e.size = max(e.size/2, leastSize)
			}
			return nil, err
		}
	}
	return nil, &wire.Refusal{Code: wire.BadSignature}
}

// request is the message with what proves whose it is.
func (e *Engine) request(path string, body []byte) wire.Request {
	if len(e.peer.Token) > 0 {
		return wire.Request{Feed: e.tablet.Feed(), Token: e.peer.Token, Body: body}
	}
	return wire.SignRequest(e.tablet.Feed(), e.tablet.Attest, e.peer.Park.Key, path, body)
}

// heads is the tablet's, and notes of which feeds another branch came in since all was offered.
func (e *Engine) heads() []wire.Have {
	all := e.tablet.Heads()
	for _, h := range all {
		e.peer.forked[h.Feed] = h.Forks > e.peer.Forks[h.Feed]
	}
	return all
}

// offered notes that all branches of the heads were offered.
func (p *Peer) offered(heads []wire.Have) {
	for _, h := range heads {
		if h.Forks == p.Forks[h.Feed] || slices.ContainsFunc(p.Refused, func(r wire.Result) bool { return r.Feed == h.Feed }) {
			continue
		}
		if p.Forks == nil {
			p.Forks = map[wire.FeedID]uint64{}
		}
		p.Forks[h.Feed], p.changed = h.Forks, true
	}
}

// Holds says whether a receipt covers an operation of this tablet. Of a feed with branches all of them have to have been offered.
func (e *Engine) Holds(feed wire.FeedID, seq uint64) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heads()
	return e.holds(feed, seq)
}

func (e *Engine) holds(feed wire.FeedID, seq uint64) bool {
	p := e.peer
	return p.Holds(feed, seq) && !p.refused(feed, wire.Span{From: seq, To: seq}) && !p.forked[feed]
}

func (e *Engine) head(feed wire.FeedID) wire.Have {
	for _, h := range e.tablet.Heads() {
		if h.Feed == feed {
			return h
		}
	}
	return wire.Have{Feed: feed}
}

// save keeps what is known of the peer, when it changed.
func (e *Engine) save() error {
	if !e.peer.changed {
		return nil
	}
	if err := e.tablet.SetPeer(e.name, wire.Encode(e.peer)); err != nil {
		return fmt.Errorf("keep what the park said: %w", err)
	}
	e.peer.changed, e.saved = false, e.o.Now()
	return nil
}

// quick is how long a request may take for the next one to be larger: a cut costs no more than what one carries.
const quick = 4 * time.Second

// saveEvery is how often what the park said is kept while much is sent: what a crash forgets is offered again.
const saveEvery = 2 * time.Second
