package account

import (
	"cmp"
	"context"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// admins asks for an administrator.
func admins(by Person) error {
	if by.Role != Admin {
		return denied(Forbidden, cmp.Or(by.Name, "nobody"))
	}
	return nil
}

// Invite makes an account and the link by which its person sets a password.
func (a *Accounts) Invite(ctx context.Context, by Person, acc Account, life time.Duration) (secret string, err error) {
	if err := admins(by); err != nil {
		return "", err
	}
	acc.Login = clean(acc.Login)
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := a.add(tx, by, acc); err != nil {
			return err
		}
		secret, err = a.addLink(tx, by, Link{Kind: NewLink, Login: acc.Login}, life)
		return err
	})
	return secret, err
}

// Reset makes a link for a new password. It replaces those before it; the old password is good until the link is used.
func (a *Accounts) Reset(ctx context.Context, by Person, login string, life time.Duration) (secret string, err error) {
	if err := admins(by); err != nil {
		return "", err
	}
	login = clean(login)
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		acc, err := a.existing(tx, login)
		if err != nil {
			return err
		}
		if acc.Disabled {
			return denied(Disabled, "")
		}
		if err := dropLinks(tx, login); err != nil {
			return err
		}
		if err := Note(tx, a.o.Now(), by, LinkMade, login); err != nil {
			return err
		}
		secret, err = a.addLink(tx, by, Link{Kind: PasswordLink, Login: login}, life)
		return err
	})
	return secret, err
}

// add puts an account on the list.
func (a *Accounts) add(tx *sqldb.Tx, by Person, acc Account) error {
	if old, err := a.find(tx, acc.Login); err != nil {
		return err
	} else if old != nil {
		return denied(LoginTaken, acc.Login)
	}
	acc, err := a.check(tx, acc)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO account (login, name, role, enterprise, password, subject, lang, disabled, failures, locked, created, seen)
		VALUES ($1, $2, $3, $4, '', '', $5, 0, 0, 0, $6, 0)`, acc.Login, acc.Name, acc.Role, acc.Enterprise, acc.Lang, a.now())
	if err != nil {
		return err
	}
	return Note(tx, a.o.Now(), by, Added, acc.told())
}

// SetPassword spends a link of Invite or Reset, sets the password, ends the sessions and the lock of the account, and lets its person in: so that
// whoever is locked out by somebody's guessing gets in.
func (a *Accounts) SetPassword(ctx context.Context, secret, password, from string) (cookie string, s *Session, err error) {
	l, err := a.Link(ctx, secret, from)
	if err != nil {
		return "", nil, err
	}
	if l.Kind != NewLink && l.Kind != PasswordLink {
		return "", nil, denied(LinkUnknown, "")
	}
	hash, err := a.passwordOf(ctx, l.Login, password)
	if err != nil {
		return "", nil, err
	}
	return a.begin(ctx, func(tx *sqldb.Tx) (v visitor, err error) {
		if _, err := a.link(tx, secret); err != nil {
			return v, err
		}
		if err := a.spend(tx, secret); err != nil {
			return v, err
		}
		return visitor{login: l.Login}, a.setPassword(tx, l.Login, hash)
	})
}

// passwordOf is the hash of a password that is good enough for the account.
func (a *Accounts) passwordOf(ctx context.Context, login, password string) (hash string, err error) {
	acc, err := a.Find(ctx, login)
	if err != nil {
		return "", err
	}
	if acc == nil {
		return "", denied(LoginUnknown, login)
	}
	if err := weak(password, acc.Login, acc.Name); err != nil {
		return "", err
	}
	return a.passwords.hash(ctx, password)
}

// setPassword is of an account that may enter.
func (a *Accounts) setPassword(tx *sqldb.Tx, login, hash string) error {
	acc, err := a.find(tx, login)
	if err != nil {
		return err
	}
	if acc == nil || acc.Disabled {
		return denied(Disabled, "")
	}
	if _, err := tx.Exec(`UPDATE account SET password = $1, failures = 0, locked = 0, seen = $2 WHERE login = $3`, hash, a.now(), login); err != nil {
		return err
	}
	if err := endSessions(tx, login); err != nil {
		return err
	}
	if err := dropLinks(tx, login); err != nil {
		return err
	}
	return Note(tx, a.o.Now(), Person{Login: login, Name: acc.Name}, PasswordSet, login)
}

// ChangePassword is for who is here and knows the password they have. All sessions of the account end; this one goes on with a new cookie.
func (a *Accounts) ChangePassword(ctx context.Context, cookie, old, password, from string) (renewed string, s *Session, err error) {
	here, err := a.Session(ctx, cookie)
	if err != nil {
		return "", nil, err
	}
	if here == nil || here.Guest {
		return "", nil, denied(NotNow, "")
	}
	spare, _, err := a.Enter(ctx, here.Login, old, from) // with its limits and locks
	if err != nil {
		return "", nil, err
	}
	hash, err := a.passwordOf(ctx, here.Login, password)
	if err != nil {
		_ = a.Leave(ctx, spare) // the error before says more
		return "", nil, err
	}
	return a.begin(ctx, func(tx *sqldb.Tx) (visitor, error) {
		return visitor{login: here.Login}, a.setPassword(tx, here.Login, hash)
	})
}
