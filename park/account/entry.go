package account

import (
	"context"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"anquan.example/paicha/park/sqldb"
)

// maxLock ends the doubling: an administrator who is kept out by somebody's guessing gets in by a new link (parkd account reset), which
// no lock bars.
const maxLock = time.Hour

// clean is a login as it stands in the table, whatever keyboard wrote it.
func clean(login string) string {
	return strings.ToLower(strings.TrimSpace(norm.NFKC.String(login)))
}

// credentials is what Enter asks of an account.
type credentials struct {
	login, password string
	disabled        bool
	tries
}

func (a *Accounts) credentials(ctx context.Context, login string) (c credentials, there bool, err error) {
	if !logins.MatchString(login) {
		return c, false, nil // nobody can have it, and everybody knows
	}
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		there, err = tx.Row(`SELECT login, password, disabled, failures, locked FROM account WHERE login = $1`, []any{login},
			&c.login, &c.password, &c.disabled, &c.failures, &c.locked)
		return err
	})
	if !there {
		c = credentials{tries: a.strangers.of(login)}
	}
	return c, there, err
}

// Enter begins a session for who knows the password. Otherwise the error is a *Denied: for a login that nobody has in the same words and
// after the same work as for a wrong password. from is the address that asks.
func (a *Accounts) Enter(ctx context.Context, login, password, from string) (cookie string, s *Session, err error) {
	login = clean(login)
	if err := a.passwords.enter(ctx); err != nil {
		return "", nil, err
	}
	defer a.passwords.leave()
	if err := a.addresses.open(from, a.o.Now()); err != nil {
		return "", nil, err
	}
	c, there, err := a.credentials(ctx, login)
	if err != nil {
		return "", nil, err
	}
	if c.locked > a.now() {
		a.addresses.failed(from, a.o.Now())
		return "", nil, &Denied{Reason: Locked, Until: time.UnixMilli(c.locked)}
	}
	if len(password) > maxBytes {
		password = "" // nobody has such a one, and nobody has this
	}
	same, err := a.passwords.same(password, c.password)
	if err != nil {
		return "", nil, err
	}
	if !same {
		a.addresses.failed(from, a.o.Now())
		return "", nil, a.failed(ctx, login, there)
	}
	if c.disabled {
		return "", nil, denied(Disabled, "")
	}
	return a.begin(ctx, func(tx *sqldb.Tx) (visitor, error) {
		// What was compared has to be what stands there: the password may have been changed meanwhile.
		n, err := tx.Exec(`UPDATE account SET failures = 0, locked = 0, seen = $1 WHERE login = $2 AND password = $3 AND disabled = 0`,
			a.now(), login, c.password)
		if err == nil && n == 0 {
			err = denied(Wrong, "")
		}
		return visitor{login: login}, err
	})
}

// failed counts a wrong password. A login that nobody has costs a write too, of nothing.
func (a *Accounts) failed(ctx context.Context, login string, there bool) error {
	if !there && logins.MatchString(login) {
		a.strangers.failed(login, a.next)
	}
	// Who goes away before the answer has guessed nevertheless.
	err := a.db.Write(context.WithoutCancel(ctx), func(tx *sqldb.Tx) error {
		if !there {
			_, err := tx.Exec(`UPDATE account SET failures = failures WHERE login = (SELECT min(login) FROM account)`)
			return err
		}
		var t tries
		if _, err := tx.Row(`SELECT failures, locked FROM account WHERE login = $1`, []any{login}, &t.failures, &t.locked); err != nil {
			return err
		}
		t = a.next(t)
		if _, err := tx.Exec(`UPDATE account SET failures = $1, locked = $2 WHERE login = $3`, t.failures, t.locked, login); err != nil {
			return err
		}
		if t.failures == a.o.MaxFailures {
			return Note(tx, a.o.Now(), Console, AccountLocked, login)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return denied(Wrong, "")
}

// next is one failure more, and the lock that follows from it.
func (a *Accounts) next(t tries) tries {
	t.failures++
	if over := t.failures - a.o.MaxFailures; over >= 0 {
		lock := min(a.o.Lock<<min(over, 20), maxLock)
		t.locked = a.o.Now().Add(lock).UnixMilli()
	}
	return t
}
