package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// assessmentsPage is the years that were begun; and the next, to begin.
type assessmentsPage struct {
	Years   []yearLine
	May     bool
	Presets []option
	Next    string // year to begin
	Preset  string
	CutOff  string
	Problem string
}

type yearLine struct {
	Year          int
	Href          string
	Stage, Scheme string
	Todo          string
	Grades        []gradeCount
}

type gradeCount struct {
	Name, Tone, Href string
	N                int
	Here             bool
}

func assessmentList(c *call) error { return c.assessments("") }

func (c *call) assessments(problem string) error {
	firm, err := c.ofFirm()
	if err != nil {
		return err
	}
	d := assessmentsPage{May: slices.Contains(officers, c.who().Role), Problem: problem, CutOff: c.value("cutoff"), Preset: c.value("preset"), Next: c.value("year")}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		all, err := review.Years(tx)
		if err != nil {
			return err
		}
		for _, y := range all {
			line := yearLine{Year: y.Year, Href: assessmentPath(y.Year), Stage: c.words.Review.Stages[string(y.Stage)], Scheme: c.words.Text(y.Scheme.Title), Todo: c.shortTodo(y, firm)}
			if !firm {
				if line.Grades, err = c.grades(tx, y, ""); err != nil {
					return err
				}
			}
			d.Years = append(d.Years, line)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, p := range assess.Presets() {
		d.Presets = append(d.Presets, option{p, c.words.Review.Presets[p]})
	}
	if d.Next == "" {
		d.Next = c.today[:4]
	}
	return c.render("assessments.html", c.words.Web.Nav["assessment"], d)
}

// shortTodo says what a year waits for, without looking at its enterprises.
func (c *call) shortTodo(y *review.Review, firm bool) string {
	w := &c.words.Review
	switch {
	case y.Stage == review.Public && c.today <= y.Until:
		return fmt.Sprintf(w.PublicUntil, y.Until)
	case y.Stage == review.Public && firm:
		return w.FirmPublicOver
	case firm:
		return w.FirmTodo[string(y.Stage)]
	}
	return w.Todo[string(y.Stage)]
}

// grades is how many enterprises have each grade of a year, best first.
func (c *call) grades(tx *sqldb.Tx, y *review.Review, here string) (all []gradeCount, err error) {
	counts, err := review.Grades(tx, y.Year)
	if err != nil || len(counts) == 0 {
		return nil, err
	}
	for _, g := range y.Scheme.Grades {
		all = append(all, gradeCount{c.words.Text(g.Name), gradeTone(y.Scheme, g.ID), assessmentPath(y.Year) + "?grade=" + g.ID, counts[g.ID], g.ID == here})
	}
	if n := counts[""]; n > 0 {
		all = append(all, gradeCount{Name: c.words.Review.NoGrade, Tone: "warn", Href: assessmentPath(y.Year), N: n})
	}
	return all, nil
}

// assessmentBegin begins a year.
func assessmentBegin(c *call) error {
	year, err := strconv.Atoi(c.value("year"))
	if err != nil {
		year = 0
	}
	text, err := c.schemeChosen(year)
	if err == nil {
		err = c.Park.CatchUp(c.r.Context())
	}
	if err == nil {
		err = c.reviews.Do(c.r.Context(), c.who(), year, 0, review.Step{Kind: review.Begin, Day: c.value("cutoff"), Scheme: text})
	}
	if says, status := c.refusal(err); status != 0 {
		c.status = status
		return c.assessments(says)
	}
	if err != nil {
		return denied(err)
	}
	c.Hooks.Wake()
	if err := c.reviews.Compute(c.r.Context(), year); err != nil {
		return err
	}
	return c.see(assessmentPath(year) + "?done=act")
}

// maxSchemeFile is the largest file that is read as a scheme, bytes; assess refuses sooner, and says why.
const maxSchemeFile = 512 << 10

// schemeChosen is the file that was uploaded, or the preset for the year.
func (c *call) schemeChosen(year int) (string, error) {
	file, _, err := c.r.FormFile("scheme")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		text, err := assess.PresetText(c.value("preset"), year)
		if err != nil {
			return "", &review.Refused{Why: review.BadScheme, Err: err}
		}
		return string(text), nil
	}
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(io.LimitReader(file, maxSchemeFile))
	return string(data), errors.Join(err, file.Close())
}
