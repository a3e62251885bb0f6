// Package pgtest gives tests a PostgreSQL server. URL is an empty database in one that all tests of this machine's user share: it is
// started by the first that asks, kept by a process of its own (keeper), and ends itself when no test has used it for two minutes. Server
// is a server of the test's own, which it may kill. PAICHA_POSTGRES=postgres://… names a server to use instead of a shared one.
//
// The server's programs are those of /usr/lib/postgresql or the PATH. Where there are none, Debian's package is installed when this user
// may do so; a test that gets no server fails and says what to do. The shared server does not flush (nobody cuts its power);
// PAICHA_POSTGRES_FSYNC=on makes it.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variables that are looked at.
const (
	serverVar = "PAICHA_POSTGRES"
	fsyncVar  = "PAICHA_POSTGRES_FSYNC"
)

// patience is how long a server may take to answer at first, or to end.
const patience = time.Minute

// URL is the address of an empty database, which is dropped with the test.
func URL(t testing.TB) string {
	t.Helper()
	server := os.Getenv(serverVar)
	if server == "" {
		var err error
		if server, err = shared(); err != nil {
			t.Fatalf("PostgreSQL for tests: %v", err)
		}
	}
	return fresh(t, server)
}

// fresh makes a database on a server.
func fresh(t testing.TB, server string) string {
	t.Helper()
	name := "paicha_" + strings.ToLower(rand.Text())
	if err := do(server, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("PostgreSQL for tests: make a database: %v", err)
	}
	t.Cleanup(func() { _ = do(server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") }) // the server may be killed
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// do runs statements on a server.
func do(server string, statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, s := range statements {
		if _, err := conn.Exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
