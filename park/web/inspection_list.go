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
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		f := project.InspectionFilter{Enterprise: d.Enterprise, Year: d.Year, Conflicts: d.Differ}
		if !d.Own {
			d.Called, f.Among, d.Many, err = c.meant(tx, d.Enterprise, d.Name)
		}
		if err != nil {
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

// meant is what an enterprise is called, or the enterprises that a name may mean, and whether there are more of those; nil means all.
func (c *call) meant(tx *sqldb.Tx, enterprise, name string) (called string, among []string, many bool, err error) {
	switch {
	case enterprise != "":
		e, err := project.Enterprise(tx, c.today, enterprise)
		if e != nil {
			called = e.Name
		}
		return called, nil, false, err
	case name != "":
		all, more, err := project.EnterprisesNamed(tx, name, meant)
		among = []string{}
		for _, e := range all {
			among = append(among, e.ID)
		}
		return "", among, more, err
	}
	return "", nil, false, nil
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
