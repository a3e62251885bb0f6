package web

import (
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
)

// findingPage is one finding: what it is, what is to be done now, what was done, and what the reader may do.
type findingPage struct {
	I         *inspection.Inspection
	F         *inspection.Finding
	Criterion *checklist.Criterion // nil: outside the lists, or of another revision
	Forms     []actForm
	Todo      string
	Steps     []stepLine
	Tasks     []inspection.Task
	Versions  int
	Joined    []*inspection.Finding // those that it stands for
	Into      *inspection.Finding   // that stands for it
	Papers    []paperLine
	Endings   []string
}

type stepLine struct{ Time, Says, Without string }

// Unit names a unit of the inspection.
func (d findingPage) Unit(id string) string {
	u, _ := d.I.Unit(id)
	return u.Name
}

func findingShow(c *call) error { return c.finding(nil) }

// findingAct does an act on a finding.
func findingAct(c *call) error {
	at := park.Target{Inspection: c.r.PathValue("inspection"), Finding: c.r.PathValue("finding")}
	failed, err := c.do(at)
	if err != nil {
		return err
	}
	if failed != nil {
		return c.finding(failed)
	}
	return c.see(findingPath(at.Inspection, at.Finding) + "?done=act")
}

func findingPath(i, f string) string { return "/findings/" + i + "/" + f }

func (c *call) finding(failed *failedAct) error {
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	f := i.Finding(c.r.PathValue("finding"))
	if f == nil {
		return park.ErrNotThere
	}
	d := findingPage{I: i, F: f, Todo: c.todo(f), Tasks: i.TasksOf(inspection.Key{}, f.Finding), Steps: c.steps(f)}
	if f.Criterion != "" {
		lib, err := c.worded(i)
		if err != nil {
			return err
		}
		d.Criterion = lib.Criterion(f.Criterion)
	}
	if f.JoinedInto != "" {
		d.Into = i.Finding(f.JoinedInto)
	}
	for _, id := range f.Joined {
		d.Joined = append(d.Joined, i.Finding(id))
	}
	d.Forms = c.forms(park.Subject{Inspection: i, Finding: f, Who: c.who()}, findingPath(i.ID, f.Finding), failed)
	if failed != nil {
		c.status = failed.status
	}
	if d.Papers, err = c.papers(i, f.Finding); err != nil {
		return err
	}
	d.Endings = endings
	return c.render("finding.html", f.Place+"："+short(f.Description, 24), d)
}

// steps is what was done, latest first.
func (c *call) steps(f *inspection.Finding) (all []stepLine) {
	for n := len(f.Steps) - 1; n >= 0; n-- {
		t := f.Steps[n]
		line := stepLine{Time: page{}.At(t.At()), Says: c.words.Step(t.Payload)}
		if t.Why != "" {
			line.Without = c.words.Without(t.Why)
		}
		all = append(all, line)
	}
	return all
}

// todo says what happens next, to who reads it.
func (c *call) todo(f *inspection.Finding) string {
	w := c.words.Web.Todo
	switch {
	case f.JoinedInto != "":
		return ""
	case len(f.Disputes) > 0:
		return w["dispute"]
	case f.Asked != nil:
		return w["extension"]
	}
	return w[string(f.Status)]
}

// short cuts a text after n characters.
func short(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + "…"
}
