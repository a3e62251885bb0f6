package web

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// accountLink is how long a link to set a password is good.
const accountLink = 72 * time.Hour

// accountForm is an account as it is made or changed.
type accountForm struct {
	account.Account
	New      bool
	Roles    []account.Role
	Chosen   string            // the enterprise as written
	Problems map[string]string // by field
	Choices  []string
	State    string
	OIDC     bool

	Invitations invitationsPart
}

func accountNew(c *call) error {
	return c.accountForm(accountForm{New: true, Account: account.Account{Role: account.Enterprise}})
}

func accountShow(c *call) error {
	a, err := c.account()
	if err != nil {
		return err
	}
	return c.accountForm(accountForm{Account: *a})
}

// account is the one that the address names.
func (c *call) account() (*account.Account, error) {
	a, err := c.Park.Accounts.Find(c.r.Context(), c.r.PathValue("login"))
	if err == nil && a == nil {
		err = park.ErrNotThere
	}
	return a, err
}

func (c *call) accountForm(f accountForm) (err error) {
	f.Roles, f.OIDC = held(), c.OIDC
	if f.Choices, err = c.choices(); err != nil {
		return err
	}
	title := c.words.Admin.NewAccount
	if !f.New {
		title = fmt.Sprintf(c.words.Admin.EditAccount, f.Login)
		f.State, _ = c.accountState(f.Account)
		if f.Invitations, err = c.invitations(func(i park.Invitation) bool { return i.Kind != park.OfDevice && i.Name == f.Login }); err != nil {
			return err
		}
	}
	if f.Chosen == "" && f.Account.Enterprise != "" {
		if f.Chosen, err = c.choiceOf(f.Account.Enterprise); err != nil {
			return err
		}
	}
	if len(f.Problems) > 0 {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("account.html", title, f)
}

// choiceOf is an enterprise of the register as choices has it.
func (c *call) choiceOf(id string) (text string, err error) {
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e, there, err := register.Find(tx, id)
		if text = id; there {
			text = choice(e)
		}
		return err
	})
	return text, err
}

// filled is what the form says. What it cannot mean stands in Problems.
func (c *call) filled(a account.Account) (f accountForm, err error) {
	a.Name, a.Role, a.Lang = c.value("name"), account.Role(c.value("role")), c.value("lang")
	f = accountForm{Account: a, Chosen: c.value("enterprise"), Problems: map[string]string{}}
	id, problem, err := c.chosen(f.Chosen)
	if problem != "" {
		f.Problems["enterprise"] = problem
	}
	f.Account.Enterprise = id
	return f, err
}

// fieldOf is the field that a reason speaks of.
func fieldOf(r account.Reason) string {
	switch r {
	case account.BadLogin, account.LoginTaken:
		return "login"
	case account.BadName, account.NameTaken:
		return "name"
	case account.BadRole, account.LastAdmin:
		return "role"
	case account.BadEnterprise:
		return "enterprise"
	case account.BadLang:
		return "lang"
	}
	return "form"
}

// refused puts an error at its field; it gives back what is none of the person's doing.
func (c *call) refused(f *accountForm, err error) error {
	var denied *account.Denied
	if !errors.As(err, &denied) {
		return err
	}
	says, _ := c.says(err)
	f.Problems[fieldOf(denied.Reason)] = says
	return nil
}

// accountAdd makes an account, and shows the link by which its person sets a password.
func accountAdd(c *call) error {
	f, err := c.filled(account.Account{Login: c.value("login")})
	if err != nil {
		return err
	}
	f.New = true
	if len(f.Problems) > 0 {
		return c.accountForm(f)
	}
	secret, err := c.Park.Accounts.Invite(c.r.Context(), c.who(), f.Account, accountLink)
	if err != nil {
		if err := c.refused(&f, err); err != nil {
			return err
		}
		return c.accountForm(f)
	}
	return c.showLink(f.Name, secret)
}

func (c *call) showLink(name, secret string) error {
	base, err := c.base()
	if err != nil {
		return err
	}
	w := &c.words.Admin
	return c.once(w.LinkTitle, oncePage{Name: name, Hint: w.LinkHint, Text: base + account.LinkPath + secret, Until: c.until(accountLink), Back: "/accounts"}, true)
}

// accountSave changes an account.
func accountSave(c *call) error {
	a, err := c.account()
	if err != nil {
		return err
	}
	f, err := c.filled(*a)
	if err != nil {
		return err
	}
	if len(f.Problems) == 0 {
		err := c.Park.Accounts.Save(c.r.Context(), c.who(), f.Account)
		if err == nil {
			return c.see("/accounts?done=saved")
		}
		if err := c.refused(&f, err); err != nil {
			return err
		}
	}
	return c.accountForm(f)
}

// accountAct does what a button of the page says.
func accountAct(c *call) error {
	a, err := c.account()
	if err != nil {
		return err
	}
	ctx, done := c.r.Context(), ""
	switch c.r.PathValue("act") {
	case "link":
		secret, err := c.Park.Accounts.Reset(ctx, c.who(), a.Login, accountLink)
		if err != nil {
			return c.accountFailed(*a, err)
		}
		return c.showLink(a.Name, secret)
	case "disable":
		done, err = "disabled", c.Park.Accounts.Disable(ctx, c.who(), a.Login)
	case "enable":
		next := *a
		next.Disabled = false
		done, err = "enabled", c.Park.Accounts.Save(ctx, c.who(), next)
	case "expect":
		done, err = "expected", c.Park.Accounts.Expect(ctx, c.who(), a.Login)
	default:
		return park.ErrNotThere
	}
	if err != nil {
		return c.accountFailed(*a, err)
	}
	return c.see("/accounts?done=" + done)
}

func (c *call) accountFailed(a account.Account, err error) error {
	f := accountForm{Account: a, Problems: map[string]string{}}
	if err := c.refused(&f, err); err != nil {
		return err
	}
	return c.accountForm(f)
}
