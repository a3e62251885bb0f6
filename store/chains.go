package store

import (
	"crypto/ed25519"
	"encoding/hex"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// chain is what is known of one feed: how far it goes, its key, and what of it is missing.
type chain struct {
	Feed   []byte `cbor:"feed"`
	Seq    uint64 `cbor:"seq"`
	Hash   []byte `cbor:"hash"`
	Key    []byte `cbor:"key,omitempty"`    // Ed25519 public key, from its first operation
	Former bool   `cbor:"former,omitempty"` // this device's feed continues it
	Told   uint64 `cbor:"told,omitempty"`   // up to there
	Upto   []byte `cbor:"upto,omitempty"`   // hash of that operation
	Gaps   []gap  `cbor:"gaps,omitempty"`
	Forks  uint64 `cbor:"forks,omitempty"` // operations that do not fit: two devices wrote the same feed
}

// gap is operations that were there once: what stands behind names them.
type gap struct {
	From   uint64 `cbor:"from"`
	To     uint64 `cbor:"to"`
	Before []byte `cbor:"before"` // hash of the operation before From
	After  []byte `cbor:"after"`  // hash of To, as the operation after it names it
}

// chains is the state of every feed in a home. Its bytes go into the index beside what they are the state of.
type chains struct {
	Applied uint64   `cbor:"applied"` // journal record
	Ops     uint64   `cbor:"ops"`     // in the index
	HLC     uint64   `cbor:"hlc"`     // highest seen
	Wall    uint64   `cbor:"wall"`    // device clock of the operation taken in last, milliseconds
	Feeds   []*chain `cbor:"feeds"`
}

// clone is a copy, to try something on.
func (c *chains) clone() (*chains, error) {
	data, err := cbor.Marshal(c)
	if err != nil {
		return nil, err
	}
	var copied chains
	return &copied, cbor.Unmarshal(data, &copied)
}

func (c *chains) of(feed inspection.FeedID) *chain {
	for _, f := range c.Feeds {
		if string(f.Feed) == string(feed[:]) {
			return f
		}
	}
	f := &chain{Feed: slices.Clone(feed[:]), Hash: make([]byte, len(inspection.Hash{}))}
	c.Feeds = append(c.Feeds, f)
	return f
}

// head is the end of a feed, for the next operation of this device.
func (c *chains) head(feed inspection.FeedID) inspection.Head {
	f := c.of(feed)
	h := inspection.Head{Hash: inspection.Hash(f.Hash), HLC: inspection.HLC(c.HLC)}
	if f.Seq > 0 {
		h.Ref = inspection.Ref{Feed: feed, Seq: f.Seq}
	}
	return h
}

// fit is how an operation stands to its feed.
type fit int

const (
	follows fit = iota // the next one
	ahead              // something before it is missing
	fills              // it was missing
	behind             // it is there already, or another branch is: the index knows
)

// fit says how op stands to its feed, without taking it in.
func (c *chains) fit(op inspection.Op) fit {
	f := c.of(op.Feed)
	switch {
	case op.Seq == f.Seq+1 && string(op.Prev[:]) == string(f.Hash):
		return follows
	case op.Seq > f.Seq:
		return ahead
	}
	if f.gapOf(op) >= 0 {
		return fills
	}
	return behind
}

// gapOf is the gap that the operation belongs into; -1: none. At a gap's ends the links have to fit.
func (f *chain) gapOf(op inspection.Op) int {
	return slices.IndexFunc(f.Gaps, func(g gap) bool {
		if op.Seq < g.From || op.Seq > g.To || op.Seq == g.From && string(op.Prev[:]) != string(g.Before) {
			return false
		}
		if op.Seq < g.To {
			return true
		}
		hash := op.Hash()
		return string(hash[:]) == string(g.After)
	})
}

// add takes an operation in. One that is behind counts as a fork.
func (c *chains) add(op inspection.Op) {
	f, hash := c.of(op.Feed), op.Hash()
	c.HLC, c.Wall = max(c.HLC, uint64(op.HLC)), uint64(op.At().UnixMilli())
	c.Ops++
	switch c.fit(op) {
	case ahead:
		if op.Seq > f.Seq+1 {
			f.Gaps = append(f.Gaps, gap{f.Seq + 1, op.Seq - 1, f.Hash, slices.Clone(op.Prev[:])})
		} else {
			f.Forks++ // the number fits and the link does not
		}
		f.Seq, f.Hash = op.Seq, hash[:]
	case follows:
		f.Seq, f.Hash = op.Seq, hash[:]
	case fills:
		f.fill(op, hash)
	case behind:
		f.Forks++
	}
	switch p := op.Payload.(type) {
	case *inspection.FeedOpened:
		if inspection.FeedOf(p.Key) == op.Feed {
			f.Key = slices.Clone(p.Key)
		}
	case *inspection.Continued:
		if p.ID == "" {
			c.former(p)
		}
	}
}

// fill takes an operation into its gap: what is left of it before and behind stays missing.
func (f *chain) fill(op inspection.Op, hash inspection.Hash) {
	n := f.gapOf(op)
	g := f.Gaps[n]
	var rest []gap
	if op.Seq > g.From {
		rest = append(rest, gap{g.From, op.Seq - 1, g.Before, slices.Clone(op.Prev[:])})
	}
	if op.Seq < g.To {
		rest = append(rest, gap{op.Seq + 1, g.To, hash[:], g.After})
	}
	f.Gaps = slices.Replace(f.Gaps, n, n+1, rest...)
}

func (c *chains) former(p *inspection.Continued) {
	for _, s := range p.Feeds {
		if b, err := hex.DecodeString(s.Feed); err == nil && len(b) == len(inspection.FeedID{}) {
			f := c.of(inspection.FeedID(b))
			if f.Former = true; s.Seq >= f.Told {
				f.Told, f.Upto = s.Seq, s.Hash
			}
		}
	}
}

// errNoKey says that the feed's first operation is missing, and with it the key.
var errNoKey = say("the key of its feed is not known, it cannot be verified")

// verify checks an operation's signature with the key its feed was opened with.
func (c *chains) verify(op inspection.Op) error {
	if p, is := op.Payload.(*inspection.FeedOpened); is && len(p.Key) == ed25519.PublicKeySize {
		return op.Verify(p.Key)
	}
	key := c.of(op.Feed).Key
	if len(key) != ed25519.PublicKeySize {
		return say("operation %s: %w", op.Ref, errNoKey)
	}
	return op.Verify(key)
}

// verifyAll is verify of operations in the order of their feeds: nil, or why not, for each. The hash of an operation covers
// its signature, so one that the next in its feed names needs no look of its own when that one is good.
func (c *chains) verifyAll(ops []inspection.Op) []error {
	keys := map[inspection.FeedID]ed25519.PublicKey{}
	for _, op := range ops {
		if p, is := op.Payload.(*inspection.FeedOpened); is && inspection.FeedOf(p.Key) == op.Feed {
			keys[op.Feed] = p.Key
		}
	}
	errs := make([]error, len(ops))
	for n := len(ops) - 1; n >= 0; n-- {
		op := ops[n]
		if n+1 < len(ops) && errs[n+1] == nil && ops[n+1].Feed == op.Feed && ops[n+1].Seq == op.Seq+1 && ops[n+1].Prev == op.Hash() {
			continue
		}
		if key, there := keys[op.Feed]; there {
			errs[n] = op.Verify(key)
		} else {
			errs[n] = c.verify(op)
		}
	}
	return errs
}

// lost is how many operations are missing.
func (c *chains) lost() uint64 {
	var n uint64
	for _, f := range c.Feeds {
		for _, g := range f.Gaps {
			n += g.To - g.From + 1
		}
	}
	return n
}
