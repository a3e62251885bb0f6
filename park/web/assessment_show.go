package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"anquan.example/paicha/park/chart"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// assessmentPage is a year: how far it is and what comes next, and how enterprises stand.
type assessmentPage struct {
	Y           *review.Review
	Stages      []stageLine
	Todo        string
	Steps       []stepForm
	Problem     string
	Stand       *review.Stand
	Stale, May  bool
	Grades      []gradeCount
	Missing     int
	Kept        review.Kept
	Objections  []objectionLine
	Rows        []rankLine
	Filter      string // the grade that is chosen, in words
	OnlyMoved   bool
	First, Next string
	Moves       review.Moves
	Charts      []chart.Chart
	History     []yearStep
	Decision    *review.Step
	SchemeName  string
	SchemeFile  string
	Ranking     []option
	Before      int
	HasBefore   bool
}

type stageLine struct {
	Name string
	Here bool
	Past bool
}

// rankLine is an enterprise in the ranking.
type rankLine struct {
	review.Row
	Href, GradeName, Tone, EarnedName string
	BeforeName                        string
	Seals                             []badge // how it stands to what was sealed
	LoweredBy                         []string
}

// badge is a short note on a line.
type badge struct{ Says, Tone string }

type objectionLine struct{ Href, Name, Item, Says, Day string }

// yearStep is what was done to the year.
type yearStep struct {
	review.Step
	Name string
}

// rankedRows is how many enterprises a page of the ranking shows.
const rankedRows = 50

func assessmentShow(c *call) error {
	firm, err := c.ofFirm()
	if err != nil {
		return err
	}
	if firm {
		return c.toOwnYear()
	}
	return c.assessment("", "")
}

// toOwnYear sends an enterprise to its own page of the year.
func (c *call) toOwnYear() error {
	var to string
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		y, err := c.year(tx)
		if err != nil {
			return err
		}
		id, err := review.Whose(tx, c.who(), c.who().Enterprise)
		to = assessedPath(y.Year, id)
		return denied(err)
	}); err != nil {
		return err
	}
	return c.see(to)
}

// assessment shows the year; failed is a step that was not done, and why.
func (c *call) assessment(failed, problem string) error {
	d := assessmentPage{Problem: problem}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.Y, err = c.year(tx); err != nil {
			return err
		}
		return d.fill(c, tx)
	}); err != nil {
		return err
	}
	if d.Stand == nil && d.Y.Sealings > 0 { // its results were computed by an earlier version of the program
		if err := errors.Join(c.Park.CatchUp(c.r.Context()), c.reviews.Compute(c.r.Context(), d.Y.Year)); err != nil {
			return err
		}
		d = assessmentPage{Problem: problem, Y: d.Y}
		if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error { return d.fill(c, tx) }); err != nil {
			return err
		}
	}
	d.flow(c, failed)
	return c.render("assessment.html", fmt.Sprintf(c.words.Review.YearTitle, d.Y.Year), &d)
}

// fill reads what the year's page shows.
func (d *assessmentPage) fill(c *call, tx *sqldb.Tx) (err error) {
	y := d.Y
	if d.Stand, d.Stale, err = c.reviews.StandOf(tx, y); err != nil {
		return err
	}
	grade := c.value("grade")
	if y.Scheme.Grade(grade) == nil {
		grade = ""
	} else {
		d.Filter = c.gradeName(y.Scheme, grade)
	}
	if d.Grades, err = c.grades(tx, y, grade); err != nil {
		return err
	}
	after, _ := strconv.Atoi(c.value("after"))
	d.OnlyMoved = c.value("moved") != ""
	rows, more, err := review.Ranked(tx, y.Year, review.Part{Grade: grade, Moved: d.OnlyMoved, After: after, Size: rankedRows})
	if err != nil {
		return err
	}
	d.rank(c, rows)
	d.pages(grade, after, rows, more)
	objections, err := review.Objected(tx, y.Year)
	if err != nil {
		return err
	}
	if d.Kept, err = review.KeptOf(tx, y.Year); err != nil {
		return err
	}
	return cmp.Or(d.object(c, tx, objections), d.compare(c, tx))
}

