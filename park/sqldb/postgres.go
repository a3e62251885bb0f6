package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"anquan.example/paicha/sync/server"
)

// postgres is PostgreSQL and what speaks as it does. A transaction that writes begins by writing the counter's row, so that they come one
// after another whichever program runs them, and each sees all before it.
var postgres = &engine{
	dialect:  goose.DialectPostgres,
	tables:   `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`,
	begin:    []string{"BEGIN ISOLATION LEVEL READ COMMITTED", "UPDATE counter SET n = n + 1 WHERE name = 'turn'"},
	snapshot: sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	met:      func(err error) bool { return code(err) == "40001" || code(err) == "40P01" },
	copy:     copyInto,
	words:    postgresWords,
}

// Time limits of a connection, unless the URL sets others: a parkd that hangs with the turn in its hand does not stop the others for ever.
var limits = map[string]string{"application_name": "parkd", "lock_timeout": "30s", "idle_in_transaction_session_timeout": "60s"}

const (
	connectTimeout = 10 * time.Second
	keepAlive      = 30 * time.Second
)

// isURL says whether where names a server, not a file.
func isURL(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

func openPostgres(url string) (*DB, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	given := config.RuntimeParams
	config.RuntimeParams = maps.Clone(limits)
	maps.Copy(config.RuntimeParams, given)
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	config.DialFunc = (&net.Dialer{KeepAlive: keepAlive}).DialContext
	write, read := stdlib.OpenDB(*config), stdlib.OpenDB(*config)
	e := *postgres
	if e.line, err = types(write); err != nil {
		return nil, errors.Join(e.words(err), write.Close(), read.Close())
	}
	return open(&e, write, read)
}

// types gives lines of migrations the types of the server. Text is compared by its bytes, as SQLite does; CockroachDB does so anyway and
// has other words for it.
func types(db *sql.DB) (func(string) string, error) {
	var version string
	if err := db.QueryRowContext(context.Background(), "SELECT version()").Scan(&version); err != nil {
		return nil, err
	}
	text := `TEXT COLLATE "C"`
	if strings.HasPrefix(version, "CockroachDB") {
		text = "TEXT"
	}
	to, mine := strings.NewReplacer("BLOB", "BYTEA", "INTEGER", "BIGINT", "TEXT", text), only("postgres")
	return func(line string) string {
		statement, _, _ := strings.Cut(line, "--")
		return mine(to.Replace(statement) + line[len(statement):])
	}, nil
}

// code is PostgreSQL's code of an error; "" for others.
func code(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func postgresWords(err error) error {
	hint := ""
	switch c := code(err); {
	case err == nil || errors.Is(err, ErrUnreachable) || errors.Is(err, ErrUnsure):
		return err
	case c == "53100":
		return fmt.Errorf("%w (%w)", server.ErrDiskFull, err)
	case gone(err):
		return fmt.Errorf("%w (%w)", ErrUnreachable, err)
	case strings.HasPrefix(c, "28"):
		hint = "the server does not let this user in: see user and password in the address, and the server's pg_hba.conf"
	case c == "3D000":
		hint = "the server has no such database: make it (createdb)"
	case c == "42501":
		hint = "the user may not do this: let it own the database"
	case c == "55P03":
		hint = "another parkd holds the database: see whether one hangs, and try again"
	default:
		return err
	}
	return fmt.Errorf("%s (%w)", hint, err)
}

// gone says that the server is not there: it stopped, it starts, or the line is cut.
func gone(err error) bool {
	if c := code(err); c != "" {
		return strings.HasPrefix(c, "08") || strings.HasPrefix(c, "57P") || c == "25P03" || c == "53300"
	}
	var connect *pgconn.ConnectError
	var link net.Error
	return errors.As(err, &connect) || errors.As(err, &link) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || pgconn.SafeToRetry(err)
}
