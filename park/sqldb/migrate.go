package sqldb

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

// migrations run forward only. A layout that was out is never changed: what follows gets a file of its own.
//
//go:embed migrations/*.sql
var migrations embed.FS

var errNotOurs = errors.New("the file is no park's ledger; name another, or move it away")

// prepare makes the tables in an empty file, brings those of an earlier layout forward, and refuses what is not ours. Several programs
// may open a file at once.
func prepare(db *sql.DB) error {
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
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if err := notNewer(ctx, db, p); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	for range 20 { // another program may be at it
		if _, err = p.Up(ctx); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("bring the tables forward: %w", err)
}

// notNewer refuses a file that a newer program has brought forward.
func notNewer(ctx context.Context, db *sql.DB, p *goose.Provider) error {
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'").Scan(&n); err != nil || n == 0 {
		return err
	}
	is, knows, err := p.GetVersions(ctx)
	if err == nil && is > knows {
		err = fmt.Errorf("the file was written by a newer version of the program (layout %d, this one reads %d): update this one", is, knows)
	}
	return err
}

func isEmpty(ctx context.Context, db *sql.DB) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&n)
	return n == 0, err
}

func known(ctx context.Context, db *sql.DB) error {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('ledger_schema', 'goose_db_version')").Scan(&n)
	if err == nil && n == 0 {
		err = errNotOurs
	}
	return err
}
