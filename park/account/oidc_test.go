package account_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"anquan.example/paicha/park/account"
)

// provider is an identity provider in this process. Whoever asks is the one of claims.
type provider struct {
	*oidctest.Server
	key    *rsa.PrivateKey
	url    string
	claims map[string]any
	asked  map[string]url.Values // by code: what the browser brought
	down   bool
}

func newProvider(t *testing.T) (*provider, account.Options) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i := &provider{key: key, asked: map[string]url.Values{}, Server: &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: "k", Algorithm: "RS256"}}}}
	s := httptest.NewServer(i)
	t.Cleanup(s.Close)
	i.url = s.URL
	i.SetIssuer(s.URL)
	return i, account.Options{OIDC: &account.OIDC{Issuer: s.URL, ClientID: "park", Secret: "said once", Redirect: "https://park.example/oidc", Client: s.Client()}}
}

func (i *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case i.down:
		http.Error(w, "down", http.StatusBadGateway)
	case r.URL.Path == "/token":
		i.token(w, r)
	default:
		i.Server.ServeHTTP(w, r)
	}
}

func (i *provider) token(w http.ResponseWriter, r *http.Request) {
	asked := i.asked[r.FormValue("code")]
	delete(i.asked, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	id, secret, _ := r.BasicAuth()
	if asked == nil || id != "park" || secret != "said%20once" && secret != "said+once" || asked.Get("code_challenge_method") != "S256" ||
		asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || r.FormValue("redirect_uri") != asked.Get("redirect_uri") {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	claims := map[string]any{"iss": i.url, "aud": "park", "nonce": asked.Get("nonce"), "exp": time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC).Unix()}
	for k, v := range i.claims {
		claims[k] = v
	}
	body, _ := json.Marshal(claims)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": oidctest.SignIDToken(i.key, "k", "RS256", string(body))})
}

// browser goes to the provider and brings back what it says.
func (i *provider) browser(p *park) (query url.Values, try string) {
	p.Helper()
	address, try, err := p.ToProvider(p.Context())
	p.ok(err)
	u, err := url.Parse(address)
	p.ok(err)
	asked := u.Query()
	if !strings.HasPrefix(address, i.url) || asked.Get("state") == "" || asked.Get("nonce") == "" || strings.Contains(address, try) {
		p.Fatalf("sent to %s", address)
	}
	code := rand.Text()
	i.asked[code] = asked
	return url.Values{"code": {code}, "state": {asked.Get("state")}}, try
}

func (i *provider) enter(p *park, claims map[string]any) (*account.Session, error) {
	p.Helper()
	i.claims = claims
	query, try := i.browser(p)
	_, s, err := p.EnterByProvider(p.Context(), query, try, here)
	return s, err
}

func TestEnterByProvider(t *testing.T) {
	i, o := newProvider(t)
	each(t, o, func(p *park) {
		ctx := p.Context()
		p.person(boss)
		invite := func(acc account.Account) string {
			secret, err := p.Invite(ctx, account.Console, acc, time.Hour)
			p.ok(err)
			return secret
		}
		secret := invite(officer)
		invite(account.Account{Login: "qian@park.example", Name: "钱某某", Role: account.Auditor})
		one := map[string]any{"sub": "1", "preferred_username": "LiSi"}
		s, err := i.enter(p, one)
		p.ok(err)
		if s.Login != "lisi" || s.Role != account.Officer {
			p.Errorf("%+v", s)
		}
		_, _, err = p.SetPassword(ctx, secret, good, here)
		p.not(err, account.LinkUnknown) // tied, and the link is void
		one["preferred_username"] = "married"
		s, err = i.enter(p, one)
		p.ok(err)
		if s.Login != "lisi" {
			p.Errorf("known by another thing than the subject: %+v", s)
		}
		for what, claims := range map[string]map[string]any{
			"another subject of a login that is tied": {"sub": "2", "preferred_username": "lisi"},
			"a login with a password":                 {"sub": "3", "preferred_username": "boss"},
			"nobody's":                                {"sub": "4", "preferred_username": "nobody"},
			"an address that nobody verified":         {"sub": "5", "email": "qian@park.example"},
		} {
			if _, err := i.enter(p, claims); err == nil {
				p.Errorf("%s came in", what)
			} else {
				p.not(err, account.Unexpected)
			}
		}
		s, err = i.enter(p, map[string]any{"sub": "6", "email": "Qian@park.example", "email_verified": true})
		p.ok(err)
		if s.Login != "qian@park.example" {
			p.Errorf("%+v", s)
		}
		p.ok(p.Disable(ctx, account.Console, "lisi"))
		_, err = i.enter(p, one)
		p.not(err, account.Disabled)
	})
}

// Who had a password comes by the provider once an administrator said so; the password is no more.
func TestExpect(t *testing.T) {
	i, o := newProvider(t)
	each(t, o, func(p *park) {
		p.person(boss)
		cookie := p.person(expert)
		p.ok(p.Expect(p.Context(), account.Console, "zhuanjia"))
		if p.is(cookie) != "" {
			p.Error("still in")
		}
		_, err := p.enter("zhuanjia", good)
		p.not(err, account.Wrong)
		s, err := i.enter(p, map[string]any{"sub": "9", "preferred_username": "zhuanjia"})
		p.ok(err)
		if s.Login != "zhuanjia" {
			p.Errorf("%+v", s)
		}
		p.not(p.Expect(p.Context(), account.Console, "nobody"), account.LoginUnknown)
	})
}

func TestAnswersThatAreNotGood(t *testing.T) {
	i, o := newProvider(t)
	each(t, o, func(p *park) {
		if _, err := p.Invite(p.Context(), account.Console, officer, time.Hour); err != nil {
			p.Fatal(err)
		}
		lisi := map[string]any{"sub": "1", "preferred_username": "lisi"}
		bring := func(query url.Values, try string) error {
			_, _, err := p.EnterByProvider(p.Context(), query, try, here)
			return err
		}
		i.claims = lisi
		query, try := i.browser(p)
		_, other := i.browser(p)
		p.not(bring(query, other), account.OtherAnswer)
		p.not(bring(query, ""), account.OtherAnswer)
		p.not(bring(url.Values{"code": query["code"]}, try), account.OtherAnswer)
		p.not(bring(url.Values{"state": query["state"], "error": {"access_denied"}, "error_description": {"不行"}}, try), account.ProviderSaid)
		stolen, _ := i.browser(p) // another's code with one's own state: PKCE
		if err := bring(url.Values{"code": stolen["code"], "state": query["state"]}, try); err == nil {
			p.Error("another's code was good")
		}
		for what, claims := range map[string]map[string]any{
			"another's nonce":     {"nonce": "x"},
			"another issuer":      {"iss": "https://elsewhere.example"},
			"for another program": {"aud": "elsewhere"},
			"too old":             {"exp": p.now.Add(-time.Hour).Unix()},
		} {
			claims["sub"], claims["preferred_username"] = "1", "lisi"
			if s, err := i.enter(p, claims); err == nil {
				p.Errorf("%s: %+v", what, s)
			}
		}
		key := i.key
		i.key, _ = rsa.GenerateKey(rand.Reader, 2048)
		if s, err := i.enter(p, lisi); err == nil {
			p.Errorf("another's signature: %+v", s)
		}
		i.key = key
		if _, err := i.enter(p, lisi); err != nil {
			p.Error(err)
		}
	})
}

// A provider that is down keeps nobody from entering by password, and is asked again.
func TestAProviderThatIsDown(t *testing.T) {
	i, o := newProvider(t)
	each(t, o, func(p *park) {
		p.person(boss)
		i.down = true
		if _, _, err := p.ToProvider(p.Context()); err == nil || !strings.Contains(err.Error(), i.url) {
			p.Error(err)
		}
		_, err := p.enter("boss", good)
		p.ok(err)
		i.down = false
		_, _, err = p.ToProvider(p.Context())
		p.ok(err)
	})
	each(t, account.Options{}, func(p *park) {
		_, _, err := p.ToProvider(p.Context())
		p.not(err, account.NoProvider)
		_, _, err = p.EnterByProvider(p.Context(), nil, "", here)
		p.not(err, account.NoProvider)
	})
}
