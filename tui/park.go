package tui

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
)

// Park is what screens ask of sync. Only Next and Enrol may wait: call them in commands.
type Park interface {
	Status() ParkStatus
	// Next waits until the status has changed, and gives it at most twice a second; false when it will not change any more.
	Next() (ParkStatus, bool)
	Enrol(invitation string) error
	// SyncNow asks for a sync at once.
	SyncNow()
	// SetVideos says whether videos are sent too.
	SetVideos(send bool)
}

// ParkState is how sync stands.
type ParkState int

// States. ParkUnknown is before anybody has looked.
const (
	ParkUnknown ParkState = iota
	ParkNone              // not enrolled
	ParkIdle              // the last sync came to its end, or none has run yet
	ParkRunning
	ParkOffline // the last sync found no link
	ParkStuck   // it ended early for another reason
	ParkBarred  // the park wants nothing of this device
)

// ParkStatus is how it stands with the park: a value, words in the person's language. What is held has a receipt.
type ParkStatus struct {
	State                            ParkState
	Park, URL, Device, Role          string // Device: whose it is, and its name
	Pinned                           bool
	Operations, Held                 uint64 // of this device
	Others, OthersHeld               uint64 // that it carries
	Photos, PhotosHeld, Videos       int    // Videos: that wait for a wish
	SendVideos                       bool
	Last                             time.Time // park's clock at the last answer; zero: never
	Skew                             time.Duration
	Next                             time.Time // of the next sync by itself
	Problem                          ParkItem  // why the last sync ended early
	Refused, Waiting                 []ParkItem
	Notes                            []string
	Sent, Got                        uint64 // operations, of the sync that runs or ran last
	Bytes, Moved                     uint64 // of photos
	PhotosToGo, PhotosSent, Troubles int
	Left                             time.Duration // until the photos are there; 0: nobody knows

	Arrived  uint64 // operations of others since the program began: when it rises screens read anew
	Criteria string // revision that the park hands out
}

// ParkItem is something that is not at the park: what, why, and what to do.
type ParkItem struct{ What, Says, Todo string }

// Pending is how many records and photos have no receipt yet; videos that nobody wants to send are none of them.
func (s ParkStatus) Pending() int {
	return int(s.Operations-min(s.Held, s.Operations)) + max(s.Photos-s.PhotosHeld-s.Videos, 0)
}

// Mark is the status in a few cells, and whether it needs somebody's attention; "" while nobody knows it.
func (s ParkStatus) Mark(w *words.Words) (mark string, warn bool) {
	p, pending := w.Park, s.Pending()
	switch {
	case s.State == ParkUnknown:
		return "", false
	case s.State == ParkNone:
		return p.MarkNone, false
	case s.State == ParkBarred:
		return p.MarkBarred, true
	case len(s.Refused) > 0:
		return fmt.Sprintf(p.MarkRefused, len(s.Refused)), true
	case pending == 0:
		return fmt.Sprintf(p.Mark, s.Held, s.Operations), false
	case s.State == ParkOffline:
		return fmt.Sprintf(p.MarkOffline, pending), true
	case s.State == ParkStuck:
		return p.MarkStopped, true
	}
	return fmt.Sprintf(p.MarkWaiting, pending), false
}

// ParkMsg tells the router, and the park's screen, that the status has changed.
type ParkMsg struct{ Status ParkStatus }

// News is no failure but something to tell, beside what was asked for: new criteria came.
type News struct{ Err error }

func (n *News) Error() string { return n.Err.Error() }
func (n *News) Unwrap() error { return n.Err }

// Names is whose feed is whose, person and device, as far as the park has said; nil when it has said nothing. It may wait
// for the disk: call it in a command.
func (d *Deps) Names() map[inspection.FeedID]string {
	if n, knows := d.Desk.(interface {
		Names() map[inspection.FeedID]string
	}); knows {
		return n.Names()
	}
	return nil
}

// ParkKey is the key of the park that this device is enrolled at; nil when it is at none. It may wait for the disk: call it in a command.
func (d *Deps) ParkKey() ed25519.PublicKey {
	if p, knows := d.Desk.(interface{ ParkKey() ed25519.PublicKey }); knows {
		return p.ParkKey()
	}
	return nil
}
