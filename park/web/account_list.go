package web

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

// accountsPage is a part of the accounts.
type accountsPage struct {
	Rows         []accountRow
	Search, Role string
	Roles        []account.Role
	First, Next  string // addresses of pages
	May          bool   // change them
	Invitations  invitationsPart
}

type accountRow struct {
	account.Account
	Enterprise string // its name
	State      string
	Bad        bool
}

// accountsAtOnce is how many accounts a page shows.
const accountsAtOnce = 100

// held is the roles that accounts have.
func held() (all []account.Role) {
	for _, r := range account.Roles() {
		if r.Held() {
			all = append(all, r)
		}
	}
	return all
}

func accountList(c *call) error {
	d := accountsPage{Search: strings.TrimSpace(c.value("q")), Role: c.value("role"), Roles: held(), May: c.who().Role == account.Admin}
	all, err := c.Park.Accounts.List(c.r.Context())
	if err != nil {
		return err
	}
	if c.value("after") != "" {
		d.First = "/accounts?" + url.Values{"q": {d.Search}, "role": {d.Role}}.Encode()
	}
	ids := map[string]bool{}
	for _, a := range all {
		if a.Login <= c.value("after") || !d.shows(a) {
			continue
		}
		if len(d.Rows) == accountsAtOnce {
			d.Next = "/accounts?" + url.Values{"q": {d.Search}, "role": {d.Role}, "after": {d.Rows[accountsAtOnce-1].Login}}.Encode()
			break
		}
		row := accountRow{Account: a}
		row.State, row.Bad = c.accountState(a)
		d.Rows = append(d.Rows, row)
		ids[a.Enterprise] = a.Enterprise != ""
	}
	delete(ids, "")
	names, err := c.enterpriseNames(ids)
	if err != nil {
		return err
	}
	for n := range d.Rows {
		d.Rows[n].Enterprise = names[d.Rows[n].Account.Enterprise]
	}
	if d.Search+d.Role+c.value("after") == "" {
		if d.Invitations, err = c.invitations(func(i park.Invitation) bool { return i.Kind != park.OfDevice }); err != nil {
			return err
		}
	}
	return c.render("accounts.html", c.words.Web.Nav["accounts"], d)
}

// shows says whether an account is among those that were asked for.
func (d *accountsPage) shows(a account.Account) bool {
	word := strings.ToLower(d.Search)
	return (d.Role == "" || string(a.Role) == d.Role) && (strings.Contains(a.Login, word) || strings.Contains(strings.ToLower(a.Name), word))
}

// accountState says whether somebody may come in with an account.
func (c *call) accountState(a account.Account) (says string, bad bool) {
	w := &c.words.Admin
	switch {
	case a.Disabled:
		return w.Disabled, true
	case a.Locked.After(c.now()):
		return fmt.Sprintf(w.Locked, page{}.At(a.Locked)), true
	case a.Identity:
		return w.ByProvider, false
	case !a.Password:
		return w.NoPassword, true
	}
	return w.Fine, false
}

// Ago is a time; never when it is none.
func (p page) Ago(t time.Time) string {
	if t.IsZero() {
		return p.W.Admin.Never
	}
	return p.At(t)
}
