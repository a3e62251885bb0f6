package client

import (
	"slices"

	"anquan.example/paicha/sync/wire"
)

// Peer is what a tablet knows of a park, kept with Tablet.SetPeer. Only what a receipt says counts as held.
type Peer struct {
	URL    string      `cbor:"1,keyasint"`
	Pin    []byte      `cbor:"2,keyasint,omitempty"` // SHA-256 of the certificate's public key; empty: the system trusts it
	Park   wire.Park   `cbor:"3,keyasint"`
	Device wire.Device `cbor:"4,keyasint"` // as the park knows this device
	Token  []byte      `cbor:"5,keyasint,omitempty"`

	Epoch  wire.Epoch `cbor:"6,keyasint"`
	Cursor uint64     `cbor:"7,keyasint"` // what was pulled
	Mark   uint64     `cbor:"8,keyasint"` // records up to here were offered
	// Given is what the park gave of each feed, which it therefore has.
	Given    []wire.Have    `cbor:"9,keyasint,omitempty"`
	Receipts []*wire.Signed `cbor:"10,keyasint,omitempty"`
	Refused  []wire.Result  `cbor:"11,keyasint,omitempty"` // of the last time they were offered
	Photos   []PhotoState   `cbor:"12,keyasint,omitempty"` // those that are not at the park, in the order they were taken
	Offer    [8]byte        `cbor:"13,keyasint"`
	Handouts []wire.Handout `cbor:"14,keyasint,omitempty"` // kept here
	LastSync uint64         `cbor:"15,keyasint,omitempty"` // the park's clock, milliseconds
	Skew     int64          `cbor:"16,keyasint,omitempty"` // this device's clock less the park's, milliseconds

	// Resend is feeds that the park knows another branch of: they are offered whole.
	Resend []wire.FeedID `cbor:"17,keyasint,omitempty"`
	// Forks is how many operations of other branches each feed had here when all was offered last.
	Forks map[wire.FeedID]uint64 `cbor:"18,keyasint,omitempty"`

	held    map[wire.FeedID]wire.Have // of Receipts of this epoch
	said    map[wire.FeedID]wire.Have // what the park says that it has: no receipt, but need not be offered
	forked  map[wire.FeedID]bool      // feeds with operations of other branches that were not offered: numbers do not say which is meant
	photos  map[wire.Sum]bool         // of Receipts of this epoch
	pruned  int                       // receipts when they were pruned last
	askAll  bool                      // every feed is to be asked about
	changed bool
}

// PhotoState is a photo on its way.
type PhotoState struct {
	Sum    wire.Sum `cbor:"1,keyasint"`
	Size   uint64   `cbor:"2,keyasint"`
	Mime   string   `cbor:"3,keyasint,omitempty"`
	Sent   uint64   `cbor:"4,keyasint,omitempty"` // bytes
	Small  bool     `cbor:"5,keyasint,omitempty"`
	Reason string   `cbor:"6,keyasint,omitempty"` // why it waits: a wire.Code, or the error here
	Tries  uint64   `cbor:"7,keyasint,omitempty"`
	Own    bool     `cbor:"8,keyasint,omitempty"` // an operation of this device names it
	Absent bool     `cbor:"9,keyasint,omitempty"` // its file is not here; of another's, nothing is said of it
}

// ReadPeer reads a kept peer, and from its receipts what is held.
func ReadPeer(data []byte) (*Peer, error) {
	p := &Peer{}
	if err := wire.Decode(data, p); err != nil {
		return nil, err
	}
	p.recount()
	p.said, p.forked = map[wire.FeedID]wire.Have{}, map[wire.FeedID]bool{}
	return p, nil
}

// recount reads the receipts anew and drops those that later ones say all of.
func (p *Peer) recount() {
	p.held, p.photos = map[wire.FeedID]wire.Have{}, map[wire.Sum]bool{}
	keep := make([]*wire.Signed, 0, len(p.Receipts))
	for _, s := range slices.Backward(p.Receipts) {
		r, err := wire.OpenReceipt(p.Park.Key, s)
		if err != nil || r.Epoch != p.Epoch {
			continue
		}
		says := false
		for _, h := range r.Feeds {
			if _, later := p.held[h.Feed]; !later {
				p.held[h.Feed], says = h, true
			}
		}
		for _, sum := range r.Photos {
			says = says || !p.photos[sum]
			p.photos[sum] = true
		}
		if says {
			keep = append(keep, s)
		}
	}
	slices.Reverse(keep)
	p.Receipts, p.pruned = keep, len(keep)
}

