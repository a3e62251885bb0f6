package bundle

import (
	"context"
	"io"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// ParkSink takes a bundle into a park, through the intake that links use.
type ParkSink struct {
	park  *server.Park
	maker *wire.Device // on the park's list and not taken off; or nil
	heads map[wire.FeedID]wire.Have
	named map[wire.Sum]bool // photos that operations which were taken in name, where the maker is nobody known
}

// NewParkSink is a sink for one import.
func NewParkSink(p *server.Park) *ParkSink {
	return &ParkSink{park: p, heads: map[wire.FeedID]wire.Have{}, named: map[wire.Sum]bool{}}
}

// Begin looks whether the maker is known.
func (s *ParkSink) Begin(ctx context.Context, h Header) error {
	d, err := s.park.Device(ctx, h.Maker())
	if err != nil || d == nil || d.Revoked != 0 {
		return err
	}
	s.maker = d
	for _, head := range h.Heads {
		s.heads[head.Feed] = head
	}
	return nil
}

// via is who has the run already: the maker, when that device said so under its signature. A bundle that others put together
// does not keep anything from it.
func (s *ParkSink) via(r wire.Run) wire.FeedID {
	if s.maker != nil && s.heads[r.Feed].Seq >= r.Last() {
		return s.maker.Feed
	}
	return wire.FeedID{}
}

// Runs takes them in, in their order.
func (s *ParkSink) Runs(ctx context.Context, runs []wire.Run) (all []wire.Result, err error) {
	for len(runs) > 0 {
		via, n := s.via(runs[0]), 1
		for n < len(runs) && s.via(runs[n]) == via {
			n++
		}
		results, err := s.park.TakeRuns(ctx, via, runs[:n])
		if all = append(all, results...); err != nil {
			return all, err
		}
		if s.maker == nil {
			s.name(runs[:n], results)
		}
		runs = runs[n:]
	}
	return all, nil
}

// name notes the photos of operations that were not refused.
func (s *ParkSink) name(runs []wire.Run, results []wire.Result) {
	taken := func(op wire.Raw) bool {
		for _, r := range results {
			if r.Feed == op.Feed && r.From <= op.Seq && r.To >= op.Seq {
				return r.Outcome != wire.Refused
			}
		}
		return false
	}
	for _, run := range runs {
		ops, _ := run.Unpack() // what cannot be read was refused
		for _, op := range ops {
			if _, sum, ok := client.Named(op); ok && taken(op) {
				s.named[sum] = true
			}
		}
	}
}

// Photo takes one in, from a known device or named by what was taken in.
func (s *ParkSink) Photo(ctx context.Context, sum wire.Sum, size int64, r io.Reader) error {
	var via wire.FeedID
	switch {
	case s.maker != nil:
		via = s.maker.Feed
	case !s.named[sum]:
		return &wire.Refusal{Code: wire.UnknownDevice, Detail: "no operation of a known device names it"}
	}
	return s.park.TakeWholePhoto(ctx, via, sum, size, r)
}

// Receipt is of a park and for tablets.
func (s *ParkSink) Receipt(context.Context, *wire.Signed) error { return nil }

// Reply is the park's answer to what was taken in, for the tablet that made the bundle.
func (s *ParkSink) Reply(ctx context.Context, t *Taken) (*Reply, error) {
	receipts, err := s.park.Receipts(ctx, t.Header.Heads, t.Photos)
	if err != nil {
		return nil, err
	}
	about := s.park.About()
	reply := &Reply{Format: Format, Park: about.Name, Time: about.Time, Receipts: receipts}
	for _, r := range t.Results {
		if r.Outcome == wire.Refused {
			reply.Refused = append(reply.Refused, r)
		}
	}
	reply.Refused = reply.Refused[:min(len(reply.Refused), maxRefused)]
	return reply, nil
}
