package account

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

const columns = `login, name, role, enterprise, lang, disabled, password <> '', subject <> '', locked, created, seen`

func scan(scan func(...any) error) (acc Account, err error) {
	var locked, created, seen int64
	err = scan(&acc.Login, &acc.Name, &acc.Role, &acc.Enterprise, &acc.Lang, &acc.Disabled, &acc.Password, &acc.Identity, &locked, &created, &seen)
	acc.Locked, acc.Created, acc.Seen = instant(locked), instant(created), instant(seen)
	return acc, err
}

// instant is a time of a table; 0 is none.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// List is all accounts, by login.
func (a *Accounts) List(ctx context.Context) (all []Account, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		all, err = list(tx)
		return err
	})
	return all, err
}

func list(tx *sqldb.Tx) (all []Account, err error) {
	err = tx.Each(`SELECT `+columns+` FROM account ORDER BY login`, nil, func(rows *sql.Rows) error {
		acc, err := scan(rows.Scan)
		all = append(all, acc)
		return err
	})
	return all, err
}

// Find is the account of a login; nil when there is none.
func (a *Accounts) Find(ctx context.Context, login string) (acc *Account, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		acc, err = a.find(tx, clean(login))
		return err
	})
	return acc, err
}

func (a *Accounts) find(tx *sqldb.Tx, login string) (found *Account, err error) {
	if !logins.MatchString(login) {
		return nil, nil // nobody has it, and PostgreSQL does not take every text
	}
	err = tx.Each(`SELECT `+columns+` FROM account WHERE login = $1`, []any{login}, func(rows *sql.Rows) error {
		acc, err := scan(rows.Scan)
		found = &acc
		return err
	})
	return found, err
}

// Save changes name, role, enterprise, language and whether the account is disabled. Nothing is ever deleted: operations name people. The
// last administrator who can enter stays one.
func (a *Accounts) Save(ctx context.Context, by Person, acc Account) error {
	if err := admins(by); err != nil {
		return err
	}
	acc.Login = clean(acc.Login)
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		old, err := a.existing(tx, acc.Login)
		if err != nil {
			return err
		}
		next, err := a.check(tx, acc)
		if err != nil {
			return err
		}
		return a.save(tx, by, old, next)
	})
}

// existing is find where there has to be one.
func (a *Accounts) existing(tx *sqldb.Tx, login string) (*Account, error) {
	acc, err := a.find(tx, login)
	if err == nil && acc == nil {
		err = denied(LoginUnknown, login)
	}
	return acc, err
}

// save writes what is checked.
func (a *Accounts) save(tx *sqldb.Tx, by Person, old *Account, acc Account) error {
	before, err := entering(tx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE account SET name = $1, role = $2, enterprise = $3, lang = $4, disabled = $5 WHERE login = $6`,
		acc.Name, acc.Role, acc.Enterprise, acc.Lang, number(acc.Disabled), acc.Login); err != nil {
		return err
	}
	if after, err := entering(tx); err != nil {
		return err
	} else if before > 0 && after == 0 {
		return denied(LastAdmin, old.Name)
	}
	if acc.Disabled && !old.Disabled {
		if err := endSessions(tx, acc.Login); err != nil {
			return err
		}
		if err := dropLinks(tx, acc.Login); err != nil {
			return err
		}
	}
	if change := old.to(acc); change != "" {
		return Note(tx, a.o.Now(), by, Changed, acc.Login+": "+change)
	}
	return nil
}

// Disable is Save of that alone.
func (a *Accounts) Disable(ctx context.Context, by Person, login string) error {
	if err := admins(by); err != nil {
		return err
	}
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		old, err := a.existing(tx, clean(login))
		if err != nil {
			return err
		}
		acc := *old
		acc.Disabled = true
		return a.save(tx, by, old, acc)
	})
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// told is an account as the audit has it.
func (acc Account) told() string {
	return strings.TrimSpace(fmt.Sprintf("%s: name %s, role %s %s", acc.Login, acc.Name, acc.Role, acc.Enterprise))
}

// to says what differs, as the audit has it.
func (acc Account) to(next Account) string {
	var all []string
	for _, f := range []struct{ name, old, new string }{
		{"name", acc.Name, next.Name}, {"role", string(acc.Role), string(next.Role)}, {"enterprise", acc.Enterprise, next.Enterprise},
		{"lang", acc.Lang, next.Lang}, {"disabled", fmt.Sprint(acc.Disabled), fmt.Sprint(next.Disabled)},
	} {
		if f.old != f.new {
			all = append(all, fmt.Sprintf("%s %s → %s", f.name, f.old, f.new))
		}
	}
	return strings.Join(all, ", ")
}
