package sqldb_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/server/ledgertest"
)

// file has characters in its path that a URI would read otherwise.
func file(t *testing.T) string { return filepath.Join(t.TempDir(), "台账 #1?a=%41&b.db") }

func open(t *testing.T, path string) *sqldb.DB {
	t.Helper()
	l, err := sqldb.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestDB(t *testing.T) {
	for _, e := range sqldbtest.Engines {
		t.Run(e.Name, func(t *testing.T) {
			where := map[server.Ledger]string{}
			ledgertest.Run(t, func(t *testing.T) server.Ledger {
				to := e.Where(t)
				l := open(t, to)
				where[l] = to
				return l
			}, func(t *testing.T, l server.Ledger) server.Ledger {
				if err := l.Close(); err != nil {
					t.Error(err)
				}
				return open(t, where[l])
			})
		})
	}
}

func TestTheFileIsForThisUserAlone(t *testing.T) {
	path := file(t)
	l := open(t, path)
	defer func() { _ = l.Close() }()
	if err := l.Update(t.Context(), func(tx server.Tx) error { return tx.SetSetting("a", []byte("b")) }); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		info, err := name.Info()
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name.Name(), info.Mode())
		}
		if !strings.HasPrefix(name.Name(), filepath.Base(path)) {
			t.Errorf("made a file %q", name.Name())
		}
	}
}

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	raw := func(path, statement string) {
		db, err := sql.Open("sqlite", path)
		if err == nil {
			_, err = db.Exec(statement)
			err = errors.Join(err, db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		make func(path string)
		want string
	}{
		"a text":             {func(path string) { _ = os.WriteFile(path, []byte("a shopping list"), 0o600) }, "no park's ledger"},
		"a folder":           {func(path string) { _ = os.Mkdir(path, 0o700) }, "directory"},
		"a folder's missing": {func(path string) { _ = os.Remove(filepath.Dir(path)) }, "no such"},
		"another database":   {func(path string) { raw(path, "CREATE TABLE kittens (name TEXT)") }, "no park's ledger"},
		"a newer one": {func(path string) {
			_ = open(t, path).Close()
			raw(path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, TRUE)")
		}, "newer version"},
		"a damaged one": {func(path string) {
			_ = os.WriteFile(path, append([]byte("SQLite format 3\x00"), make([]byte, 5000)...), 0o600)
		}, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			c.make(path)
			before, _ := os.ReadFile(path)
			l, err := sqldb.Open(path)
			if err == nil {
				_ = l.Close()
				t.Fatal("it was opened")
			}
			if runtime.GOOS != "windows" && !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q does not say %q", err, c.want)
			}
			if after, _ := os.ReadFile(path); string(before) != string(after) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestAfterCloseNothingIsTaken(t *testing.T) {
	l := open(t, file(t))
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Update(t.Context(), func(server.Tx) error { return nil }); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("update: %v", err)
	}
	if err := l.View(t.Context(), func(server.Tx) error { return nil }); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("view: %v", err)
	}
}