// receive checks a receipt and counts it.
func (p *Peer) receive(s *wire.Signed) error {
	if s == nil {
		return nil
	}
	r, err := wire.OpenReceipt(p.Park.Key, s)
	if err != nil {
		return err
	}
	if r.Epoch != p.Epoch {
		return &wire.Refusal{Code: wire.OtherPark, Detail: "the receipt is of another epoch"}
	}
	p.Receipts = append(p.Receipts, s)
	p.changed = true
	if len(p.Receipts) > 2*p.pruned+64 {
		p.recount()
	}
	for _, h := range r.Feeds {
		p.held[h.Feed] = h
	}
	for _, sum := range r.Photos {
		p.photos[sum] = true
	}
	p.Photos = slices.DeleteFunc(p.Photos, func(s PhotoState) bool { return p.photos[s.Sum] })
	return nil
}

// Has says whether the park has an operation, as far as this tablet knows: by receipts, or because it gave it.
func (p *Peer) Has(feed wire.FeedID, seq uint64) bool { return p.has(feed, seq) }

// HoldsPhoto says whether a receipt covers the photo.
func (p *Peer) HoldsPhoto(sum wire.Sum) bool { return p.photos[sum] }

func (p *Peer) has(feed wire.FeedID, seq uint64) bool {
	if p.forked[feed] || slices.Contains(p.Resend, feed) {
		return false
	}
	return within(p.held[feed], seq) || within(p.given(feed), seq) || within(p.said[feed], seq)
}

// Holds says whether a receipt covers the operation.
func (p *Peer) Holds(feed wire.FeedID, seq uint64) bool {
	return !slices.Contains(p.Resend, feed) && within(p.held[feed], seq)
}

func within(h wire.Have, seq uint64) bool {
	return seq <= h.Seq && !slices.ContainsFunc(h.Gaps, func(g wire.Span) bool { return seq >= g.From && seq <= g.To })
}

func (p *Peer) given(feed wire.FeedID) wire.Have {
	for _, h := range p.Given {
		if h.Feed == feed {
			return h
		}
	}
	return wire.Have{}
}

// gave notes that the park gave operations of a feed, which follow what it gave before or stand alone.
func (p *Peer) gave(run wire.Run, last wire.Raw) {
	n := slices.IndexFunc(p.Given, func(h wire.Have) bool { return h.Feed == run.Feed })
	if n < 0 {
		n, p.Given = len(p.Given), append(p.Given, wire.Have{Feed: run.Feed})
	}
	h := &p.Given[n]
	switch {
	case run.First == h.Seq+1:
	case run.First > h.Seq+1:
		h.Gaps = append(h.Gaps, wire.Span{From: h.Seq + 1, To: run.First - 1})
	default:
		return // again, or another branch
	}
	h.Seq, h.Hash = last.Seq, last.Hash
	p.changed = true
}

// refused says whether the park refused all of a span.
func (p *Peer) refused(feed wire.FeedID, w wire.Span) bool {
	for n := 0; n < len(p.Refused); {
		r := p.Refused[n]
		if n++; r.Feed == feed && r.From <= w.From && r.To >= w.From {
			if r.To >= w.To {
				return true
			}
			w.From, n = r.To+1, 0 // they are in no order
		}
	}
	return false
}

// meet begins another epoch: all is offered again.
func (p *Peer) meet(e wire.Epoch) {
	p.Epoch, p.Cursor, p.Mark, p.Given, p.Refused, p.Resend, p.Forks, p.Offer = e, 0, 0, nil, nil, nil, nil, [8]byte{}
	p.askAll, p.changed = true, true
	p.said = map[wire.FeedID]wire.Have{}
	p.recount()
}
