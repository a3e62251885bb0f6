package account_test

import (
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

func TestWhatAnAccountMayBe(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		p.person(expert)
		p.person(worker)
		for what, c := range map[string]struct {
			acc  account.Account
			want account.Reason
		}{
			"no login":                  {account.Account{Name: "丁某", Role: account.Expert}, account.BadLogin},
			"a login with a blank":      {account.Account{Login: "a b", Name: "丁某", Role: account.Expert}, account.BadLogin},
			"a Chinese login":           {account.Account{Login: "丁某", Name: "丁某", Role: account.Expert}, account.BadLogin},
			"a login taken":             {account.Account{Login: "ZHUANJIA", Name: "丁某", Role: account.Expert}, account.LoginTaken},
			"no name":                   {account.Account{Login: "ding", Role: account.Expert}, account.BadName},
			"two names":                 {account.Account{Login: "ding", Name: "丁某/戊某", Role: account.Expert}, account.BadName},
			"signs":                     {account.Account{Login: "ding", Name: "——", Role: account.Expert}, account.BadName},
			"a name of a screen":        {account.Account{Login: "ding", Name: "丁某\x1b[2J", Role: account.Expert}, account.BadName},
			"a long name":               {account.Account{Login: "ding", Name: strings.Repeat("丁", 61), Role: account.Expert}, account.BadName},
			"an expert's name":          {account.Account{Login: "ding", Name: "专家 乙（化工）", Role: account.Officer}, account.NameTaken},
			"an expert's, for a plant":  {account.Account{Login: "ding", Name: "专家乙", Role: account.Enterprise, Enterprise: mill}, account.NameTaken},
			"a worker's, for an expert": {account.Account{Login: "ding", Name: "王·某某", Role: account.Expert}, account.NameTaken},
			"a worker's of the plant":   {account.Account{Login: "ding", Name: "王某某", Role: account.Enterprise, Enterprise: code}, account.NameTaken},
			"a device":                  {account.Account{Login: "ding", Name: "丁某", Role: account.Device}, account.BadRole},
			"no role":                   {account.Account{Login: "ding", Name: "丁某"}, account.BadRole},
			"a made-up role":            {account.Account{Login: "ding", Name: "丁某", Role: "root"}, account.BadRole},
			"no enterprise":             {account.Account{Login: "ding", Name: "丁某", Role: account.Enterprise}, account.BadEnterprise},
			"an unknown enterprise":     {account.Account{Login: "ding", Name: "丁某", Role: account.Enterprise, Enterprise: "x"}, account.BadEnterprise},
			"an officer of one":         {account.Account{Login: "ding", Name: "丁某", Role: account.Officer, Enterprise: plant}, account.BadEnterprise},
			"French":                    {account.Account{Login: "ding", Name: "丁某", Role: account.Expert, Lang: "fr"}, account.BadLang},
		} {
			_, err := p.Invite(p.Context(), account.Console, c.acc, time.Hour)
			if d := p.not(err, c.want); strings.Contains(d.Error(), "%!") {
				p.Errorf("%s: %v", what, d)
			}
		}
		// People of two enterprises may be called the same, and a credit code names an enterprise.
		_, err := p.Invite(p.Context(), account.Console, account.Account{Login: "wang2", Name: "王某某", Role: account.Enterprise, Enterprise: mill}, time.Hour)
		p.ok(err)
		_, err = p.Invite(p.Context(), account.Console, account.Account{Login: "zhou", Name: "周 某某", Role: account.Enterprise, Enterprise: code}, time.Hour)
		p.ok(err)
		if acc, err := p.Find(p.Context(), "Zhou"); err != nil || acc == nil || acc.Enterprise != plant || acc.Name != "周 某某" || acc.Password || !acc.Created.Equal(p.now) {
			p.Errorf("%+v, %v", acc, err)
		}
		moved := account.Account{Login: "wang2", Name: "王某某", Role: account.Expert}
		p.not(p.Save(p.Context(), account.Console, moved), account.NameTaken)
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		cookie := p.person(boss)
		_, err := p.Invite(ctx, account.Console, account.Account{Login: "second", Name: "主任乙", Role: account.Admin}, time.Hour)
		p.ok(err) // cannot enter yet
		demoted := boss
		demoted.Role = account.Officer
		p.not(p.Save(ctx, account.Console, demoted), account.LastAdmin)
		p.not(p.Disable(ctx, account.Console, "boss"), account.LastAdmin)
		p.not(p.Expect(ctx, account.Console, "boss"), account.LastAdmin)
		if p.is(cookie) != boss.Name {
			p.Error("out nevertheless")
		}
		p.person(account.Account{Login: "third", Name: "主任丙", Role: account.Admin})
		won, lost := together(2, func(n int) error { return p.Disable(background, account.Console, []string{"boss", "third"}[n]) })
		if won != 1 || len(lost) != 1 {
			p.Fatalf("%d of two last administrators were disabled", won)
		}
		p.not(lost[0], account.LastAdmin)
	})
}

