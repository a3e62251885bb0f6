package server

import (
	"context"
	"slices"

	"anquan.example/paicha/inspection"
)

// maxDoubtful is how many doubtful operations of a feed are named: with the first of them people know enough.
const maxDoubtful = 256

// Verify looks at every single signature that intake took on the word of the chain, a run at a time, until none is left or
// pace says stop. One that does not fit is noted in its feed: the operation stays, and people are told. It gives how many
// operations it looked at.
func (p *Park) Verify(ctx context.Context, pace func() error) (looked int, err error) {
	for {
		var todo []Stored
		if err := p.ledger.View(ctx, func(tx Tx) error {
			todo, err = tx.Unchecked(8)
			return err
		}); err != nil || len(todo) == 0 {
			return looked, err
		}
		for _, r := range todo {
			if pace != nil {
				if err := pace(); err != nil {
					return looked, err
				}
			}
			n, err := p.verify(ctx, r)
			if looked += n; err != nil {
				return looked, err
			}
		}
	}
}

func (p *Park) verify(ctx context.Context, r Stored) (int, error) {
	ops, err := r.Unpack()
	if err != nil {
		return 0, err
	}
	var key []byte
	if err := p.ledger.View(ctx, func(tx Tx) error {
		f, err := tx.Feed(r.Feed)
		if err == nil && f != nil {
			key = f.Key
		}
		return err
	}); err != nil {
		return 0, err
	}
	var bad []uint64
	if len(key) == 0 {
		ops = nil // nothing to check them with: the feed's first operation, and with it the key, is lost
	}
	for _, op := range ops {
		fits := inspection.VerifySig(key, op.Body, op.Sig)
		if decoded, err := op.Op(); err == nil && fits {
			fits = decoded.Canonical() == nil
		}
		if !fits {
			bad = append(bad, op.Seq)
		}
	}
	return len(ops), p.ledger.Update(ctx, func(tx Tx) error {
		if len(bad) > 0 {
			f, err := tx.Feed(r.Feed)
			if err != nil {
				return err
			}
			for _, seq := range bad {
				if len(f.Doubtful) < maxDoubtful && !slices.Contains(f.Doubtful, seq) {
					f.Doubtful = append(f.Doubtful, seq)
				}
			}
			if err := tx.SetFeed(f); err != nil {
				return err
			}
		}
		return tx.SetChecked(r.Arrival)
	})
}
