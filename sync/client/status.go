package client

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"anquan.example/paicha/sync/wire"
)

// Status is how it stands with the park: what people are told. It is a value.
type Status struct {
	Park    string      `json:"park"`
	URL     string      `json:"url"`
	Pinned  bool        `json:"pinned"` // its certificate is the one of enrolment, which no system has to trust
	Device  wire.Device `json:"-"`
	Running bool        `json:"running"`
	Since   time.Time   `json:"since,omitzero"` // of the sync that runs
	Last    time.Time   `json:"last,omitzero"`  // park's clock at the last answer
	Skew    int64       `json:"skew_ms"`        // this device's clock less the park's
	Err     error       `json:"-"`              // why the last sync ended early

	Operations, Held   uint64 `json:"-"`      // of this device's own feeds; Held has receipts
	Others, OthersHeld uint64 `json:"-"`      // that it carries for others
	Photos, PhotosHeld int    `json:"-"`      // named by what was offered
	Videos             int    `json:"videos"` // that wait for a wish

	Refused []wire.Result `json:"-"`
	Waiting []PhotoState  `json:"-"` // photos with a reason

	// of the sync that runs, or ran last
	Sent, Got   uint64    `json:"-"` // operations
	ToGo        uint64    `json:"-"` // bytes of photos when it began to send them
	Moved       uint64    `json:"-"` // bytes of photos sent
	PhotosToGo  int       `json:"-"`
	PhotosSent  int       `json:"-"`
	PhotosGot   int       `json:"-"` // with Options.FetchPhotos
	PhotosBegan time.Time `json:"-"`
	Notes       []string  `json:"-"` // "epoch", "renewed", names of handouts that are new
	Troubles    []error   `json:"-"` // of single items
}

// Left is how long the photos will still take; 0 while nobody knows.
func (s Status) Left(now time.Time) time.Duration {
	took := now.Sub(s.PhotosBegan)
	if s.Moved == 0 || s.PhotosBegan.IsZero() || s.Moved >= s.ToGo {
		return 0
	}
	return time.Duration(float64(took) * float64(s.ToGo-s.Moved) / float64(s.Moved)).Round(time.Second)
}

// reporter keeps the Status; its methods may be called from several goroutines.
type reporter struct {
	mu      sync.Mutex // guards status
	status  Status
	bytes   atomic.Int64
	changed func(Status)
}

// Status is how it stands now.
func (e *Engine) Status() Status {
	e.report.mu.Lock()
	defer e.report.mu.Unlock()
	return e.report.status
}

func (r *reporter) update(f func(*Status)) {
	r.mu.Lock()
	f(&r.status)
	s := r.status
	r.mu.Unlock()
	if r.changed != nil {
		r.changed(s)
	}
}

func (r *reporter) begin(now time.Time) {
	r.bytes.Store(0)
	r.update(func(s *Status) {
		s.Running, s.Since, s.Err = true, now, nil
		s.Sent, s.Got, s.ToGo, s.Moved, s.PhotosToGo, s.PhotosSent, s.PhotosBegan, s.Notes, s.Troubles = 0, 0, 0, 0, 0, 0, time.Time{}, nil, nil
		s.PhotosGot = 0
	})
}

func (r *reporter) end(last Status, now time.Time, err error) {
	r.update(func(s *Status) {
		s.take(last)
		s.Running, s.Err = false, err
	})
}

func (r *reporter) set(now Status) { r.update(func(s *Status) { s.take(now) }) }

// take is what is counted anew; the course of the sync stays.
func (s *Status) take(n Status) {
	s.Park, s.URL, s.Pinned, s.Device, s.Last, s.Skew = n.Park, n.URL, n.Pinned, n.Device, n.Last, n.Skew
	s.Operations, s.Held, s.Others, s.OthersHeld = n.Operations, n.Held, n.Others, n.OthersHeld
	s.Photos, s.PhotosHeld, s.Videos, s.Refused, s.Waiting = n.Photos, n.PhotosHeld, n.Videos, n.Refused, n.Waiting
}

