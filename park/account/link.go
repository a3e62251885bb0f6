package account

import (
	"context"
	"encoding/hex"
	"errors"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// LinkPath is where links lead on the park's pages; the secret follows. Opening one shows a form and spends nothing: programs that preview
// links open them too.
const LinkPath = "/link/"

// LinkKind is what a link is for.
type LinkKind string

// Kinds of links.
const (
	FirstLink    LinkKind = "first"    // makes the first administrator: Found
	NewLink      LinkKind = "new"      // a new account's first password: SetPassword
	PasswordLink LinkKind = "password" // a new password of an account: SetPassword
	EntryLinks   LinkKind = "entry"    // the code on a printed list: EnterByLink
)

const (
	keepLinks = 90 * 24 * time.Hour // after their end: so long who opens one hears that it was used or is too old
	maxLife   = 366 * 24 * time.Hour
)

// Link is what a link leads to, to be shown before it is spent.
type Link struct {
	ID         string // of the link, not its secret
	Kind       LinkKind
	Login      string
	Enterprise string
	Inspection string
	Until      time.Time
	Used       time.Time // first; zero: never
	Uses       int
}

// addLink makes a link and gives its secret.
func (a *Accounts) addLink(tx *sqldb.Tx, l Link, life time.Duration) (string, error) {
	word := secret()
	until := a.o.Now().Add(min(life, maxLife)).UnixMilli()
	_, err := tx.Exec(`INSERT INTO link (id, kind, login, enterprise, inspection, until, used, uses) VALUES ($1, $2, $3, $4, $5, $6, 0, 0)`,
		hashed(word), l.Kind, l.Login, l.Enterprise, l.Inspection, until)
	return word, err
}

// link reads a link; the error is a *Denied when it lets nobody in any more.
func (a *Accounts) link(tx *sqldb.Tx, word string) (*Link, error) {
	var l Link
	var until, used int64
	id := hashed(word)
	there, err := tx.Row(`SELECT kind, login, enterprise, inspection, until, used, uses FROM link WHERE id = $1`, []any{id},
		&l.Kind, &l.Login, &l.Enterprise, &l.Inspection, &until, &used, &l.Uses)
	if err != nil {
		return nil, err
	}
	l.ID, l.Until = hex.EncodeToString(id), time.UnixMilli(until)
	if used > 0 {
		l.Used = time.UnixMilli(used)
	}
	now := a.now()
	switch {
	case !there:
		return nil, denied(LinkUnknown, "")
	case l.Kind == EntryLinks:
		return &l, a.more(&l)
	case used > 0:
		return nil, denied(LinkUsed, "")
	case until <= now:
		return nil, denied(LinkExpired, "")
	}
	return &l, nil
}

// Link tells what a link is for and leaves it unspent. The error is a *Denied when it is good for nothing more; an EntryLinks link is given
// with the error, for the device that it is bound to.
func (a *Accounts) Link(ctx context.Context, secret, from string) (l *Link, err error) {
	if err := a.addresses.open(from, a.o.Now()); err != nil {
		return nil, err
	}
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		l, err = a.link(tx, secret)
		return err
	})
	a.lost(err, from)
	return l, err
}

// lost counts who tries links that are none.
func (a *Accounts) lost(err error, from string) {
	if d := (*Denied)(nil); errors.As(err, &d) && d.Reason == LinkUnknown {
		a.addresses.failed(from, a.o.Now())
	}
}

// spend uses a link up; of two at once one gets it.
func (a *Accounts) spend(tx *sqldb.Tx, secret string) error {
	n, err := tx.Exec(`UPDATE link SET used = $1, uses = 1 WHERE id = $2 AND used = 0`, a.now(), hashed(secret))
	if err == nil && n == 0 {
		err = denied(LinkUsed, "")
	}
	return err
}

// dropLinks forgets the links of an account that were not used: a new one replaces them.
func dropLinks(tx *sqldb.Tx, login string) error {
	_, err := tx.Exec(`DELETE FROM link WHERE login = $1 AND used = 0 AND kind IN ('new', 'password')`, login)
	return err
}
