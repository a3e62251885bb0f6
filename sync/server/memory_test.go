package server_test

import (
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/server/ledgertest"
	"anquan.example/paicha/sync/wire"
)

func TestMemory(t *testing.T) {
	ledgertest.Run(t, func(*testing.T) server.Ledger { return server.NewMemory() }, nil)
}

// What is written to a copy is in no other, and nothing of the others is in it.
func TestACopyIsItsOwn(t *testing.T) {
	l := server.NewMemory()
	add := func(l *server.Memory, feed byte) {
		t.Helper()
		if err := l.Update(t.Context(), func(tx server.Tx) error {
			_, err := tx.AddRun(server.Stored{Run: wire.Run{Feed: inspection.FeedID{feed}, First: 1, Count: 1, Data: []byte{feed}}})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	for feed := range byte(5) { // so that there is room behind the end
		add(l, feed)
	}
	early := l.Copy()
	add(l, 5)
	late := l.Copy()
	add(early, 6)
	for name, c := range map[string]struct {
		l    *server.Memory
		last byte
	}{"the ledger": {l, 5}, "its late copy": {late, 5}, "its early copy": {early, 6}} {
		if err := c.l.View(t.Context(), func(tx server.Tx) error {
			runs, _, _, err := tx.After(0, wire.FeedID{}, 1<<20)
			if len(runs) != 6 || runs[5].Feed[0] != c.last {
				t.Errorf("%s has %d runs, the last of feed %v", name, len(runs), runs[len(runs)-1].Feed)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
