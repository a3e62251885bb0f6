package web

import (
	"cmp"
	"fmt"
	"strconv"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/chart"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// chartsPage is the park in pictures, each with its numbers.
type chartsPage struct {
	Charts []chart.Chart
	Print  bool
	Months int
}

// How much is drawn: months, and clauses.
const (
	drawnMonths  = 24
	drawnClauses = 15
)

func chartShow(c *call) error {
	var m project.Months
	var sectors, criteria []project.Count
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if m, err = project.MonthsOf(tx, c.today); err != nil {
			return err
		}
		if sectors, err = project.BySector(tx); err != nil {
			return err
		}
		criteria, err = project.Criteria(tx, drawnClauses)
		return err
	})
	if err != nil {
		return err
	}
	m = last(m, drawnMonths)
	for n, s := range sectors {
		sectors[n].Name = c.sectorName(s.Name)
	}
	for n, k := range criteria {
		criteria[n].Name = cmp.Or(c.clause(k.Name), c.words.WebPark.NoClause) + " " + c.criterionTitle(k.Name)
	}
	w := &c.words.WebPark
	d := chartsPage{Print: c.value("print") != "", Months: len(m.Names), Charts: []chart.Chart{
		c.statesOverTime(m), c.overdue(m), c.foundAndEnded(m), c.took(m),
		c.counts(w.BySector, w.BySectorDesc, c.words.Web.Sector, sectors), c.counts(w.ByClause, w.ByClauseDesc, c.words.Web.Clause, criteria),
	}}
	return c.render("charts.html", c.words.Web.Nav["charts"], d)
}

// drawing is a chart with what all have.
func (c *call) drawing(kind chart.Kind, title, desc, axis string, labels []string) chart.Chart {
	w := &c.words.WebPark
	return chart.Chart{Kind: kind, Title: title, Desc: desc, Axis: axis, Unit: w.Unit, NoData: w.NoData, Labels: labels}
}

// phases are the states that a chart tells apart: more would not be seen.
var phases = [][]inspection.Status{
	{inspection.StatusRecorded}, {inspection.StatusNotified, inspection.StatusRectifying}, {inspection.StatusFixed, inspection.StatusRectified, inspection.StatusRechecked},
	{inspection.StatusClosed}, {inspection.StatusTransferred, inspection.StatusWithdrawn, inspection.StatusJoined},
}

func (c *call) statesOverTime(m project.Months) chart.Chart {
	w := &c.words.WebPark
	d := c.drawing(chart.Columns, w.StatesOverTime, w.StatesOverTimeDesc, w.Month, m.Names)
	for n, phase := range phases {
		s := chart.Series{Name: w.Phases[n]}
		for _, found := range m.Found {
			sum := 0
			for _, status := range phase {
				sum += found[string(status)]
			}
			s.Values = append(s.Values, float64(sum))
		}
		d.Series = append(d.Series, s)
	}
	return d
}

func (c *call) overdue(m project.Months) chart.Chart {
	w := &c.words.WebPark
	d := c.drawing(chart.Lines, w.Overdue, w.OverdueDesc, w.Month, m.Names)
	d.Series = []chart.Series{{Name: w.Overdue, Values: floats(m.Late)}}
	return d
}

func (c *call) foundAndEnded(m project.Months) chart.Chart {
	w := &c.words.WebPark
	d := c.drawing(chart.Lines, w.FoundAndClosed, w.FoundAndClosedDesc, w.Month, m.Names)
	found := make([]int, len(m.Found))
	for n, by := range m.Found {
		for _, k := range by {
			found[n] += k
		}
	}
	d.Series = []chart.Series{{Name: w.Found, Values: floats(found)}, {Name: c.words.Web.Closed, Values: floats(m.Ended)}}
	return d
}

// took is how long closings took, all months together.
func (c *call) took(m project.Months) chart.Chart {
	w := &c.words.WebPark
	d := c.drawing(chart.Histogram, w.Took, w.TookDesc, w.Days, nil)
	values := make([]int, len(project.Took)+1)
	from := 0
	for n, most := range project.Took {
		d.Labels = append(d.Labels, fmt.Sprintf(w.DaysFromTo, from, most))
		from = most + 1
		for _, by := range m.Took {
			values[n] += by[strconv.Itoa(most)]
		}
	}
	d.Labels = append(d.Labels, fmt.Sprintf(w.DaysMore, from-1))
	for _, by := range m.Took {
		values[len(project.Took)] += by["more"]
	}
	d.Series = []chart.Series{{Name: c.words.Web.Closed, Values: floats(values)}}
	return d
}

// counts is what is open and what is ended, by something.
func (c *call) counts(title, desc, axis string, all []project.Count) chart.Chart {
	d := c.drawing(chart.Bars, title, desc, axis, nil)
	var open, ended []int
	for _, n := range all {
		d.Labels, open, ended = append(d.Labels, n.Name), append(open, n.Open), append(ended, n.Ended)
	}
	d.Series = []chart.Series{{Name: c.words.Web.Open, Values: floats(open)}, {Name: c.words.WebPark.Ended, Values: floats(ended)}}
	return d
}

func floats(all []int) []float64 {
	values := make([]float64, len(all))
	for n, v := range all {
		values[n] = float64(v)
	}
	return values
}
