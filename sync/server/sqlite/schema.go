package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
)

// schemaVersion is the layout that this program reads and writes. History: 1 (2026-11) first.
const schemaVersion = 1

//go:embed schema.sql
var schema string

var errNotOurs = errors.New("the file is no park's ledger; name another, or move it away")

// prepare makes the tables in an empty file and refuses what is not ours. Several programs may open a file at once.
func prepare(db *sql.DB) (err error) {
	ctx := context.Background()
	if empty, err := isEmpty(ctx, db); err != nil {
		return err
	} else if empty {
		if _, err := db.ExecContext(ctx, "PRAGMA page_size = 8192"); err != nil {
			return err
		}
	} else if err := known(ctx, db); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	empty, err := isEmpty(ctx, tx)
	if err != nil || !empty {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO ledger_schema (version) VALUES ($1)", schemaVersion); err != nil {
		return err
	}
	return tx.Commit()
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func isEmpty(ctx context.Context, q querier) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&n)
	return n == 0, err
}

func known(ctx context.Context, q querier) error {
	var n, version int
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ledger_schema'").Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		return errNotOurs
	}
	if err := q.QueryRowContext(ctx, "SELECT max(version) FROM ledger_schema").Scan(&version); err != nil {
		return err
	}
	if version > schemaVersion {
		return fmt.Errorf("the file was written by a newer version of the program (layout %d, this one reads %d): update this one", version, schemaVersion)
	}
	return nil
}
