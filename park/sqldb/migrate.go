package sqldb

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

// migrations run forward only, the same files on every engine: an engine reads the lines for it, with its own types. A layout that was out
// is never changed: what follows gets a file of its own.
//
//go:embed migrations/*.sql
var migrations embed.FS

const versions = "goose_db_version" // the table that says which migrations have run

var errNotOurs = errors.New("that is no park's ledger; name another, or move it away")

// prepare makes the tables where there are none, brings those of an earlier layout forward, and refuses what is not ours. Several programs
// may open a database at once.
func prepare(e *engine, db *sql.DB) error {
	ctx := context.Background()
	there, err := tables(ctx, e, db)
	if err != nil {
		return err
	}
	if !ours(there) {
		return errNotOurs
	}
	p, err := provider(e, db)
	if err != nil {
		return err
	}
	if slices.Contains(there, versions) {
		if err := notNewer(ctx, p); err != nil {
			return err
		}
	}
	for _, s := range e.setUp {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	for range 20 { // another program may be at it
		if _, err = p.Up(ctx); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("bring the tables forward: %w", err)
}

func tables(ctx context.Context, e *engine, db *sql.DB) (names []string, err error) {
	rows, err := db.QueryContext(ctx, e.tables)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// ours says whether these are the tables of a park: none yet, of before there were migrations, at the first migration, or after it.
func ours(tables []string) bool {
	has := func(name string) bool { return slices.Contains(tables, name) }
	return len(tables) == 0 || has("ledger_schema") || has(versions) && (len(tables) == 1 || has("setting"))
}

func provider(e *engine, db *sql.DB) (*goose.Provider, error) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var all []*goose.Migration
	for _, f := range files {
		version, err := goose.NumericComponent(f.Name())
		if err != nil {
			return nil, err
		}
		text, err := migrations.ReadFile(path.Join("migrations", f.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, e.read(string(text)))
			return err
		}}, nil))
	}
	return goose.NewProvider(e.dialect, db, nil, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(all...))
}

// Layout is the number of the layout that this program makes.
func Layout() (newest int64) {
	files, _ := migrations.ReadDir("migrations") // they are in the program
	for _, f := range files {
		if n, err := goose.NumericComponent(f.Name()); err == nil {
			newest = max(newest, n)
		}
	}
	return newest
}

// read is a migration as the engine reads it.
func (e *engine) read(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(e.line(line))
	}
	return b.String()
}

// only drops the lines that are marked for another engine: "-- sqlite:" or "-- postgres:".
func only(name string) func(string) string {
	other := map[string]string{"sqlite": "-- postgres:", "postgres": "-- sqlite:"}[name]
	return func(line string) string {
		if strings.Contains(line, other) {
			return "\n"
		}
		return line
	}
}

// notNewer refuses what a newer program has brought forward.
func notNewer(ctx context.Context, p *goose.Provider) error {
	is, knows, err := p.GetVersions(ctx)
	if err == nil && is > knows {
		err = fmt.Errorf("it was written by a newer version of the program (layout %d, this one reads %d): update this one", is, knows)
	}
	return err
}
