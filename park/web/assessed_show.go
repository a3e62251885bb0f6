package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report/sheet"
)

// assessedPage is one enterprise's year, line by line.
type assessedPage struct {
	Y                    *review.Review
	E                    register.Enterprise
	Firm                 bool // the enterprise itself reads it
	Stage, Todo          string
	Numbers              bool // the enterprise sees them from publicity on
	Result               assess.Result
	Score                string // as it is printed
	Grade, Tone, Earned  string
	Lowered              []loweredLine
	Lines                []assessedLine
	Self, Manual         bool // forms
	Print                bool // every line is open
	Events               []eventLine
	EventKinds           []option
	Strikes              bool
	Figures              []figureLine
	Picture              []pictureLine
	Visits               int      // that the picture is made of
	Since, Fresh         []string // what changed since the year before, and since it was sealed
	Before               int
	Versions             []versionLine
	Sealed               *review.Version // the version that the page shows
	NotSealed            bool            // the year is, and this enterprise is not
	Offer                string          // where a further version is sealed, for who may
	Unjudged             string          // why it was decided though items lack points
	Files                []option
	Suggest              string
	Action               string
	Failed, Problem      string
	facts                assess.Facts
	said                 []review.Entry
	name                 func(id string) string // of a finding, an entry of a ledger, an event
	hrefs                map[string]string
	filled               func(name, otherwise string) string
	mayObject, mayAnswer bool
}

type loweredLine struct {
	Says   string
	Things []thing
}

// thing is what a term is made of.
type thing struct{ Label, Href string }

type figureLine struct{ Name, Value string }

type versionLine struct {
	review.Version
	GradeName, Href string
	Reason          string
}

// shownThings is how many findings and entries a term lists; the file has all.
const shownThings = 200

func assessedShow(c *call) error { return c.assessedPage("", "") }

// assessedPage shows an enterprise's year; failed is what was not taken, and why.
func (c *call) assessedPage(failed, problem string) error {
	firm, err := c.ofFirm()
	if err != nil {
		return err
	}
	if err := c.Park.CatchUp(c.r.Context()); err != nil {
		return err
	}
	d := assessedPage{Firm: firm, Failed: failed, Problem: problem, filled: func(_, otherwise string) string { return otherwise }}
	if failed != "" {
		d.filled = func(name, otherwise string) string { return cmp.Or(c.value(name), otherwise) }
	}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error { return d.read(c, tx) }); err != nil {
		return err
	}
	d.view(c)
	title := d.E.Name
	if firm {
		title = fmt.Sprintf(c.words.Review.OwnTitle, d.Y.Year)
	}
	return c.render("assessed.html", title, d)
}

// read reads the year of the enterprise that the address names.
func (d *assessedPage) read(c *call, tx *sqldb.Tx) (err error) {
	if d.Y, d.E, err = c.assessedAsked(tx); err != nil {
		return err
	}
	d.Numbers = !d.Firm || d.Y.Published()
	if d.said, err = review.Said(tx, d.Y.Year, d.E.ID); err != nil {
		return err
	}
	whole, there, err := c.reviews.Of(tx, d.Y, d.E.ID)
	if err != nil || !there {
		return cmp.Or(err, error(park.ErrNotThere))
	}
	d.facts, d.Result, d.Sealed = whole.Facts, whole.Result, whole.Sealed
	d.versions(c, whole)
	return d.compare(c, tx)
}

// assessedAsked is the year and the enterprise that the address names, for who may see it.
func (c *call) assessedAsked(tx *sqldb.Tx) (y *review.Review, e register.Enterprise, err error) {
	if y, err = c.year(tx); err != nil {
		return nil, e, err
	}
	id, err := review.Whose(tx, c.who(), c.r.PathValue("enterprise"))
	if err != nil {
		return nil, e, denied(err)
	}
	e, _, err = register.Find(tx, id)
	return y, e, err
}

// versions is what was sealed, and what changed since; once the year is sealed the page shows the last.
func (d *assessedPage) versions(c *call, whole review.Whole) {
	var reasons []string
	for _, s := range d.Y.Steps {
		if s.Kind == review.Seal {
			reasons = append(reasons, s.Says)
		}
	}
	for _, s := range whole.Versions {
		line := versionLine{Version: s, GradeName: c.gradeName(d.Y.Scheme, s.Grade), Href: assessedPath(d.Y.Year, d.E.ID) + "/snapshot-" + s.Hash + ".json"}
		if s.Sealing <= len(reasons) {
			line.Reason = reasons[s.Sealing-1]
		}
		d.Versions = append(d.Versions, line)
	}
	d.NotSealed = d.Y.Counts() && d.Sealed == nil
	if d.Sealed != nil {
		for _, change := range assess.Changes(whole.Result, whole.Live) {
			d.Fresh = append(d.Fresh, d.Y.Scheme.SayChange(c.words, change))
		}
		d.Unjudged = whole.Unjudged
	} else if s, there := d.Y.Decision(); there && d.Result.Missing > 0 {
		d.Unjudged = s.Unjudged
	}
	if (d.NotSealed || len(d.Fresh) > 0) && slices.Contains(review.Offered(c.who().Role, d.Y.Stage), review.Seal) {
		d.Offer = assessmentPath(d.Y.Year) + "#step-seal"
	}
}

