package web

import (
	"fmt"
	"slices"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// enterprisePage is an enterprise: its entry in the register, what is to be done there, how often it was visited, who comes in by a code.
type enterprisePage struct {
	E                       register.Enterprise
	Row                     project.EnterpriseRow
	SectorNames             []string
	Findings                []findingLine
	Inspections             []inspectionLine
	Guests                  []account.Guest
	Visits                  []visitKind
	Ledgers                 ledgerSums
	Warning                 string // there were many
	Picture                 yearPicture
	May, MayCodes, MayMerge bool
}

type visitKind struct {
	Name string
	N    int
}

func enterprisePath(id string) string { return "/enterprises/" + id }

// Lists on an enterprise's page.
const ofEnterprise = 20

func enterpriseShow(c *call) error {
	var d enterprisePage
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.E, err = c.enterpriseAsked(tx); err != nil {
			return err
		}
		row, err := project.Enterprise(tx, c.today, d.E.ID)
		if err != nil || row == nil {
			return err
		}
		d.Row = *row
		rows, _, err := project.Findings(tx, c.today, project.Filter{Enterprise: d.E.ID, State: project.IsOpen}, project.Page{Size: ofEnterprise})
		if err != nil {
			return err
		}
		if err := project.Waiting(tx, rows); err != nil {
			return err
		}
		inspections, _, err := project.Inspections(tx, project.InspectionFilter{Enterprise: d.E.ID}, project.Page{Size: ofEnterprise})
		d.Findings, d.Inspections = c.findingLines(rows), c.inspectionLines(inspections)
		if err == nil {
			d.Ledgers, err = c.ledgerSums(tx, d.E.ID)
		}
		if err == nil {
			d.Picture, err = c.yearPicture(tx, d.E.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	if d.Guests, err = c.Park.Accounts.Guests(c.r.Context(), d.E.ID); err != nil {
		return err
	}
	role := c.who().Role
	d.May, d.MayCodes, d.MayMerge = slices.Contains(officers, role), slices.Contains(checkers, role), slices.Contains(admins, role)
	d.SectorNames = c.sectorNames(d.E.Sectors)
	for _, kind := range visitKinds {
		d.Visits = append(d.Visits, visitKind{c.words.VisitName(kind), d.Row.Visits[string(kind)]})
	}
	d.Warning = c.visitWarning(d.Row.Visited)
	return c.render("enterprise.html", d.E.Name, d)
}

// enterpriseAsked is the enterprise that the address names, by anything that it is or was known by.
func (c *call) enterpriseAsked(tx *sqldb.Tx) (e register.Enterprise, err error) {
	e, there, err := register.Find(tx, c.r.PathValue("enterprise"))
	if err == nil && !there {
		err = park.ErrNotThere
	}
	return e, err
}

// enterpriseCodes ends the codes that were printed for an enterprise, and sends out who came by them.
func enterpriseCodes(c *call) error {
	id := c.r.PathValue("enterprise")
	if err := c.Park.Accounts.EndLinks(c.r.Context(), c.who(), id, ""); err != nil {
		return err
	}
	return c.see(enterprisePath(id) + "?done=codes")
}

// manyVisits is from how many visits of a year on pages warn, when the site says nothing else.
const manyVisits = 4

func (s *Site) visitLimit() int {
	if s.VisitLimit > 0 {
		return s.VisitLimit
	}
	return manyVisits
}

// visitWarning says that an enterprise was visited often; "" when it was not.
func (c *call) visitWarning(n int) string {
	if n <= c.visitLimit() {
		return ""
	}
	return fmt.Sprintf(c.words.WebPark.VisitWarning, n, c.visitLimit())
}
