package account

import (
	"database/sql"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/park/sqldb"
)

// What the audit says of accounts. Other packages have codes of their own; pages put them into words.
const (
	Added         = "account.added"
	Changed       = "account.changed"
	LinkMade      = "account.link"
	PasswordSet   = "account.password"
	AccountLocked = "account.locked"
	IdentityTied  = "account.identity"
	Expected      = "account.expected"
	CodePrinted   = "guest.code"
	GuestCame     = "guest.came"
	GuestsEnded   = "guest.ended"
	TokenMade     = "token.made"
	TokenRevoked  = "token.revoked"
)

// Audited is every code of this package.
func Audited() []string {
	return []string{Added, Changed, LinkMade, PasswordSet, AccountLocked, IdentityTied, Expected, CodePrinted, GuestCame, GuestsEnded, TokenMade, TokenRevoked}
}

// Entry is a line of the audit: who changed what.
type Entry struct {
	ID    string
	At    time.Time
	Who   string
	What  string // a code
	About string
}

// Note writes a line into the audit, in the transaction of the change.
func Note(tx *sqldb.Tx, at time.Time, who Person, what, about string) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO audit (id, at, who, what, about) VALUES ($1, $2, $3, $4, $5)`, id.String(), at.UnixMilli(), who.who(), what, about)
	return err
}

// Page is a part of a long list: so many lines, from before the line that was shown last.
type Page struct {
	Before Entry // the zero one: from the newest
	Size   int   // 100 when it is 0
}

// Audit is a page of the audit, newest first.
func Audit(tx *sqldb.Tx, p Page) (all []Entry, err error) {
	if p.Size <= 0 {
		p.Size = 100
	}
	scan := func(rows *sql.Rows) error {
		var e Entry
		var at int64
		err := rows.Scan(&e.ID, &at, &e.Who, &e.What, &e.About)
		e.At = time.UnixMilli(at)
		all = append(all, e)
		return err
	}
	if p.Before.ID == "" {
		err = tx.Each(`SELECT id, at, who, what, about FROM audit ORDER BY at DESC, id DESC LIMIT $1`, []any{p.Size}, scan)
		return all, err
	}
	err = tx.Each(`SELECT id, at, who, what, about FROM audit WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3`,
		[]any{p.Before.At.UnixMilli(), p.Before.ID, p.Size}, scan)
	return all, err
}
