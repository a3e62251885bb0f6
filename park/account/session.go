package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// A cookie is "<secret>.<seed>", 256 random bits each. The secret changes when the session is renewed; the seed, of which the forms' token
// is derived, stays, so that a form that was open meanwhile is still good. The database knows SHA-256 of the whole.

const (
	renewAfter = 4 * time.Hour
	grace      = 30 * time.Second // the cookie before is still good: requests were under way with it
	seenEvery  = 5 * time.Minute  // how often use is written down
)

// Session is somebody's presence: who they are now, and what their forms must carry.
type Session struct {
	Person
	Token      string    // that forms carry against forgery from other sites; constant while the session lasts
	Until      time.Time // it ends at the latest
	Old        bool      // it is time for Renew
	Inspection string    // of a guest: that the list was of
	Link       string    // of a guest: Link.ID of what let them in
}

// visitor is what a session's row says of who comes.
type visitor struct {
	login, enterprise, name string
	link                    []byte
	until                   int64 // 0: as accounts
	seed                    string
}

func seedOf(cookie string) string {
	_, seed, _ := strings.Cut(cookie, ".")
	return seed
}

// token is what forms of a session carry.
func token(cookie string) string {
	m := hmac.New(sha256.New, []byte(seedOf(cookie)))
	m.Write([]byte("paicha form"))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// begin makes a session for whom f lets in, in one Write with what f does.
func (a *Accounts) begin(ctx context.Context, f func(*sqldb.Tx) (visitor, error)) (cookie string, s *Session, err error) {
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		v, err := f(tx)
		if err != nil {
			return err
		}
		if err := a.sweep(tx); err != nil {
			return err
		}
		cookie, err = a.addSession(tx, v)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	s, err = a.Session(ctx, cookie)
	if err == nil && s == nil {
		err = denied(NotNow, "")
	}
	return cookie, s, err
}

func (a *Accounts) addSession(tx *sqldb.Tx, v visitor) (cookie string, err error) {
	if v.seed == "" {
		v.seed = secret()
	}
	cookie = secret() + "." + v.seed
	now := a.now()
	if v.until == 0 {
		v.until = now + a.o.Life.Milliseconds()
	}
	if v.link == nil {
		v.link = []byte{}
	}
	_, err = tx.Exec(`INSERT INTO session (id, login, enterprise, name, created, seen, until, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		hashed(cookie), v.login, v.enterprise, v.name, now, now, v.until, v.link)
	return cookie, err
}

// sweep drops what is over.
func (a *Accounts) sweep(tx *sqldb.Tx) error {
	now := a.now()
	if _, err := tx.Exec(`DELETE FROM session WHERE until <= $1 OR (login <> '' AND seen <= $2)`, now, now-a.o.Idle.Milliseconds()); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM link WHERE until <= $1`, now-keepLinks.Milliseconds())
	return err
}

// presence is a session's row, joined with what the account says now.
type presence struct {
	s                    Session
	created, seen, until int64
	link                 []byte
	disabled             bool
}

func (p *presence) guest() bool { return p.s.Login == "" }

func (a *Accounts) presence(tx *sqldb.Tx, cookie string) (*presence, error) {
	var p presence
	var name, enterprise string
	there, err := tx.Row(`SELECT session.login, session.enterprise, session.name, session.created, session.seen, session.until, session.link,
			coalesce(account.name, ''), coalesce(account.role, ''), coalesce(account.enterprise, ''), coalesce(account.lang, ''),
			coalesce(account.disabled, 1), coalesce(link.inspection, '')
		FROM session LEFT JOIN account ON account.login = session.login LEFT JOIN link ON link.id = session.link WHERE session.id = $1`,
		[]any{hashed(cookie)},
		&p.s.Login, &enterprise, &name, &p.created, &p.seen, &p.until, &p.link,
		&p.s.Name, &p.s.Role, &p.s.Enterprise, &p.s.Lang, &p.disabled, &p.s.Inspection)
	now := a.now()
	switch {
	case err != nil || !there || p.until <= now:
		return nil, err
	case p.guest():
		p.s.Person = Person{Name: name, Role: Enterprise, Enterprise: enterprise, Guest: true}
		p.s.Link = hex.EncodeToString(p.link)
	case p.disabled || p.seen <= now-a.o.Idle.Milliseconds():
		return nil, nil
	}
	p.s.Token, p.s.Until = token(cookie), time.UnixMilli(p.until)
	p.s.Old = now-p.created >= renewAfter.Milliseconds() && p.until-now > grace.Milliseconds()
	return &p, nil
}

// Session is who comes with the cookie; nil when nobody does. Role and whether the account is disabled are as they are now. That the
// session is in use is written down now and then, not at each request.
func (a *Accounts) Session(ctx context.Context, cookie string) (s *Session, err error) {
	if cookie == "" || len(cookie) > 200 {
		return nil, nil
	}
	var p *presence
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		p, err = a.presence(tx, cookie)
		return err
	})
	if err != nil || p == nil {
		return nil, err
	}
	if a.now()-p.seen >= min(seenEvery, a.o.Idle/10).Milliseconds() {
		// A disk that is full sends nobody out.
		_ = a.db.Write(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE session SET seen = $1 WHERE id = $2`, a.now(), hashed(cookie))
			return err
		})
	}
	return &p.s, nil
}

// Leave ends the session.
func (a *Accounts) Leave(ctx context.Context, cookie string) error {
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`DELETE FROM session WHERE id = $1`, hashed(cookie))
		return err
	})
}

// LeaveAll ends all sessions of an account.
func (a *Accounts) LeaveAll(ctx context.Context, login string) error {
	return a.db.Write(ctx, func(tx *sqldb.Tx) error { return endSessions(tx, clean(login)) })
}

func endSessions(tx *sqldb.Tx, login string) error {
	if login == "" {
		return nil // guests
	}
	_, err := tx.Exec(`DELETE FROM session WHERE login = $1`, login)
	return err
}

// Renew gives the session another cookie. Requests that are under way with the old one are still heard for a moment; Session.Token stays,
// and so does the end. Of two Renews at once the second changes nothing and gives the old cookie back.
func (a *Accounts) Renew(ctx context.Context, cookie string) (renewed string, s *Session, err error) {
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		renewed = cookie
		p, err := a.presence(tx, cookie)
		if err != nil {
			return err
		}
		if p == nil {
			return denied(NotNow, "")
		}
		now := a.now()
		if p.until-now <= grace.Milliseconds() {
			return nil // was renewed, or ends anyway
		}
		if _, err := tx.Exec(`UPDATE session SET until = $1 WHERE id = $2`, now+grace.Milliseconds(), hashed(cookie)); err != nil {
			return err
		}
		v := visitor{login: p.s.Login, link: p.link, until: p.until, seed: seedOf(cookie)}
		if p.guest() {
			v.name, v.enterprise = p.s.Name, p.s.Enterprise
		}
		renewed, err = a.addSession(tx, v)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	s, err = a.Session(ctx, renewed)
	return renewed, s, err
}
