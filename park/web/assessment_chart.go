package web

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/chart"
	"anquan.example/paicha/park/review"
)

// gradesOverYears is a column a year, a part a grade.
func (c *call) gradesOverYears(y *review.Review, trends []review.Trend) chart.Chart {
	w := &c.words.Review
	d := c.drawing(chart.Columns, w.OverYears, w.OverYearsDesc, w.YearAxis, nil)
	d.Unit = w.FirmUnit
	for _, t := range trends {
		label := strconv.Itoa(t.Year)
		if t.Sealed == 0 {
			label = fmt.Sprintf(c.words.Sealed.Yearly, t.Year)
		}
		d.Labels = append(d.Labels, label)
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
		d.Labels = append(d.Labels, cmp.Or(c.clause(k.Criterion), c.words.WebPark.NoClause)+" "+c.criterionTitle(k.Criterion))
		open, ended = append(open, k.Open), append(ended, k.Found-k.Open)
	}
	d.Series = []chart.Series{{Name: c.words.Web.Open, Values: floats(open)}, {Name: c.words.WebPark.Ended, Values: floats(ended)}}
	return d
}
