// Package server is the park's side of sync: it takes in what devices signed, gives out what others did, signs receipts, and
// keeps all of it through the few methods of a Ledger (operations, devices) and of Blobs (photos, handouts). Who may be
// shown what on pages is the park's own business (package park).
package server

import (
	"context"
	"errors"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Ledger keeps operations as they came. Its implementations sit the examination in ledgertest.
type Ledger interface {
	// Update runs f as one transaction. When it returns nil all that f wrote is durable; after an error nothing of it is.
	// f may run several times (a transaction that met another is tried again), so it begins anew each time. It uses its Tx
	// alone: not the Ledger, which may be waiting for it. An error of the Tx ends the transaction, whatever f makes of it.
	Update(ctx context.Context, f func(Tx) error) error
	// View runs f on one state; f writes nothing.
	View(ctx context.Context, f func(Tx) error) error
	Close() error
}

// Tx is a transaction of a Ledger. What it gives belongs to the caller; nil says that there is none.
type Tx interface {
	// Setting is a value of the park's own: its key, epoch, name. Setting nil drops it.
	Setting(name string) ([]byte, error)
	SetSetting(name string, value []byte) error

	Feed(id wire.FeedID) (*Feed, error)
	SetFeed(f *Feed) error
	Feeds() ([]*Feed, error)

	// AddRun keeps a run and gives its arrival number: later than that of every run that any View has shown, whichever
	// transactions commit first.
	AddRun(s Stored) (arrival uint64, err error)
	// Runs is every run of the feed that has something of the span, by arrival.
	Runs(feed wire.FeedID, span wire.Span) ([]Stored, error)
	// After is the runs that arrived after a cursor, in order, without those that came via but (zero: with all); about room
	// bytes of them, and one at least. next is the cursor behind them.
	After(cursor uint64, but wire.FeedID, room int) (runs []Stored, next uint64, more bool, err error)
	// Unchecked is the first runs of which not every single signature was looked at yet.
	Unchecked(most int) ([]Stored, error)
	SetChecked(arrival uint64) error

	Device(feed wire.FeedID) (*wire.Device, error)
	SetDevice(d wire.Device) error
	Devices() ([]wire.Device, error)

	Invitations() ([]Invitation, error)
	// SetInvitation keeps one.
	SetInvitation(i Invitation) error
	DropInvitation(id string) error

	Photo(sum wire.Sum) (*Photo, error)
	SetPhoto(p Photo) error
}

// ErrDiskFull is what a Ledger or Blobs gives when there is no room; nothing was written.
var ErrDiskFull = errors.New("the park's disk is full")

// Stored is a run as it is kept.
type Stored struct {
	wire.Run
	Arrival uint64
	Via     wire.FeedID // the device that brought it, when that needs not be told of it again
	At      uint64      // the park's clock, milliseconds
}

// Feed is the state of a feed: how far it goes and what of it is missing.
type Feed struct {
	ID       wire.FeedID     `cbor:"1,keyasint"`
	Key      []byte          `cbor:"2,keyasint,omitempty"` // Ed25519 public key; empty: its first operation is not here
	Seq      uint64          `cbor:"3,keyasint"`
	Hash     inspection.Hash `cbor:"4,keyasint"`
	Gaps     []Gap           `cbor:"5,keyasint,omitempty"`  // in order
	Branches []wire.Mark     `cbor:"6,keyasint,omitempty"`  // ends of other branches: two devices wrote the feed
	Vouched  bool            `cbor:"7,keyasint,omitempty"`  // a known device's feed continues it
	Ahead    uint64          `cbor:"8,keyasint,omitempty"`  // operations whose clock was more than a day ahead of ours
	Doubtful []uint64        `cbor:"9,keyasint,omitempty"`  // numbers of operations whose own signature does not fit
	Ops      uint64          `cbor:"10,keyasint"`           // kept, all branches
	Last     uint64          `cbor:"11,keyasint"`           // the park's clock when something of it arrived last
	HLC      inspection.HLC  `cbor:"12,keyasint,omitempty"` // highest of its operations
}

// Gap is what is missing of a feed: operations From to To, after the one with the hash Before; To has the hash After.
type Gap struct {
	From   uint64          `cbor:"1,keyasint"`
	To     uint64          `cbor:"2,keyasint"`
	Before inspection.Hash `cbor:"3,keyasint"`
	After  inspection.Hash `cbor:"4,keyasint"`
}

// Missing is how many operations its gaps have.
func (f *Feed) Missing() (n uint64) {
	for _, g := range f.Gaps {
		n += g.To - g.From + 1
	}
	return n
}

// Have is the feed as it is told to others.
func (f *Feed) Have() wire.Have {
	h := wire.Have{Feed: f.ID, Seq: f.Seq, Hash: f.Hash}
	for _, g := range f.Gaps {
		h.Gaps = append(h.Gaps, wire.Span{From: g.From, To: g.To})
	}
	return h
}

// Invitation is a one-time code that was given out: not the code, but what is made of it.
type Invitation struct {
	ID        string `cbor:"1,keyasint"` // for the list
	Stretched []byte `cbor:"2,keyasint"` // wire.Stretch
	Name      string `cbor:"3,keyasint"` // of the device to come
	Person    string `cbor:"4,keyasint,omitempty"`
	Role      string `cbor:"5,keyasint"`
	Until     uint64 `cbor:"6,keyasint"` // milliseconds, as what follows; once it was used or withdrawn: before that

	Made        uint64 `cbor:"7,keyasint,omitempty"` // 0: by an earlier parkd
	By          string `cbor:"8,keyasint,omitempty"` // who made it
	Used        uint64 `cbor:"9,keyasint,omitempty"`
	Withdrawn   uint64 `cbor:"10,keyasint,omitempty"`
	WithdrawnBy string `cbor:"11,keyasint,omitempty"`
}

// Photo is what the ledger knows of a photo that is whole.
type Photo struct {
	Sum  wire.Sum
	Size uint64
	At   uint64 // the park's clock, milliseconds
	Via  wire.FeedID
}
