package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
)

// Enterprises of the register in tests.
const (
	plantCode = "91500000MA5U00AA13"
	mallName  = "示例商贸有限公司"
)

// desk is an empty park with an administrator, and two enterprises on its register.
func desk(t *testing.T, o account.Options) (*office, *visitor) {
	of := newOffice(t, o, false)
	for _, e := range []register.Enterprise{{Name: "示例化工有限公司", Code: plantCode, Active: true}, {Name: mallName, Active: true}, {Name: "示例商贸物流有限公司", Active: true}} {
		_, err := register.Save(of.Context(), of.Park.DB, "parkd", e, testDay)
		of.ok(err)
	}
	return of, of.person(account.Account{Login: "boss", Name: "园区周管某", Role: account.Admin})
}

// Somebody new is given a link, which lets them in once.
func TestAnAccountFromItsFormToItsFirstEntry(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.says(o.get(boss, "/accounts/-new"), 200, "新建账号", "统一社会信用代码")
	w := o.post(boss, "/accounts", url.Values{"login": {"li"}, "name": {"企业李某某"}, "role": {"enterprise"}, "enterprise": {"示例化工有限公司 " + plantCode}, "lang": {"en"}})
	o.says(w, 200, "企业李某某", "只能用一次")
	if !strings.Contains(w.Body.String(), `<svg class="qr"`) {
		t.Error("there is no QR code")
	}
	link, found := strings.CutPrefix(code(w), "https://park.example")
	if !found || !strings.HasPrefix(link, account.LinkPath) {
		t.Fatalf("the link is %q", code(w))
	}
	list := o.says(o.get(boss, "/accounts"), 200, "企业李某某", "示例化工有限公司", "还没设密码", "从未")
	o.silent(list, strings.TrimPrefix(link, account.LinkPath))
	o.done(o.post(nil, link, url.Values{"password": {testPassword}, "again": {testPassword}}), "/?done=password")
	if w := o.post(nil, link, url.Values{"password": {testPassword}, "again": {testPassword}}); w.Code == http.StatusSeeOther {
		t.Error("the link was good twice")
	}
	o.says(o.get(boss, "/accounts?q=LI&role=enterprise"), 200, "正常", "2026-11-25")
	o.silent(o.says(o.get(boss, "/accounts?q=li&role=officer"), 200), "企业李某某")
}

// What is wrong stands at its field, in words, and what was typed is still there.
func TestWhatIsWrongWithAnAccountStandsAtItsField(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.person(account.Account{Login: "wang", Name: "王某某", Role: account.Officer})
	for _, x := range []struct {
		field, says string
		form        url.Values
	}{
		{"login", "已有账号", url.Values{"login": {"wang"}, "name": {"赵某某"}, "role": {"officer"}}},
		{"login", "不能作登录名", url.Values{"login": {"-x"}, "name": {"赵某某"}, "role": {"officer"}}},
		{"name", "同名", url.Values{"login": {"zhao"}, "name": {"王某某"}, "role": {"expert"}}},
		{"role", "不是账号的角色", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"device"}}},
		{"enterprise", "名册里没有“无此企业”", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"enterprise"}, "enterprise": {"无此企业"}}},
		{"enterprise", "有几家企业都含“商贸”", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"enterprise"}, "enterprise": {"商贸"}}},
		{"enterprise", "名册里没有企业", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"enterprise"}}},
		{"enterprise", "名册里没有企业", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"officer"}, "enterprise": {mallName}}},
		{"lang", "不是可选的语言", url.Values{"login": {"zhao"}, "name": {"赵某某"}, "role": {"officer"}, "lang": {"fr"}}},
	} {
		w := o.post(boss, "/accounts", x.form)
		o.says(w, http.StatusUnprocessableEntity, x.says)
		if !strings.Contains(w.Body.String(), `id="`+x.field+`-wrong"`) {
			t.Errorf("%v: nothing stands at %s", x.form, x.field)
		}
		if !strings.Contains(w.Body.String(), `value="`+x.form.Get("name")+`"`) {
			t.Errorf("%v: the name that was typed is gone", x.form)
		}
	}
	if all, err := o.Park.Accounts.List(t.Context()); err != nil || len(all) != 2 {
		t.Errorf("%d accounts, %v: what was refused was made", len(all), err)
	}
}

// An enterprise is meant by its code, its whole name, or a part that is only one's.
func TestAnEnterpriseIsChosen(t *testing.T) {
	o, boss := desk(t, account.Options{})
	for n, text := range []string{plantCode, "示例化工有限公司", "化工", "  示例化工有限公司   " + strings.ToLower(plantCode) + " ", mallName} {
		login := "firm" + string(rune('a'+n))
		o.says(o.post(boss, "/accounts", url.Values{"login": {login}, "name": {"企业某" + string(rune('甲'+n))}, "role": {"enterprise"}, "enterprise": {text}}), 200)
		a, err := o.Park.Accounts.Find(t.Context(), login)
		o.ok(err)
		want := register.NewID(plantCode, "")
		if text == mallName {
			want = register.NewID("", mallName)
		}
		if a.Enterprise != want {
			t.Errorf("%q meant %s, want %s", text, a.Enterprise, want)
		}
	}
}

