package web

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// monthPage is an enterprise's Safety Month: where it stands, the form for who may write, the park's comment.
type monthPage struct {
	E        register.Enterprise
	M        *ledger.Monthly
	Record   *ledger.MonthRecord // as it was written last
	V        ledger.Values       // what the form shows
	Parts    []monthPart
	Evidence evidenceList
	Missing  []monthGap
	Says     string // how it stands, with the days
	Tone     string
	Unsent   bool // changed since it was handed in
	Versions []ledger.Entry
	Papers   []option
	Figures  *ledger.Figures // nil: the month has not begun
	Before   int             // year
	After    int             // year; 0: none yet

	May, MayReview, Own bool
	ReviewVersion       int
	Wrong               map[string]string
	Problem             string
}

// monthPart is one of the activities in the form.
type monthPart struct {
	At, Label          string
	Own, Voluntary     bool
	Day, Place, Form   string
	Counts             []monthCount
	Filled, Open       bool
	Evidence           evidenceList
	WrongDay, WrongWho string
}

// monthCount is a number that is asked of an activity.
type monthCount struct{ Name, Label, Value string }

// monthGap is something that is missing, and where in the form.
type monthGap struct{ Label, Href string }

func monthShow(c *call) error { return c.monthPage(nil, nil, nil) }

// monthSave keeps what was written, or hands it in.
func monthSave(c *call) error {
	e, year, err := c.monthAsked()
	if err != nil {
		return err
	}
	v, uploads, err := c.ledgerFilled()
	if err != nil {
		return c.monthAgain(v, err)
	}
	d := c.draft(e, ledger.Month, v)
	d.Year, d.Uploads, d.Hand = year, uploads, v["do"] == "hand"
	if _, err := ledger.Save(c.r.Context(), c.Park.DB, c.who(), d); err != nil {
		return c.monthAgain(v, err)
	}
	c.Hooks.Wake()
	done := "kept"
	if d.Hand {
		done = "handed-in"
	}
	return c.see(monthPath(e.ID, year) + "?done=" + done)
}

// monthReview keeps the park's comment.
func monthReview(c *call) error {
	e, year, err := c.monthAsked()
	if err != nil {
		return err
	}
	v, _, err := c.ledgerFilled()
	if err != nil {
		return err
	}
	d := c.draft(e, ledger.Review, v)
	d.Year = year
	if _, err := ledger.Save(c.r.Context(), c.Park.DB, c.who(), d); err != nil {
		return c.monthAgain(nil, err)
	}
	c.Hooks.Wake()
	return c.see(monthPath(e.ID, year) + "?done=commented")
}

func monthPath(enterprise string, year int) string {
	return fmt.Sprintf("/month/%s/%d", enterprise, year)
}

func (c *call) monthAsked() (e register.Enterprise, year int, err error) {
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e, err = c.ledgerOf(tx)
		return err
	})
	if err != nil {
		return e, 0, err
	}
	year, bad := strconv.Atoi(c.r.PathValue("year"))
	if now, _ := strconv.Atoi(c.today[:4]); bad != nil || year < 2000 || year > now {
		return e, 0, park.ErrNotThere
	}
	return e, year, nil
}

func (c *call) monthAgain(v ledger.Values, err error) error {
	if wrong := c.ledgerProblems(ledger.Month, err); wrong != nil {
		return c.monthPage(v, wrong, nil)
	}
	says, status := c.says(err)
	if status == 0 {
		return err
	}
	if c.status = status; errors.Is(err, ledger.ErrChanged) {
		v = nil
	}
	return c.monthPage(v, nil, errors.New(says))
}

// monthPage renders the page; v is what a form said that was not kept, nil: as it is kept.
func (c *call) monthPage(v ledger.Values, wrong map[string]string, problem error) error {
	e, year, err := c.monthAsked()
	if err != nil {
		return err
	}
	d := monthPage{E: e, V: v, Wrong: wrong, Before: year - 1, Own: c.who().Role == account.Enterprise}
	if now, _ := strconv.Atoi(c.today[:4]); year < now {
		d.After = year + 1
	}
	if problem != nil {
		d.Problem = problem.Error()
	}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		m, err := ledger.MonthOf(tx, e.ID, year)
		if d.M = &m; err == nil && m.Last != nil {
			d.Versions, err = ledger.Versions(tx, d.M.Last.ID)
		}
		if err == nil {
			d.Figures, err = c.monthFigures(tx, e.ID, year)
		}
		return err
	}); err != nil {
		return err
	}
	d.Record = d.M.Draft()
	if d.M.Last != nil {
		d.Papers = monthPapers(e.ID, year)
	}
	if d.V == nil {
		d.V = d.Record.Values()
	}
	if d.M.Review != nil {
		d.ReviewVersion = d.M.Review.Version
	}
	d.May, d.MayReview = ledger.MayWrite(c.who(), e.ID) && !d.M.Closed(), (page{Who: c.who()}).Officer()
	d.Unsent = d.M.Handed != nil && d.M.Last.Version != d.M.Handed.Version
	d.Says, d.Tone = c.monthSays(d.M)
	c.monthParts(&d)
	title := fmt.Sprintf(c.words.Ledger.TitleOf, e.Name, year)
	if d.Own {
		title = fmt.Sprintf(c.words.Ledger.Title, year)
	}
	return c.render("month.html", title, d)
}

