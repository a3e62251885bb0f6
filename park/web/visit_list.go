package web

import (
	"strconv"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// visitsPage is how often each enterprise was visited in a year.
type visitsPage struct {
	Year, Before, After string
	Limit, Often        int
	Kinds               []visitKind
	Lines               []visitLine
}

type visitLine struct {
	project.VisitCount
	Often bool
	Of    []visitKind
}

// visitKinds is the kinds of visits in the order of the table; the enterprise's own come last and do not count.
var visitKinds = []inspection.Visit{inspection.Assistance, inspection.Official, inspection.Recheck, inspection.SelfCheck}

func visitList(c *call) error {
	now, err := strconv.Atoi(c.today[:4])
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(c.value("year"))
	if err != nil || year < 2000 || year > now {
		year = now
	}
	d := visitsPage{Year: strconv.Itoa(year), Before: strconv.Itoa(year - 1), Limit: c.visitLimit()}
	if year < now {
		d.After = strconv.Itoa(year + 1)
	}
	var all []project.VisitCount
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		all, err = project.Visits(tx, d.Year)
		return err
	}); err != nil {
		return err
	}
	for _, kind := range visitKinds {
		d.Kinds = append(d.Kinds, visitKind{Name: c.words.VisitName(kind)})
	}
	for _, v := range all {
		line := visitLine{VisitCount: v, Often: v.All > d.Limit}
		if line.Often {
			d.Often++
		}
		for n, kind := range visitKinds {
			line.Of = append(line.Of, visitKind{d.Kinds[n].Name, v.Kinds[string(kind)]})
			d.Kinds[n].N += v.Kinds[string(kind)]
		}
		d.Lines = append(d.Lines, line)
	}
	return c.render("visits.html", c.words.Web.Nav["visits"], d)
}
