package web

import (
	"net/http"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// mergePage makes one entry of two, in two steps: find the one that stays, then see what will move and say yes.
type mergePage struct {
	From, Into  register.Enterprise
	Chosen      bool
	Words       string
	Found       []project.EnterpriseRow
	Many        bool
	Moves, Here project.Moves // of the one that goes, and of the one that stays
	Problem     string
}

func enterpriseMerge(c *call) error { return c.mergePage("") }

// enterpriseMerged does it.
func enterpriseMerged(c *call) error {
	if c.value("sure") != "yes" {
		return c.mergePage(c.words.WebPark.MergeSure)
	}
	e, err := register.Merge(c.r.Context(), c.Park.DB, c.r.PathValue("enterprise"), c.value("into"), c.who().Name, c.now())
	if says, mended := c.registerSays(err); mended {
		return c.mergePage(says)
	}
	if err != nil {
		return err
	}
	return c.see(enterprisePath(e.ID) + "?done=" + c.handedOut("merged"))
}

func (c *call) mergePage(problem string) error {
	d := mergePage{Words: c.value("words"), Problem: problem}
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.From, err = c.enterpriseAsked(tx); err != nil {
			return err
		}
		if c.value("into") != "" {
			return d.choose(tx, c.value("into"))
		}
		if d.Words == "" {
			return nil
		}
		all, more, err := project.EnterprisesNamed(tx, d.Words, meant)
		for _, e := range all {
			if e.ID != d.From.ID {
				d.Found = append(d.Found, e)
			}
		}
		d.Many = more
		return err
	})
	if err != nil {
		return err
	}
	if problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("enterprise_merge.html", c.words.WebPark.Merge, d)
}

func (d *mergePage) choose(tx *sqldb.Tx, into string) (err error) {
	d.Into, d.Chosen, err = register.Find(tx, into)
	if err == nil && (!d.Chosen || d.Into.ID == d.From.ID) {
		err = park.ErrNotThere
	}
	if err != nil {
		return err
	}
	if d.Moves, err = project.MovesOf(tx, d.From.ID); err != nil {
		return err
	}
	d.Here, err = project.MovesOf(tx, d.Into.ID)
	return err
}