func TestOnlyAdministratorsKeepTheList(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		p.person(boss)
		ctx := p.Context()
		for _, role := range account.Roles() {
			who := account.Person{Login: "x", Name: "某", Role: role}
			var errs []error
			_, err := p.Invite(ctx, who, account.Account{Login: "new-" + string(role), Name: "新" + string(role), Role: account.Auditor}, time.Hour)
			errs = append(errs, err)
			_, err = p.Reset(ctx, who, "boss", time.Hour)
			errs = append(errs, err, p.Save(ctx, who, boss))
			_, err = p.NewToken(ctx, who, account.Token{Name: "x", Scopes: []account.Scope{account.ReadScope}})
			errs = append(errs, err)
			if role != account.Admin {
				errs = append(errs, p.Disable(ctx, who, "boss"), p.Expect(ctx, who, "boss"), p.RevokeToken(ctx, who, "00"))
			}
			for _, err := range errs {
				if role == account.Admin {
					p.ok(err)
				} else {
					p.not(err, account.Forbidden)
				}
			}
		}
	})
}

func TestTheAudit(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		p.person(boss)
		admin := account.Person{Login: "boss", Name: "主任甲", Role: account.Admin}
		p.pass(time.Second)
		_, err := p.Invite(ctx, admin, expert, time.Hour)
		p.ok(err)
		changed := expert
		changed.Role = account.Lead
		p.pass(time.Second)
		p.ok(p.Save(ctx, admin, changed))
		p.ok(p.Save(ctx, admin, changed)) // says nothing new
		p.pass(time.Second)
		p.not(p.Save(ctx, admin, account.Account{Login: "boss", Name: "主任甲", Role: account.Officer}), account.LastAdmin)
		all := p.audited()
		want := [][3]string{
			{"parkd", account.Added, "boss: name 主任甲, role admin"},
			{"主任甲 (boss)", account.PasswordSet, "boss"},
			{"主任甲 (boss)", account.Added, "zhuanjia: name 专家乙, role expert"},
			{"主任甲 (boss)", account.Changed, "zhuanjia: role expert → lead"},
		}
		if len(all) != len(want) {
			p.Fatalf("%+v", all)
		}
		for n, e := range all {
			if got := [3]string{e.Who, e.What, e.About}; got != want[n] {
				p.Errorf("%v, want %v", got, want[n])
			}
		}
		p.ok(p.db.Read(ctx, func(tx *sqldb.Tx) error {
			var seen []account.Entry
			page := account.Page{Size: 3}
			for range 5 {
				part, err := account.Audit(tx, page)
				if err != nil || len(part) == 0 {
					break
				}
				seen, page.Before = append(seen, part...), part[len(part)-1]
			}
			if len(seen) != len(all) || seen[0] != all[len(all)-1] || seen[3] != all[0] {
				p.Errorf("by pages: %+v", seen)
			}
			return nil
		}))
	})
}
