package register

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// moved is all that names an enterprise by its id.
var moved = []string{
	`UPDATE enterprise_key SET enterprise = $1 WHERE enterprise = $2`,
	`UPDATE account SET enterprise = $1 WHERE enterprise = $2`,
	`UPDATE session SET enterprise = $1 WHERE enterprise = $2`,
	`UPDATE link SET enterprise = $1 WHERE enterprise = $2`,
	`UPDATE token SET enterprise = $1 WHERE enterprise = $2`,
	`UPDATE ledger SET enterprise = $1 WHERE enterprise = $2`,
	`INSERT INTO ledger_picture (enterprise, sha256, id) SELECT $1, sha256, id FROM ledger_picture WHERE enterprise = $2 ON CONFLICT DO NOTHING`,
}

// Merge makes one entry of two that are of the same enterprise. What was known as the one is known as the other from then on: its
// inspections, accounts, links and tokens. What the entry that stays does not say is taken from the other, which the audit keeps whole.
func Merge(ctx context.Context, db *sqldb.DB, from, into, who string, now time.Time) (merged Enterprise, err error) {
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		gone, there, err := Find(tx, from)
		if err != nil {
			return err
		}
		stays, also, err := Find(tx, into)
		if err != nil {
			return err
		}
		if !there || !also || gone.ID == stays.ID {
			return ErrNone
		}
		merged = filled(stays, gone)
		merged.Changed = now.UnixMilli()
		for _, update := range moved {
			if _, err := tx.Exec(update, stays.ID, gone.ID); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`DELETE FROM enterprise WHERE id = $1`, gone.ID); err != nil {
			return err
		}
		if err := store(tx, []Enterprise{merged}); err != nil {
			return err
		}
		whole, err := json.Marshal(gone)
		if err != nil {
			return fmt.Errorf("merge: %w", err)
		}
		return tx.Note(now, who, Merged, stays.ID+" "+string(whole))
	})
	return merged, err
}

// filled is the entry with what it does not say taken from the other.
func filled(e, other Enterprise) Enterprise {
	place := e.Latitude + e.Longitude
	for _, c := range columns {
		switch c.Field {
		case State:
		case Latitude, Longitude: // of one place
			if place == "" {
				c.set(&e, c.get(&other))
			}
		default:
			if c.get(&e) == "" {
				c.set(&e, c.get(&other))
			}
		}
	}
	e.Active = e.Active || other.Active
	return e
}
