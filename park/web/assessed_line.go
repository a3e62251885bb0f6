package web

import (
	"slices"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
)

// assessedLine is an item of the scheme with what counts, what it is made of, and what people say of it.
type assessedLine struct {
	ID, Name, Standard, Basis   string
	Max, Points, Counted        string // "" none
	Not                         string // why it does not apply
	Lowers                      bool   // veto or cap: there are no points in it
	Met                         bool   // a veto or cap that lowers the grade
	Missing                     bool
	Terms                       []termLine
	Own, Set                    *givenLine // what the enterprise gives itself; what counts in place of what was counted
	Objections                  []objectedLine
	Waits                       int // objections without an answer
	MayObject, InSelf, InManual bool
	Problem                     string
	Filled, FilledSays          string
	Open                        bool
	Least, Most                 string // of points
}

type termLine struct {
	Says   string
	Things []thing
	More   int
}

// givenLine is points that somebody gave.
type givenLine struct {
	Points, Says, By, Day string
	Evidence              []evidenceLine
}

type evidenceLine struct{ Name, Href string }

// objectedLine is an objection with its answer.
type objectedLine struct {
	ID, Says, By, Day string
	Evidence          []evidenceLine
	Answer            *givenLine
	Upheld, MayAnswer bool
	Refused           string // why the answer was not taken
	To, Reason        string // filled in
}

func (d *assessedPage) line(c *call, item assess.Item) assessedLine {
	l := assessedLine{ID: item.ID, Name: c.words.Text(item.Name), Standard: c.words.Text(item.Standard), Basis: c.words.Text(item.Basis)}
	l.Lowers = item.Kind == assess.Veto || item.Kind == assess.Cap
	least, most := review.Bounds(&item)
	l.Least, l.Most, l.Max = least.String(), most.String(), item.Max.Decimal().String()
	d.own(c, &l)
	if n := slices.IndexFunc(d.Result.Lines, func(r assess.Line) bool { return r.Item == item.ID }); n >= 0 && d.Numbers {
		d.counted(c, &l, d.Result.Lines[n])
	}
	l.InSelf = d.Self && !l.Lowers
	l.InManual = d.Manual && item.Kind == assess.Manual
	if l.InManual {
		d.fillManual(&l)
	}
	d.objections(c, &l)
	l.MayObject = d.mayObject
	if d.Failed == string(review.Objection) && c.value("item") == l.ID {
		l.Problem, l.FilledSays = d.Problem, c.value("says")
	}
	l.Open = l.Waits > 0 || l.Problem != ""
	return l
}

// own is what the enterprise gives itself, and its form.
func (d *assessedPage) own(c *call, l *assessedLine) {
	e := review.Latest(d.said, review.Self, l.ID)
	if e != nil {
		l.Own = d.given(*e)
		l.Filled, l.FilledSays = l.Own.Points, l.Own.Says
	}
	if d.Self {
		l.Filled, l.FilledSays = d.filled("points-"+l.ID, l.Filled), d.filled("says-"+l.ID, l.FilledSays)
	}
}

func (d *assessedPage) fillManual(l *assessedLine) {
	l.Filled, l.FilledSays = "", ""
	if e := review.Latest(d.said, review.Manual, l.ID); e != nil {
		l.Filled, l.FilledSays = e.Points.String(), e.Says
	}
	l.Filled, l.FilledSays = d.filled("points-"+l.ID, l.Filled), d.filled("says-"+l.ID, l.FilledSays)
}

// counted is what the program, the park and the group make of the line.
func (d *assessedPage) counted(c *call, l *assessedLine, r assess.Line) {
	l.Points, l.Counted, l.Missing = r.Points.String(), "", r.Missing
	if r.Set != nil && !r.Set.Points.Equal(r.Counted) {
		l.Counted = r.Counted.String()
	}
	if r.Not != "" {
		l.Not = c.words.Assess.Nots[r.Not]
	}
	l.Met = slices.ContainsFunc(d.Result.Lowered, func(x assess.Lowered) bool { return x.Item == r.Item })
	for _, t := range r.Terms {
		if t.Rule == "given" || r.Not != "" && t.Count == 0 {
			continue
		}
		line := termLine{Says: d.Y.Scheme.Say(c.words, t)}
		for _, k := range assess.Details(c.words, t, d.name) {
			line.Things = append(line.Things, thing{k.Says, d.hrefs[k.ID]})
		}
		line.Things, line.More = most(line.Things)
		l.Terms = append(l.Terms, line)
	}
	if e := review.Latest(d.said, review.Upheld, l.ID); e != nil && e.Points != nil {
		l.Set = d.given(*e)
	} else if e := review.Latest(d.said, review.Manual, l.ID); e != nil {
		l.Set = d.given(*e)
	}
}

func (d *assessedPage) objections(c *call, l *assessedLine) {
	for _, e := range d.said {
		if e.Kind != review.Objection || e.Item != l.ID {
			continue
		}
		o := objectedLine{ID: e.ID, Says: e.Says, By: e.Who, Day: e.Day, Evidence: d.evidence(e.Evidence)}
		if a := review.Answer(d.said, e.ID); a != nil {
			o.Answer, o.Upheld = d.given(*a), a.Kind == review.Upheld
		} else {
			l.Waits++
			if o.MayAnswer = d.mayAnswer; o.MayAnswer && d.Failed == answering && c.value("re") == e.ID {
				o.Refused, o.To, o.Reason = d.Problem, c.value("points"), c.value("says")
			}
		}
		l.Objections = append(l.Objections, o)
	}
}

func (d *assessedPage) given(e review.Entry) *givenLine {
	g := &givenLine{Says: e.Says, By: e.Who, Day: e.Day, Evidence: d.evidence(e.Evidence)}
	if e.Points != nil {
		g.Points = e.Points.String()
	}
	return g
}

func (d *assessedPage) evidence(all []assess.Evidence) (lines []evidenceLine) {
	for _, e := range all {
		lines = append(lines, evidenceLine{e.Name, d.Action + "/evidence/" + e.SHA256})
	}
	return lines
}
