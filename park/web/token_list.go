package web

import (
	"errors"
	"net/http"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

// tokensPage is the tokens of programs, and the form of a new one.
type tokensPage struct {
	Rows     []tokenRow
	Scopes   []account.Scope
	Form     account.Token
	Chosen   string // the enterprise as written
	Day      string
	Problems map[string]string // by field
	Choices  []string
}

// May says whether the form has the scope.
func (d tokensPage) May(s account.Scope) bool { return d.Form.May(s) }

type tokenRow struct {
	account.Token
	Enterprise string // its name
	State      string // "" good
}

func tokenList(c *call) error { return c.tokens(tokensPage{}) }

func (c *call) tokens(d tokensPage) error {
	all, err := c.Park.Accounts.Tokens(c.r.Context())
	if err != nil {
		return err
	}
	if len(d.Problems) > 0 {
		c.status = http.StatusUnprocessableEntity
	}
	d.Scopes = account.Scopes()
	ids := map[string]bool{}
	for _, t := range all {
		ids[t.Enterprise] = true
	}
	delete(ids, "")
	names, err := c.enterpriseNames(ids)
	if err != nil {
		return err
	}
	if d.Choices, err = c.choices(); err != nil {
		return err
	}
	for _, t := range all {
		row := tokenRow{Token: t, Enterprise: names[t.Enterprise]}
		switch {
		case !t.Revoked.IsZero():
			row.State = c.words.Admin.Revoked
		case !t.Until.IsZero() && !c.now().Before(t.Until):
			row.State = c.words.Admin.Over
		}
		d.Rows = append(d.Rows, row)
	}
	return c.render("tokens.html", c.words.Web.Nav["tokens"], d)
}

// tokenAdd makes a token and shows it once.
func tokenAdd(c *call) error {
	d, err := c.tokenForm()
	if err != nil {
		return err
	}
	if len(d.Problems) > 0 {
		return c.tokens(d)
	}
	bearer, err := c.Park.Accounts.NewToken(c.r.Context(), c.who(), d.Form)
	var denied *account.Denied
	if errors.As(err, &denied) {
		field := map[account.Reason]string{account.BadTokenName: "name", account.BadScope: "scope", account.BadEnterprise: "enterprise"}[denied.Reason]
		d.Problems[field], _ = c.says(err)
		return c.tokens(d)
	}
	if err != nil {
		return err
	}
	w := &c.words.Admin
	return c.once(w.TokenTitle, oncePage{Name: d.Form.Name, Hint: w.TokenOnce, Text: bearer, Back: "/tokens"}, false)
}

// tokenForm is what the form of a new token says.
func (c *call) tokenForm() (d tokensPage, err error) {
	d = tokensPage{Problems: map[string]string{}, Chosen: c.value("enterprise"), Day: c.value("until")}
	d.Form.Name = c.value("name")
	for _, s := range c.r.PostForm["scope"] {
		d.Form.Scopes = append(d.Form.Scopes, account.Scope(s))
	}
	id, problem, err := c.chosen(d.Chosen)
	if problem != "" {
		d.Problems["enterprise"] = problem
	}
	d.Form.Enterprise = id
	if d.Day != "" {
		day, bad := time.ParseInLocation(time.DateOnly, d.Day, park.Zone)
		d.Form.Until = day.AddDate(0, 0, 1)
		if bad != nil || !d.Form.Until.After(c.now()) {
			d.Problems["until"] = c.words.Admin.PastDay
		}
	}
	return d, err
}

func tokenRevoke(c *call) error {
	err := c.Park.Accounts.RevokeToken(c.r.Context(), c.who(), c.r.PathValue("id"))
	var denied *account.Denied
	if errors.As(err, &denied) && denied.Reason == account.TokenUnknown {
		return park.ErrNotThere
	}
	if err != nil {
		return err
	}
	return c.see("/tokens?done=revoked")
}