func (r *reporter) sent(n uint64) { r.update(func(s *Status) { s.Sent += n }) }
func (r *reporter) got(n uint64)  { r.update(func(s *Status) { s.Got += n }) }
func (r *reporter) photo()        { r.update(func(s *Status) { s.PhotosSent++; s.PhotosHeld++ }) }
func (r *reporter) fetched()      { r.update(func(s *Status) { s.PhotosGot++ }) }
func (r *reporter) moved()        { r.update(func(s *Status) { s.Moved = uint64(r.bytes.Load()) }) }
func (r *reporter) note(what string) {
	r.update(func(s *Status) { s.Notes = append(s.Notes[:len(s.Notes):len(s.Notes)], what) })
}

func (r *reporter) trouble(err error) {
	r.update(func(s *Status) {
		if len(s.Troubles) < 100 {
			s.Troubles = append(s.Troubles[:len(s.Troubles):len(s.Troubles)], err)
		}
	})
}

func (r *reporter) photos(n int, bytes uint64, now time.Time) {
	r.update(func(s *Status) { s.PhotosToGo, s.ToGo, s.PhotosBegan = n, bytes, now })
}

// Recorded counts this device's operations anew, also while a sync runs: something was recorded.
func (e *Engine) Recorded() {
	n := uint64(0)
	for _, h := range e.tablet.Heads() {
		if e.tablet.Own(h.Feed) {
			n += count(h, h.Seq)
		}
	}
	e.report.update(func(s *Status) { s.Operations = n })
}

// SetVideos says whether the next syncs send videos too. It never waits.
func (e *Engine) SetVideos(send bool) { e.videos.Store(send) }

// Videos says whether they do.
func (e *Engine) Videos() bool { return e.videos.Load() }

// summary counts what is held.
func (e *Engine) summary() Status {
	p := e.peer
	s := Status{Park: p.Park.Name, URL: p.URL, Pinned: len(p.Pin) > 0, Device: p.Device, Skew: p.Skew}
	if p.LastSync > 0 {
		s.Last = time.UnixMilli(int64(p.LastSync))
	}
	for _, h := range e.heads() {
		all, held := count(h, h.Seq), both(h, p.held[h.Feed])
		if slices.Contains(p.Resend, h.Feed) || p.forked[h.Feed] {
			held = 0
		}
		if e.tablet.Own(h.Feed) {
			s.Operations, s.Held = s.Operations+all, s.Held+held
		} else if given := p.given(h.Feed); given.Seq < h.Seq {
			s.Others, s.OthersHeld = s.Others+all, s.OthersHeld+held
		}
	}
	s.Refused = slices.Clone(p.Refused) // the engine changes its own in place
	s.PhotosHeld = len(p.photos)
	s.Photos = s.PhotosHeld
	for _, ph := range p.Photos {
		if ph.Own || !ph.Absent {
			s.Photos++
		}
		if ph.Reason != "" {
			s.Waiting = append(s.Waiting, ph)
		}
		if e.waits(ph) {
			s.Videos++
		}
	}
	return s
}

// both is how many operations of a feed are here and at the park.
func both(here, held wire.Have) uint64 {
	h := wire.Have{Gaps: slices.Concat(here.Gaps, held.Gaps)}
	slices.SortFunc(h.Gaps, func(a, b wire.Span) int { return cmp.Compare(a.From, b.From) })
	n := min(here.Seq, held.Seq)
	done := uint64(0) // up to here gaps are taken off
	for _, g := range h.Gaps {
		if from, to := max(g.From, done+1), min(g.To, min(here.Seq, held.Seq)); from <= to {
			n, done = n-(to-from+1), to
		}
	}
	return n
}

// count is how many operations of a feed are here, up to seq.
func count(h wire.Have, seq uint64) uint64 {
	n := seq
	for _, g := range h.Gaps {
		if g.From <= seq {
			n -= min(g.To, seq) - g.From + 1
		}
	}
	return n
}
