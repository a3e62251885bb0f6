package sqldb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"

	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func openTest(t *testing.T, where string) *DB {
	t.Helper()
	s, err := Open(where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// each runs f on every engine.
func each(t *testing.T, f func(t *testing.T, s *DB)) {
	t.Run("SQLite", func(t *testing.T) { f(t, openTest(t, filepath.Join(t.TempDir(), "ledger.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, openTest(t, pgtest.URL(t))) })
}

// line sends updates that all wait while the first holds the writer, and gives their errors.
func line(t *testing.T, s *DB, updates ...func(server.Tx) error) []error {
	t.Helper()
	errs := make([]error, len(updates))
	ended := make(chan struct{})
	started, held := make(chan struct{}), make(chan struct{})
	go func() {
		first := true // it may run again, when another breaks the transaction
		if err := s.Update(context.Background(), func(server.Tx) error {
			if first {
				first = false
				close(started)
				<-held
			}
			return nil
		}); err != nil {
			t.Error("the one in front:", err)
		}
		ended <- struct{}{}
	}()
	<-started
	waiting := make(chan struct{})
	for n, f := range updates {
		go func() {
			waiting <- struct{}{}
			errs[n] = s.Update(context.Background(), f)
			ended <- struct{}{}
		}()
		<-waiting
	}
	for range 1000 { // so that most stand in line; which ones do is no matter of right or wrong
		runtime.Gosched()
	}
	close(held)
	for range len(updates) + 1 {
		<-ended
	}
	return errs
}

func set(name string) func(server.Tx) error {
	return func(tx server.Tx) error { return tx.SetSetting(name, []byte(name)) }
}

func there(t *testing.T, s *DB, name string, want bool) {
	t.Helper()
	if err := s.View(context.Background(), func(tx server.Tx) error {
		value, err := tx.Setting(name)
		if (string(value) == name) != want {
			t.Errorf("%s is %q", name, value)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestOneThatFailsDoesNotHinderItsNeighbours(t *testing.T) { each(t, oneThatFails) }

func oneThatFails(t *testing.T, s *DB) {
	wrong := errors.New("on purpose")
	var updates []func(server.Tx) error
	for n := range 30 {
		name := fmt.Sprint("a", n)
		if n%3 == 0 {
			updates = append(updates, func(tx server.Tx) error { return errors.Join(set(name)(tx), wrong) })
		} else {
			updates = append(updates, set(name))
		}
	}
	for n, err := range line(t, s, updates...) {
		if errors.Is(err, wrong) != (n%3 == 0) {
			t.Errorf("update %d: %v", n, err)
		}
		there(t, s, fmt.Sprint("a", n), n%3 != 0)
	}
}

// The file may not grow: a run of a megabyte has no room and SQLite undoes the whole transaction, the others' settings too.
func TestAFullDiskIsSaidAndHindersOnlyWhatHasNoRoom(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "ledger.db"))
	if err := s.Update(context.Background(), set("before")); err != nil {
		t.Fatal(err)
	}
	if err := s.write.exec("PRAGMA max_page_count = 30"); err != nil {
		t.Fatal(err)
	}
	var updates []func(server.Tx) error
	for n := range 20 {
		updates = append(updates, set(fmt.Sprint("a", n)))
	}
	updates[10] = func(tx server.Tx) error {
		_, err := tx.AddRun(server.Stored{Run: wire.Run{First: 1, Count: 1, Data: bytes.Repeat([]byte{1}, wire.MaxRunData)}})
		return err
	}
	for n, err := range line(t, s, updates...) {
		if errors.Is(err, server.ErrDiskFull) != (n == 10) || n != 10 && err != nil {
			t.Errorf("update %d: %v", n, err)
		}
		there(t, s, fmt.Sprint("a", n), n != 10)
	}
	if err := s.write.exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(context.Background(), updates[10]); err != nil {
		t.Errorf("with room again: %v", err)
	}
	there(t, s, "before", true)
}

func TestAnUpdateThatGoesAwayLeavesTheWriterAtWork(t *testing.T) { each(t, oneThatGoes) }

func oneThatGoes(t *testing.T, s *DB) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = s.Update(context.Background(), func(tx server.Tx) error {
			if err := set("gone")(tx); err != nil {
				return err
			}
			runtime.Goexit() // as t.Fatal does
			return nil
		})
	}()
	<-gone
	if err := s.Update(context.Background(), set("after")); err != nil {
		t.Error(err)
	}
	there(t, s, "gone", false)
	there(t, s, "after", true)
}
