package server

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// clockSlack is how far an operation's clock may be ahead of the park's before that is noted. Nothing is refused for it.
const clockSlack = 24 * time.Hour

// maxPieces is how many gaps and branches a feed may have: its state is read with every run, and told to others.
const maxPieces = 4096

// intake takes a run in, operation by operation: each is stored, known, stored as another branch, or refused with a reason.
// The chain vouches for itself: the signature of the last operation covers, by the hashes, all before it, so one is
// verified now and the others behind everybody's back (Park.Verify).
type intake struct {
	tx  Tx
	via wire.FeedID
	now time.Time

	feed    *Feed
	ops     []wire.Raw
	whole   *wire.Run // the run as it came, while nothing of it was left out
	results []wire.Result
	known   map[inspection.Hash]bool // of the operations in the span of ops; nil: not read
	fresh   []wire.Raw               // to be stored, following one another
	outcome wire.Outcome             // of fresh
}

func (in *intake) refuse(from, to uint64, code wire.Code, detail string) {
	in.results = append(in.results, wire.Result{Feed: in.feed.ID, From: from, To: to, Outcome: wire.Refused, Code: code, Detail: detail})
}

// unpacked is a run with its operations, as far as they can be read.
type unpacked struct {
	wire.Run
	ops []wire.Raw
	bad error
}

// maxPlain is the most that the runs of one message may unfold to, bytes; eight times what our tablets send.
const maxPlain = 48 << 20

// errPlain is what the runs behind that are refused with.
var errPlain = errors.New("the message unfolds to more than it may: send less at a time")

// unpack unpacks runs side by side, before anything is locked.
func unpack(runs []wire.Run) []unpacked {
	all := make([]unpacked, len(runs))
	var wait sync.WaitGroup
	var plain atomic.Int64
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for n, run := range runs {
		wait.Add(1)
		limit <- struct{}{}
		go func() {
			defer wait.Done()
			all[n].Run = run
			defer func() { <-limit }()
			if plain.Load() > maxPlain {
				all[n].bad = errPlain
				return
			}
			all[n].ops, all[n].bad = run.Unpack()
			for _, op := range all[n].ops {
				plain.Add(int64(len(op.Body) + len(op.Sig)))
			}
		}()
	}
	wait.Wait()
	return all
}

// take gives what became of every operation of the run.
func (in *intake) take(run unpacked) ([]wire.Result, error) {
	var err error
	if in.feed, err = in.tx.Feed(run.Feed); err != nil {
		return nil, err
	}
	if in.feed == nil {
		in.feed = &Feed{ID: run.Feed}
	}
	in.whole = &run.Run
	ops, bad := run.ops, run.bad
	if bad != nil {
		in.whole = nil
		from := run.First + uint64(len(ops))
		in.refuse(from, max(from, run.Last()), wire.BadChain, bad.Error())
	}
	if len(ops) == 0 {
		return in.results, nil
	}
	in.ops = ops
	code, err := in.admit()
	if err != nil {
		return nil, err
	}
	if code != "" {
		in.refuse(ops[0].Seq, ops[len(ops)-1].Seq, code, "")
		return in.results, nil
	}
	in.vouch()
	for _, op := range in.ops {
		outcome, err := in.feed.Place(op, in.has)
		if err != nil {
			return nil, err
		}
		if err := in.gather(op, outcome); err != nil {
			return nil, err
		}
	}
	if err := in.flush(); err != nil {
		return nil, err
	}
	return in.results, in.tx.SetFeed(in.feed)
}

// admit says why the feed is not taken, and finds its key: enrolled feeds are, those that an enrolled one continues, and our own.
func (in *intake) admit() (wire.Code, error) {
	d, err := in.tx.Device(in.feed.ID)
	switch {
	case err != nil:
		return "", err
	case d != nil && d.Revoked != 0:
		return wire.Revoked, nil
	case d != nil:
		in.feed.Key = d.Key
	case !in.feed.Vouched:
		own, err := in.own()
		if err != nil || !own {
			return wire.UnknownDevice, err
		}
	}
	if opened := in.opened(); opened != nil && len(in.feed.Key) == 0 {
		in.feed.Key = opened.Key
	}
	return "", nil
}

// opened is the feed's first operation, when the run begins with it.
func (in *intake) opened() *inspection.FeedOpened {
	if in.ops[0].Seq != 1 {
		return nil
	}
	op, err := in.ops[0].Op()
	if err != nil {
		return nil
	}
	opened, is := op.Payload.(*inspection.FeedOpened)
	if !is || inspection.FeedOf(opened.Key) != in.feed.ID {
		return nil
	}
	return opened
}

// own puts a feed on the list that this park wrote itself, after the backup that it was put back from.
func (in *intake) own() (bool, error) {
	opened := in.opened()
	if opened == nil {
		return false, nil
	}
	seed, err := in.tx.Setting(keySetting)
	if err != nil || len(seed) != ed25519.SeedSize || !opened.SignedBy(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)) {
		return false, err
	}
	return true, setParkFeed(in.tx, opened.Key, in.now)
}

// vouch refuses what stands behind the last operation whose signature fits. Without a key (the feed's first operation is
// lost) nothing can be checked, and all is taken: no loss before no doubt.
func (in *intake) vouch() {
	if len(in.feed.Key) == 0 {
		return
	}
	n := len(in.ops)
	for n > 0 && !inspection.VerifySig(ed25519.PublicKey(in.feed.Key), in.ops[n-1].Body, in.ops[n-1].Sig) {
		n--
	}
	if n < len(in.ops) {
		in.refuse(in.ops[n].Seq, in.ops[len(in.ops)-1].Seq, wire.BadSignature, "")
		in.ops, in.whole = in.ops[:n], nil
	}
}

