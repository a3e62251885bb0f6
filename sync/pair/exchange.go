package pair

import (
	"context"
	"errors"
	"slices"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// maxGive is the most that an answer carries, compressed bytes.
const maxGive = 1 << 20

// Exchange takes in what the other tablet has that is new, and answers with what it has not. What the answer calls stored
// is on disk.
func (h *Host) Exchange(_ context.Context, from wire.Device, x *wire.Exchange) (*wire.Answer, error) {
	switch {
	case x.Version > wire.Version:
		return nil, &wire.Refusal{Code: wire.NewerVersion, Detail: "this tablet speaks an earlier version: update its paicha"}
	case len(x.Have) > wire.MaxHave || len(x.Photos) > wire.MaxHave:
		return nil, &wire.Refusal{Code: wire.TooLarge, Detail: "too many feeds or photos in one request"}
	}
	h.exchanging.Lock()
	defer h.exchanging.Unlock()
	a := &wire.Answer{Epoch: h.epoch, Time: h.now()}
	if err := h.takeIn(x, a); err != nil {
		return nil, err
	}
	if err := h.carry(x, a); err != nil {
		return nil, err
	}
	copied, behind := h.stands(from.Feed, x, a)
	a.Next = x.Since
	if x.Epoch != h.epoch {
		a.Next = 0
	}
	switch {
	case x.Room == 0 || copied:
	case behind && len(x.Runs) > 0:
		a.More = true // what comes will say what the other has already
	default:
		if err := h.give(int(min(x.Room, maxGive)), a); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// takeIn merges what came. When it shows that another device writes this one's feed, this one goes on in a new one.
func (h *Host) takeIn(x *wire.Exchange, a *wire.Answer) error {
	if err := h.holdings.Update(); err != nil {
		return err
	}
	own := h.tablet.Feed()
	copied := slices.ContainsFunc(x.Have, func(o wire.Have) bool {
		return o.Feed == own && o.Seq > 0 && !h.holdings.Has(own, wire.Mark{Seq: o.Seq, Hash: o.Hash})
	})
	results, err := h.holdings.Merge(x.Runs, nil)
	if err != nil {
		return err
	}
	a.Results = results
	got := uint64(0)
	for _, r := range results {
		if r.Outcome != wire.Stored && r.Outcome != wire.Forked {
			continue
		}
		got += r.To - r.From + 1
		copied = copied || r.Feed == own
		if l := h.level[r.Feed]; r.Outcome == wire.Stored && r.To > l.Seq {
			l.Seq = r.To
			h.level[r.Feed] = l
		}
	}
	if got > 0 {
		h.update(func(s *State) { s.Got += got })
	}
	if copied {
		if err := h.tablet.Renew(); err != nil {
			return err
		}
		return h.holdings.Update()
	}
	return nil
}

// carry hands the park's receipts on, both ways, when two tablets meet.
func (h *Host) carry(x *wire.Exchange, a *wire.Answer) (err error) {
	if h.o.Park == "" || x.Epoch == h.epoch {
		return nil
	}
	if len(x.Carried) > 0 {
		if _, err := client.TakeReceipts(h.tablet, h.o.Park, x.Carried); err != nil && !errors.Is(err, client.ErrNotEnrolled) {
			return err
		}
	}
	a.Carried, err = client.Carry(h.tablet, h.o.Park)
	return err
}

// stands says how this tablet stands to the feeds that were named, and signs for what it has. copied: the other is a copy,
// or was put back. behind: it has more of a feed, and nobody knows yet whether it has ours too.
func (h *Host) stands(from wire.FeedID, x *wire.Exchange, a *wire.Answer) (copied, behind bool) {
	held := wire.Receipt{Epoch: h.epoch, Time: a.Time}
	heads := map[wire.FeedID]wire.Have{}
	for _, head := range h.tablet.Heads() {
		heads[head.Feed] = head
	}
	for _, asked := range x.Have {
		mine := heads[asked.Feed]
		mine.Feed = asked.Feed
		m := wire.Mark{Seq: asked.Seq, Hash: asked.Hash}
		if h.holdings.Main(asked.Feed, m) && asked.Seq >= h.level[asked.Feed].Seq {
			h.level[asked.Feed] = asked
		}
		s := h.stand(mine, asked)
		behind = behind || asked.Seq > 0 && !h.holdings.Has(asked.Feed, m)
		if s.Differs || mine.Seq != asked.Seq || mine.Hash != asked.Hash || !slices.Equal(mine.Gaps, asked.Gaps) {
			a.Stands = append(a.Stands, s)
		}
		copied = copied || asked.Feed == from && asked.Seq > 0 && (s.Differs || s.Beside || s.Seq > asked.Seq)
		switch {
		case mine.Seq == 0 || s.Differs:
		case s.Beside:
			held.Feeds = append(held.Feeds, wire.Have{Feed: asked.Feed, Seq: asked.Seq, Hash: asked.Hash, Gaps: asked.Gaps})
		default:
			held.Feeds = append(held.Feeds, mine)
		}
	}
	for _, sum := range x.Photos {
		p := h.photo(sum)
		if a.Photos = append(a.Photos, p); p.Held {
			held.Photos = append(held.Photos, sum)
		}
	}
	if len(held.Feeds)+len(held.Photos) > 0 {
		a.Receipt = held.Sign(h.key)
	}
	return copied, behind
}

// stand compares a feed with what the other said of it.
func (h *Host) stand(mine, asked wire.Have) wire.Stand {
	s := wire.Stand{Have: mine}
	m := wire.Mark{Seq: asked.Seq, Hash: asked.Hash}
	there := h.holdings.Has(asked.Feed, m)
	here := wire.Minus([]wire.Span{{From: 1, To: mine.Seq}}, mine.Gaps)
	switch {
	case asked.Seq == 0:
		return s
	case there && !h.holdings.Main(asked.Feed, m) && !h.holdings.Loose(asked.Feed):
		s.Beside = true
		return s
	case !there && h.holdings.Number(asked.Feed, asked.Seq), there && !h.holdings.Main(asked.Feed, m):
		s.Differs, here = true, nil // another branch, or what leads to it is missing
	}
	s.Want = wire.Minus(wire.Minus([]wire.Span{{From: 1, To: asked.Seq}}, asked.Gaps), here)
	return s
}

// give adds operations behind the cursor that the other has not.
func (h *Host) give(room int, a *wire.Answer) error {
	since, end := a.Next, h.tablet.End()
	var ops []wire.Raw
	bytes := 0
	err := h.tablet.Read(since, func(record uint64, all []wire.Raw) error {
		if record > end || bytes >= 2*room {
			return client.ErrStop
		}
		a.Next = record
		for _, op := range all {
			if !h.known(op) {
				ops, bytes = append(ops, op), bytes+len(op.Body)+len(op.Sig)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if bytes < 2*room {
		a.Next = max(since, end) // what cannot be read does not stop the rest
	}
	a.More = a.Next < end
	slices.SortStableFunc(ops, func(x, y wire.Raw) int { return slices.Compare(x.Feed[:], y.Feed[:]) })
	a.Runs = wire.Runs(ops, room)
	if len(ops) > 0 {
		h.update(func(s *State) { s.Gave += uint64(len(ops)) })
	}
	return nil
}

// known says whether the other has an operation: it stands on the branch that the other named the end of.
func (h *Host) known(op wire.Raw) bool {
	l := h.level[op.Feed]
	return op.Seq <= l.Seq && h.holdings.Main(op.Feed, wire.Mark{Seq: op.Seq, Hash: op.Hash}) &&
		!slices.ContainsFunc(l.Gaps, func(g wire.Span) bool { return op.Seq >= g.From && op.Seq <= g.To })
}
