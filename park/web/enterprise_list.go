package web

import (
	"net/url"
	"slices"

	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

type enterprisesPage struct {
	Lines         []enterpriseLine
	Words         string
	Inactive, May bool // the closed ones too; the reader may change the register
	First, Next   string
}

// enterpriseLine is an enterprise with how often it was visited this year.
type enterpriseLine struct {
	project.EnterpriseRow
	Often bool
}

func (c *call) enterpriseLines(rows []project.EnterpriseRow) []enterpriseLine {
	all := make([]enterpriseLine, len(rows))
	for n, r := range rows {
		all[n] = enterpriseLine{r, r.Visited > c.visitLimit()}
	}
	return all
}

// enterpriseList shows the register, by name, with what is to be done at each.
func enterpriseList(c *call) error {
	d := enterprisesPage{Words: c.value("words"), Inactive: c.value("inactive") != "", May: slices.Contains(officers, c.who().Role)}
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		rows, next, err := project.Enterprises(tx, c.today, project.EnterpriseFilter{Text: d.Words, Inactive: d.Inactive}, project.Page{Size: onPage, After: c.value("after")})
		d.Lines = c.enterpriseLines(rows)
		q := url.Values{}
		if d.Words != "" {
			q.Set("words", d.Words)
		}
		if d.Inactive {
			q.Set("inactive", "1")
		}
		if c.value("after") != "" {
			d.First = "/enterprises?" + q.Encode()
		}
		if next != "" {
			q.Set("after", next)
			d.Next = "/enterprises?" + q.Encode()
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.render("enterprises.html", c.words.Web.Nav["enterprises"], d)
}
