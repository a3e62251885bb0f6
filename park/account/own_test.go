package account_test

import (
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

func TestOnesOtherSessions(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		cookie := p.person(boss)
		elsewhere := func(want int) {
			p.Helper()
			n, err := p.Elsewhere(p.Context(), cookie)
			p.ok(err)
			if n != want {
				p.Fatalf("%d other sessions, want %d", n, want)
			}
		}
		elsewhere(0)
		other, err := p.enter("boss", good)
		p.ok(err)
		elsewhere(1)
		p.pass(5 * time.Hour)
		renewed, _, err := p.Renew(p.Context(), cookie)
		p.ok(err)
		cookie = renewed
		elsewhere(1) // the cookie before is the same session
		p.ok(p.LeaveOthers(p.Context(), cookie))
		elsewhere(0)
		if p.is(other) != "" || p.is(cookie) != boss.Name {
			p.Error("the wrong session ended")
		}
		p.not(p.LeaveOthers(p.Context(), other), account.NotNow)
	})
}

func TestOnesLanguage(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		cookie := p.person(boss)
		who := account.Person{Login: "boss", Name: boss.Name, Role: account.Admin}
		p.ok(p.Speak(p.Context(), who, "en"))
		s, err := p.Session(p.Context(), cookie)
		p.ok(err)
		if s == nil || s.Lang != "en" {
			p.Fatalf("session %+v", s)
		}
		p.not(p.Speak(p.Context(), who, "fr"), account.BadLang)
		p.not(p.Speak(p.Context(), account.Person{Name: "扫码某", Role: account.Enterprise, Guest: true}, "en"), account.NotNow)
	})
}

func TestTheAuditOfSomebodyOrSomeDays(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		for n, who := range []string{"甲某", "乙100%_某", "乙100xy某", "WANG Mou", "甲某"} {
			p.ok(p.db.Write(p.Context(), func(tx *sqldb.Tx) error {
				return account.Note(tx, p.now.Add(time.Duration(n)*time.Hour), account.Person{Name: who}, account.Changed, who)
			}))
		}
		for _, x := range []struct {
			page account.Page
			want int
		}{
			{account.Page{}, 5}, {account.Page{Who: "甲"}, 2}, {account.Page{Who: "100%_"}, 1}, {account.Page{Who: "wang"}, 1}, {account.Page{Who: "!"}, 0},
			{account.Page{Since: p.now.Add(time.Hour)}, 4}, {account.Page{Till: p.now.Add(time.Hour)}, 1},
			{account.Page{Since: p.now.Add(time.Hour), Till: p.now.Add(5 * time.Hour), Who: "甲某"}, 1},
		} {
			var all []account.Entry
			p.ok(p.db.Read(p.Context(), func(tx *sqldb.Tx) (err error) {
				all, err = account.Audit(tx, x.page)
				return err
			}))
			if len(all) != x.want {
				p.Errorf("%+v: %d lines, want %d", x.page, len(all), x.want)
			}
		}
	})
}
