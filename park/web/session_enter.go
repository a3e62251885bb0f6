package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"anquan.example/paicha/park/account"
)

type loginPage struct {
	Login, Next, Problem string
	OIDC                 bool
}

// login is the page; who is in goes on.
func login(c *call) error {
	if c.session != nil {
		return c.see(ownPath(c.value("next")))
	}
	return c.render("login.html", c.words.Web.Login, loginPage{Next: c.value("next"), OIDC: c.OIDC})
}

// enter takes name and password.
func enter(c *call) error {
	cookie, _, err := c.Park.Accounts.Enter(c.r.Context(), c.value("login"), c.r.PostFormValue("password"), c.from())
	var denied *account.Denied
	if errors.As(err, &denied) {
		says, status := c.says(err)
		c.status = status
		return c.render("login.html", c.words.Web.Login, loginPage{Login: c.value("login"), Next: c.value("next"), OIDC: c.OIDC, Problem: says})
	}
	if err != nil {
		return err
	}
	c.keep(cookie)
	return c.see(ownPath(c.value("next")))
}

// from is the address that asks, for limits.
func (c *call) from() string {
	if c.Proxied {
		all := strings.Split(c.r.Header.Get("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(all[len(all)-1]); last != "" {
			return last // what the proxy itself has seen
		}
	}
	host, _, err := net.SplitHostPort(c.r.RemoteAddr)
	if err != nil {
		return c.r.RemoteAddr
	}
	return host
}

// leave ends the session.
func leave(c *call) error {
	if cookie, err := c.r.Cookie(c.cookieName()); err == nil {
		if err := c.Park.Accounts.Leave(c.r.Context(), cookie.Value); err != nil {
			return err
		}
	}
	c.keep("")
	return c.see("/login")
}

// language keeps which language the browser wants.
func language(c *call) error {
	other := "zh"
	if c.words.Lang == "zh" {
		other = "en"
	}
	http.SetCookie(c.w, &http.Cookie{Name: languageCookie, Value: other, Path: "/", MaxAge: languageLife, Secure: c.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	return c.see(ownPath(c.value("next")))
}

// linkForm is what a link asks for: a password, and of the first administrator also who they are.
type linkForm struct {
	First                bool
	Login, Name, Problem string
}

// linkPage shows the form; the link is spent when it is sent, not when the page is read (mail programs read links).
func linkPage(c *call) error { return c.linkForm("") }

func (c *call) linkForm(problem string) error {
	l, err := c.Park.Accounts.Link(c.r.Context(), c.r.PathValue("secret"), c.from())
	if err != nil {
		return err
	}
	if problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("link.html", c.words.Web.SetPassword, linkForm{First: l.Kind == account.FirstLink, Login: c.value("login"), Name: c.value("name"), Problem: problem})
}

func linkSpend(c *call) error {
	password, secret := c.r.PostFormValue("password"), c.r.PathValue("secret")
	if password != c.r.PostFormValue("again") {
		return c.linkForm(c.words.Web.NotSame)
	}
	l, err := c.Park.Accounts.Link(c.r.Context(), secret, c.from())
	if err != nil {
		return err
	}
	var cookie string
	if l.Kind == account.FirstLink {
		cookie, _, err = c.Park.Accounts.Found(c.r.Context(), secret, account.Account{Login: c.value("login"), Name: c.value("name")}, password, c.from())
	} else {
		cookie, _, err = c.Park.Accounts.SetPassword(c.r.Context(), secret, password, c.from())
	}
	var denied *account.Denied
	if errors.As(err, &denied) {
		says, _ := c.says(err)
		return c.linkForm(says)
	}
	if err != nil {
		return err
	}
	c.keep(cookie)
	return c.see("/?done=password")
}

// again shows a form with what is wrong with it.
func (c *call) again(page, title, problem string) error {
	c.status = http.StatusUnprocessableEntity
	return c.render(page, title, problem)
}

// entryPage is where the QR code of a printed list leads.
func entryPage(c *call) error { return c.render("entry.html", c.words.Web.EntryTitle, "") }

func entryEnter(c *call) error {
	cookie, s, err := c.Park.Accounts.EnterByLink(c.r.Context(), c.r.PathValue("secret"), c.value("name"), c.from())
	var denied *account.Denied
	if errors.As(err, &denied) {
		says, _ := c.says(err)
		return c.again("entry.html", c.words.Web.EntryTitle, says)
	}
	if err != nil {
		return fmt.Errorf("enter by a list's code: %w", err)
	}
	c.keep(cookie)
	if s.Enterprise == "" {
		return c.see("/")
	}
	return c.see("/findings")
}
