package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/chart"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// assessmentPage is a year: how far it is and what comes next, and how enterprises stand.
type assessmentPage struct {
	Y               *review.Review
	Stages          []stageLine
	Todo            string
	Steps           []stepForm
	Problem         string
	Stand           *review.Stand
	Stale, May      bool
	Grades          []gradeCount
	Missing, Moved  int
	Objections      []objectionLine
	Rows            []rankLine
	Filter          string // the grade that is chosen, in words
	OnlyMoved       bool
	First, Next     string
	Moves           review.Moves
	Charts          []chart.Chart
	History         []yearStep
	Decision        *review.Step
	SchemeName      string
	SchemeFile      string
	Ranking         []option
	Before          int
	HasBefore, Firm bool
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
	LoweredBy                         []string
}

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
	d.flow(c, failed)
	return c.render("assessment.html", fmt.Sprintf(c.words.Review.YearTitle, d.Y.Year), d)
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
	if d.Moved, err = review.MovedSince(tx, y.Year); err != nil {
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
		d.Rows = append(d.Rows, l)
	}
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

// gradesOverYears is a column a year, a part a grade.
func (c *call) gradesOverYears(y *review.Review, trends []review.Trend) chart.Chart {
	w := &c.words.Review
	d := c.drawing(chart.Columns, w.OverYears, w.OverYearsDesc, w.YearAxis, nil)
	d.Unit = w.FirmUnit
	for _, t := range trends {
		d.Labels = append(d.Labels, strconv.Itoa(t.Year))
	}
	for _, g := range y.Scheme.Grades {
		s := chart.Series{Name: c.words.Text(g.Name)}
		for _, t := range trends {
			s.Values = append(s.Values, float64(t.Grades[g.ID]))
		}
		d.Series = append(d.Series, s)
	}
	return d
}

func (c *call) gradesBySector(y *review.Review, sums review.Summed) chart.Chart {
	w := &c.words.Review
	d := c.drawing(chart.Bars, w.BySector, w.BySectorDesc, c.words.Web.Sector, nil)
	d.Unit = w.FirmUnit
	ids := slices.SortedFunc(maps.Keys(sums.Sectors), func(a, b string) int {
		return cmp.Or(c.sectorPlace(a)-c.sectorPlace(b), cmp.Compare(a, b))
	})
	for _, id := range ids {
		d.Labels = append(d.Labels, c.sectorName(id))
	}
	for _, g := range y.Scheme.Grades {
		s := chart.Series{Name: c.words.Text(g.Name)}
		for _, id := range ids {
			s.Values = append(s.Values, float64(sums.Sectors[id][g.ID]))
		}
		d.Series = append(d.Series, s)
	}
	return d
}

// sectorPlace orders sectors as the library does; what it has none of comes last.
func (c *call) sectorPlace(id string) int {
	n := slices.IndexFunc(c.Library.Sectors, func(s checklist.Sector) bool { return s.ID == id })
	if n < 0 {
		return len(c.Library.Sectors)
	}
	return n
}

// pointsByItem is how much of each item enterprises got, percent.
func (c *call) pointsByItem(y *review.Review, sums review.Summed) chart.Chart {
	w := &c.words.Review
	d := c.drawing(chart.Bars, w.ByItem, w.ByItemDesc, w.Item, nil)
	d.Unit = "%"
	s := chart.Series{Name: w.Got}
	for _, i := range y.Scheme.Items {
		share, there := sums.Items[i.ID]
		if !there || !share.Max.IsPositive() {
			continue
		}
		d.Labels = append(d.Labels, c.words.Text(i.Name))
		s.Values = append(s.Values, share.Points.Mul(decimal.NewFromInt(100)).Div(share.Max).Round(1).InexactFloat64())
	}
	d.Series = []chart.Series{s}
	return d
}

func (c *call) clausesOfYear(sums review.Summed) chart.Chart {
	w := &c.words.Review
	d := c.drawing(chart.Bars, w.ByClause, w.ByClauseDesc, c.words.Web.Clause, nil)
	var open, ended []int
	for _, k := range sums.Clauses {
		d.Labels = append(d.Labels, cmp.Or(c.words.Clause(c.Library, k.Criterion), c.words.WebPark.NoClause)+" "+c.criterionTitle(k.Criterion))
		open, ended = append(open, k.Open), append(ended, k.Found-k.Open)
	}
	d.Series = []chart.Series{{Name: c.words.Web.Open, Values: floats(open)}, {Name: c.words.WebPark.Ended, Values: floats(ended)}}
	return d
}

// assessmentStep takes a step of the year.
func assessmentStep(c *call) error {
	kind := review.StepKind(c.r.PathValue("step"))
	year, err := strconv.Atoi(c.r.PathValue("year"))
	if err != nil {
		return park.ErrNotThere
	}
	err = c.step(year, kind)
	if says, status := c.refusal(err); status != 0 {
		c.status = status
		return c.assessment(string(kind), says)
	}
	if err != nil {
		return denied(err)
	}
	return c.see(assessmentPath(year) + "?done=act")
}

// compute is the step that changes nothing but the results on the page.
const compute = "compute"

func (c *call) step(year int, kind review.StepKind) error {
	if err := c.Park.CatchUp(c.r.Context()); err != nil {
		return err
	}
	seen, _ := strconv.Atoi(c.value("steps"))
	s := review.Step{Kind: kind, Day: c.value("day"), Says: c.value("says"), People: c.value("people")}
	var err error
	switch kind {
	case compute:
		return c.reviews.Compute(c.r.Context(), year)
	case review.Seal:
		err = c.reviews.Seal(c.r.Context(), c.who(), year, seen, s.Says)
	case review.Choose:
		if s.Scheme, err = c.schemeChosen(year); err != nil {
			return err
		}
		fallthrough
	default:
		err = c.reviews.Do(c.r.Context(), c.who(), year, seen, s)
	}
	if err != nil {
		return err
	}
	return c.reviews.Compute(c.r.Context(), year)
}