// compare says what changed since the year before, when that was assessed.
func (d *assessedPage) compare(c *call, tx *sqldb.Tx) error {
	d.Before = d.Y.Year - 1
	before, err := review.Find(tx, d.Before)
	if err != nil || before == nil || !d.Numbers {
		return err
	}
	was, there, err := c.reviews.ResultBefore(tx, before, d.E.ID, d.Firm)
	if err != nil || !there {
		return err
	}
	for _, change := range assess.Changes(was, d.Result) {
		d.Since = append(d.Since, d.Y.Scheme.SayChange(c.words, change))
	}
	return nil
}

// view makes what the template shows.
func (d *assessedPage) view(c *call) {
	w, y, role := &c.words.Review, d.Y, c.who().Role
	d.Action, d.Print = assessedPath(y.Year, d.E.ID), c.value("print") != ""
	d.Stage = w.Stages[string(y.Stage)]
	switch {
	case d.Firm:
		d.Todo = d.firmTodo(c)
	case y.Stage == review.Public:
		d.Todo = fmt.Sprintf(w.PublicUntil, y.Until)
	default:
		d.Todo = w.Todo[string(y.Stage)]
	}
	d.Self, d.Manual, d.Strikes = review.MaySay(role, review.Self, y.Stage), review.MaySay(role, review.Manual, y.Stage), review.MaySay(role, review.Struck, y.Stage)
	d.mayObject = review.MaySay(role, review.Objection, y.Stage) && c.today <= y.Until
	d.mayAnswer = review.MaySay(role, review.Rejected, y.Stage)
	d.name, d.hrefs = d.facts.Name(c.words), hrefs(d.facts)
	for _, item := range y.Scheme.Items {
		d.Lines = append(d.Lines, d.line(c, item))
	}
	if !d.Numbers {
		return
	}
	d.Grade, d.Tone, d.Earned = c.gradeName(y.Scheme, d.Result.Grade), gradeTone(y.Scheme, d.Result.Grade), c.gradeName(y.Scheme, d.Result.Earned)
	d.Score = y.Scheme.Print(d.Result.Score)
	for _, l := range d.Result.Lowered {
		d.Lowered = append(d.Lowered, loweredLine{y.Scheme.SayLowered(c.words, l), d.named(l.Of)})
	}
	d.events(c)
	for _, f := range d.Result.Figures {
		d.Figures = append(d.Figures, figureLine{c.words.Assess.Figures[f.Name], figureSays(c, f)})
	}
	d.picture(c)
	d.files(c)
	if n := len(y.Scheme.Grades); role != account.Enterprise && n > 0 && d.Result.Grade == y.Scheme.Grades[n-1].ID {
		d.Suggest = w.Suggest
	}
}

// firmTodo says what the enterprise does now.
func (d *assessedPage) firmTodo(c *call) string {
	w := &c.words.Review
	if d.Y.Stage == review.Public {
		if c.today > d.Y.Until {
			return w.FirmPublicOver
		}
		return fmt.Sprintf(w.FirmPublic, d.Y.Until)
	}
	return w.FirmTodo[string(d.Y.Stage)]
}

// files are what can be kept of the year.
func (d *assessedPage) files(c *call) {
	for _, f := range sheet.Formats[:handed] {
		d.Files = append(d.Files, option{d.Action + "/sheet." + f.Ending, strings.ToUpper(f.Ending)})
	}
}

// handed is how many formats pages offer: those that people sign, print or count with. The address has all.
const handed = 4

// figureSays is a figure with what it was made of.
func figureSays(c *call, f assess.Figure) string {
	switch {
	case f.None:
		return c.words.Assess.Nothing
	case f.Over > 0:
		return fmt.Sprintf("%s (%d/%d)", f.Value, f.Count, f.Over)
	}
	return f.Value.String()
}

// pictureLine is what several visits say together: findings of one kind.
type pictureLine struct {
	Name   string
	N      int
	Things []thing
	More   int
}

// picture is how several inspections become one: a finding is in each list that it belongs to.
func (d *assessedPage) picture(c *call) {
	m := d.Y.Scheme.Picture(d.facts, d.Result.AsOf)
	d.Picture, d.Visits = mergedLists(c, m, d.named), len(m.Inspections)
}

// mergedLists is a merged picture's lists, in order.
func mergedLists(c *call, m assess.Merged, named func([]string) []thing) (all []pictureLine) {
	for _, list := range []struct {
		name string
		of   []string
	}{
		{"new", m.New}, {"repeated", m.Repeated}, {"similar", m.Similar}, {"before", m.Before}, {"fixed", m.Fixed}, {"reopened", m.Reopened}, {"not-rechecked", m.NotRechecked}, {"open", m.Open},
		{"carried-over", m.CarriedOver}, {"own", m.Own}, {"logged", m.Logged},
	} {
		line := pictureLine{Name: c.words.Assess.Picture[list.name], N: len(list.of)}
		line.Things, line.More = most(named(list.of))
		all = append(all, line)
	}
	return all
}

// most is as many as a page lists, and how many more there are.
func most(all []thing) ([]thing, int) {
	if len(all) <= shownThings {
		return all, 0
	}
	return all[:shownThings], len(all) - shownThings
}

// named is things by name, each leading to its page where it has one.
func (d *assessedPage) named(of []string) (all []thing) {
	for _, id := range of {
		all = append(all, thing{d.name(id), d.hrefs[id]})
	}
	return all
}

// hrefs is where the findings of the facts are.
func hrefs(f assess.Facts) map[string]string {
	all := make(map[string]string, len(f.Findings))
	for _, k := range f.Findings {
		all[k.ID] = findingPath(k.Inspection, k.ID)
	}
	return all
}
