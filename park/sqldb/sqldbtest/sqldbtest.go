// Package sqldbtest runs a test on every engine that a park's database may be in.
package sqldbtest

import (
	"path/filepath"
	"testing"

	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/sqldb"
)

// Engines gives an empty database of each engine an address.
var Engines = []struct {
	Name  string
	Where func(t testing.TB) string
}{
	{"SQLite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "ledger.sqlite") }},
	{"PostgreSQL", func(t testing.TB) string { return pgtest.URL(t) }},
}

// Each runs f on SQLite and on PostgreSQL. open opens the test's database, which is empty at first; again, it is another handle on the
// same one. Handles are closed with the test.
func Each(t *testing.T, f func(t *testing.T, open func() *sqldb.DB)) {
	for _, e := range Engines {
		t.Run(e.Name, func(t *testing.T) {
			where := e.Where(t)
			f(t, func() *sqldb.DB { return Open(t, where) })
		})
	}
}

// Open opens a database that is closed with the test.
func Open(t testing.TB, where string) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