func TestAnAccountIsChanged(t *testing.T) {
	o, boss := desk(t, account.Options{})
	li := o.person(account.Account{Login: "li", Name: "李某某", Role: account.Officer})
	o.says(o.get(boss, "/accounts/li"), 200, "账号 li", "停用账号")
	o.done(o.post(boss, "/accounts/li", url.Values{"name": {"李某甲"}, "role": {"auditor"}, "lang": {""}}), "/accounts?done=saved")
	o.says(o.get(li, "/accounts"), 200, "李某甲", "审计")
	w := o.post(boss, "/accounts/li/link", nil)
	if !strings.Contains(code(w), account.LinkPath) {
		t.Errorf("no new link: %s", text(w))
	}
	o.done(o.post(boss, "/accounts/li/disable", nil), "/accounts?done=disabled")
	if w := o.get(li, "/account"); w.Code != http.StatusSeeOther {
		t.Error("who is disabled is still in")
	}
	o.says(o.get(boss, "/accounts?done=disabled"), 200, "账号已停用")
	o.done(o.post(boss, "/accounts/li/enable", nil), "/accounts?done=enabled")
	for _, path := range []string{"/accounts/nobody", "/accounts/%00", "/accounts/li/drop"} {
		if w := o.post(boss, path, url.Values{"name": {"x"}}); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, w.Code)
		}
	}
}

// The last administrator stays one, and hears why.
func TestTheLastAdministratorStays(t *testing.T) {
	o, boss := desk(t, account.Options{})
	w := o.post(boss, "/accounts/boss", url.Values{"name": {"园区周管某"}, "role": {"officer"}})
	o.says(w, http.StatusUnprocessableEntity, "最后一个能登录的管理员")
	if !strings.Contains(w.Body.String(), `id="role-wrong"`) {
		t.Error("nothing stands at the role")
	}
	o.says(o.post(boss, "/accounts/boss/disable", nil), http.StatusUnprocessableEntity, "最后一个能登录的管理员")
	o.says(o.get(boss, "/accounts"), 200, "正常")
}

// One's own account: the password is changed in place, what is open elsewhere ends.
func TestOnesOwnAccount(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.says(o.get(boss, "/account"), 200, "园区周管某", "没有在别处登录")
	enter := func(password string) *visitor {
		cookie, s, err := o.Park.Accounts.Enter(t.Context(), "boss", password, o.from())
		o.ok(err)
		return &visitor{cookie: cookie, token: s.Token}
	}
	other := enter(testPassword)
	o.says(o.get(boss, "/account"), 200, "在别处还有 1 处登录")
	o.done(o.post(boss, "/account/sessions", nil), "/account?done=others")
	o.says(o.get(boss, "/account?done=others"), 200, "没有在别处登录", "都已退出")
	if w := o.get(other, "/account"); w.Code != http.StatusSeeOther {
		t.Error("the other session goes on")
	}
	other = enter(testPassword)
	fresh := "five-herons-by-the-dam"
	for field, form := range map[string]url.Values{
		"old":      {"old": {"wrong-wrong-wrong"}, "password": {fresh}, "again": {fresh}},
		"again":    {"old": {testPassword}, "password": {fresh}, "again": {"x"}},
		"password": {"old": {testPassword}, "password": {"short"}, "again": {"short"}},
	} {
		w := o.post(boss, "/account/password", form)
		o.says(w, http.StatusUnprocessableEntity)
		if !strings.Contains(w.Body.String(), `id="`+field+`" name="`+field+`" type="password" autocomplete="`+map[string]string{"old": "current"}[field]) ||
			strings.Count(w.Body.String(), `aria-invalid`) != 1 {
			t.Errorf("%s is not marked", field)
		}
		for _, secret := range []string{fresh, testPassword} {
			o.silent(w.Body.String(), secret)
		}
	}
	w := o.post(boss, "/account/password", url.Values{"old": {testPassword}, "password": {fresh}, "again": {fresh}})
	o.done(w, "/account?done=own-password")
	cookie := w.Result().Cookies()[0]
	if cookie.Name != "paicha" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie %+v", cookie)
	}
	o.says(o.get(&visitor{cookie: cookie.Value}, "/account"), 200, "园区周管某")
	for _, old := range []*visitor{boss, other} {
		if w := o.get(old, "/account"); w.Code != http.StatusSeeOther {
			t.Error("a session from before the change goes on")
		}
	}
	enter(fresh)
}

func TestTheLanguageOfOnesPages(t *testing.T) {
	o, boss := desk(t, account.Options{})
	boss.lang = "zh"
	w := o.post(boss, "/account/language", url.Values{"lang": {"en"}})
	o.done(w, "/account?done=saved")
	if k := w.Result().Cookies()[0]; k.Name != languageCookie || k.MaxAge >= 0 {
		t.Errorf("the browser's choice still comes first: %+v", k)
	}
	boss.lang = ""
	o.says(o.get(boss, "/account"), 200, "My account", "administrator")
	if w := o.post(boss, "/account/language", url.Values{"lang": {"fr"}}); w.Code != http.StatusUnauthorized {
		t.Errorf("a language that there is not: %d", w.Code)
	}
}

// A guest sees until when, and has no password to change.
func TestAGuestsOwnAccount(t *testing.T) {
	o, boss := desk(t, account.Options{Guest: 24 * time.Hour})
	o.letIn(guest, side{id: plantCode})
	v := o.visitors[guest]
	page := o.says(o.get(v, "/account"), 200, "可以用到 2026-11-26 10:30", "扫码某", "示例化工有限公司")
	o.silent(page, "修改密码", "退出别处的登录")
	w := o.post(v, "/account/language", url.Values{"lang": {"en"}})
	o.done(w, "/account?done=saved")
	if k := w.Result().Cookies()[0]; k.Value != "en" {
		t.Errorf("the language of a guest: %+v", k)
	}
	o.says(o.get(boss, "/audit?who=扫码"), 200, "扫清单二维码进入")
}