// Place says what the operation is to the feed and moves the feed's ends and gaps. has says whether that very operation is
// there; it is asked only where the feed alone does not tell.
func (f *Feed) Place(op wire.Raw, has func(wire.Raw) (bool, error)) (wire.Outcome, error) {
	if op.Seq == f.Seq+1 && op.Prev == f.Hash {
		f.Seq, f.Hash = op.Seq, op.Hash
		return wire.Stored, nil
	}
	if there, err := has(op); err != nil || there {
		return wire.Had, err
	}
	for n, b := range f.Branches {
		if op.Seq == b.Seq+1 && op.Prev == b.Hash {
			f.Branches[n] = wire.Mark{Seq: op.Seq, Hash: op.Hash}
			return wire.Forked, nil
		}
	}
	if f.fill(op) {
		return wire.Stored, nil
	}
	if len(f.Gaps)+len(f.Branches) >= maxPieces {
		return wire.Refused, nil
	}
	if op.Seq > f.Seq+1 {
		f.Gaps = append(f.Gaps, Gap{f.Seq + 1, op.Seq - 1, f.Hash, op.Prev})
		f.Seq, f.Hash = op.Seq, op.Hash
		return wire.Stored, nil
	}
	f.Branches = append(f.Branches, wire.Mark{Seq: op.Seq, Hash: op.Hash})
	return wire.Forked, nil
}

// fill puts the operation into the gap that it belongs to; false when it does not.
func (f *Feed) fill(op wire.Raw) bool {
	for n, g := range f.Gaps {
		if op.Seq < g.From || op.Seq > g.To {
			continue
		}
		if op.Seq == g.From && op.Prev != g.Before || op.Seq == g.To && op.Hash != g.After {
			return false
		}
		var rest []Gap
		if op.Seq > g.From {
			rest = append(rest, Gap{g.From, op.Seq - 1, g.Before, op.Prev})
		}
		if op.Seq < g.To {
			rest = append(rest, Gap{op.Seq + 1, g.To, op.Hash, g.After})
		}
		if len(rest) == 2 && len(f.Gaps)+len(f.Branches) >= maxPieces {
			return false
		}
		f.Gaps = slices.Replace(f.Gaps, n, n+1, rest...)
		return true
	}
	return false
}

// has says whether that very operation is there.
func (in *intake) has(op wire.Raw) (bool, error) {
	if in.known == nil {
		in.known = map[inspection.Hash]bool{}
		runs, err := in.tx.Runs(in.feed.ID, wire.Span{From: in.ops[0].Seq, To: in.ops[len(in.ops)-1].Seq})
		if err != nil {
			return false, err
		}
		for _, r := range runs {
			ops, err := r.Unpack()
			if err != nil {
				return false, err
			}
			for _, op := range ops {
				in.known[op.Hash] = true
			}
		}
	}
	return in.known[op.Hash], nil
}

// gather puts off storing while operations with the same outcome follow one another.
func (in *intake) gather(op wire.Raw, outcome wire.Outcome) error {
	if n := len(in.fresh); n > 0 && (outcome != in.outcome || !op.Follows(in.fresh[n-1])) {
		if err := in.flush(); err != nil {
			return err
		}
	}
	in.fresh, in.outcome = append(in.fresh, op), outcome
	return nil
}

func (in *intake) flush() error {
	ops := in.fresh
	if len(ops) == 0 {
		return nil
	}
	in.fresh = nil
	first, last := ops[0].Seq, ops[len(ops)-1].Seq
	in.results = append(in.results, wire.Result{Feed: in.feed.ID, From: first, To: last, Outcome: in.outcome})
	switch in.outcome {
	case wire.Had:
		return nil
	case wire.Refused:
		last := &in.results[len(in.results)-1]
		last.Code, last.Detail = wire.TooLarge, "the feed is in too many pieces: send what is missing between them, from the beginning, first"
		return nil
	}
	run := in.whole
	if run == nil || run.First != first || run.Last() != last {
		packed := wire.Pack(ops)
		run = &packed
	}
	at := uint64(in.now.UnixMilli())
	in.feed.Ops += uint64(len(ops))
	in.feed.Last = at
	for _, op := range ops {
		if in.known != nil {
			in.known[op.Hash] = true
		}
		in.feed.HLC = max(in.feed.HLC, op.HLC)
		if op.HLC.Time().After(in.now.Add(clockSlack)) {
			in.feed.Ahead++
		}
		if op.Kind == continuedKind {
			if err := in.continues(op); err != nil {
				return err
			}
		}
	}
	via := in.via
	if in.outcome == wire.Forked || in.feed.ID != via {
		// A copy of the device has its name too, and the device put back lacks what it once carried for others: all get it.
		via = wire.FeedID{}
	}
	_, err := in.tx.AddRun(Stored{Run: *run, Via: via, At: at})
	return err
}

var continuedKind = (*inspection.Continued)(nil).Kind()

// continues vouches for the feeds that this one says it goes on with.
func (in *intake) continues(raw wire.Raw) error {
	op, err := raw.Op()
	if err != nil {
		return nil // kept as it is; it vouches for nobody
	}
	c, is := op.Payload.(*inspection.Continued)
	if !is {
		return nil
	}
	for _, s := range c.Feeds {
		b, err := hex.DecodeString(s.Feed)
		if err != nil || len(b) != len(wire.FeedID{}) || wire.FeedID(b) == in.feed.ID {
			continue
		}
		f, err := in.tx.Feed(wire.FeedID(b))
		if err != nil {
			return err
		}
		if f == nil {
			f = &Feed{ID: wire.FeedID(b)}
		}
		if !f.Vouched {
			f.Vouched = true
			if err := in.tx.SetFeed(f); err != nil {
				return err
			}
		}
	}
	return nil
}
