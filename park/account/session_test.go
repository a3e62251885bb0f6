package account_test

import (
	"bytes"
	"database/sql"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

func TestASessionEnds(t *testing.T) {
	each(t, account.Options{Idle: time.Hour, Life: 5 * time.Hour}, func(p *park) {
		p.person(boss)
		enter := func() string {
			cookie, err := p.enter("boss", good)
			p.ok(err)
			return cookie
		}
		idle, used := enter(), enter()
		for range 9 { // in use, it lasts as long as Life
			p.pass(30 * time.Minute)
			if p.is(used) != boss.Name {
				p.Fatal("a session in use ended")
			}
		}
		if p.is(idle) != "" {
			p.Error("an idle session went on")
		}
		p.pass(30 * time.Minute)
		if p.is(used) != "" {
			p.Error("a session outlived its life")
		}
		left, all := enter(), enter()
		p.ok(p.Leave(p.Context(), left))
		if p.is(left) != "" || p.is(all) != boss.Name {
			p.Error("leaving ended another session, or not its own")
		}
		p.ok(p.LeaveAll(p.Context(), "boss"))
		if p.is(all) != "" {
			p.Error("left everywhere, and still here")
		}
		for _, none := range []string{"", "x", all + "x", ".", string(make([]byte, 1000))} {
			if p.is(none) != "" {
				p.Errorf("cookie %q is somebody's", none)
			}
		}
	})
}

// Nothing is written at each request; what a cookie is cannot be read from the database.
func TestASessionInTheDatabase(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		cookie := p.person(boss)
		seen := func() (ms int64) {
			p.ok(p.db.Read(p.Context(), func(tx *sqldb.Tx) error {
				return tx.Each(`SELECT id, seen FROM session`, nil, func(rows *sql.Rows) error {
					var id []byte
					err := rows.Scan(&id, &ms)
					if bytes.Contains([]byte(cookie), id) || len(id) != 32 {
						p.Error("the database knows the cookie")
					}
					return err
				})
			}))
			return ms
		}
		first := seen()
		p.pass(4 * time.Minute)
		p.is(cookie)
		if seen() != first {
			p.Error("a request was written down")
		}
		p.pass(time.Minute)
		p.is(cookie)
		if seen() != p.now.UnixMilli() {
			p.Error("use was never written down")
		}
	})
}

func TestRoleAndLockAreLookedAtEachTime(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		p.person(boss)
		cookie := p.person(expert)
		changed := expert
		changed.Role, changed.Lang, changed.Name = account.Lead, "en", "专家丙"
		p.ok(p.Save(p.Context(), account.Console, changed))
		s, err := p.Session(p.Context(), cookie)
		p.ok(err)
		if s.Role != account.Lead || s.Lang != "en" || s.Name != "专家丙" {
			p.Errorf("%+v", s)
		}
		p.ok(p.Disable(p.Context(), account.Console, "zhuanjia"))
		if p.is(cookie) != "" {
			p.Error("a disabled account is in")
		}
		p.ok(p.Save(p.Context(), account.Console, changed))
		if p.is(cookie) != "" {
			p.Error("a session came back with the account")
		}
	})
}

func TestRenew(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		cookie := p.person(boss)
		before, err := p.Session(p.Context(), cookie)
		p.ok(err)
		if before.Old {
			p.Error("old at once")
		}
		p.pass(4 * time.Hour)
		if s, err := p.Session(p.Context(), cookie); err != nil || !s.Old {
			p.Errorf("%+v, %v", s, err)
		}
		var fresh [8]string
		won, lost := together(len(fresh), func(n int) (err error) {
			fresh[n], _, err = p.Renew(background, cookie)
			return err
		})
		renewed := ""
		for _, f := range fresh {
			if f != cookie {
				if renewed != "" {
					p.Error("two cookies of one")
				}
				renewed = f
			}
		}
		if won != len(fresh) || renewed == "" {
			p.Fatalf("%d, %v", won, lost)
		}
		s, err := p.Session(p.Context(), renewed)
		p.ok(err)
		if s.Token != before.Token || !s.Until.Equal(before.Until) || s.Old || s.Login != "boss" {
			p.Errorf("renewed %+v, was %+v", s, before)
		}
		if old, err := p.Session(p.Context(), cookie); err != nil || old == nil || old.Old {
			p.Error("what was under way with the old cookie is not heard")
		}
		p.pass(31 * time.Second)
		if p.is(cookie) != "" || p.is(renewed) != boss.Name {
			p.Error("the old cookie went on, or the new did not")
		}
		_, _, err = p.Renew(p.Context(), cookie)
		p.not(err, account.NotNow)
	})
}

func TestChangePassword(t *testing.T) {
	each(t, account.Options{MaxFailures: 2}, func(p *park) {
		cookie := p.person(boss)
		before, err := p.Session(p.Context(), cookie)
		p.ok(err)
		elsewhere, err := p.enter("boss", good)
		p.ok(err)
		change := func(cookie, old, password string) (string, *account.Session, error) {
			return p.ChangePassword(p.Context(), cookie, old, password, here)
		}
		_, _, err = change("x", good, other)
		p.not(err, account.NotNow)
		_, _, err = change(cookie, other, other)
		p.not(err, account.Wrong)
		_, _, err = change(cookie, good, "boss")
		p.not(err, account.TooShort)
		renewed, s, err := change(cookie, good, other)
		p.ok(err)
		if s.Token == before.Token {
			p.Error("forms of before are still good")
		}
		if p.is(cookie) != "" || p.is(elsewhere) != "" || p.is(renewed) != boss.Name {
			p.Error("who was in with the old password is in")
		}
		_, err = p.enter("boss", good)
		p.not(err, account.Wrong)
		_, _, err = change(renewed, good, good) // here the account is guessed at, too
		p.not(err, account.Wrong)
		_, _, err = change(renewed, other, good)
		p.not(err, account.Locked)
	})
}

// Two sessions have different form tokens, and a token does not tell the cookie.
func TestFormTokens(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		a := p.person(boss)
		b, err := p.enter("boss", good)
		p.ok(err)
		sa, err := p.Session(p.Context(), a)
		p.ok(err)
		sb, err := p.Session(p.Context(), b)
		p.ok(err)
		if sa.Token == sb.Token || len(sa.Token) != 43 || bytes.Contains([]byte(a), []byte(sa.Token)) {
			p.Errorf("%q %q", sa.Token, sb.Token)
		}
	})
}
