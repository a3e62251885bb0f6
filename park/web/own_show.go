package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// ownPage is an enterprise's first page: what it has to do now, and what the park decided lately. Nothing of anyone else.
type ownPage struct {
	project.Own
	Name           string
	Duties, Others []duty // the enterprise's, and what the park owes it
	Days           []dayTodo
	Late           int  // of its own turn
	More           bool // than the days show
	Told           []toldLine
	Inspections    []inspectionLine
	Month          *monthDuty
}

// duty is something to do, in a sentence, with how many findings want it.
type duty struct {
	Says, Href string
	Due        string
	Late       int
}

// dayTodo is what falls due on a day.
type dayTodo struct {
	Day      string
	Findings []findingLine
}

// toldLine is a decision of the park, or of an authority, on a finding.
type toldLine struct {
	At         time.Time
	Says, Href string
	What       string
}

func (c *call) own() error {
	if c.who().Enterprise == "" {
		return park.ErrForbidden
	}
	var o project.Own
	var of *project.EnterpriseRow
	var assessment []duty
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if o, err = project.OwnOf(tx, c.today, c.who().Enterprise); err == nil {
			of, err = project.Enterprise(tx, c.today, c.who().Enterprise)
		}
		if err == nil {
			assessment, err = c.assessmentDuties(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	d := ownPage{Own: o, Inspections: c.inspectionLines(o.Inspections)}
	if of != nil {
		d.Name = of.Name
	}
	owed := 0
	for _, w := range o.Waits {
		line := duty{Says: fmt.Sprintf(c.words.WebPark.Duties[string(w.What)], w.N), Href: "/findings?wait=" + string(w.What), Due: w.Due, Late: w.Late}
		if w.What.OfEnterprise() {
			d.Duties, d.Late, owed = append(d.Duties, line), d.Late+w.Late, owed+w.N
		} else {
			d.Others = append(d.Others, line)
		}
	}
	d.Duties = append(d.Duties, assessment...)
	slices.SortStableFunc(d.Duties, func(a, b duty) int { return cmp.Compare(a.Due, b.Due) })
	d.More = owed > len(o.Soonest)
	for _, line := range c.findingLines(o.Soonest) {
		if n := len(d.Days); n == 0 || d.Days[n-1].Day != line.Due {
			d.Days = append(d.Days, dayTodo{Day: line.Due})
		}
		day := &d.Days[len(d.Days)-1]
		day.Findings = append(day.Findings, line)
	}
	if d.Told, err = c.told(o.Told); err != nil {
		return err
	}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		d.Month, err = c.monthDuty(tx)
		return err
	}); err != nil {
		return err
	}
	return c.render("own.html", cmp.Or(d.Name, c.words.Web.Nav["home"]), d)
}

// What of decisions is shown: those of two months.
const (
	toldLines = 8
	toldSince = 60 * 24 * time.Hour
)

// told is what was decided lately on findings of these inspections, newest first.
func (c *call) told(inspections []string) (all []toldLine, err error) {
	since := c.now().Add(-toldSince)
	for _, id := range inspections {
		i, err := c.Park.Inspection(c.r.Context(), c.who(), id)
		if err != nil {
			return nil, err
		}
		for n := range i.Findings {
			f := &i.Findings[n]
			for _, t := range f.Steps {
				if decides(t.Payload) && t.Why == "" && t.At().After(since) {
					all = append(all, toldLine{At: t.At(), Says: c.words.Step(t.Payload), Href: findingPath(id, f.Finding), What: f.Place + "：" + short(f.Description, 40)})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b toldLine) int { return b.At.Compare(a.At) })
	return all[:min(len(all), toldLines)], nil
}

// decides says whether a step is the park's or an authority's word on what the enterprise did.
func decides(p inspection.Payload) bool {
	switch p.(type) {
	case *inspection.ExtensionDecided, *inspection.Rechecked, *inspection.ClosedOff, *inspection.MajorDecided, *inspection.Transferred:
		return true
	}
	return false
}
