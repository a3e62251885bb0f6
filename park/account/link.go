package account

import (
	"context"
	"database/sql"
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
	Made       time.Time // zero: by an earlier parkd
	Creator    string    // as the audit names people
	Withdrawn  time.Time // zero: not
}

// addLink makes a link and gives its secret.
func (a *Accounts) addLink(tx *sqldb.Tx, by Person, l Link, life time.Duration) (string, error) {
	word := secret()
	until := a.o.Now().Add(min(life, maxLife)).UnixMilli()
	_, err := tx.Exec(`INSERT INTO link (id, kind, login, enterprise, inspection, until, used, uses, made, creator, withdrawn)
		VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, 0)`,
		hashed(word), l.Kind, l.Login, l.Enterprise, l.Inspection, until, a.now(), by.Known())
	return word, err
}

// link reads a link; the error is a *Denied when it lets nobody in any more.
func (a *Accounts) link(tx *sqldb.Tx, word string) (*Link, error) {
	var l *Link
	if err := tx.Each(`SELECT `+linkColumns+` FROM link WHERE id = $1`, []any{hashed(word)}, func(rows *sql.Rows) (err error) {
		l, err = scanLink(rows.Scan)
		return err
	}); err != nil {
		return nil, err
	}
	switch {
	case l == nil:
		return nil, denied(LinkUnknown, "")
	case l.Kind == EntryLinks:
		return l, a.more(l)
	case !l.Withdrawn.IsZero():
		return nil, denied(Withdrawn, "")
	case !l.Used.IsZero():
		return nil, denied(LinkUsed, "")
	case !a.o.Now().Before(l.Until):
		return nil, denied(LinkExpired, "")
	}
	return l, nil
}

const linkColumns = `id, kind, login, enterprise, inspection, until, used, uses, made, creator, withdrawn`

func scanLink(scan func(...any) error) (*Link, error) {
	var l Link
	var id []byte
	var until, used, made, withdrawn int64
	err := scan(&id, &l.Kind, &l.Login, &l.Enterprise, &l.Inspection, &until, &used, &l.Uses, &made, &l.Creator, &withdrawn)
	l.ID, l.Until, l.Used, l.Made, l.Withdrawn = hex.EncodeToString(id), time.UnixMilli(until), instant(used), instant(made), instant(withdrawn)
	return &l, err
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
	n, err := tx.Exec(`UPDATE link SET used = $1, uses = 1 WHERE id = $2 AND used = 0 AND withdrawn = 0`, a.now(), hashed(secret))
	if err == nil && n == 0 {
		err = denied(LinkUsed, "")
	}
	return err
}

// dropLinks forgets the links of an account that were not used: a new one replaces them.
func dropLinks(tx *sqldb.Tx, login string) error {
	_, err := tx.Exec(`DELETE FROM link WHERE login = $1 AND used = 0 AND withdrawn = 0 AND kind IN ('new', 'password')`, login)
	return err
}

// linksAtMost is how many links a list has: the newest.
const linksAtMost = 1000

// Links is the one-time links of accounts, newest first: those that are open, and for a while those that were used, withdrawn or became
// too old. Codes on printed lists are not among them: EndLinks ends those.
func (a *Accounts) Links(ctx context.Context) (all []Link, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT `+linkColumns+` FROM link WHERE kind <> 'entry' ORDER BY made DESC, until DESC, id LIMIT $1`, []any{linksAtMost}, func(rows *sql.Rows) error {
			l, err := scanLink(rows.Scan)
			if err == nil {
				all = append(all, *l)
			}
			return err
		})
	})
	return all, err
}

// WithdrawLink makes a one-time link worthless, named by Link.ID: who opens it is told so. It gives the link as it is then: what was used or
// withdrawn before stays as it ended. The error is a *Denied when there is none.
func (a *Accounts) WithdrawLink(ctx context.Context, by Person, id string) (l *Link, err error) {
	if err := admins(by); err != nil {
		return nil, err
	}
	raw, err := hex.DecodeString(id)
	if err != nil {
		return nil, denied(LinkUnknown, "")
	}
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		l = nil
		if err := tx.Each(`SELECT `+linkColumns+` FROM link WHERE id = $1 AND kind <> 'entry'`, []any{raw}, func(rows *sql.Rows) (err error) {
			l, err = scanLink(rows.Scan)
			return err
		}); err != nil {
			return err
		}
		switch {
		case l == nil:
			return denied(LinkUnknown, "")
		case !l.Used.IsZero() || !l.Withdrawn.IsZero():
			return nil
		}
		// Until goes back too: an earlier parkd on the same database knows that alone.
		now := a.now()
		l.Withdrawn, l.Until = instant(now), instant(min(now, l.Until.UnixMilli()))
		if _, err := tx.Exec(`UPDATE link SET withdrawn = $1, until = $2 WHERE id = $3`, now, l.Until.UnixMilli(), raw); err != nil {
			return err
		}
		return Note(tx, a.o.Now(), by, LinkEnded, l.Login)
	})
	return l, err
}
