package client

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// keep takes in what the answer brings: receipts, results, operations of others.
func (e *Engine) keep(a *wire.Answer, b batch, asked bool) error {
	p := e.peer
	if err := e.heard(a); err != nil {
		return err
	}
	if e.o.Carry != "" && len(a.Carried) > 0 {
		if _, err := TakeReceipts(e.tablet, e.o.Carry, a.Carried); err != nil && !errors.Is(err, ErrNotEnrolled) {
			return err
		}
	}
	e.results(a.Results)
	if !asked && b.mark > p.Mark {
		p.Mark, p.changed = b.mark, true // before what came is merged behind it
	}
	return e.takeIn(a)
}

// noted remembers how far it went, and takes what is handed out.
func (e *Engine) noted(ctx context.Context, a *wire.Answer, b batch, asked bool) error {
	p := e.peer
	p.LastSync, p.Skew, p.changed = a.Time, e.o.Now().UnixMilli()-int64(a.Time), true
	if heads := e.tablet.Heads(); p.Mark >= e.tablet.End() {
		p.offered(heads) // what is here was offered, or given by the park
	} else if !asked && b.last {
		p.offered(b.all)
	}
	if since := e.o.Now().Sub(e.saved); b.last || since < 0 || since > saveEvery {
		if err := e.save(); err != nil {
			return err
		}
	}
	if a.Offer == nil {
		return nil
	}
	return e.handouts(ctx, a.Offer, a.Small)
}

// results notes what was refused; what is stored stands on the receipt.
func (e *Engine) results(all []wire.Result) {
	p := e.peer
	for _, r := range all {
		p.Refused = slices.DeleteFunc(p.Refused, func(old wire.Result) bool {
			return old.Feed == r.Feed && old.From >= r.From && old.To <= r.To
		})
		switch r.Outcome {
		case wire.Refused:
			if len(p.Refused) < 1000 {
				p.Refused = append(p.Refused, r)
			}
		case wire.Stored, wire.Forked:
			e.retry = true // it may speak for a feed that was refused
			e.report.sent(r.To - r.From + 1)
		}
	}
}

// takeIn merges what the park gave. When the cursor moves it is on disk.
func (e *Engine) takeIn(a *wire.Answer) error {
	p := e.peer
	var ops []inspection.Op
	last := make([]wire.Raw, len(a.Runs))
	for n, run := range a.Runs {
		raws, bad := run.Unpack()
		if bad != nil {
			e.report.trouble(bad)
		}
		for _, raw := range raws {
			op, err := raw.Op()
			if err != nil {
				e.report.trouble(err)
				continue
			}
			ops = append(ops, op)
		}
		if len(raws) > 0 {
			last[n] = raws[len(raws)-1]
		}
	}
	if len(ops) > 0 {
		from, to, refused, err := e.tablet.Merge(ops)
		if err != nil {
			return err
		}
		if to > from && p.Mark == from {
			p.Mark = to // nothing of it is news to the park
		}
		for _, err := range refused {
			e.report.trouble(err)
		}
		e.report.got(uint64(len(ops)))
	}
	for n, run := range a.Runs {
		if here := e.head(run.Feed); last[n].Seq > 0 && last[n].Seq <= here.Seq && here.Forks == 0 {
			p.gave(run, last[n]) // of a feed with branches a number does not say what was given
		}
	}
	if a.Next != p.Cursor {
		p.Cursor, p.changed = a.Next, true
	}
	return nil
}

// differences looks at how the park stands to feeds that were named. rewind: something of before the mark is wanted. A
// feed of this device that the park knows another end of was written by a copy of it: then this device goes on in a new one.
func (e *Engine) differences(ctx context.Context, named []wire.Have, stands []wire.Stand) (rewind bool, err error) {
	p := e.peer
	own := e.tablet.Feed()
	p.Resend = slices.DeleteFunc(p.Resend, func(feed wire.FeedID) bool { // where the park says nothing it has the same
		level := slices.ContainsFunc(named, func(h wire.Have) bool { return h.Feed == feed }) &&
			!slices.ContainsFunc(stands, func(s wire.Stand) bool { return s.Feed == feed })
		p.changed = p.changed || level
		return level
	})
	for _, s := range stands {
		resend := slices.Contains(p.Resend, s.Feed)
		if n := len(p.Refused); s.Seq > 0 { // it is known by now
			p.Refused = slices.DeleteFunc(p.Refused, func(r wire.Result) bool { return r.Feed == s.Feed && r.Code == wire.UnknownDevice })
			rewind = rewind || len(p.Refused) < n
		}
		delete(p.said, s.Feed)
		if here := e.head(s.Feed); !s.Differs && !s.Beside && len(here.Gaps) == 0 && here.Forks == 0 {
			p.said[s.Feed] = wire.Have{Feed: s.Feed, Seq: min(s.Seq, here.Seq), Gaps: s.Gaps}
		}
		switch {
		case s.Differs && !resend:
			p.Resend, p.changed = append(p.Resend, s.Feed), true
		case resend && !s.Differs && len(s.Want) == 0:
			p.Resend = slices.DeleteFunc(p.Resend, func(f wire.FeedID) bool { return f == s.Feed })
			p.changed = true
		}
		rewind = rewind || slices.ContainsFunc(s.Want, func(w wire.Span) bool { return e.retry || !p.refused(s.Feed, w) })
		if s.Feed != own || !s.Differs && !s.Beside && s.Seq <= e.head(own).Seq {
			continue
		}
		e.report.note("renewed")
		if err := e.tablet.Renew(); err != nil {
			return false, fmt.Errorf("a copy of this tablet wrote on, and this one could not take a new identity: %w", err)
		}
		p.Token = nil
		if err := e.inherit(ctx); err != nil {
			return false, err
		}
		rewind = true
	}
	return rewind, nil
}
