package backup

import (
	"fmt"
	"reflect"
	"slices"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// chains holds operations against what the feeds say of themselves: each is placed again, in the order in which it arrived.
type chains struct {
	said       map[wire.FeedID]*server.Feed
	is         map[wire.FeedID]*server.Feed
	operations uint64
}

func newChains() *chains {
	return &chains{said: map[wire.FeedID]*server.Feed{}, is: map[wire.FeedID]*server.Feed{}}
}

// row takes rows of feeds and runs.
func (c *chains) row(table string, columns []string, row []any) error {
	column := func(name string) any {
		if n := slices.Index(columns, name); n >= 0 {
			return row[n]
		}
		return nil
	}
	switch table {
	case "feed":
		f := new(server.Feed)
		state, _ := column("state").([]byte)
		if err := wire.Decode(state, f); err != nil {
			return err
		}
		c.said[f.ID] = f
		c.is[f.ID] = &server.Feed{ID: f.ID}
	case "run":
		feed, _ := column("feed").([]byte)
		first, _ := column("first").(int64)
		last, _ := column("last").(int64)
		data, _ := column("data").([]byte)
		if len(feed) != len(wire.FeedID{}) || first < 1 || last < first {
			return errChanged
		}
		return c.run(wire.Run{Feed: wire.FeedID(feed), First: uint64(first), Count: uint64(last - first + 1), Data: data})
	}
	return nil
}

func (c *chains) run(r wire.Run) error {
	f := c.is[r.Feed]
	if f == nil {
		return fmt.Errorf("a run is of feed %s, which is not there", r.Feed)
	}
	ops, err := r.Unpack()
	if err != nil {
		return err
	}
	for _, op := range ops {
		// none is there twice: what the park had it did not keep again
		if outcome, err := f.Place(op, func(wire.Raw) (bool, error) { return false, nil }); err != nil || outcome == wire.Refused {
			return fmt.Errorf("operation %d of feed %s has no place in it", op.Seq, r.Feed)
		}
	}
	f.Ops += uint64(len(ops))
	c.operations += uint64(len(ops))
	return nil
}

// hold says whether every feed is what it says.
func (c *chains) hold() error {
	for id, said := range c.said {
		is := c.is[id]
		if is.Seq != said.Seq || is.Hash != said.Hash || is.Ops != said.Ops || !same(is.Gaps, said.Gaps) || !same(is.Branches, said.Branches) {
			return fmt.Errorf("the chain of feed %s does not hold: %d operations up to %d, said to be %d up to %d", id, is.Ops, is.Seq, said.Ops, said.Seq)
		}
	}
	return nil
}

func same[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }
