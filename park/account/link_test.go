package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
)

func TestALinkIsGoodOnce(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		secret, err := p.Invite(ctx, account.Console, boss, time.Hour)
		p.ok(err)
		l, err := p.Link(ctx, secret, here)
		p.ok(err)
		if l.Kind != account.NewLink || l.Login != "boss" || !l.Until.Equal(p.now.Add(time.Hour)) {
			p.Errorf("%+v", l)
		}
		_, _, err = p.SetPassword(ctx, secret, "short", here)
		p.not(err, account.TooShort) // and nothing is spent
		_, _, err = p.EnterByLink(ctx, secret, "赵某某", here)
		p.not(err, account.LinkUnknown)
		_, _, err = p.Found(ctx, secret, boss, good, here)
		p.not(err, account.LinkUnknown)
		_, _, err = p.SetPassword(ctx, secret, good, here)
		p.ok(err)
		_, _, err = p.SetPassword(ctx, secret, other, here)
		p.not(err, account.LinkUsed)
		_, err = p.enter("boss", good)
		p.ok(err)

		first, err := p.Reset(ctx, account.Console, "BOSS", time.Hour)
		p.ok(err)
		second, err := p.Reset(ctx, account.Console, "boss", time.Hour)
		p.ok(err)
		_, _, err = p.SetPassword(ctx, first, other, here)
		p.not(err, account.LinkUnknown) // replaced
		_, err = p.enter("boss", good)
		p.ok(err) // until the link is used
		p.pass(time.Hour)
		_, _, err = p.SetPassword(ctx, second, other, here)
		p.not(err, account.LinkExpired)
		_, err = p.Reset(ctx, account.Console, "nobody", time.Hour)
		p.not(err, account.LoginUnknown)
		_, err = p.Invite(ctx, account.Console, boss, time.Hour)
		p.not(err, account.LoginTaken)

		p.person(officer)
		third, err := p.Reset(ctx, account.Console, "lisi", time.Hour)
		p.ok(err)
		p.ok(p.Disable(ctx, account.Console, "lisi"))
		_, _, err = p.SetPassword(ctx, third, other, here)
		p.not(err, account.LinkUnknown)
		_, err = p.Reset(ctx, account.Console, "lisi", time.Hour)
		p.not(err, account.Disabled)
	})
}

func TestOfTwoUsesAtOnceOneWins(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		secret, err := p.Invite(p.Context(), account.Console, boss, time.Hour)
		p.ok(err)
		passwords := []string{good, other, good + "三", other + "四"}
		winner := make([]bool, len(passwords))
		won, lost := together(len(passwords), func(n int) error {
			_, _, err := p.SetPassword(background, secret, passwords[n], here)
			winner[n] = err == nil
			return err
		})
		for _, err := range lost {
			p.not(err, account.LinkUsed)
		}
		if won != 1 {
			p.Fatalf("%d won", won)
		}
		for n, password := range passwords {
			_, err := p.enter("boss", password)
			if (err == nil) != winner[n] {
				p.Errorf("password %d: %v, won %v", n, err, winner[n])
			}
		}
	})
}

func TestTheFirstAdministrator(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		old, err := p.FirstAdmin(ctx)
		p.ok(err)
		secret, err := p.FirstAdmin(ctx)
		p.ok(err)
		_, _, err = p.Found(ctx, old, boss, good, here)
		p.not(err, account.LinkUnknown)
		if l, err := p.Link(ctx, secret, here); err != nil || l.Kind != account.FirstLink {
			p.Errorf("%+v, %v", l, err)
		}
		_, _, err = p.SetPassword(ctx, secret, good, here)
		p.not(err, account.LinkUnknown)
		_, _, err = p.Found(ctx, secret, boss, "Boss2026!!", here)
		p.not(err, account.TooCommon)
		_, _, err = p.Found(ctx, secret, account.Account{Login: "boss", Name: "甲、乙"}, good, here)
		p.not(err, account.BadName)
		var cookies [4]string
		won, lost := together(len(cookies), func(n int) (err error) {
			acc := account.Account{Login: []string{"a1", "b2", "c3", "d4"}[n], Name: []string{"主任甲", "主任乙", "主任丙", "主任丁"}[n], Role: account.Auditor}
			cookies[n], _, err = p.Found(background, secret, acc, good, here)
			return err
		})
		if won != 1 {
			p.Fatalf("%d won: %v", won, lost)
		}
		all, err := p.List(ctx)
		p.ok(err)
		if len(all) != 1 || all[0].Role != account.Admin || !all[0].Password {
			p.Errorf("%+v", all)
		}
		if none, err := p.FirstAdmin(ctx); err != nil || none != "" {
			p.Errorf("another first administrator: %v", err)
		}
	})
}

// A link for the first administrator is void once there is one by another way.
func TestNoSecondFirstAdministrator(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		secret, err := p.FirstAdmin(p.Context())
		p.ok(err)
		p.person(boss)
		_, _, err = p.Found(p.Context(), secret, account.Account{Login: "thief", Name: "丁某"}, good, here)
		p.not(err, account.LinkUsed)
		if acc, err := p.Find(p.Context(), "thief"); acc != nil || err != nil {
			p.Errorf("%+v, %v", acc, err)
		}
	})
}

func TestPasswords(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		acc := account.Account{Login: "lisi1990", Name: "Li Wenzhong", Role: account.Officer}
		secret, err := p.Invite(p.Context(), account.Console, acc, time.Hour)
		p.ok(err)
		long := string(slices.Repeat([]rune("长夜行舟渡"), 41))
		for password, want := range map[string]account.Reason{
			"": account.TooShort, "四个 互不 相干": account.TooShort, long: account.TooLong,
			"1234567890": account.TooCommon, "Password2026": account.TooCommon, "P@ssw0rd!!": account.TooCommon, "admin@123456": account.TooCommon,
			"Anquan123456": account.TooCommon, "Qwertyuiop": account.TooCommon, "aaaaaaaaaaaa": account.TooCommon, "1212121212": account.TooCommon,
			"13800138000": account.TooCommon, "91500000MA5U00AA13": account.TooCommon, "１２３４５６７８９０": account.TooCommon,
			"LISI199000": account.TooCommon, "Li Wenzhong": account.TooCommon, strings.Repeat("\u0301", 500): account.TooLong,
		} {
			_, _, err := p.SetPassword(p.Context(), secret, password, here)
			if d := p.not(err, want); d.Error() == "" {
				p.Errorf("%q: no words", password)
			}
		}
		for _, password := range []string{"lisi1990lisi", "安全生产 也要 休息", "correct-horse-9", string([]rune(long)[:200])} {
			_, _, err = p.SetPassword(p.Context(), secret, password, here)
			p.ok(err)
			_, err = p.enter("lisi1990", password)
			p.ok(err)
			secret, err = p.Reset(p.Context(), account.Console, "lisi1990", time.Hour)
			p.ok(err)
		}
	})
}
