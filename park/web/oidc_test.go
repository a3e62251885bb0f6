package web

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"anquan.example/paicha/park/account"
)

// provider is an identity provider in this process, which vouches for whom claims name.
type provider struct {
	*oidctest.Server
	key    *rsa.PrivateKey
	url    string
	nonce  string
	claims map[string]any
	down   bool
}

func newProvider(t *testing.T) (*provider, account.Options) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, claims: map[string]any{}, Server: &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: "k", Algorithm: "RS256"}}}}
	s := httptest.NewServer(p)
	t.Cleanup(s.Close)
	p.url = s.URL
	p.SetIssuer(s.URL)
	return p, account.Options{OIDC: &account.OIDC{Issuer: s.URL, ClientID: "park", Secret: "s", Redirect: "https://park.example/oidc/back", Client: s.Client()}}
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case p.down:
		http.Error(w, "down", http.StatusBadGateway)
	case r.URL.Path == "/token":
		claims := map[string]any{"iss": p.url, "aud": "park", "nonce": p.nonce, "exp": testDay.Unix() + 3600}
		for k, v := range p.claims {
			claims[k] = v
		}
		body, _ := json.Marshal(claims)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": oidctest.SignIDToken(p.key, "k", "RS256", string(body))})
	default:
		p.Server.ServeHTTP(w, r)
	}
}

// try goes to the provider, and comes back with its answer and the cookie.
func (p *provider) try(o *office) *http.Request {
	o.Helper()
	w := o.get(nil, "/oidc")
	to, err := url.Parse(w.Header().Get("Location"))
	o.ok(err)
	if w.Code != http.StatusSeeOther || to.Query().Get("redirect_uri") != "https://park.example/oidc/back" {
		o.Fatalf("sent to %s with %d: %s", to, w.Code, text(w))
	}
	p.nonce = to.Query().Get("nonce")
	r := httptest.NewRequest("GET", "/oidc/back?"+url.Values{"code": {"c"}, "state": {to.Query().Get("state")}}.Encode(), nil)
	k := w.Result().Cookies()[0]
	if !k.HttpOnly || k.Path != "/oidc" || k.MaxAge != tryLife {
		o.Errorf("cookie of the try: %+v", k)
	}
	r.AddCookie(k)
	return r
}

func TestEntryByTheIdentityProvider(t *testing.T) {
	p, options := newProvider(t)
	o, boss := desk(t, options)
	o.says(o.get(nil, "/login"), 200, "用统一身份登录")
	p.claims = map[string]any{"sub": "7", "preferred_username": "li"}
	o.says(o.ask(nil, p.try(o)), http.StatusUnauthorized, "统一身份认证认出您是 li", "登录")
	_, err := o.Park.Accounts.Invite(t.Context(), account.Console, account.Account{Login: "li", Name: "李某某", Role: account.Officer}, accountLink)
	o.ok(err)
	r := p.try(o)
	w := o.ask(nil, r)
	o.done(w, "/")
	var in *visitor
	for _, k := range w.Result().Cookies() {
		if k.Name == "paicha" {
			in = &visitor{cookie: k.Value}
		} else if k.Name == tryCookie && k.MaxAge >= 0 {
			t.Error("the try is good twice")
		}
	}
	o.says(o.get(in, "/account"), 200, "李某某")
	o.says(o.get(boss, "/accounts"), 200, "统一身份")
	r = p.try(o)
	stranger := httptest.NewRequest("GET", r.URL.String(), nil) // another browser
	o.says(o.ask(nil, stranger), http.StatusUnauthorized, "不属于这次登录")
	refused := p.try(o)
	query := refused.URL.Query()
	query.Set("error", "access_denied")
	query.Set("error_description", "<script>alert(1)</script>")
	refused.URL.RawQuery = query.Encode()
	w = o.ask(nil, refused)
	o.says(w, http.StatusUnauthorized, "统一身份认证拒绝了")
	o.silent(w.Body.String(), "<script>alert")
	r = p.try(o)
	p.down = true
	o.says(o.ask(nil, r), http.StatusBadGateway, "没有答复", "密码")
}

// An account waits for its person to come by the provider, by a button of its page.
func TestAnAccountWaitsForTheProvider(t *testing.T) {
	p, options := newProvider(t)
	o, boss := desk(t, options)
	o.person(account.Account{Login: "li", Name: "李某某", Role: account.Officer})
	p.claims = map[string]any{"sub": "7", "preferred_username": "li"}
	o.says(o.ask(nil, p.try(o)), http.StatusUnauthorized)
	o.says(o.get(boss, "/accounts/li"), 200, "改用统一身份登录")
	o.done(o.post(boss, "/accounts/li/expect", nil), "/accounts?done=expected")
	o.done(o.ask(nil, p.try(o)), "/")
	o.says(o.post(boss, "/accounts/boss/expect", nil), http.StatusUnprocessableEntity, "最后一个能登录的管理员")
}

func TestAParkWithoutAProvider(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.silent(o.says(o.get(nil, "/login"), 200), "统一身份")
	o.says(o.get(nil, "/oidc"), http.StatusUnauthorized, "没有统一身份认证")
	o.silent(o.says(o.get(boss, "/accounts/boss"), 200), "统一身份")
}
