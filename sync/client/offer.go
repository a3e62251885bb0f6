package client

import (
	"slices"

	"anquan.example/paicha/sync/wire"
)

// batch is what one request carries.
type batch struct {
	feed   wire.FeedID // the tablet's, when it was collected
	from   uint64      // the mark before it
	mark   uint64      // and after it
	last   bool        // nothing is behind it
	runs   []wire.Run
	have   []wire.Have
	photos []wire.Raw  // operations that name some
	all    []wire.Have // heads when it was collected
	err    error
}

// next is the batch behind the mark: read ahead, where that is still the one that comes next.
func (e *Engine) next() (batch, error) {
	if b := e.ahead; b != nil && !e.peer.askAll && b.from == e.peer.Mark && b.feed == e.tablet.Feed() {
		return *b, b.err
	}
	b := e.collect(e.peer.Mark, e.size)
	return b, b.err
}

// collect gathers operations behind the mark that the park does not have, up to a size. It runs beside a request that is
// under way: it writes nothing that an answer writes.
func (e *Engine) collect(mark uint64, size int) (b batch) {
	p := e.peer
	b.from, b.mark, b.feed = mark, mark, e.tablet.Feed()
	heads := e.heads()
	end := e.tablet.End()
	behind := func(h wire.Have) bool { // or of this device's, and without a receipt: the park gave it back
		return !p.has(h.Feed, h.Seq) || e.tablet.Own(h.Feed) && both(h, p.held[h.Feed]) < count(h, h.Seq)
	}
	if e.peer.askAll {
		b.have = heads[:min(len(heads), wire.MaxHave)]
		return b
	}
	var ops []wire.Raw
	bytes := 0
	if b.mark < end {
		s := e.records(b.mark, end)
		for bytes < plainOf(size) {
			some, more := <-s.ready
			if !more {
				b.mark = s.end // what could not be read does not stop the rest
				break
			}
			if some.err != nil {
				b.err = some.err
				return b
			}
			b.mark, s.at = some.last, some.last
			for _, op := range some.ops {
				if op.Kind == photoKind {
					b.photos = append(b.photos, op)
				}
				if !p.has(op.Feed, op.Seq) {
					ops, bytes = append(ops, op), bytes+len(op.Body)+len(op.Sig)
				}
			}
		}
	}
	b.last, b.all = b.mark >= end, heads
	slices.SortStableFunc(ops, func(x, y wire.Raw) int { return slices.Compare(x.Feed[:], y.Feed[:]) })
	b.runs = wire.Runs(ops, size)
	for _, h := range heads {
		carried := slices.ContainsFunc(b.runs, func(r wire.Run) bool { return r.Feed == h.Feed })
		if first := p.Epoch == (wire.Epoch{}); h.Feed == b.feed || carried || (b.last || first) && behind(h) && len(b.have) < wire.MaxHave {
			b.have = append(b.have, h)
		}
	}
	return b
}

// plainOf is about how much makes that many compressed bytes.
func plainOf(size int) int { return size * 3 }

// message is what is told and asked with a batch.
func (e *Engine) message(b batch) (x wire.Exchange, err error) {
	p := e.peer
	for _, op := range b.photos {
		e.photo(op)
	}
	x = wire.Exchange{
		Version: wire.Version, Epoch: p.Epoch, Since: p.Cursor, Have: b.have, Runs: b.runs, Room: uint64(e.size), Offer: p.Offer,
	}
	if p.askAll || e.o.NoPull {
		x.Room = 0
	}
	if !p.askAll && b.last {
		x.Photos = e.asked()
	}
	if e.o.Carry != "" && p.Epoch == (wire.Epoch{}) { // the first exchange
		if x.Carried, err = Carry(e.tablet, e.o.Carry); err != nil {
			return x, err
		}
	}
	for _, h := range b.have {
		// Once: what the park gets later comes by the cursor.
		if len(h.Gaps) > 0 && b.last && !slices.Equal(h.Gaps, e.lost[h.Feed]) {
			x.Lost = append(x.Lost, wire.Have{Feed: h.Feed, Gaps: h.Gaps[:min(len(h.Gaps), 64)]})
		}
	}
	return x, nil
}
