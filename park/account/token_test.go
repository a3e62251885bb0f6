package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
)

func TestTokens(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		ctx := p.Context()
		admin := account.Person{Login: "boss", Name: "主任甲", Role: account.Admin}
		bearer, err := p.NewToken(ctx, admin, account.Token{Name: "每晚 导出", Scopes: []account.Scope{account.ExportScope, account.ReadScope, account.ReadScope}, Enterprise: code, Until: p.now.Add(48 * time.Hour)})
		p.ok(err)
		if !strings.HasPrefix(bearer, "paicha_") || len(bearer) < 50 {
			p.Errorf("%q", bearer)
		}
		got, err := p.ByToken(ctx, bearer)
		p.ok(err)
		if got == nil || got.Name != "每晚 导出" || got.Enterprise != plant || got.Creator != "boss" || !slices.Equal(got.Scopes, []account.Scope{"read", "export"}) ||
			!got.May(account.ReadScope) || got.May(account.WriteScope) {
			p.Fatalf("%+v", got)
		}
		for _, none := range []string{"", "paicha_", "paicha_x", bearer + "x", bearer[:len(bearer)-1], strings.ToUpper(bearer), strings.TrimPrefix(bearer, "paicha_")} {
			if got, err := p.ByToken(ctx, none); got != nil || err != nil {
				p.Errorf("%q: %+v, %v", none, got, err)
			}
		}
		all, err := p.Tokens(ctx)
		p.ok(err)
		if len(all) != 1 || all[0].ID != got.ID || strings.Contains(bearer, all[0].ID) || !all[0].Seen.Equal(p.now) {
			p.Errorf("%+v", all)
		}
		first := p.now
		p.pass(59 * time.Minute)
		if got, err := p.ByToken(ctx, bearer); err != nil || !got.Seen.Equal(first) {
			p.Error("each use was written down")
		}
		p.pass(48 * time.Hour)
		if got, err := p.ByToken(ctx, bearer); got != nil || err != nil {
			p.Error("good after its end")
		}
		lasting, err := p.NewToken(ctx, admin, account.Token{Name: "监控", Scopes: []account.Scope{account.MetricsScope}})
		p.ok(err)
		p.pass(365 * 24 * time.Hour)
		got, err = p.ByToken(ctx, lasting)
		p.ok(err)
		p.ok(p.RevokeToken(ctx, admin, got.ID))
		p.ok(p.RevokeToken(ctx, admin, got.ID))
		if got, err := p.ByToken(ctx, lasting); got != nil || err != nil {
			p.Error("good though revoked")
		}
		for _, id := range []string{"", "xyz", "00ff"} {
			p.not(p.RevokeToken(ctx, admin, id), account.TokenUnknown)
		}
		for want, t := range map[account.Reason]account.Token{
			account.BadScope: {Name: "x"}, account.BadTokenName: {Name: "\x1b", Scopes: account.Scopes()}, account.BadEnterprise: {Name: "x", Scopes: account.Scopes(), Enterprise: "y"},
		} {
			_, err := p.NewToken(ctx, admin, t)
			p.not(err, want)
		}
		_, err = p.NewToken(ctx, admin, account.Token{Name: "x", Scopes: []account.Scope{"all"}})
		p.not(err, account.BadScope)
	})
}
