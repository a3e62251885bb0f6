package bundle

import (
	"context"
	"io"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// TabletSink takes a bundle into a tablet.
type TabletSink struct {
	tablet   client.Tablet
	park     string
	deny     func(wire.FeedID) wire.Code
	holdings *client.Holdings
	named    map[wire.Sum]bool // photos that operations here name; nil: to be read
}

// NewTabletSink is a sink for one import. Receipts count when they are of the park that is kept under that name. deny says
// by a code which feeds are not taken, or is nil: a tablet knows its park's list of devices as it was at the last sync, so
// that a feed which is not on it is none to refuse.
func NewTabletSink(t client.Tablet, park string, deny func(wire.FeedID) wire.Code) *TabletSink {
	return &TabletSink{tablet: t, park: park, deny: deny}
}

// Begin reads what the tablet holds.
func (s *TabletSink) Begin(context.Context, Header) (err error) {
	s.holdings, err = client.NewHoldings(s.tablet)
	return err
}

// Runs merges them.
func (s *TabletSink) Runs(_ context.Context, runs []wire.Run) ([]wire.Result, error) {
	s.named = nil
	return s.holdings.Merge(runs, s.deny)
}

// Photo takes one in that an operation here names.
func (s *TabletSink) Photo(_ context.Context, sum wire.Sum, _ int64, r io.Reader) error {
	if s.named == nil {
		s.named = map[wire.Sum]bool{}
		if err := s.tablet.Read(0, func(_ uint64, ops []wire.Raw) error {
			for _, op := range ops {
				if _, sum, ok := client.Named(op); ok {
					s.named[sum] = true
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	switch {
	case !s.named[sum]:
		return &wire.Refusal{Code: wire.NotFound, Detail: "no operation on this tablet names it"}
	case s.tablet.HasPhoto(sum):
		return nil
	}
	return s.tablet.AddPhoto(sum, r)
}

// Receipt counts one.
func (s *TabletSink) Receipt(_ context.Context, r *wire.Signed) error {
	told, err := client.TakeReceipts(s.tablet, s.park, []*wire.Signed{r})
	if err == nil && len(told) > 0 {
		err = told[0]
	}
	return err
}
