package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
)

func TestATokenFromItsFormToItsEnd(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.says(o.get(boss, "/tokens"), 200, "没有", "登记整改、复查等操作")
	w := o.post(boss, "/tokens", url.Values{"name": {"园区大屏"}, "scope": {"read", "export"}, "enterprise": {plantCode}, "until": {"2026-12-31"}})
	o.says(w, 200, "园区大屏", "只显示一次")
	bearer := code(w)
	tok, err := o.Park.Accounts.ByToken(t.Context(), bearer)
	o.ok(err)
	if tok == nil || tok.Enterprise != register.NewID(plantCode, "") || !tok.May(account.ReadScope) || !tok.May(account.ExportScope) || tok.May(account.WriteScope) {
		t.Fatalf("token %+v", tok)
	}
	page := o.says(o.get(boss, "/tokens"), 200, "园区大屏", "读取、导出", "示例化工有限公司", "2027-01-01 00:00")
	o.silent(page, bearer)
	o.done(o.post(boss, "/tokens/"+tok.ID+"/revoke", nil), "/tokens?done=revoked")
	if again, err := o.Park.Accounts.ByToken(t.Context(), bearer); err != nil || again != nil {
		t.Errorf("a revoked token: %v, %v", again, err)
	}
	o.says(o.get(boss, "/tokens"), 200, "已收回")
	if w := o.post(boss, "/tokens/00ff/revoke", nil); w.Code != http.StatusNotFound {
		t.Errorf("a token that is not there: %d", w.Code)
	}
}

func TestWhatIsWrongWithATokenStandsAtItsField(t *testing.T) {
	o, boss := desk(t, account.Options{})
	for field, form := range map[string]url.Values{
		"name":       {"name": {" "}, "scope": {"read"}},
		"scope":      {"name": {"大屏"}},
		"until":      {"name": {"大屏"}, "scope": {"read"}, "until": {"2026-11-24"}},
		"enterprise": {"name": {"大屏"}, "scope": {"read"}, "enterprise": {"无此企业"}},
	} {
		w := o.post(boss, "/tokens", form)
		o.says(w, http.StatusUnprocessableEntity)
		if !strings.Contains(w.Body.String(), `id="`+field+`-wrong"`) {
			t.Errorf("nothing stands at %s: %s", field, text(w))
		}
	}
	w := o.post(boss, "/tokens", url.Values{"name": {"大屏"}, "scope": {"read", "root"}})
	o.says(w, http.StatusUnprocessableEntity, "不是令牌的权限")
	if !strings.Contains(w.Body.String(), `value="read" checked`) {
		t.Error("the scope that was chosen is gone")
	}
	if all, err := o.Park.Accounts.Tokens(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%d tokens, %v: what was refused was made", len(all), err)
	}
}
