package web

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
)

// policy is what a page may load: its own style, script and pictures. No script and no style stands in a page.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard lets in who the route names, and turns errors into pages.
func (s *Site) guard(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{Site: s, w: w, r: r, words: words.In(s.language(r, nil)), today: s.Park.Today()}
		defer func() {
			if trouble := recover(); trouble == http.ErrAbortHandler {
				panic(trouble) // half a file is never taken for a whole one
			} else if trouble != nil {
				c.trouble(trouble, string(debug.Stack()))
			}
		}()
		c.headers()
		r.Body = http.MaxBytesReader(w, r.Body, max(rt.body, smallBody))
		err := c.admit(rt)
		if err == nil {
			if c.session != nil && !writes(r) {
				c.handed = c.otherCriteria()
			}
			err = rt.handle(c)
		}
		if err != nil {
			c.fail(err)
		}
	})
}

func (c *call) headers() {
	h := c.w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store") // shared machines; what may be kept says so
	if c.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// Errors of admission.
var (
	errSignIn = errors.New("sign in first")
	errStale  = errors.New("the form's token is not this session's")
	errRole   = errors.New("the role may not ask for it")
)

// admit finds out who asks, and whether they may.
func (c *call) admit(rt route) (err error) {
	if cookie, none := c.r.Cookie(c.cookieName()); none == nil {
		if c.session, err = c.Park.Accounts.Session(c.r.Context(), cookie.Value); err != nil {
			return err
		}
		if c.session != nil && c.session.Old {
			if err := c.renew(cookie.Value); err != nil {
				return err
			}
		}
	}
	c.words = words.In(c.language(c.r, c.session))
	if writes(c.r) {
		if err := c.origin.Check(c.r); err != nil {
			return errStale
		}
	}
	switch {
	case rt.public:
		return nil
	case c.session == nil:
		return errSignIn
	case !slices.Contains(rt.roles, c.session.Role):
		return errRole
	case writes(c.r):
		return c.token()
	}
	return nil
}

// renew gives the browser a new cookie for the session it has.
func (c *call) renew(old string) error {
	cookie, s, err := c.Park.Accounts.Renew(c.r.Context(), old)
	if err != nil || s == nil {
		return err
	}
	c.session = s
	c.keep(cookie)
	return nil
}

func writes(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// token compares the form's with the session's.
func (c *call) token() error {
	if err := c.form(); err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(c.r.PostFormValue("token")), []byte(c.session.Token)) != 1 {
		return errStale
	}
	return nil
}

// formMemory is how much of a form with photos is kept in memory; the rest waits in files.
const formMemory = 1 << 20

// form reads the form, also one with photos.
func (c *call) form() error {
	if strings.HasPrefix(c.r.Header.Get("Content-Type"), "multipart/form-data") {
		return c.r.ParseMultipartForm(formMemory)
	}
	return c.r.ParseForm()
}

func (c *call) cookieName() string {
	if c.Secure {
		return "__Host-paicha"
	}
	return "paicha"
}

// keep gives the browser the session's cookie; "" takes it away.
func (c *call) keep(cookie string) {
	k := &http.Cookie{Name: c.cookieName(), Value: cookie, Path: "/", HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode}
	if cookie == "" {
		k.MaxAge = -1
	}
	http.SetCookie(c.w, k)
}

const (
	languageCookie = "paicha-lang"
	languageLife   = 400 * 24 * 3600 // seconds: browsers keep no cookie for longer
)

// language is the one chosen on the page, else the account's, else the browser's.
func (s *Site) language(r *http.Request, session *account.Session) words.Lang {
	if cookie, err := r.Cookie(languageCookie); err == nil {
		return langOf(cookie.Value)
	}
	if session != nil && session.Lang != "" {
		return langOf(session.Lang)
	}
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	if strings.HasPrefix(strings.ToLower(first), "en") {
		return words.En
	}
	return words.Zh
}

func langOf(s string) words.Lang {
	if s == string(words.En) {
		return words.En
	}
	return words.Zh
}

// toLogin sends who has to sign in there, and back afterwards.
func (c *call) toLogin() {
	to := "/login"
	if c.r.Method == http.MethodGet && c.r.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(c.r.URL.RequestURI())
	}
	http.Redirect(c.w, c.r, to, http.StatusSeeOther)
}

// ownPath is a path of ours to go on to: never another site's.
func ownPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return next
}

// number names an error in the log and on the page.
func number() string { return rand.Text()[:10] }
