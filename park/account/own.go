package account

import (
	"context"

	"anquan.example/paicha/park/sqldb"
)

// Speak keeps the language in which somebody reads pages, by their own choice; ” is the browser's.
func (a *Accounts) Speak(ctx context.Context, who Person, lang string) error {
	if who.Login == "" {
		return denied(NotNow, "")
	}
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		old, err := a.existing(tx, who.Login)
		if err != nil {
			return err
		}
		next := *old
		if next.Lang = lang; lang != "" && lang != "zh" && lang != "en" {
			return denied(BadLang, lang)
		}
		return a.save(tx, who, old, next)
	})
}

// Elsewhere is how many other sessions the account of a session has: on other devices, or left open.
func (a *Accounts) Elsewhere(ctx context.Context, cookie string) (n int, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		p, err := a.presence(tx, cookie)
		if err != nil || p == nil || p.guest() {
			return err
		}
		_, err = tx.Row(`SELECT count(*) FROM session WHERE login = $1 AND id <> $2 AND until > $3 AND seen > $4`,
			[]any{p.s.Login, hashed(cookie), a.now() + grace.Milliseconds(), a.now() - a.o.Idle.Milliseconds()}, &n)
		return err
	})
	return n, err
}

// LeaveOthers ends all sessions of an account but the one with the cookie.
func (a *Accounts) LeaveOthers(ctx context.Context, cookie string) error {
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		p, err := a.presence(tx, cookie)
		if err != nil {
			return err
		}
		if p == nil || p.guest() {
			return denied(NotNow, "")
		}
		_, err = tx.Exec(`DELETE FROM session WHERE login = $1 AND id <> $2`, p.s.Login, hashed(cookie))
		return err
	})
}
