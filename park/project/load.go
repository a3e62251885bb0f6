package project

import (
	"database/sql"
	"fmt"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// Load folds one inspection out of the runs that speak of it, as far as the projections stand; nil when nothing does.
func Load(tx *sqldb.Tx, id string) (*inspection.Inspection, error) {
	var ops []inspection.Op
	err := tx.Each(`SELECT run.feed, run.first, run.last, run.data FROM inspection_run JOIN run ON run.arrival = inspection_run.arrival
		WHERE inspection_run.inspection = $1 ORDER BY run.arrival`, []any{id}, func(rows *sql.Rows) error {
		var feed []byte
		var run wire.Run
		var last uint64
		if err := rows.Scan(&feed, &run.First, &last, &run.Data); err != nil {
			return err
		}
		run.Feed, run.Count = wire.FeedID(feed), last-run.First+1
		ops = append(ops, speaking(run, id)...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load inspection %s: %w", id, err)
	}
	return inspection.Fold(ops)[id], nil
}

// speaking is the operations of a run that speak of an inspection. What cannot be read is passed over: it is kept, and others go on.
func speaking(run wire.Run, id string) (ops []inspection.Op) {
	raws, _ := run.Unpack()
	for _, raw := range raws {
		if op, err := raw.Op(); err == nil && op.Inspection() == id {
			ops = append(ops, op)
		}
	}
	return ops
}

// name of the one cursor there is.
const cursorName = "all"

// Cursor is the arrival number up to which the projections stand.
func Cursor(tx *sqldb.Tx) (n uint64, err error) {
	_, err = tx.Row(`SELECT cursor FROM projection WHERE name = $1`, []any{cursorName}, &n)
	return n, err
}
