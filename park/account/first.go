package account

import (
	"context"
	"time"

	"anquan.example/paicha/park/sqldb"
)

const firstLife = 24 * time.Hour

// FirstAdmin makes the link by which the first administrator comes to be, and forgets the one before. It is ” when there is an
// administrator who can enter.
func (a *Accounts) FirstAdmin(ctx context.Context) (secret string, err error) {
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		secret = ""
		if _, err := tx.Exec(`DELETE FROM link WHERE kind = 'first'`); err != nil {
			return err
		}
		n, err := entering(tx)
		if err != nil || n > 0 {
			return err
		}
		secret, err = a.addLink(tx, Console, Link{Kind: FirstLink}, firstLife)
		return err
	})
	return secret, err
}

// entering is how many administrators can enter.
func entering(tx *sqldb.Tx) (n int, err error) {
	_, err = tx.Row(`SELECT count(*) FROM account WHERE role = 'admin' AND disabled = 0 AND (password <> '' OR subject <> '')`, nil, &n)
	return n, err
}

// Found spends the link of FirstAdmin: its holder gives themselves a login, a name and a password, and is in.
func (a *Accounts) Found(ctx context.Context, secret string, acc Account, password, from string) (cookie string, s *Session, err error) {
	l, err := a.Link(ctx, secret, from)
	if err != nil {
		return "", nil, err
	}
	if l.Kind != FirstLink {
		return "", nil, denied(LinkUnknown, "")
	}
	acc.Login, acc.Role, acc.Enterprise = clean(acc.Login), Admin, ""
	if err := weak(password, acc.Login, acc.Name); err != nil {
		return "", nil, err
	}
	hash, err := a.passwords.hash(ctx, password)
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
		if n, err := entering(tx); err != nil || n > 0 {
			if err == nil {
				err = denied(LinkUsed, "")
			}
			return v, err
		}
		if err := a.add(tx, Console, acc); err != nil {
			return v, err
		}
		return visitor{login: acc.Login}, a.setPassword(tx, acc.Login, hash)
	})
}
