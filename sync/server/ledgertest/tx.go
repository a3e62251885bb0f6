package ledgertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func empty(t *testing.T, l server.Ledger) {
	look := func(tx server.Tx) error {
		value, err := tx.Setting("key")
		same(t, "setting", value, []byte(nil))
		feed, err2 := tx.Feed(feedID(1))
		same(t, "feed", feed, (*server.Feed)(nil))
		feeds, err3 := tx.Feeds()
		same(t, "feeds", len(feeds), 0)
		device, err4 := tx.Device(feedID(1))
		same(t, "device", device, (*wire.Device)(nil))
		devices, err5 := tx.Devices()
		same(t, "devices", len(devices), 0)
		invitations, err6 := tx.Invitations()
		same(t, "invitations", len(invitations), 0)
		photo, err7 := tx.Photo(wire.Sum{1})
		same(t, "photo", photo, (*server.Photo)(nil))
		runs, err8 := tx.Runs(feedID(1), wire.Span{From: 1, To: ^uint64(0)})
		same(t, "runs", len(runs), 0)
		after, next, more, err9 := tx.After(7, feedID(1), 1)
		same(t, "after", []any{len(after), next, more}, []any{0, uint64(7), false})
		unchecked, err10 := tx.Unchecked(10)
		same(t, "unchecked", len(unchecked), 0)
		return errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9, err10)
	}
	view(t, l, look)
	update(t, l, look)
}

var errOnPurpose = errors.New("on purpose")

// everything writes one of each.
func everything(tx server.Tx) error {
	_, err := tx.AddRun(run(1, 1, 3, "abc"))
	return errors.Join(err,
		tx.SetSetting("key", []byte("k")), tx.SetFeed(&server.Feed{ID: feedID(1), Seq: 3}), tx.SetDevice(wire.Device{Feed: feedID(1)}),
		tx.SetInvitation(server.Invitation{ID: "a"}), tx.SetPhoto(server.Photo{Sum: wire.Sum{1}}))
}

func failed(t *testing.T, l server.Ledger) {
	err := l.Update(t.Context(), func(tx server.Tx) error { return errors.Join(everything(tx), errOnPurpose) })
	if !errors.Is(err, errOnPurpose) {
		t.Errorf("error %v, want the one that was given", err)
	}
	empty(t, l)
	s := run(1, 4, 1, "d")
	add(t, l, s)
	if all := afterAll(t, l, 0); len(all) != 1 || all[0].First != 4 {
		t.Errorf("after a failed update and one more there are %+v", all)
	}
}

// swallowed: an implementation may have lost what stood before the error, so nothing may be kept.
func swallowed(t *testing.T, l server.Ledger) {
	bad := run(1, 0, 0, "no run")
	err := l.Update(t.Context(), func(tx server.Tx) error {
		if err := everything(tx); err != nil {
			return err
		}
		_, _ = tx.AddRun(bad)
		return nil
	})
	if err == nil {
		t.Error("the error of the transaction was lost")
	}
	empty(t, l)
}

func panics(t *testing.T, l server.Ledger) {
	func() {
		defer func() { same(t, "recovered", recover(), "on purpose") }()
		_ = l.Update(t.Context(), func(tx server.Tx) error {
			if err := everything(tx); err != nil {
				return err
			}
			panic("on purpose")
		})
	}()
	empty(t, l)
}

// isolated: a view shows all of an update or nothing of it, and goes on showing what it showed first.
func isolated(t *testing.T, l server.Ledger) {
	const writers, rounds = 4, 50
	var work sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		work.Go(func() {
			for {
				err := l.View(context.Background(), func(tx server.Tx) error {
					for range 2 {
						a, err := tx.Setting("a")
						if err != nil {
							return err
						}
						b, err := tx.Setting("b")
						if err != nil {
							return err
						}
						again, err := tx.Setting("a")
						if err != nil {
							return err
						}
						if !bytes.Equal(a, b) || !bytes.Equal(a, again) {
							return fmt.Errorf("one view: a is %q, b is %q, a again is %q", a, b, again)
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for n := range rounds {
				value := fmt.Appendf(nil, "%d of %d", n, w)
				if err := l.Update(context.Background(), func(tx server.Tx) error {
					return errors.Join(tx.SetSetting("a", value), tx.SetSetting("b", value))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	work.Wait()
}

func readOnly(t *testing.T, l server.Ledger) {
	for name, write := range map[string]func(server.Tx) error{
		"run":        func(tx server.Tx) error { _, err := tx.AddRun(run(1, 1, 1, "a")); return err },
		"setting":    func(tx server.Tx) error { return tx.SetSetting("a", []byte("b")) },
		"feed":       func(tx server.Tx) error { return tx.SetFeed(&server.Feed{ID: feedID(1)}) },
		"device":     func(tx server.Tx) error { return tx.SetDevice(wire.Device{Feed: feedID(1)}) },
		"invitation": func(tx server.Tx) error { return tx.SetInvitation(server.Invitation{ID: "a"}) },
		"drop":       func(tx server.Tx) error { return tx.DropInvitation("a") },
		"photo":      func(tx server.Tx) error { return tx.SetPhoto(server.Photo{}) },
		"checked":    func(tx server.Tx) error { return tx.SetChecked(1) },
	} {
		if err := l.View(t.Context(), write); err == nil {
			t.Errorf("a view wrote a %s", name)
		}
	}
	empty(t, l)
}
