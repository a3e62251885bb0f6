package client

import (
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Holdings is what a tablet holds, operation by operation, by hash: where there is no park to ask, it says what is news. It
// takes 32 bytes an operation, and reads on as the tablet grows. One goroutine uses it.
type Holdings struct {
	tablet Tablet
	mark   uint64
	feeds  map[wire.FeedID]*holding
}

// holding is one feed: its own chain in pieces without holes, what stands beside it, and what leads to neither.
type holding struct {
	chain  []piece
	beside map[wire.Mark]bool
	wants  map[wire.Mark]bool // predecessors of what stands beside, that are not here
}

// piece is operations that follow one another.
type piece struct {
	first  uint64
	hashes []inspection.Hash
}

// NewHoldings reads what a tablet holds.
func NewHoldings(t Tablet) (*Holdings, error) {
	h := &Holdings{tablet: t, feeds: map[wire.FeedID]*holding{}}
	return h, h.Update()
}

// Update reads what came since.
func (h *Holdings) Update() error {
	return h.tablet.Read(h.mark, func(record uint64, ops []wire.Raw) error {
		for _, op := range ops {
			f := h.feeds[op.Feed]
			if f == nil {
				f = &holding{beside: map[wire.Mark]bool{}, wants: map[wire.Mark]bool{}}
				h.feeds[op.Feed] = f
			}
			f.add(op)
		}
		h.mark = record
		return nil
	})
}

func (f *holding) at(seq uint64) (hash inspection.Hash, there bool) {
	for _, p := range slices.Backward(f.chain) {
		if seq >= p.first && seq-p.first < uint64(len(p.hashes)) {
			return p.hashes[seq-p.first], true
		}
	}
	return hash, false
}

func (f *holding) has(m wire.Mark) bool {
	hash, there := f.at(m.Seq)
	return there && hash == m.Hash || f.beside[m]
}

func (f *holding) add(op wire.Raw) {
	m := wire.Mark{Seq: op.Seq, Hash: op.Hash}
	if f.has(m) {
		return
	}
	delete(f.wants, m)
	before, follows := f.at(op.Seq - 1)
	if _, taken := f.at(op.Seq); taken || follows && before != op.Prev {
		f.beside[m] = true
		if prev := (wire.Mark{Seq: op.Seq - 1, Hash: op.Prev}); op.Seq > 1 && !f.has(prev) {
			f.wants[prev] = true
		}
		return
	}
	for n := range f.chain {
		if p := &f.chain[n]; op.Seq == p.first+uint64(len(p.hashes)) {
			p.hashes = append(p.hashes, op.Hash)
			return
		}
	}
	f.chain = append(f.chain, piece{op.Seq, []inspection.Hash{op.Hash}})
}

// Has says whether that very operation is here, in whichever branch.
func (h *Holdings) Has(feed wire.FeedID, m wire.Mark) bool {
	f := h.feeds[feed]
	return f != nil && f.has(m)
}

// Main says whether it is here and on the branch of the feed that counts as its own.
func (h *Holdings) Main(feed wire.FeedID, m wire.Mark) bool {
	if f := h.feeds[feed]; f != nil {
		hash, there := f.at(m.Seq)
		return there && hash == m.Hash
	}
	return false
}

// Number says whether an operation of that number is here, whichever.
func (h *Holdings) Number(feed wire.FeedID, seq uint64) bool {
	if f := h.feeds[feed]; f != nil {
		_, there := f.at(seq)
		return there
	}
	return false
}

// Loose says whether something of the feed stands beside it without what leads there.
func (h *Holdings) Loose(feed wire.FeedID) bool {
	f := h.feeds[feed]
	return f != nil && len(f.wants) > 0
}

// Merge takes runs into the tablet, and gives what became of every operation. deny, when it is not nil, says by a code which
// feeds are not taken.
func (h *Holdings) Merge(runs []wire.Run, deny func(wire.FeedID) wire.Code) ([]wire.Result, error) {
	if err := h.Update(); err != nil {
		return nil, err
	}
	var results resultList
	var raws []wire.Raw
	var ops []inspection.Op
	had := map[wire.Mark]bool{}
	for _, run := range runs {
		all, bad := run.Unpack()
		if deny != nil && len(all) > 0 {
			if code := deny(run.Feed); code != "" {
				results.add(wire.Result{Feed: run.Feed, From: run.First, To: max(run.First, run.Last()), Outcome: wire.Refused, Code: code})
				continue
			}
		}
		if bad != nil {
			from := run.First + uint64(len(all))
			results.add(wire.Result{Feed: run.Feed, From: from, To: max(from, run.Last()), Outcome: wire.Refused, Code: wire.BadChain, Detail: bad.Error()})
		}
		for _, raw := range all {
			m := wire.Mark{Seq: raw.Seq, Hash: raw.Hash}
			op, err := raw.Op()
			switch {
			case h.Has(raw.Feed, m):
				had[m] = true
			case err != nil:
				results.add(wire.Result{Feed: raw.Feed, From: raw.Seq, To: raw.Seq, Outcome: wire.Refused, Code: wire.BadMessage, Detail: err.Error()})
				continue
			default:
				ops = append(ops, op)
			}
			raws = append(raws, raw)
		}
	}
	if len(ops) > 0 {
		if _, _, _, err := h.tablet.Merge(ops); err != nil {
			return nil, err
		}
		if err := h.Update(); err != nil {
			return nil, err
		}
	}
	for _, raw := range raws {
		m := wire.Mark{Seq: raw.Seq, Hash: raw.Hash}
		r := wire.Result{Feed: raw.Feed, From: raw.Seq, To: raw.Seq}
		switch {
		case had[m]:
			r.Outcome = wire.Had
		case h.Main(raw.Feed, m):
			r.Outcome = wire.Stored
		case h.Has(raw.Feed, m):
			r.Outcome = wire.Forked
		default:
			r.Outcome, r.Code = wire.Refused, wire.BadSignature
		}
		results.add(r)
	}
	return results, nil
}

// resultList joins what became of neighbours alike.
type resultList []wire.Result

func (l *resultList) add(r wire.Result) {
	if n := len(*l) - 1; n >= 0 {
		last := &(*l)[n]
		if last.Feed == r.Feed && last.To+1 == r.From && last.Outcome == r.Outcome && last.Code == r.Code && last.Detail == r.Detail {
			last.To = r.To
			return
		}
	}
	*l = append(*l, r)
}
