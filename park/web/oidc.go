package web

import (
	"errors"
	"net/http"

	"anquan.example/paicha/park/account"
)

// A try to enter by the identity provider is known by a cookie, which it keeps for a while.
const (
	tryCookie = "paicha-try"
	tryPath   = "/oidc"
	tryLife   = 600 // seconds
)

// oidcTo sends the browser to the identity provider.
func oidcTo(c *call) error {
	address, try, err := c.Park.Accounts.ToProvider(c.r.Context())
	if err != nil {
		return c.provider(err)
	}
	c.try(try, tryLife)
	return c.see(address)
}

func (c *call) try(value string, life int) {
	http.SetCookie(c.w, &http.Cookie{Name: tryCookie, Value: value, Path: tryPath, MaxAge: life, HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode})
}

// oidcBack lets in whom the provider vouches for.
func oidcBack(c *call) error {
	k, err := c.r.Cookie(tryCookie)
	if err != nil {
		k = &http.Cookie{}
	}
	c.try("", -1) // it is good once
	cookie, _, err := c.Park.Accounts.EnterByProvider(c.r.Context(), c.r.URL.Query(), k.Value, c.from())
	if err != nil {
		return c.provider(err)
	}
	c.keep(cookie)
	return c.see("/")
}

// provider shows why nobody came in by the provider; what it did wrong itself stands in the log.
func (c *call) provider(err error) error {
	says, status := c.says(err)
	if d := (*account.Denied)(nil); !errors.As(err, &d) {
		if c.r.Context().Err() != nil {
			return err // the browser has gone
		}
		c.Log.Error("identity provider", "error", err)
		says, status = c.words.Admin.ProviderDown, http.StatusBadGateway
	}
	c.status = status
	return c.render("login.html", c.words.Web.Login, loginPage{OIDC: c.OIDC, Problem: says})
}
