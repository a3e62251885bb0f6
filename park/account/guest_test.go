package account_test

import (
	"fmt"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
)

func TestAGuest(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		p.person(officer)
		secret, err := p.EntryLink(ctx, asOfficer, code, visit, 30*24*time.Hour)
		p.ok(err)
		l, err := p.Link(ctx, secret, here)
		p.ok(err)
		if l.Kind != account.EntryLinks || l.Enterprise != plant || l.Inspection != visit || l.Uses != 0 {
			p.Errorf("%+v", l)
		}
		for name, want := range map[string]account.Reason{"": account.BadName, "赵某某、钱某某": account.BadName, "（赵）": account.BadName, "赵\u202e某": account.BadName, "李 某某(安环部)": account.NameReserved} {
			_, _, err = p.EnterByLink(ctx, secret, name, here)
			p.not(err, want) // and nothing is spent
		}
		cookie, s, err := p.EnterByLink(ctx, secret, " 赵某某 ", here)
		p.ok(err)
		if s.Person != (account.Person{Name: "赵某某", Role: account.Enterprise, Enterprise: plant, Guest: true}) || s.Inspection != visit || s.Link != l.ID || s.Token == "" {
			p.Errorf("%+v", s)
		}
		p.pass(20 * 24 * time.Hour) // unused
		if p.is(cookie) != "赵某某" {
			p.Error("a guest has to come again each day")
		}
		renewed, again, err := p.Renew(ctx, cookie)
		p.ok(err)
		if again.Person != s.Person || again.Link != s.Link || again.Inspection != visit {
			p.Errorf("renewed %+v", again)
		}
		p.ok(p.LeaveAll(ctx, "")) // nobody's login
		p.pass(time.Minute)
		if guests, err := p.Guests(ctx, plant); err != nil || len(guests) != 1 || guests[0].Name != "赵某某" || guests[0].Inspection != visit || !guests[0].Since.Equal(p.now.Add(-20*24*time.Hour-time.Minute)) {
			p.Errorf("%+v, %v", guests, err)
		}
		_, _, err = p.ChangePassword(ctx, renewed, good, other, here)
		p.not(err, account.NotNow)
		p.pass(10 * 24 * time.Hour)
		if p.is(renewed) != "" {
			p.Error("a guest stays for ever")
		}
	})
}

// The paper is good for three devices within three days of its first use, and after that opens nothing.
func TestThePaper(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		print := func() string {
			secret, err := p.EntryLink(ctx, asOfficer, plant, visit, 30*24*time.Hour)
			p.ok(err)
			return secret
		}
		three, window, late := print(), print(), print()
		won, lost := together(8, func(n int) error {
			_, _, err := p.EnterByLink(background, three, fmt.Sprintf("工人%d", n), here)
			return err
		})
		if won != 3 {
			p.Errorf("%d devices came in", won)
		}
		for _, err := range lost {
			p.not(err, account.LinkFull)
		}
		if l, err := p.Link(ctx, three, here); l == nil || l.Uses != 3 {
			p.Errorf("%+v, %v", l, err)
		}
		p.pass(29 * 24 * time.Hour)
		_, _, err := p.EnterByLink(ctx, window, "赵某某", here)
		p.ok(err)
		p.pass(3*24*time.Hour - time.Minute) // it was to be used first within 30 days
		_, _, err = p.EnterByLink(ctx, window, "钱某某", here)
		p.ok(err)
		p.pass(time.Minute)
		_, _, err = p.EnterByLink(ctx, window, "孙某某", here)
		p.not(err, account.LinkFull)
		_, _, err = p.EnterByLink(ctx, late, "孙某某", here)
		p.not(err, account.LinkExpired)
	})
}

func TestPaperThatWentAstray(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		enter := func(enterprise, inspection, name string) (secret, cookie string) {
			secret, err := p.EntryLink(ctx, asOfficer, enterprise, inspection, time.Hour)
			p.ok(err)
			cookie, _, err = p.EnterByLink(ctx, secret, name, here)
			p.ok(err)
			return secret, cookie
		}
		lost, thief := enter(plant, visit, "赵某某")
		_, same := enter(plant, "019ab3f0-0000-7000-8000-000000000002", "钱某某")
		_, others := enter(mill, visit, "孙某某")
		p.ok(p.EndLinks(ctx, asOfficer, plant, visit))
		if p.is(thief) != "" || p.is(same) != "钱某某" || p.is(others) != "孙某某" {
			p.Error("not who came by that paper is out")
		}
		_, _, err := p.EnterByLink(ctx, lost, "赵某某", here)
		p.not(err, account.LinkUnknown)
		p.ok(p.EndLinks(ctx, asOfficer, plant, ""))
		if p.is(same) != "" || p.is(others) != "孙某某" {
			p.Error("not the enterprise's guests are out")
		}
		for _, who := range []account.Person{{Name: "王某某", Role: account.Enterprise, Enterprise: plant}, {Name: "查", Role: account.Auditor}, {}} {
			_, err := p.EntryLink(ctx, who, plant, visit, time.Hour)
			p.not(err, account.Forbidden)
			p.not(p.EndLinks(ctx, who, plant, visit), account.Forbidden)
		}
		_, err = p.EntryLink(ctx, asOfficer, "nobody's", visit, time.Hour)
		p.not(err, account.BadEnterprise)
	})
}
