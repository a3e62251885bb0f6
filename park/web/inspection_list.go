package web

import (
	"net/url"
	"strconv"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// inspectionLine is an inspection in a list, in words.
type inspectionLine struct {
	project.InspectionRow
	SectorNames []string
	Verdicts    []verdictLine
}

func (c *call) inspectionLines(rows []project.InspectionRow) []inspectionLine {
	all := make([]inspectionLine, len(rows))
	for n, r := range rows {
		all[n] = inspectionLine{InspectionRow: r, SectorNames: c.sectorNames(r.Sectors), Verdicts: c.sealedVerdicts(r.Outcomes)}
	}
	return all
}

// sealedVerdicts is what was signed.
func (c *call) sealedVerdicts(outcomes []inspection.Outcome) (all []verdictLine) {
	for _, o := range outcomes {
		all = append(all, verdictLine{Sector: c.sectorName(o.Sector), Outcome: c.words.Outcome(o.Outcome), Bad: o.Outcome == checklist.MajorSuspected, Open: o.Open})
	}
	return all
}

type inspectionsPage struct {
	Lines              []inspectionLine
	Year, Name         string
	Enterprise, Called string // by id, and its name
	Differ, Own, Many  bool
	Years              []string
	First, Next        string
}

// inspectionList shows inspections, newest first; an enterprise sees its own.
func inspectionList(c *call) error {
	d := inspectionsPage{Year: c.value("year"), Name: c.value("name"), Enterprise: c.value("enterprise"), Differ: c.value("differ") != "", Own: c.who().Role == account.Enterprise}
	if d.Own {
		if d.Enterprise, d.Name, d.Differ = c.who().Enterprise, "", false; d.Enterprise == "" {
			return park.ErrForbidden // never all of them
		}
	}
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		f := project.InspectionFilter{Enterprise: d.Enterprise, Year: d.Year, Conflicts: d.Differ}
		if err := d.meant(tx, c, &f); err != nil {
			return err
		}
		rows, next, err := project.Inspections(tx, f, project.Page{Size: onPage, After: c.value("after")})
		if err != nil {
			return err
		}
		d.Lines = c.inspectionLines(rows)
		d.links(c.value("after"), next)
		first, err := project.FirstYear(tx)
		d.Years = years(first, c.today)
		return err
	})
	if err != nil {
		return err
	}
	return c.render("inspections.html", c.words.Web.Nav["inspections"], d)
}

func (d *inspectionsPage) meant(tx *sqldb.Tx, c *call, f *project.InspectionFilter) error {
	switch {
	case d.Own:
	case d.Enterprise != "":
		e, err := project.Enterprise(tx, c.today, d.Enterprise)
		if e != nil {
			d.Called = e.Name
		}
		return err
	case d.Name != "":
		all, more, err := project.EnterprisesNamed(tx, d.Name, meant)
		d.Many, f.Among = more, []string{}
		for _, e := range all {
			f.Among = append(f.Among, e.ID)
		}
		return err
	}
	return nil
}

func (d *inspectionsPage) links(after, next string) {
	q := url.Values{}
	for name, value := range map[string]string{"year": d.Year, "name": d.Name, "enterprise": d.Enterprise} {
		if value != "" && !(d.Own && name == "enterprise") {
			q.Set(name, value)
		}
	}
	if d.Differ {
		q.Set("differ", "1")
	}
	if after != "" {
		d.First = "/inspections?" + q.Encode()
	}
	if next != "" {
		q.Set("after", next)
		d.Next = "/inspections?" + q.Encode()
	}
}

// years is from this one back to the first.
func years(first, today string) (all []string) {
	now, err := strconv.Atoi(today[:4])
	from, none := strconv.Atoi(first)
	if err != nil {
		return nil
	}
	if none != nil || from > now || from < now-50 {
		from = now
	}
	for y := now; y >= from; y-- {
		all = append(all, strconv.Itoa(y))
	}
	return all
}
