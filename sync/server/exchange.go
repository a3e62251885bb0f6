package server

import (
	"context"
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Exchange takes in what a device has that is new, and answers with what it has not. What the answer calls stored is
// durable when Exchange returns.
func (p *Park) Exchange(ctx context.Context, from wire.Device, x *wire.Exchange) (*wire.Answer, error) {
	switch {
	case x.Version > wire.Version:
		return nil, &wire.Refusal{Code: wire.NewerVersion, Detail: "this park speaks an earlier version: update it"}
	case len(x.Have) > wire.MaxHave || len(x.Lost) > wire.MaxHave || len(x.Photos) > wire.MaxHave:
		return nil, &wire.Refusal{Code: wire.TooLarge, Detail: "too many feeds or photos in one request"}
	}
	a := &wire.Answer{Epoch: p.epoch, Time: p.now()}
	if err := p.takeIn(ctx, from.Feed, x.Runs, a); err != nil {
		return nil, err
	}
	if err := p.ledger.View(ctx, func(tx Tx) error { return p.answer(tx, from.Feed, x, a) }); err != nil {
		return nil, err
	}
	return a, nil
}

// takeIn stores runs that a device brought.
func (p *Park) takeIn(ctx context.Context, via wire.FeedID, runs []wire.Run, a *wire.Answer) error {
	if len(runs) == 0 {
		return nil
	}
	if free, err := p.blobs.Free(); err != nil {
		return err
	} else if free < textReserve {
		return &wire.Refusal{Code: wire.NoRoom, Detail: "the park's disk is full: tell its administrator", Wait: 600}
	}
	return p.ledger.Update(ctx, func(tx Tx) error {
		a.Results = nil
		for _, run := range runs {
			in := &intake{tx: tx, via: via, now: p.o.Now()}
			results, err := in.take(run)
			if err != nil {
				return err
			}
			a.Results = append(a.Results, results...)
		}
		return nil
	})
}

func (p *Park) answer(tx Tx, from wire.FeedID, x *wire.Exchange, a *wire.Answer) error {
	var held wire.Receipt
	copied := false // the asker is a copy, or was put back: it will ask again as another, and then gets what it lacks
	for _, feed := range feedsOf(x) {
		f, err := tx.Feed(feed)
		if err != nil {
			return err
		}
		if f == nil {
			f = &Feed{ID: feed}
		}
		asked := wire.Have{Feed: feed}
		if n := slices.IndexFunc(x.Have, func(h wire.Have) bool { return h.Feed == feed }); n >= 0 {
			asked = x.Have[n]
		}
		s, err := stand(tx, f, asked)
		if err != nil {
			return err
		}
		differs := s.Seq != asked.Seq || s.Hash != asked.Hash || !slices.Equal(s.Gaps, asked.Gaps)
		if differs {
			a.Stands = append(a.Stands, s)
		}
		copied = copied || feed == from && asked.Seq > 0 && (s.Differs || s.Beside || s.Seq > asked.Seq)
		if f.Seq > 0 && (differs || len(x.Runs) > 0 || x.Epoch != p.epoch) {
			if s.Beside { // the asker's branch
				held.Feeds = append(held.Feeds, wire.Have{Feed: feed, Seq: asked.Seq, Hash: asked.Hash, Gaps: asked.Gaps})
			} else {
				held.Feeds = append(held.Feeds, f.Have())
			}
		}
	}
	if err := p.photosOf(tx, x.Photos, a, &held); err != nil {
		return err
	}
	if len(held.Feeds)+len(held.Photos) > 0 {
		held.Epoch, held.Time = a.Epoch, a.Time
		a.Receipt = held.Sign(p.key)
	}
	room := int(min(x.Room, wire.MaxMessage/2))
	if err := lost(tx, x.Lost, &room, a); err != nil {
		return err
	}
	since := x.Since
	if x.Epoch != p.epoch {
		since = 0
	}
	a.Next = since
	if room > 0 && !copied {
		runs, next, more, err := tx.After(since, from, room)
		if err != nil {
			return err
		}
		for _, r := range runs {
			a.Runs = append(a.Runs, r.Run)
		}
		a.Next, a.More = next, more
	}
	return p.offer(tx, x.Offer, a)
}

// feedsOf is every feed that the request speaks of, once.
func feedsOf(x *wire.Exchange) []wire.FeedID {
	var all []wire.FeedID
	seen := map[wire.FeedID]bool{}
	add := func(feed wire.FeedID) {
		if !seen[feed] {
			seen[feed], all = true, append(all, feed)
		}
	}
	for _, h := range x.Have {
		add(h.Feed)
	}
	for _, r := range x.Runs {
		add(r.Feed)
	}
	return all
}

// stand compares the feed with what the asker said of it.
func stand(tx Tx, f *Feed, asked wire.Have) (s wire.Stand, err error) {
	s = wire.Stand{Have: f.Have()}
	if asked.Seq == 0 || asked.Seq == f.Seq && asked.Hash == f.Hash && slices.Equal(s.Gaps, asked.Gaps) {
		return s, nil
	}
	here := wire.Minus([]wire.Span{{From: 1, To: f.Seq}}, s.Gaps)
	if len(f.Branches) > 0 || inSpans(here, asked.Seq) {
		there, err := holds(tx, f.ID, wire.Mark{Seq: asked.Seq, Hash: asked.Hash})
		if err != nil {
			return s, err
		}
		if there && len(f.Branches) > 0 {
			s.Beside, err = beside(tx, f, asked)
			return s, err
		}
		if !there && inSpans(here, asked.Seq) {
			s.Differs, here = true, nil
		}
	}
	s.Want = wire.Minus(wire.Minus([]wire.Span{{From: 1, To: asked.Seq}}, asked.Gaps), here)
	return s, nil
}

// beside says whether an end that is kept stands on another branch than the feed's own: what follows it does not lead to
// the feed's end.
func beside(tx Tx, f *Feed, asked wire.Have) (bool, error) {
	if asked.Seq > f.Seq {
		return true, nil
	}
	runs, err := tx.Runs(f.ID, wire.Span{From: asked.Seq, To: f.Seq})
	if err != nil {
		return false, err
	}
	before := map[inspection.Hash]inspection.Hash{}
	for _, r := range runs {
		ops, err := r.Unpack()
		if err != nil {
			return false, err
		}
		for _, op := range ops {
			before[op.Hash] = op.Prev
		}
	}
	at := f.Hash
	for at != asked.Hash {
		next, there := before[at]
		if !there {
			return true, nil
		}
		at = next
	}
	return false, nil
}

// holds says whether that very operation is kept, in whichever branch.
func holds(tx Tx, feed wire.FeedID, m wire.Mark) (bool, error) {
	runs, err := tx.Runs(feed, wire.Span{From: m.Seq, To: m.Seq})
	if err != nil {
		return false, err
	}
	for _, r := range runs {
		ops, err := r.Unpack()
		if err != nil {
			return false, err
		}
		if ops[m.Seq-r.First].Hash == m.Hash {
			return true, nil
		}
	}
	return false, nil
}

func inSpans(spans []wire.Span, seq uint64) bool {
	return slices.ContainsFunc(spans, func(s wire.Span) bool { return seq >= s.From && seq <= s.To })
}

// lost gives back what a device has lost, as far as there is room.
func lost(tx Tx, asked []wire.Have, room *int, a *wire.Answer) error {
	for _, h := range asked {
		for _, gap := range h.Gaps {
			if *room <= 0 {
				return nil
			}
			runs, err := tx.Runs(h.Feed, gap)
			if err != nil {
				return err
			}
			for _, r := range runs {
				if *room <= 0 {
					return nil
				}
				*room -= len(r.Data)
				a.Runs = append(a.Runs, r.Run)
			}
		}
	}
	return nil
}

// Operations gives what is kept of a feed, decoded, every branch, by arrival.
func (p *Park) Operations(ctx context.Context, feed wire.FeedID) (ops []inspection.Op, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		runs, err := tx.Runs(feed, wire.Span{From: 1, To: 1<<64 - 1})
		if err != nil {
			return err
		}
		for _, r := range runs {
			raws, err := r.Unpack()
			if err != nil {
				return err
			}
			for _, raw := range raws {
				op, err := raw.Op()
				if err != nil {
					continue // of a layout that this program does not read: kept, not shown
				}
				ops = append(ops, op)
			}
		}
		return nil
	})
	return ops, err
}
