// Package hook tells other programs what happens in a park: webhooks by the Standard Webhooks scheme (standardwebhooks.com). A message is
// queued in the Write that made the change, so that there is exactly one for each; it is delivered at least once, tried again for days,
// and every try is on a list from which it can be sent again.
package hook

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

// Ping is the event of a test.
const Ping = "ping"

// What the audit says.
const (
	Added   = "webhook.added"
	On      = "webhook.on"
	Off     = "webhook.off"
	Renewed = "webhook.secret"
	Dropped = "webhook.dropped"
)

// Options of Hooks; the zero Options will do.
type Options struct {
	Now     func() time.Time // nil: the wall clock
	Base    string           // of the park's pages: https://host, without a path
	Private bool             // receivers may have private addresses, and need no TLS: a closed network
	Log     *slog.Logger     // nil: nobody reads it
}

// Hooks is a park's webhooks. Several parkd may run on one database.
type Hooks struct {
	db   *sqldb.DB
	o    Options
	wake chan struct{} // has room for one
	post func(ctx context.Context, h Hook, secret string, d due) result
}

// New makes Hooks; nothing is read.
func New(db *sqldb.DB, o Options) *Hooks {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := sender{client: client(o.Private), now: o.Now}
	return &Hooks{db: db, o: o, wake: make(chan struct{}, 1), post: s.post}
}

// Hook is a receiver.
type Hook struct {
	ID      string
	URL     string
	Events  []string // empty: all
	Active  bool
	Creator string // login
	Created time.Time
}

// Wants says whether it is to be told of an event.
func (h Hook) Wants(event string) bool {
	return event == Ping || len(h.Events) == 0 || slices.Contains(h.Events, event)
}

// Errors that a person can do something about.
var (
	ErrURL     = errors.New("the address has to be https://host/path, without a user or password in it")
	ErrUnknown = errors.New("there is no such webhook, or no such message")
)

// checkURL refuses what is no address to post to. Where it leads is looked at when it is posted to.
func (h *Hooks) checkURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || len(text) > 500 || u.Scheme != "https" && !(h.o.Private && u.Scheme == "http") {
		return ErrURL
	}
	return nil
}

// newSecret is 256 random bits in the scheme's form.
func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return "whsec_" + base64.StdEncoding.EncodeToString(b)
}

// Add makes a webhook and gives the secret by which its receiver knows us; it is shown once.
func (h *Hooks) Add(ctx context.Context, by account.Person, address string, events []string) (made Hook, secret string, err error) {
	address = strings.TrimSpace(address)
	if err := h.checkURL(address); err != nil {
		return made, "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return made, "", err
	}
	made = Hook{ID: id.String(), URL: address, Events: events, Active: true, Creator: by.Login, Created: h.o.Now()}
	secret = newSecret()
	return made, secret, h.db.Write(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`INSERT INTO webhook (id, url, secret, events, active, creator, created) VALUES ($1, $2, $3, $4, 1, $5, $6)`,
			made.ID, made.URL, secret, strings.Join(events, ","), by.Login, made.Created.UnixMilli()); err != nil {
			return err
		}
		return account.Note(tx, h.o.Now(), by, Added, address)
	})
}

// List is all webhooks, oldest first.
func (h *Hooks) List(ctx context.Context) (all []Hook, err error) {
	err = h.db.Read(ctx, func(tx *sqldb.Tx) error {
		all, err = list(tx)
		return err
	})
	return all, err
}

func list(tx *sqldb.Tx) (all []Hook, err error) {
	err = tx.Each(`SELECT id, url, events, active, creator, created FROM webhook ORDER BY created, id`, nil, func(rows *sql.Rows) error {
		var w Hook
		var events string
		var created int64
		err := rows.Scan(&w.ID, &w.URL, &events, &w.Active, &w.Creator, &created)
		if events != "" {
			w.Events = strings.Split(events, ",")
		}
		w.Created = time.UnixMilli(created)
		all = append(all, w)
		return err
	})
	return all, err
}

// SetActive switches a webhook on or off; what waits for it waits on.
func (h *Hooks) SetActive(ctx context.Context, by account.Person, id string, active bool) error {
	what := Off
	if active {
		what = On
	}
	return h.change(ctx, by, id, what, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`UPDATE webhook SET active = $1 WHERE id = $2`, flag(active), id)
		return err
	})
}

// Rotate gives a webhook a new secret; the old one is worth nothing from then on.
func (h *Hooks) Rotate(ctx context.Context, by account.Person, id string) (secret string, err error) {
	secret = newSecret()
	return secret, h.change(ctx, by, id, Renewed, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`UPDATE webhook SET secret = $1 WHERE id = $2`, secret, id)
		return err
	})
}

// Drop ends a webhook, with what waits for it and the list of what was sent.
func (h *Hooks) Drop(ctx context.Context, by account.Person, id string) error {
	return h.change(ctx, by, id, Dropped, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`DELETE FROM delivery WHERE webhook = $1`, id); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM webhook WHERE id = $1`, id)
		return err
	})
}

func (h *Hooks) change(ctx context.Context, by account.Person, id string, what string, f func(*sqldb.Tx) error) error {
	return h.db.Write(ctx, func(tx *sqldb.Tx) error {
		var address string
		there, err := tx.Row(`SELECT url FROM webhook WHERE id = $1`, []any{id}, &address)
		if err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("%w: %s", ErrUnknown, id)
		}
		if err := f(tx); err != nil {
			return err
		}
		return account.Note(tx, h.o.Now(), by, what, address)
	})
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}
