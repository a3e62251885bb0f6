package sim

import (
	"context"
	"crypto/ed25519"
	"errors"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// newParkFeed gives the park the feed that it goes on in: as the server makes one, but of the seed.
func (w *world) newParkFeed() {
	seed := w.random(ed25519.SeedSize)
	pub := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	feed := inspection.FeedOf(pub)
	w.parkFeeds[feed] = true
	w.update(func(tx server.Tx) error {
		return errors.Join(tx.SetSetting("feed", seed), tx.SetDevice(wire.Device{Feed: feed, Key: pub, Name: "示例园区", Role: wire.RolePark, Since: w.parkMilli()}))
	})
}

// stepNumber is a number that somebody at the park gives a paper.
func (w *world) stepNumber() {
	if w.park == nil {
		return
	}
	n := inspection.Numbered{ID: w.inspection(), Paper: []string{"notice", "recheck"}[w.rng.IntN(2)], Mark: "示例园管", Year: 2026, Number: 1 + w.rng.IntN(99), By: "园区王某某"}
	w.given[numberOf(n)] = true
	ops, err := w.park.RecordMade(context.Background(), func(_ server.Tx, feed wire.FeedID) ([]inspection.Payload, error) {
		return []inspection.Payload{w.park.Numbered(n, feed)}, nil
	})
	w.note("the park gives a %s the number %s: %s", n.Paper, n.Official(), short(err))
	for _, op := range ops {
		raw, bad := wire.NewRaw(op.Body, op.Sig)
		if bad != nil {
			w.fail("the park recorded what cannot be carried: %v", bad)
		} else if err == nil {
			w.acked[raw.Hash] = acked{Raw: raw, kind: op.Kind, by: "the park"}
		}
	}
	w.revive()
}

func numberOf(n inspection.Numbered) string { return n.ID + " " + n.Paper + " " + n.Official() }

// numbering is a tablet that says a number, as if it were the park: one that it made up, or one of the park's, changed or not.
func (w *world) numbering(u *unit) inspection.Payload {
	made := inspection.Numbered{ID: w.inspection(), Paper: "notice", Mark: "示例园管", Year: 2026, Number: 100 + w.rng.IntN(99), By: w.name()}
	if i := w.state(u, made.ID); i != nil && len(i.Numbers) > 0 && w.rng.IntN(2) == 0 {
		said := i.Numbers[w.rng.IntN(len(i.Numbers))].Numbered
		said.Number += 100 * w.rng.IntN(2)
		return &said
	}
	return made.Sign(ed25519.NewKeyFromSeed(w.random(ed25519.SeedSize)), u.home.Feed())
}

// checkNumbers: what counts as a paper's number the park gave, in a feed of its own; one a paper.
func (w *world) checkNumbers(ops []inspection.Op) {
	for _, i := range inspection.Fold(ops) {
		papers := map[string]bool{}
		count, further := i.NumbersBy(w.park.About().Key)
		for _, n := range count {
			if papers[n.Paper] || !w.parkFeeds[n.Feed] || !w.given[numberOf(n.Numbered)] {
				w.fail("%s is the number of a %s, the park did not give it, or gave another before", n.Official(), n.Paper)
			}
			papers[n.Paper] = true
			w.report.Numbered++
		}
		for _, n := range further {
			if !papers[n.Paper] || !w.given[numberOf(n.Numbered)] {
				w.fail("%s is a further number of a %s, and the park did not give it", n.Official(), n.Paper)
			}
		}
	}
}
