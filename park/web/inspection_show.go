package web

import (
	"cmp"
	"errors"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/report"
)

// inspectionPage is one inspection: what several experts found, merged into one picture.
type inspectionPage struct {
	I         *inspection.Inspection
	Verdicts  []verdictLine
	Elsewhere bool // its criteria's revision is not here: nothing is judged
	Conflicts []conflictLine
	Pairs     []pairLine
	Tasks     []inspection.Task
	Answers   []answerLine
	Late      int
	Whole     bool // the reader is not the enterprise
	MayLink   bool
	Papers    []paperLine
	Endings   []string
	Signed    []signedLine
	Forms     []actForm
}

// signedLine is the photos of a paper that came back signed.
type signedLine struct {
	Title  string
	Photos []inspection.Photo
}

// Findings is those of the inspection, to be asked by the page.
func (d inspectionPage) Findings() (all []*inspection.Finding) {
	for n := range d.I.Findings {
		all = append(all, &d.I.Findings[n])
	}
	return all
}

type verdictLine struct {
	Sector, Outcome string
	Bad             bool
	Hits            []string
	Open            int
}

type conflictLine struct {
	What, Href string
	Sides      []sideLine
}

type sideLine struct {
	Who, Says string
	Counts    bool
}

type pairLine struct {
	A, B        *inspection.Finding
	Same        bool
	Join, Apart *actForm
}

type answerLine struct {
	Href, Clause, Title, Unit string
	Value, Who, Note          string
	Bad, Differ               bool
	Photos                    []inspection.Photo
}

func inspectionShow(c *call) error { return c.inspection(nil) }

// inspectionAct does an act on an inspection as a whole.
func inspectionAct(c *call) error {
	at := park.Target{Inspection: c.r.PathValue("inspection")}
	failed, err := c.do(at)
	if err != nil {
		return err
	}
	if failed != nil {
		c.status = failed.status
		return c.inspection(failed)
	}
	return c.see("/inspections/" + at.Inspection + "?done=act#papers")
}

func (c *call) inspection(failed *failedAct) error {
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	d := inspectionPage{I: i, Late: len(i.Late()), Whole: c.who().Role != account.Enterprise, MayLink: slices.Contains(actors, c.who().Role) && c.who().Role != account.Enterprise}
	if d.Whole {
		d.Conflicts, d.Pairs, d.Tasks, d.Answers = c.conflicts(i), c.pairs(i), i.OpenTasks(), c.answers(i)
	}
	lib, err := c.library(i)
	if err != nil {
		return err
	}
	if d.Elsewhere = lib == nil; !d.Elsewhere {
		d.Verdicts = c.verdicts(i, lib)
	}
	if d.Papers, err = c.papers(i); err != nil {
		return err
	}
	d.Endings, d.Signed = endings, c.signed(i)
	d.Forms = c.forms(park.Subject{Inspection: i, Who: c.who()}, "/inspections/"+i.ID, failed)
	return c.render("inspection.html", i.Opened.Enterprise.Name+" · "+i.Opened.Date, d)
}

// library is the criteria that an inspection was answered against; nil when the park does not have them.
func (c *call) library(i *inspection.Inspection) (*checklist.Library, error) {
	of, err := c.Park.Criteria(i.Opened.Revision)
	if errors.Is(err, park.ErrCriteria) {
		return nil, nil
	}
	return of.Library, err
}

// worded is library, or, where the park does not have it, the program's own: ids of criteria are for ever.
func (c *call) worded(i *inspection.Inspection) (*checklist.Library, error) {
	lib, err := c.library(i)
	if lib == nil {
		lib = c.Library
	}
	return lib, err
}

// signed is the photos of signed papers, by paper, in the order in which papers are needed.
func (c *call) signed(i *inspection.Inspection) (all []signedLine) {
	for _, kind := range report.Kinds() {
		line := signedLine{Title: c.words.PaperTitle(kind, string(i.Opened.Visit))}
		for _, s := range i.Signed {
			if s.Paper == kind {
				line.Photos = append(line.Photos, s.Photo)
			}
		}
		if len(line.Photos) > 0 {
			all = append(all, line)
		}
	}
	return all
}

func (c *call) verdicts(i *inspection.Inspection, lib *checklist.Library) (all []verdictLine) {
	for _, v := range i.Verdicts(lib.Judge) {
		line := verdictLine{Sector: v.Sector, Outcome: c.words.Outcome(v.Outcome), Bad: v.Outcome == checklist.MajorSuspected, Open: len(v.Open)}
		if s := lib.Sector(v.Sector); s != nil {
			line.Sector = c.words.Text(s.Name)
		}
		for _, h := range v.Hits {
			line.Hits = append(line.Hits, c.words.Clause(lib, h.Criterion))
		}
		all = append(all, line)
	}
	return all
}

func (c *call) conflicts(i *inspection.Inspection) (all []conflictLine) {
	for _, x := range i.Conflicts() {
		line := conflictLine{What: c.words.Clause(c.Library, x.Key.Criterion), Href: criterionPath(i.ID, x.Key)}
		if x.Finding != "" {
			f := i.Finding(x.Finding)
			line.What, line.Href = f.Place+"："+short(f.Description, 40), findingPath(i.ID, x.Finding)
		}
		for _, s := range x.Sides {
			line.Sides = append(line.Sides, sideLine{c.words.Who(i, s.Feed, nil), c.words.Side(s), s.Counts})
		}
		all = append(all, line)
	}
	return all
}

func (c *call) pairs(i *inspection.Inspection) (all []pairLine) {
	for _, x := range i.Similar() {
		p := pairLine{A: i.Finding(x.A), B: i.Finding(x.B), Same: x.Same}
		for _, f := range c.forms(park.Subject{Inspection: i, Finding: p.A, Who: c.who()}, findingPath(i.ID, x.A), nil) {
			switch f.Name {
			case "join":
				p.Join = &f
			case "apart":
				p.Apart = &f
			}
		}
		all = append(all, p)
	}
	return all
}

// answers is what counts for every criterion, what is wrong and what differs first.
func (c *call) answers(i *inspection.Inspection) (all []answerLine) {
	for k, said := range i.Answers {
		a := said[0]
		line := answerLine{Href: criterionPath(i.ID, k), Clause: c.words.Clause(c.Library, k.Criterion), Value: c.words.Value(a.Value), Who: c.words.Who(i, a.Feed, nil),
			Note: cmp.Or(a.Note, a.Reason), Bad: a.Value == checklist.Fail, Differ: i.ConflictOf(k), Photos: i.Photos[k]}
		if criterion := c.Library.Criterion(k.Criterion); criterion != nil {
			line.Title = c.words.Text(criterion.Title)
		}
		if u, ok := i.Unit(k.Unit); ok {
			line.Unit = u.Name
		}
		all = append(all, line)
	}
	slices.SortFunc(all, func(a, b answerLine) int {
		return cmp.Or(first(b.Differ, a.Differ), first(b.Bad, a.Bad), cmp.Compare(a.Clause, b.Clause), cmp.Compare(a.Unit, b.Unit))
	})
	return all
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