func (d *assessmentPage) rank(c *call, rows []review.Row) {
	s := d.Y.Scheme
	for _, r := range rows {
		l := rankLine{Row: r, Href: assessedPath(d.Y.Year, r.Enterprise), GradeName: c.gradeName(s, r.Grade), Tone: gradeTone(s, r.Grade), EarnedName: c.gradeName(s, r.Earned)}
		for _, item := range r.Lowered {
			l.LoweredBy = append(l.LoweredBy, c.itemName(s, item))
		}
		if r.Before != "" {
			l.BeforeName = c.gradeName(s, r.Before)
		}
		l.Seals = c.seals(d.Y, r)
		d.Rows = append(d.Rows, l)
	}
}

// seals says how a row stands to what was sealed.
func (c *call) seals(y *review.Review, r review.Row) (all []badge) {
	w := &c.words.Sealed
	outcome := func(format string, o review.Outcome, before ...any) string {
		return fmt.Sprintf(format, append(before, o.Score.StringFixed(2), c.gradeName(y.Scheme, o.Grade))...)
	}
	switch {
	case y.Sealings == 0:
		return nil
	case !y.Counts() && r.Version > 0:
		return []badge{{outcome(w.KeptWas, r.Kept, r.Version), ""}}
	case r.Version == 0:
		return []badge{{w.NotSealed, "warn"}}
	}
	all = append(all, badge{fmt.Sprintf(w.Version, r.Version), ""})
	switch {
	case r.Moved && r.Now.Score.Equal(r.Score) && r.Now.Grade == r.Grade:
		all = append(all, badge{w.NowSame, "warn"})
	case r.Moved:
		all = append(all, badge{outcome(w.NowWould, *r.Now), "warn"})
	}
	return all
}

func (d *assessmentPage) pages(grade string, after int, rows []review.Row, more bool) {
	q := url.Values{}
	if grade != "" {
		q.Set("grade", grade)
	}
	if d.OnlyMoved {
		q.Set("moved", "1")
	}
	path := assessmentPath(d.Y.Year)
	if after > 0 {
		d.First = path + "?" + q.Encode()
	}
	if more {
		q.Set("after", strconv.Itoa(rows[len(rows)-1].Position))
		d.Next = path + "?" + q.Encode() + "#ranking"
	}
}

// object names the enterprises whose objections wait for an answer.
func (d *assessmentPage) object(c *call, tx *sqldb.Tx, all []review.Entry) error {
	names, err := review.Names(tx, all)
	for _, o := range all {
		d.Objections = append(d.Objections, objectionLine{assessedPath(d.Y.Year, o.Enterprise) + "#line-" + o.Item, names[o.Enterprise], c.itemName(d.Y.Scheme, o.Item), short(o.Says, 80), o.Day})
	}
	return err
}

// drawnAssessed is how many clauses the chart of a year shows.
const drawnAssessed = 10

// compare reads what the year is compared with: the year before, other years, sectors, items, clauses.
func (d *assessmentPage) compare(c *call, tx *sqldb.Tx) error {
	if d.Stand == nil {
		return nil
	}
	d.Missing = d.Stand.Missing
	var ids []string
	for _, g := range d.Y.Scheme.Grades {
		ids = append(ids, g.ID)
	}
	var err error
	if d.Moves, err = review.MovesOf(tx, d.Y.Year, ids); err != nil {
		return err
	}
	d.Before, d.HasBefore = d.Y.Year-1, d.Moves.Better+d.Moves.Worse+d.Moves.Same > 0
	trends, err := review.Trends(tx)
	if err != nil {
		return err
	}
	sums, err := review.SumsOf(tx, d.Y.Year, drawnAssessed)
	if err != nil {
		return err
	}
	d.Charts = []chart.Chart{c.gradesOverYears(d.Y, trends), c.gradesBySector(d.Y, sums), c.pointsByItem(d.Y, sums), c.clausesOfYear(sums)}
	return nil
}
