package web

import (
	"cmp"
	"net/url"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// findingLine is a finding in a list, in words.
type findingLine struct {
	project.FindingRow
	Clause, SectorName string
	Href               string
	Todo               string // what happens next
}

func (c *call) findingLines(rows []project.FindingRow) []findingLine {
	all := make([]findingLine, len(rows))
	for n, r := range rows {
		all[n] = findingLine{FindingRow: r, Clause: c.clause(r.Criterion), SectorName: c.sectorName(r.Sector), Href: findingPath(r.Inspection, r.Finding)}
		all[n].Todo = c.words.Web.Todo[r.Status]
		for _, w := range r.Waits {
			if w == project.WaitDispute || w == project.WaitExtension {
				all[n].Todo = c.words.Web.Todo[string(w)]
			}
		}
	}
	return all
}

// findingsPage is a list of findings and the form that narrows it.
type findingsPage struct {
	Lines           []findingLine
	Form            findingForm
	Own             bool // an enterprise's own list
	Print           bool
	Narrowed        bool
	First, Next     string
	Enterprise      string                  // the one that is meant, by name
	Named           []project.EnterpriseRow // those that the words for it mean
	Many            bool                    // they mean more than are looked at
	Sectors         []option
	Criteria        []option
	PrintHref       string
	States, Waiting []chip
}

// findingForm is what the address asks for.
type findingForm struct {
	State, Wait, Status, Grade, Sector, Criterion string
	Enterprise, Name, Words, After                string
}

// chip is a quick choice of a list.
type chip struct {
	Label, Href string
	Here        bool
}

// Sizes of lists.
const (
	onPage  = 50
	onPaper = 500
	meant   = 20 // enterprises that a part of a name may mean
)

func (c *call) findingForm() findingForm {
	return findingForm{State: cmp.Or(c.value("state"), defaultState(c)), Wait: c.value("wait"), Status: c.value("status"), Grade: c.value("grade"), Sector: c.value("sector"),
		Criterion: c.value("criterion"), Enterprise: c.value("enterprise"), Name: c.value("name"), Words: c.value("words"), After: c.value("after")}
}

// defaultState is what is to be done; a list that is narrowed by its status has both.
func defaultState(c *call) string {
	if c.value("status") != "" {
		return "all"
	}
	return "open"
}

// query is the form as an address, from the first page on.
func (f findingForm) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"state": f.State, "wait": f.Wait, "status": f.Status, "grade": f.Grade, "sector": f.Sector, "criterion": f.Criterion,
		"enterprise": f.Enterprise, "name": f.Name, "words": f.Words} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

func (f findingForm) href(change ...string) string {
	q := f.query()
	for n := 0; n+1 < len(change); n += 2 {
		q.Del(change[n])
		if change[n+1] != "" {
			q.Set(change[n], change[n+1])
		}
	}
	return "/findings?" + q.Encode()
}

// filter is what the form asks of the tables.
func (f findingForm) filter(today string) project.Filter {
	p := project.Filter{Enterprise: f.Enterprise, Sector: f.Sector, Criterion: f.Criterion, Status: f.Status, Grade: f.Grade, Wait: project.Wait(f.Wait), Text: f.Words}
	switch f.State {
	case "open", "late", "ended":
		p.State = project.State(f.State)
	case "today":
		p.State, p.Due = project.IsOwed, today
	}
	return p
}

// findingList shows the findings that the address asks for; an enterprise sees its own, whatever it asks for.
func findingList(c *call) error {
	f := c.findingForm()
	d := findingsPage{Own: c.who().Role == account.Enterprise, Print: c.value("print") != ""}
	if d.Own {
		if f.Enterprise, f.Name = c.who().Enterprise, ""; f.Enterprise == "" {
			return park.ErrForbidden // never all of them
		}
	}
	size := onPage
	if d.Print {
		size = onPaper
	}
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		filter := f.filter(c.today)
		if err := d.enterprises(tx, c, &f, &filter); err != nil {
			return err
		}
		rows, next, err := project.Findings(tx, c.today, filter, project.Page{Size: size, After: f.After})
		if err != nil {
			return err
		}
		if err := project.Waiting(tx, rows); err != nil {
			return err
		}
		d.Lines = c.findingLines(rows)
		d.links(f, next)
		return d.options(tx, c)
	})
	if err != nil {
		return err
	}
	if d.Form = f; d.Own {
		d.Form.Enterprise = ""
	}
	d.chips(c)
	return c.render("findings.html", c.words.Web.Nav["findings"], d)
}

// enterprises finds out which are meant.
func (d *findingsPage) enterprises(tx *sqldb.Tx, c *call, f *findingForm, filter *project.Filter) error {
	switch {
	case d.Own:
	case f.Enterprise != "":
		e, err := project.Enterprise(tx, c.today, f.Enterprise)
		if err != nil {
			return err
		}
		if e != nil {
			d.Enterprise = e.Name
		}
	case f.Name != "":
		all, more, err := project.EnterprisesNamed(tx, f.Name, meant)
		if err != nil {
			return err
		}
		d.Named, d.Many, filter.Among = all, more, []string{}
		for _, e := range all {
			filter.Among = append(filter.Among, e.ID)
		}
	}
	return nil
}

func (d *findingsPage) links(f findingForm, next string) {
	if d.Own {
		f.Enterprise = ""
	}
	d.Narrowed = f.Wait+f.Status+f.Grade+f.Sector+f.Criterion+f.Enterprise+f.Name+f.Words != ""
	if d.PrintHref = f.href("print", "1"); f.After != "" {
		d.First = f.href()
	}
	if next != "" && d.Print {
		d.Next = f.href("after", next, "print", "1")
	} else if next != "" {
		d.Next = f.href("after", next)
	}
}

// clauses is how many clauses the form offers: those with most findings.
const clauses = 200

func (d *findingsPage) options(tx *sqldb.Tx, c *call) error {
	if d.Own {
		return nil
	}
	for _, s := range c.Library.Sectors {
		d.Sectors = append(d.Sectors, option{s.ID, c.words.Text(s.Name)})
	}
	all, err := project.Criteria(tx, clauses)
	for _, n := range all {
		if n.Name != "" {
			d.Criteria = append(d.Criteria, option{n.Name, c.clause(n.Name) + " " + short(c.criterionTitle(n.Name), 24)})
		}
	}
	return err
}

// chips are the quick choices: what is open, late, ended; and what is waited for.
func (d *findingsPage) chips(c *call) {
	w := &c.words.WebPark
	for _, s := range []struct{ state, label string }{{"open", c.words.Web.Open}, {"late", c.words.Web.Late}, {"today", c.words.Web.DueToday}, {"ended", w.Ended}, {"all", c.words.Web.All}} {
		d.States = append(d.States, chip{s.label, d.Form.href("state", s.state, "wait", "", "status", ""), d.Form.State == s.state && d.Form.Wait == ""})
	}
	for _, what := range project.Waits() {
		d.Waiting = append(d.Waiting, chip{c.words.Web.Waits[string(what)], d.Form.href("state", "open", "wait", string(what), "status", ""), d.Form.Wait == string(what)})
	}
}

// Statuses and Grades are what a finding may be.
func (d findingsPage) Statuses() []inspection.Status { return inspection.Statuses() }

// Grades is how grave a finding may be.
func (d findingsPage) Grades() []inspection.Level {
	return []inspection.Level{inspection.General, inspection.SuspectedMajor, inspection.Major}
}

func criterionFindings(id string) string {
	return "/findings?" + url.Values{"state": {"open"}, "criterion": {id}}.Encode()
}
