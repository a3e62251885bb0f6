package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

func put(name string) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error { return tx.SetSetting(name, []byte(name)) }
}

func has(t *testing.T, db *sqldb.DB, name string) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		value, err := tx.Setting(name)
		if err == nil && string(value) != name {
			t.Errorf("%s is %q", name, value)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// Another program, which does not take turns, holds one setting and asks for the other: PostgreSQL ends ours, and it is run again.
func TestATransactionThatMeetsAnotherIsRunAgain(t *testing.T) {
	url := pgtest.URL(t)
	db := sqldbtest.Open(t, url+"&deadlock_timeout=20ms") // ours looks first
	for _, name := range []string{"a", "b"} {
		if err := db.Write(t.Context(), put(name)); err != nil {
			t.Fatal(err)
		}
	}
	other, err := sql.Open("pgx", url+"&deadlock_timeout=60s")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	theirs, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	const take = `UPDATE setting SET value = 'theirs' WHERE name = $1`
	if _, err := theirs.Exec(take, "a"); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	runs := 0
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		runs++
		if err := put("b")(tx); err != nil {
			return err
		}
		if runs == 1 {
			go func() {
				_, err := theirs.Exec(take, "b")
				ended <- errors.Join(err, theirs.Commit())
			}()
		}
		_ = put("a")(tx) // its error counts, whatever is made of it
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error("the other:", err)
	}
	if runs < 2 {
		t.Errorf("it ran %d times", runs)
	}
	has(t, db, "a")
	has(t, db, "b")
}

// refuse makes the server refuse that many commits that touch a setting, as it does when transactions meet.
const refuse = `CREATE SEQUENCE refused;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF nextval('refused') <= TG_ARGV[0]::int THEN RAISE EXCEPTION 'met another' USING ERRCODE = '40001'; END IF;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse(`

func TestACommitThatIsRefusedIsRunAgain(t *testing.T) {
	url := pgtest.URL(t)
	db := sqldbtest.Open(t, url)
	raw(t, url, refuse+"3)")
	runs := 0
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error { runs++; return put("a")(tx) }); err != nil {
		t.Fatal(err)
	}
	if runs != 4 {
		t.Errorf("it ran %d times", runs)
	}
	has(t, db, "a")
}

func TestACommitThatIsAlwaysRefusedIsGivenUp(t *testing.T) {
	url := pgtest.URL(t)
	db := sqldbtest.Open(t, url)
	raw(t, url, refuse+"1000)")
	if err := db.Write(t.Context(), put("a")); err == nil {
		t.Error("it was kept")
	}
	raw(t, url, "DROP TRIGGER refuse ON setting")
	if err := db.Write(t.Context(), put("a")); err != nil {
		t.Error(err)
	}
	has(t, db, "a")
}

const endAll = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`

// The server ends the connections: between transactions nobody notices, in the midst of one it fails and nothing of it is kept.
func TestConnectionsThatAreLostAreMadeAnew(t *testing.T) {
	url := pgtest.URL(t)
	db := sqldbtest.Open(t, url)
	for range 3 {
		if err := db.Write(t.Context(), put("a")); err != nil {
			t.Fatal(err)
		}
		has(t, db, "a")
		raw(t, url, endAll)
	}
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := put("b")(tx); err != nil {
			return err
		}
		raw(t, url, endAll)
		return put("c")(tx)
	})
	if !errors.Is(err, sqldb.ErrUnreachable) {
		t.Errorf("in the midst: %v", err)
	}
	err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
		raw(t, url, endAll)
		return nil
	})
	if err == nil {
		t.Error("a transaction whose connection was lost is said to be kept")
	}
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		value, err := tx.Setting("b")
		if value != nil {
			t.Error("a part was kept")
		}
		return err
	}); err != nil {
		t.Error("afterwards:", err)
	}
}

func TestAServerThatIsKilledAndComesBack(t *testing.T) {
	s := pgtest.Server(t)
	db := sqldbtest.Open(t, s.URL())
	if err := db.Write(t.Context(), put("a")); err != nil {
		t.Fatal(err)
	}
	s.Kill()
	for range 2 {
		if err := db.Write(context.Background(), put("b")); !errors.Is(err, sqldb.ErrUnreachable) {
			t.Errorf("write while it is away: %v", err)
		}
		if err := db.Read(context.Background(), func(tx *sqldb.Tx) error { _, err := tx.Setting("a"); return err }); !errors.Is(err, sqldb.ErrUnreachable) {
			t.Errorf("read while it is away: %v", err)
		}
	}
	s.Start()
	if err := db.Write(t.Context(), put("c")); err != nil {
		t.Error(err)
	}
	has(t, db, "a")
	has(t, db, "c")
}

// Text that PostgreSQL refuses is kept without what it refuses, on both.
func TestTextIsText(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`INSERT INTO audit (id, at, who, what, about) VALUES ($1, $2, $3, $4, $5)`, "1", 2, "a\x00b", "\xff", "罐\n")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			var who, what, about string
			there, err := tx.Row(`SELECT who, what, about FROM audit WHERE who = $1`, []any{"a\x00b"}, &who, &what, &about)
			if !there || who != "ab" || what != "\uFFFD" || about != "罐\n" {
				t.Errorf("%v %q %q %q", there, who, what, about)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
