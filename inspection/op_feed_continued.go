package inspection

import (
	"encoding/hex"
	"fmt"
)

// Continued says that this feed goes on where others of the same person ended: a restored backup, a copied data folder, a
// lost device key. What those feeds said up to there counts as this feed's own, so that it can be corrected and taken
// back; what they say later is another's. Inspection is empty for the feed as a whole, and is told again in
// each inspection when the feed first writes there, so that the operations of an inspection are enough to read it.
type Continued struct {
	ID    string `cbor:"inspection,omitempty"`
	Feeds []Seal `cbor:"feeds"`
}

// Kind is "feed-continued".
func (*Continued) Kind() string { return "feed-continued" }
func (c *Continued) of() string { return c.ID }

func (c *Continued) check() error {
	if c.ID != "" {
		if err := id("inspection", c.ID); err != nil {
			return err
		}
	}
	if len(c.Feeds) == 0 {
		return fmt.Errorf("no feed is continued")
	}
	for _, f := range c.Feeds {
		if b, err := hex.DecodeString(f.Feed); err != nil || len(b) != len(FeedID{}) || f.Seq == 0 || len(f.Hash) != len(Hash{}) {
			return fmt.Errorf("feed %q, operation %d, hash of %d bytes: not the end of a feed", f.Feed, f.Seq, len(f.Hash))
		}
	}
	return nil
}

func (c *Continued) apply(i *Inspection, op Op) {
	if i.former == nil {
		i.former = map[FeedID][]Seal{}
	}
	i.former[op.Feed] = append(i.former[op.Feed], c.Feeds...)
}

// Mine says whether what ref names was said by the feed, or by one that it continues.
func (i *Inspection) Mine(feed FeedID, ref Ref) bool {
	if ref.Feed == feed {
		return true
	}
	for _, s := range i.former[feed] {
		if s.Feed == ref.Feed.String() && ref.Seq <= s.Seq {
			return true
		}
	}
	return false
}
