package project

import (
	"context"
	"log/slog"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// runEvery is how often Run looks by itself: another parkd on the same database may have taken something in.
const runEvery = 5 * time.Second

// Run catches up whenever it is woken, and now and then, until ctx ends.
func (p *Projector) Run(ctx context.Context, wake <-chan struct{}, log *slog.Logger) {
	tick := time.NewTicker(runEvery)
	defer tick.Stop()
	for {
		if err := p.CatchUp(ctx); err != nil && ctx.Err() == nil {
			log.Error("bring the tables up to date", "error", err)
		}
		select {
		case <-wake:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Rebuild drops every projection and makes them again out of the operations. Pages see what is made so far meanwhile. Stopped in the
// middle, it goes on by itself when the park runs again.
func (p *Projector) Rebuild(ctx context.Context) error {
	err := p.db.Write(ctx, func(tx *sqldb.Tx) error {
		for _, t := range tables {
			if _, err := tx.Exec(`DELETE FROM ` + t.name); err != nil {
				return err
			}
		}
		for _, t := range []string{"inspection_run", "tally", "projection"} {
			if _, err := tx.Exec(`DELETE FROM ` + t); err != nil {
				return err
			}
		}
		return nil
	})
	for more := true; more && err == nil; {
		if more, err = p.step(ctx, nil); err == errMoved {
			more, err = true, nil
		}
	}
	return err
}
