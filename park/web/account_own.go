package web

import (
	"errors"
	"net/http"

	"anquan.example/paicha/park/account"
)

// accountPage is somebody's own account.
type accountPage struct {
	Enterprise string
	Until      string
	Elsewhere  int
	Lang       string
	Problem    string
	Field      string // that the problem is of
}

func accountOwn(c *call) error { return c.accountPage("", "") }

// accountPage shows the page, with what is wrong about a field.
func (c *call) accountPage(field, problem string) error {
	p := accountPage{Until: page{}.At(c.session.Until), Lang: c.session.Lang, Field: field, Problem: problem}
	if problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	names, err := c.enterpriseNames(map[string]bool{c.session.Enterprise: true})
	if err != nil {
		return err
	}
	p.Enterprise = names[c.session.Enterprise]
	if p.Elsewhere, err = c.Park.Accounts.Elsewhere(c.r.Context(), c.cookie()); err != nil {
		return err
	}
	return c.render("account_own.html", c.words.Admin.OwnTitle, p)
}

// cookie is the session's as the browser has it; "" none.
func (c *call) cookie() string {
	k, err := c.r.Cookie(c.cookieName())
	if err != nil {
		return ""
	}
	return k.Value
}

// accountPassword changes one's own password: the session goes on with a new cookie, all others end.
func accountPassword(c *call) error {
	if c.session.Guest {
		return errRole
	}
	password := c.r.PostFormValue("password")
	if password != c.r.PostFormValue("again") {
		return c.accountPage("again", c.words.Web.NotSame)
	}
	cookie, _, err := c.Park.Accounts.ChangePassword(c.r.Context(), c.cookie(), c.r.PostFormValue("old"), password, c.from())
	var denied *account.Denied
	if errors.As(err, &denied) {
		field := "old"
		switch denied.Reason {
		case account.TooShort, account.TooLong, account.TooCommon:
			field = "password"
		}
		says, _ := c.says(err)
		return c.accountPage(field, says)
	}
	if err != nil {
		return err
	}
	c.keep(cookie)
	return c.see("/account?done=own-password")
}

// accountSpeak keeps in which language somebody reads pages; a guest's stands in the browser alone.
func accountSpeak(c *call) error {
	lang := c.value("lang")
	k := &http.Cookie{Name: languageCookie, Path: "/", MaxAge: -1, Secure: c.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if !c.session.Guest {
		if err := c.Park.Accounts.Speak(c.r.Context(), c.who(), lang); err != nil {
			return err
		}
	} else if lang != "" {
		k.Value, k.MaxAge = string(langOf(lang)), languageLife
	}
	http.SetCookie(c.w, k)
	return c.see("/account?done=saved")
}

func accountLeave(c *call) error {
	if c.session.Guest {
		return errRole
	}
	if err := c.Park.Accounts.LeaveOthers(c.r.Context(), c.cookie()); err != nil {
		return err
	}
	return c.see("/account?done=others")
}
