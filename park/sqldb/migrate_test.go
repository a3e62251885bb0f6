package sqldb_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// thaw writes the frozen file to a new place.
func thaw(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	path := filepath.Join(t.TempDir(), name)
	if err := errors.Join(err, os.WriteFile(path, data, 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// A file of layout 1, before there were migrations: a park with a tablet, its operations, an invitation, a photo, and a task of its own.
func TestAnEarlierFileIsBroughtForward(t *testing.T) {
	path := thaw(t, "layout1.sqlite")
	for range 2 { // again, it is of today
		db := open(t, path)
		var feeds, ops, devices, invitations int
		var arrivals []uint64
		if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			f, err := tx.Feeds()
			for _, f := range f {
				ops += int(f.Ops)
			}
			d, err2 := tx.Devices()
			i, err3 := tx.Invitations()
			p, err4 := tx.Photo(wire.Sum{1})
			if p == nil || p.Size != 7 || p.At != 8 {
				t.Errorf("the photo is %+v", p)
			}
			runs, _, _, err5 := tx.After(0, wire.FeedID{}, 1<<30)
			for _, r := range runs {
				_, err := r.Unpack()
				err5 = errors.Join(err5, err)
				arrivals = append(arrivals, r.Arrival)
			}
			feeds, devices, invitations = len(f), len(d), len(i)
			return errors.Join(err, err2, err3, err4, err5)
		}); err != nil {
			t.Fatal(err)
		}
		if feeds != 2 || devices != 2 || invitations != 1 || ops != 43 || len(arrivals) < 6 {
			t.Errorf("%d feeds, %d devices, %d invitations, %d operations, arrivals %v", feeds, devices, invitations, ops, arrivals)
		}
		p, err := server.Open(t.Context(), db, nil, server.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if name := p.About().Name; name != "示例园区" {
			t.Errorf("the park is %q", name)
		}
		add(t, db, arrivals[len(arrivals)-1])
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) error { // a table of the next layout
			_, err := tx.Exec(`DELETE FROM run WHERE first > $1`, 100)
			return err
		}); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func add(t *testing.T, db *sqldb.DB, last uint64) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		n, err := tx.AddRun(server.Stored{Run: wire.Run{First: 101, Count: 1}})
		if n <= last {
			t.Errorf("arrival %d after %d", n, last)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestSeveralProgramsMayOpenOneAtOnce(t *testing.T) {
	for _, e := range sqldbtest.Engines {
		t.Run(e.Name, func(t *testing.T) {
			where := e.Where(t)
			var opening sync.WaitGroup
			for range 6 {
				opening.Go(func() {
					db, err := sqldb.Open(where)
					if err == nil {
						err = errors.Join(db.Write(context.Background(), addOne), db.Close())
					}
					if err != nil {
						t.Error(err)
					}
				})
			}
			opening.Wait()
		})
	}
}

// raw runs a statement on a server, past sqldb.
func raw(t *testing.T, url, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesADatabaseThatIsNotOurs(t *testing.T) {
	for _, c := range []struct{ name, statement, want string }{
		{"another program's", "CREATE TABLE kitten (name TEXT)", "no park's ledger"},
		{"another program's that migrates as we do", "CREATE TABLE kitten (name TEXT); CREATE TABLE goose_db_version (id BIGINT)", "no park's ledger"},
		{"a newer one", "", "newer version"},
	} {
		t.Run(c.name, func(t *testing.T) {
			url := pgtest.URL(t)
			if c.statement == "" {
				_ = open(t, url).Close()
				c.statement = "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, TRUE)"
			}
			raw(t, url, c.statement)
			db, err := sqldb.Open(url)
			if err == nil {
				_ = db.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q does not say %q", err, c.want)
			}
		})
	}
}

func TestOpenSaysWhyThereIsNoServer(t *testing.T) {
	url := pgtest.URL(t)
	for _, c := range []struct{ name, url, want string }{
		{"nothing listens", "postgres://me:secret@127.0.0.1:1/park", "cannot be reached"},
		{"no such database", strings.Replace(url, "/paicha_", "/none_", 1), "createdb"},
		{"a wrong password", strings.Replace(url, "postgres://paicha:", "postgres://paicha:secret", 1), "password"},
		{"no address", "postgres://me:secret@[/park", "in PostgreSQL"},
	} {
		began := time.Now()
		_, err := sqldb.Open(c.url)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", c.name, err)
		}
		if time.Since(began) > 30*time.Second {
			t.Errorf("%s: took %v", c.name, time.Since(began))
		}
	}
}
