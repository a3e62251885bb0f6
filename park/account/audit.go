package account

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// What the audit says of accounts. Other packages have codes of their own; pages put them into words.
const (
	Added         = "account.added"
	Changed       = "account.changed"
	LinkMade      = "account.link"
	LinkEnded     = "account.link-withdrawn"
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
	return []string{Added, Changed, LinkMade, LinkEnded, PasswordSet, AccountLocked, IdentityTied, Expected, CodePrinted, GuestCame, GuestsEnded, TokenMade, TokenRevoked}
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
	return tx.Note(at, who.Known(), what, about)
}

// Page is a part of a long list: so many lines, from before the line that was shown last.
type Page struct {
	Before Entry // the zero one: from the newest
	Size   int   // 100 when it is 0

	Who         string    // stands in who it was; "" anybody
	Since, Till time.Time // the zero one: whenever
}

// Audit is a page of the audit, newest first.
func Audit(tx *sqldb.Tx, p Page) (all []Entry, err error) {
	where, args := p.where()
	if p.Size <= 0 {
		p.Size = 100
	}
	args = append(args, p.Size)
	err = tx.Each(fmt.Sprintf(`SELECT id, at, who, what, about FROM audit %s ORDER BY at DESC, id DESC LIMIT $%d`, where, len(args)), args, func(rows *sql.Rows) error {
		var e Entry
		var at int64
		err := rows.Scan(&e.ID, &at, &e.Who, &e.What, &e.About)
		e.At = time.UnixMilli(at)
		all = append(all, e)
		return err
	})
	return all, err
}

// like is text as a pattern of LIKE ... ESCAPE '!' has it.
var like = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// where is the conditions of a page, and their values.
func (p Page) where() (string, []any) {
	var all []string
	var args []any
	add := func(condition string, values ...any) {
		numbers := make([]any, len(values))
		for n := range values {
			numbers[n] = len(args) + n + 1
		}
		all, args = append(all, fmt.Sprintf(condition, numbers...)), append(args, values...)
	}
	if p.Before.ID != "" {
		add(`(at, id) < ($%d, $%d)`, p.Before.At.UnixMilli(), p.Before.ID)
	}
	if !p.Since.IsZero() {
		add(`at >= $%d`, p.Since.UnixMilli())
	}
	if !p.Till.IsZero() {
		add(`at < $%d`, p.Till.UnixMilli())
	}
	if p.Who != "" {
		add(`lower(who) LIKE $%d ESCAPE '!'`, "%"+like.Replace(strings.ToLower(p.Who))+"%")
	}
	if len(all) == 0 {
		return "", nil
	}
	return "WHERE " + strings.Join(all, " AND "), args
}