// monthFigures is what is on record of a month; nil before it begins, and while the tables are made again.
func (c *call) monthFigures(tx *sqldb.Tx, enterprise string, year int) (*ledger.Figures, error) {
	from, to := ledger.Period(year)
	if c.today < from {
		return nil, nil
	}
	facts, _, err := c.reviews.Facts.Of(tx, enterprise, year, min(c.today, to))
	if errors.Is(err, annual.ErrOld) {
		return nil, nil // after an upgrade: the form does not wait for them
	}
	if err != nil {
		return nil, err
	}
	f := ledger.FiguresOf(facts, year)
	return &f, nil
}

// monthSays is how a month stands, in a sentence.
func (c *call) monthSays(m *ledger.Monthly) (says, tone string) {
	w, p := &c.words.Ledger, page{W: c.words, Today: c.today}
	late := m.Late(c.today)
	switch due := p.Day(ledger.Due(m.Year)); {
	case m.First != "" && late > 0:
		return fmt.Sprintf(w.HandedLate, p.Day(m.First), late), "warn"
	case m.First != "":
		return fmt.Sprintf(w.HandedOn, p.Day(m.First)), "good"
	case late > 0:
		return fmt.Sprintf(w.LateDays, due, late), "bad"
	default:
		return fmt.Sprintf(w.LeftDays, due, ledger.Left(m.Year, c.today)), ""
	}
}

// monthDuty is the summary that an enterprise still owes: from May until it is handed in, or until the year is over.
type monthDuty struct{ Says, Tone, Href string }

// dutyFrom is the month and day from which pages ask for the summary: the month of activity begins on 30 May.
const dutyFrom = "-05-01"

func (c *call) monthDuty(tx *sqldb.Tx) (*monthDuty, error) {
	year, err := strconv.Atoi(c.today[:4])
	if err != nil || c.who().Guest || c.today[4:] < dutyFrom {
		return nil, err
	}
	m, err := ledger.MonthOf(tx, c.who().Enterprise, year)
	if err != nil || m.First != "" {
		return nil, err
	}
	says, tone := c.monthSays(&m)
	return &monthDuty{says, tone, monthPath(c.who().Enterprise, year)}, nil
}

// monthParts is the activities of the form, what is missing, and the evidence.
func (c *call) monthParts(d *monthPage) {
	part := func(at, label string, done assess.Done) *monthPart {
		p := monthPart{At: at, Label: label, Day: d.V[at+".day"], Place: d.V[at+".place"], Form: d.V[at+".form"],
			Evidence: evidenceList{d.E.ID, at + ".", done.Evidence, d.May}}
		p.Filled = p.Form != ""
		for _, f := range []string{".day", ".place", ".form"} {
			p.Open = p.Open || d.Wrong[at+f] != ""
		}
		for _, n := range ledger.Counts {
			name := at + "." + n.Name
			p.Counts = append(p.Counts, monthCount{name, c.words.Ledger.Fields[n.Name], d.V[name]})
			p.Open = p.Open || d.Wrong[name] != ""
		}
		d.Parts = append(d.Parts, p)
		return &d.Parts[len(d.Parts)-1]
	}
	for _, a := range assess.Activities() {
		part(string(a), c.words.Ledger.Activities[string(a)], d.Record.Of(a)).Voluntary = ledger.Voluntary(a)
	}
	for n := range min(len(d.Record.Own)+1, ledger.MaxOwn) {
		var done assess.Done
		if n < len(d.Record.Own) {
			done = d.Record.Own[n]
		}
		part(ledger.OwnPart(n), fmt.Sprintf("%s %d", c.words.Ledger.OwnActivity, n+1), done).Own = true
	}
	d.Evidence = evidenceList{d.E.ID, "", d.Record.Evidence, d.May}
	for _, name := range d.Record.Missing() {
		label := map[string]string{"pictures": c.words.Ledger.MissingPictures, "video": c.words.Ledger.MissingVideo}[name]
		if label == "" {
			label = c.words.LedgerField("month", name)
		}
		at := name
		if slices.Contains(assess.Activities(), assess.Activity(name)) {
			at += ".form" // within what is folded: browsers unfold it
		}
		d.Missing = append(d.Missing, monthGap{label, "#" + at})
	}
}
