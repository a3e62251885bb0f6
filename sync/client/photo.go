package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/jpg"
	"anquan.example/paicha/sync/wire"
)

var photoKind = (*inspection.Photographed)(nil).Kind()

// photosAtOnce is how many photos are on their way side by side: while one is being flushed another travels.
const photosAtOnce = 4

func (e *Engine) atOnce() int {
	if e.o.Serial {
		return 1
	}
	return photosAtOnce
}

// smallFrom is how long the originals have to take before small copies of all go first.
const smallFrom = 60 * time.Second

// photo notes the photo that an operation names, unless the park holds it or it is not here.
func (e *Engine) photo(raw wire.Raw) {
	if ph, sum, ok := Named(raw); ok {
		e.wants(ph, sum, e.tablet.Own(raw.Feed))
	}
}

func (e *Engine) wants(ph inspection.Photo, sum wire.Sum, own bool) {
	p := e.peer
	if p.photos[sum] || slices.ContainsFunc(p.Photos, func(s PhotoState) bool { return s.Sum == sum }) {
		return
	}
	p.Photos = append(p.Photos, PhotoState{Sum: sum, Size: uint64(max(ph.Size, 0)), Mime: ph.Mime, Own: own})
	p.changed = true
}

// Offer notes the photos here that the park is not known to hold. The operations that name them may have come by the park, which
// says nothing of files, and the files past it: in a bundle, or from another tablet.
func (e *Engine) Offer() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.tablet.Read(0, func(_ uint64, ops []wire.Raw) error {
		for _, op := range ops {
			if ph, sum, ok := Named(op); ok && e.tablet.HasPhoto(sum) {
				e.wants(ph, sum, e.tablet.Own(op.Feed))
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return e.save()
}

// photos sends what waits, each by itself: one that fails waits with its reason and stops no other. Only a link that is
// gone, or a park without room, ends it.
func (e *Engine) photos(ctx context.Context) error {
	var todo []wire.Sum
	bytes := uint64(0)
	for _, s := range e.peer.Photos {
		if e.waits(s) {
			continue
		}
		todo, bytes = append(todo, s.Sum), bytes+s.Size-min(s.Sent, s.Size)
	}
	if len(todo) == 0 {
		return nil
	}
	e.report.photos(len(todo), bytes, e.o.Now())
	if rate := e.link.up.perSecond(); rate > 0 && float64(bytes)/rate > smallFrom.Seconds() {
		if err := e.each(ctx, todo, e.sendSmall); err != nil {
			return err
		}
	}
	err := e.each(ctx, todo, e.sendPhoto)
	return errors.Join(err, e.sum(ctx, todo))
}

// sumFrom is how many receipts of single photos are worth another round trip.
const sumFrom = 16

// sum gets one receipt for what has got one each.
func (e *Engine) sum(ctx context.Context, sent []wire.Sum) error {
	sent = slices.DeleteFunc(sent, func(sum wire.Sum) bool { return !e.peer.photos[sum] })
	if len(sent) < sumFrom || ctx.Err() != nil {
		return nil
	}
	for part := range slices.Chunk(sent, 1000) {
		if err := e.askAbout(ctx, part); err != nil {
			return err
		}
	}
	e.peer.recount()
	return e.save()
}

// waits says that a photo is not sent now: a video that nobody asked for.
func (e *Engine) waits(s PhotoState) bool {
	return strings.HasPrefix(s.Mime, "video/") && !e.videos.Load()
}

// asked is the photos that the next exchange asks about: an answer may have been lost, somebody else may have sent them.
func (e *Engine) asked() (sums []wire.Sum) {
	for _, s := range e.peer.Photos {
		if !e.waits(s) && len(sums) < 1000 {
			sums = append(sums, s.Sum)
		}
	}
	return sums
}

func (e *Engine) askAbout(ctx context.Context, sums []wire.Sum) error {
	p := e.peer
	a, err := e.ask(ctx, wire.Exchange{Version: wire.Version, Epoch: p.Epoch, Since: p.Cursor, Photos: sums, Offer: p.Offer})
	if err != nil {
		return err
	}
	return e.heard(a)
}

// heard notes what an answer says of photos.
func (e *Engine) heard(a *wire.Answer) error {
	if a.Epoch != e.peer.Epoch {
		return &wire.Refusal{Code: wire.Failed, Detail: "the park began a new epoch: sync again"}
	}
	for _, got := range a.Photos {
		if s := e.peer.photo(got.Sum); s != nil {
			s.Sent, s.Small = got.Bytes, s.Small || got.Small
			e.peer.changed = true
		}
	}
	return e.peer.receive(a.Receipt)
}

func (p *Peer) photo(sum wire.Sum) *PhotoState {
	n := slices.IndexFunc(p.Photos, func(s PhotoState) bool { return s.Sum == sum })
	if n < 0 {
		return nil
	}
	return &p.Photos[n]
}

// each runs send for every photo, several at once. An error that is about the photo stays with it; another ends it all.
func (e *Engine) each(ctx context.Context, sums []wire.Sum, send func(context.Context, *photoJob) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex // guards peer and first
	var first error
	queue := make(chan wire.Sum)
	var wait sync.WaitGroup
	for range min(e.atOnce(), len(sums)) {
		wait.Go(func() {
			for sum := range queue {
				if ctx.Err() != nil {
					return // it was not tried
				}
				err := send(ctx, &photoJob{sum: sum, mu: &mu})
				mu.Lock()
				if err = e.settle(sum, err); err != nil && first == nil {
					first = err
					cancel()
				}
				mu.Unlock()
			}
		})
	}
	for _, sum := range sums {
		select {
		case queue <- sum:
		case <-ctx.Done():
		}
	}
	close(queue)
	wait.Wait()
	return errors.Join(first, e.save())
}

// photoJob is one photo on its way; mu guards the engine's peer meanwhile.
type photoJob struct {
	sum wire.Sum
	mu  *sync.Mutex
}

// settle keeps an error with its photo; it gives back what is about the link or the park.
func (e *Engine) settle(sum wire.Sum, err error) error {
	s := e.peer.photo(sum)
	if s == nil {
		return nil
	}
	if err == nil {
		s.Reason, s.Absent = "", false
		return nil
	}
	if errors.Is(err, errAbsent) {
		e.peer.changed = e.peer.changed || !s.Absent
		if s.Absent = true; s.Own {
			s.Reason = err.Error()
		}
		return nil
	}
	s.Tries++
	e.peer.changed = true
	var refusal *wire.Refusal
	switch {
	case errors.As(err, &refusal):
		s.Reason = string(refusal.Code)
		if refusal.Code == wire.NoRoom || refusal.Code == wire.Revoked || refusal.Code == wire.UnknownDevice {
			return err
		}
		return nil
	case errors.Is(err, errPhoto):
		s.Reason = err.Error()
		return nil
	}
	return err
}

// errAbsent says that the photo is not here: who took it has it.
var errAbsent = errors.New("the photo is not on this tablet")

// errPhoto says that it is the photo here that is at fault.
var errPhoto = errors.New("the photo cannot be read")

func (e *Engine) open(sum wire.Sum) (io.ReadSeeker, int64, error) {
	r, size, err := e.tablet.OpenPhoto(sum)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, errAbsent
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", errPhoto, err)
	}
	return r, size, nil
}

// chunk is how much of a photo goes in one request: a second or two of the link.
func (e *Engine) chunk() int64 {
	rate := e.link.up.perSecond()
	if rate == 0 {
		return 256 << 10
	}
	return min(max(int64(rate*2), 64<<10), wire.MaxChunk)
}

// sendPhoto sends what the park has not of a photo, chunk by chunk.
func (e *Engine) sendPhoto(ctx context.Context, j *photoJob) error {
	r, size, err := e.open(j.sum)
	if err != nil {
		return err
	}
	j.mu.Lock()
	s := e.peer.photo(j.sum)
	if s == nil {
		j.mu.Unlock()
		return nil
	}
	at := int64(s.Sent)
	j.mu.Unlock()
	stuck := 0
	for {
		n := min(size-at, e.chunk())
		if at >= size { // all of it is there and was not checked
			at, n = size, 0
		}
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return fmt.Errorf("%w: %w", errPhoto, err)
		}
		path := fmt.Sprintf("%s%s?at=%d&size=%d", wire.PathPhoto, j.sum, at, size)
		a, err := e.put(ctx, j, path, io.LimitReader(r, n), n)
		if err != nil {
			return err
		}
		j.mu.Lock()
		err = e.heard(a)
		held := e.peer.photos[j.sum]
		j.mu.Unlock()
		if err != nil || held {
			if held {
				e.report.photo()
			}
			return err
		}
		next := int64(0)
		if len(a.Photos) == 1 && a.Photos[0].Sum == j.sum {
			next = int64(a.Photos[0].Bytes)
		}
		if stuck++; next > at {
			stuck = 0
		}
		if stuck > 3 || next > size {
			return &wire.Refusal{Code: wire.Failed, Detail: "the park does not say where to go on"}
		}
		at = next
	}
}

func (e *Engine) put(ctx context.Context, j *photoJob, path string, r io.Reader, n int64) (*wire.Answer, error) {
	j.mu.Lock()
	auth := authorization(e.request(path, nil))
	j.mu.Unlock()
	var a wire.Answer
	begin := time.Now()
	if n == 0 {
		r = http.NoBody
	}
	err := e.link.do(ctx, http.MethodPut, path, auth, counted{r, &e.report.bytes}, n, &a)
	if err == nil {
		e.link.up.note(n, time.Since(begin))
		e.report.moved()
	}
	return &a, err
}

// Small copies: the longer side, and the JPEG's quality.
const (
	smallSide    = 1280
	smallQuality = 70
)

// sendSmall sends a copy that shows what matters, so that the park sees all photos before it has one whole.
func (e *Engine) sendSmall(ctx context.Context, j *photoJob) error {
	j.mu.Lock()
	s := e.peer.photo(j.sum)
	skip := s == nil || s.Small || s.Size < smallFromBytes
	j.mu.Unlock()
	if skip {
		return nil
	}
	r, _, err := e.open(j.sum)
	if err != nil {
		return err
	}
	data, err := small(r)
	if err != nil {
		return nil // no picture that we know (HEIC, a video): the original is all there is
	}
	a, err := e.put(ctx, j, wire.PathSmall+j.sum.String(), bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return e.heard(a)
}

const smallFromBytes = 300 << 10 // a photo of less goes as it is

// small is the copy: upright, and without what the camera wrote into it.
func small(r io.ReadSeeker) ([]byte, error) {
	data, _, _, err := jpg.Copy(r, smallSide, smallQuality)
	if err == nil && len(data) > wire.MaxSmall {
		err = errors.New("the small copy is too large")
	}
	return data, err
}

// FetchPhoto brings a photo from the park that is not here.
func (e *Engine) FetchPhoto(ctx context.Context, sum wire.Sum) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	path := wire.PathPhoto + sum.String()
	body, err := e.link.fetch(ctx, path, authorization(e.request(path, nil)), 0)
	if err != nil {
		return err
	}
	defer body.Close()
	return e.tablet.AddPhoto(sum, body)
}

// handouts brings the documents that the park hands out now.
func (e *Engine) handouts(ctx context.Context, s *wire.Signed, small [][]byte) error {
	p := e.peer
	o, err := wire.OpenOffer(p.Park.Key, s)
	if err != nil || o.Epoch != p.Epoch {
		return fmt.Errorf("what the park hands out: %w", errors.Join(err, errors.New("it is not signed for now")))
	}
	kept := true
	for _, item := range o.Items {
		if item.Size > wire.MaxHandout || slices.Contains(p.Handouts, item) {
			continue
		}
		path := wire.PathPhoto + item.Sum.String()
		n := slices.IndexFunc(small, func(data []byte) bool { return wire.Sum(sha256.Sum256(data)) == item.Sum })
		var data []byte
		if n >= 0 {
			data = small[n]
		} else {
			data, err = e.document(ctx, path, item)
		}
		var refusal *wire.Refusal
		if errors.As(err, &refusal) {
			e.report.trouble(fmt.Errorf("%s: %w", item.Name, err))
			return nil // offered again next time
		}
		if err != nil {
			return err
		}
		if n := len(p.Handouts); n > 0 { // before it is written over: who dies between has neither
			p.Handouts = slices.DeleteFunc(p.Handouts, func(h wire.Handout) bool { return h.Name == item.Name })
			if p.changed = p.changed || len(p.Handouts) < n; len(p.Handouts) < n {
				if err := e.save(); err != nil {
					return err
				}
			}
		}
		if err := e.tablet.KeepHandout(item.Name, data); err != nil {
			e.report.trouble(fmt.Errorf("%s: %w", item.Name, err)) // it stops nothing else
			kept = kept && errors.Is(err, ErrUseless)              // and, if it is of no use, is not brought again and again
			continue
		}
		p.Handouts = append(p.Handouts, item)
		p.changed = true
		e.report.note(item.Name)
	}
	if p.changed = true; kept {
		p.Offer = o.Mark()
	}
	return nil
}

func (e *Engine) document(ctx context.Context, path string, item wire.Handout) ([]byte, error) {
	body, err := e.link.fetch(ctx, path, authorization(e.request(path, nil)), 0)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, int64(item.Size)+1))
	if err != nil {
		return nil, err
	}
	if wire.Sum(sha256.Sum256(data)) != item.Sum {
		return nil, &wire.Refusal{Code: wire.Changed, Detail: item.Name}
	}
	return data, nil
}
