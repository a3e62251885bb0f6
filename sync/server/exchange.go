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
	ends, err := p.takeIn(ctx, from.Feed, x.Runs, a)
	if err != nil {
		return nil, err
	}
	err = p.ledger.View(ctx, func(tx Tx) error { return p.answer(tx, from.Feed, x, ends, a) })
	return a, err
}

// takeIn stores runs that a device brought, and gives what is kept of each feed's at last.
func (p *Park) takeIn(ctx context.Context, via wire.FeedID, runs []wire.Run, a *wire.Answer) (ends map[wire.FeedID]wire.Mark, err error) {
	if len(runs) == 0 {
		return nil, nil
	}
	if err := p.roomForText(); err != nil {
		return nil, err
	}
	opened := unpack(runs)
	defer p.tell()
	err = p.ledger.Update(ctx, func(tx Tx) error {
		a.Results, ends = nil, map[wire.FeedID]wire.Mark{}
		for _, run := range opened {
			in := &intake{tx: tx, via: via, now: p.o.Now()}
			results, err := in.take(run)
			if err != nil {
				return err
			}
			a.Results = append(a.Results, results...)
			if n := len(in.ops); n > 0 && in.ops[n-1].Seq >= ends[run.Feed].Seq {
				ends[run.Feed] = wire.Mark{Seq: in.ops[n-1].Seq, Hash: in.ops[n-1].Hash}
			}
		}
		return nil
	})
	if err == nil {
		p.taken.count(a.Results)
	}
	return ends, err
}

func (p *Park) answer(tx Tx, from wire.FeedID, x *wire.Exchange, ends map[wire.FeedID]wire.Mark, a *wire.Answer) error {
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
		s, proven, err := stand(tx, f, asked)
		if err != nil {
			return err
		}
		if end, pushed := ends[feed]; proven == nil && !s.Differs && pushed && end == (wire.Mark{Seq: f.Seq, Hash: f.Hash}) {
			proven = upTo(f, end, asked.Gaps) // it sent what the feed ends with, so all before is of its chain
		}
		differs := s.Seq != asked.Seq || s.Hash != asked.Hash || !slices.Equal(s.Gaps, asked.Gaps)
		if differs {
			a.Stands = append(a.Stands, s)
		}
		copied = copied || feed == from && asked.Seq > 0 && (s.Differs || s.Beside || s.Seq > asked.Seq)
		if proven != nil && (differs || len(x.Runs) > 0 || feed != from || x.Epoch != p.epoch) {
			held.Feeds = append(held.Feeds, *proven)
		}
	}
	if _, err := p.photosOf(tx, x.Photos, a, &held); err != nil {
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
		own, err := tx.Feed(from)
		if err != nil {
			return err
		}
		but := from
		holes := slices.ContainsFunc(x.Have, func(h wire.Have) bool { return h.Feed == from && len(h.Gaps) > 0 })
		if holes || own != nil && len(own.Branches) > 0 {
			but = nobody // what came in its name may be a copy's, or what it lost
		}
		runs, next, more, err := tx.After(since, but, room)
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

// nobody brings nothing: no key has this feed.
var nobody = wire.FeedID{0: 0xff, 15: 0xff}

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

// upTo is what a receipt says of a feed to one whose chain has that operation. What the park has beyond may be of another
// branch than what that one writes next; and what is before a hole that the asker does not have, of another than its own.
func upTo(f *Feed, m wire.Mark, gaps []wire.Span) *wire.Have {
	h := &wire.Have{Feed: f.ID, Seq: m.Seq, Hash: m.Hash}
	for _, g := range f.Gaps {
		if g.From >= m.Seq {
			continue
		}
		hole := wire.Span{From: g.From, To: g.To}
		if len(wire.Minus([]wire.Span{hole}, gaps)) > 0 {
			h.Gaps, hole.From = nil, 1
		}
		h.Gaps = append(h.Gaps, hole)
	}
	return h
}

// stand compares the feed with what the asker said of it. held is what is here of the asker's own chain, for the receipt;
// nil while that is not known.
func stand(tx Tx, f *Feed, asked wire.Have) (s wire.Stand, held *wire.Have, err error) {
	s = wire.Stand{Have: f.Have()}
	if asked.Seq == 0 {
		return s, nil, nil
	}
	end := wire.Mark{Seq: asked.Seq, Hash: asked.Hash}
	here := wire.Minus([]wire.Span{{From: 1, To: f.Seq}}, s.Gaps)
	switch {
	case end == (wire.Mark{Seq: f.Seq, Hash: f.Hash}) && len(f.Gaps)*len(f.Branches) == 0:
		held = upTo(f, end, asked.Gaps)
	case len(f.Branches) > 0:
		return among(tx, f, asked, here)
	case inSpans(here, asked.Seq):
		there, err := holds(tx, f.ID, end)
		if err != nil {
			return s, nil, err
		}
		if there {
			held = upTo(f, end, asked.Gaps)
		} else {
			s.Differs, here = true, nil
		}
	}
	s.Want = wire.Minus(wire.Minus([]wire.Span{{From: 1, To: asked.Seq}}, asked.Gaps), here)
	return s, held, nil
}

// among is stand for a feed with branches, where a number does not say which operation is meant: the asker's end is followed
// back, link by link.
func among(tx Tx, f *Feed, asked wire.Have, here []wire.Span) (s wire.Stand, held *wire.Have, err error) {
	s = wire.Stand{Have: f.Have()}
	runs, err := tx.Runs(f.ID, wire.Span{From: 1, To: max(asked.Seq, f.Seq)})
	if err != nil {
		return s, nil, err
	}
	kept := map[inspection.Hash]wire.Raw{}
	for _, r := range runs {
		ops, err := r.Unpack()
		if err != nil {
			return s, nil, err
		}
		for _, op := range ops {
			kept[op.Hash] = op
		}
	}
	all := wire.Minus([]wire.Span{{From: 1, To: asked.Seq}}, asked.Gaps)
	if kept[asked.Hash].Seq != asked.Seq {
		if s.Differs = inSpans(here, asked.Seq); s.Differs {
			here = nil
		}
		s.Want = wire.Minus(all, here)
		return s, nil, nil
	}
	at, seq := asked.Hash, asked.Seq
	hole := false // one of the asker's was passed: what is before it the asker may not have
	for ; seq > 0 && kept[at].Seq == seq; seq-- {
		hole = hole || inSpans(asked.Gaps, seq)
		at = kept[at].Prev
	}
	if seq > 0 && !hole && !inSpans(asked.Gaps, seq) {
		s.Differs, s.Want = true, all // only the end of its branch is here
		return s, nil, nil
	}
	held = &wire.Have{Feed: f.ID, Seq: asked.Seq, Hash: asked.Hash}
	if seq > 0 {
		held.Gaps = []wire.Span{{From: 1, To: seq}} // behind a gap of its own nothing can be followed
	}
	for at = f.Hash; at != asked.Hash && kept[at].Seq > asked.Seq; {
		at = kept[at].Prev
	}
	s.Beside = at != asked.Hash
	return s, held, nil
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
