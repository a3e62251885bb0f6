package account

import (
	"context"
	"database/sql"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Scope is what a program may do with its token.
type Scope string

// Scopes. None includes another.
const (
	ReadScope    Scope = "read"
	WriteScope   Scope = "write"
	ExportScope  Scope = "export"
	HookScope    Scope = "hook"    // webhooks
	MetricsScope Scope = "metrics" // of the server
)

// Scopes is all of them.
func Scopes() []Scope { return []Scope{ReadScope, WriteScope, ExportScope, HookScope, MetricsScope} }

// TokenPrefix lets people and scanners see what a string is.
const TokenPrefix = "paicha_"

// Token is a program's right to come in.
type Token struct {
	ID         string // not the secret
	Name       string // of the program
	Scopes     []Scope
	Enterprise string // id; '' all
	Creator    string // login
	Created    time.Time
	Seen       time.Time // last use, within an hour
	Until      time.Time // zero: for good
	Revoked    time.Time // zero: not
}

// May says whether the token has the scope.
func (t *Token) May(s Scope) bool { return slices.Contains(t.Scopes, s) }

// NewToken makes a token of the name, scopes, enterprise and end of t; it is shown once.
func (a *Accounts) NewToken(ctx context.Context, by Person, t Token) (bearer string, err error) {
	if err := admins(by); err != nil {
		return "", err
	}
	name, ok := line(t.Name)
	if !ok {
		return "", denied(BadTokenName, t.Name)
	}
	scopes, err := joined(t.Scopes)
	if err != nil {
		return "", err
	}
	until := int64(0)
	if !t.Until.IsZero() {
		until = t.Until.UnixMilli()
	}
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		enterprise := ""
		if t.Enterprise != "" {
			if enterprise, err = enterpriseID(tx, t.Enterprise); err != nil {
				return err
			}
		}
		bearer = TokenPrefix + secret()
		if _, err := tx.Exec(`INSERT INTO token (id, name, scope, enterprise, creator, created, seen, until, revoked)
			VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0)`, hashed(bearer), name, scopes, enterprise, by.Login, a.now(), until); err != nil {
			return err
		}
		return Note(tx, a.o.Now(), by, TokenMade, strings.TrimSpace(name+" ("+scopes+") "+enterprise))
	})
	return bearer, err
}

func joined(scopes []Scope) (string, error) {
	var all []string
	for _, s := range Scopes() { // in order, each once
		if slices.Contains(scopes, s) {
			all = append(all, string(s))
		}
	}
	for _, s := range scopes {
		if !slices.Contains(Scopes(), s) {
			return "", denied(BadScope, string(s))
		}
	}
	if len(all) == 0 {
		return "", denied(BadScope, "")
	}
	return strings.Join(all, ","), nil
}

const tokenColumns = `id, name, scope, enterprise, creator, created, seen, until, revoked`

func scanToken(rows *sql.Rows) (t Token, err error) {
	var id []byte
	var scopes string
	var created, seen, until, revoked int64
	err = rows.Scan(&id, &t.Name, &scopes, &t.Enterprise, &t.Creator, &created, &seen, &until, &revoked)
	t.ID = hex.EncodeToString(id)
	for s := range strings.SplitSeq(scopes, ",") {
		t.Scopes = append(t.Scopes, Scope(s))
	}
	t.Created, t.Seen, t.Until, t.Revoked = instant(created), instant(seen), instant(until), instant(revoked)
	return t, err
}

// Tokens is all tokens, also those that are over, newest first.
func (a *Accounts) Tokens(ctx context.Context) (all []Token, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT `+tokenColumns+` FROM token ORDER BY created DESC, id`, nil, func(rows *sql.Rows) error {
			t, err := scanToken(rows)
			all = append(all, t)
			return err
		})
	})
	return all, err
}

// RevokeToken ends a token, named by Token.ID.
func (a *Accounts) RevokeToken(ctx context.Context, by Person, id string) error {
	if err := admins(by); err != nil {
		return err
	}
	raw, err := hex.DecodeString(id)
	if err != nil {
		return denied(TokenUnknown, id)
	}
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		var name string
		var revoked int64
		there, err := tx.Row(`SELECT name, revoked FROM token WHERE id = $1`, []any{raw}, &name, &revoked)
		if err != nil {
			return err
		}
		if !there {
			return denied(TokenUnknown, id)
		}
		if revoked > 0 {
			return nil
		}
		if _, err := tx.Exec(`UPDATE token SET revoked = $1 WHERE id = $2`, a.now(), raw); err != nil {
			return err
		}
		return Note(tx, a.o.Now(), by, TokenRevoked, name)
	})
}

// ByToken is the token that a program shows; nil when it is none, or over.
func (a *Accounts) ByToken(ctx context.Context, bearer string) (found *Token, err error) {
	if !strings.HasPrefix(bearer, TokenPrefix) || len(bearer) > 200 {
		return nil, nil
	}
	id := hashed(bearer)
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT `+tokenColumns+` FROM token WHERE id = $1`, []any{id}, func(rows *sql.Rows) error {
			t, err := scanToken(rows)
			found = &t
			return err
		})
	})
	now := a.o.Now()
	if err != nil || found == nil || !found.Revoked.IsZero() || !found.Until.IsZero() && !now.Before(found.Until) {
		return nil, err
	}
	if now.Sub(found.Seen) >= time.Hour {
		// A disk that is full sends nobody out.
		_ = a.db.Write(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE token SET seen = $1 WHERE id = $2`, now.UnixMilli(), id)
			return err
		})
	}
	return found, nil
}
