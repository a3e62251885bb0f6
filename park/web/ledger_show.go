package web

import (
	"errors"
	"net/http"
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// ledgerPage is an entry of a ledger, or a new one: what it says, its versions, and the form for who may write.
type ledgerPage struct {
	E        register.Enterprise
	Kind     ledger.Kind
	Entry    *ledger.Entry // nil: a new one
	Line     ledgerLine
	Versions []ledgerLine
	Reporter string // for who may know; "" otherwise
	Named    bool   // the form keeps a reporter whom the reader may see
	Evidence evidenceList
	Inputs   []ledgerInput
	Refs     map[string]string // what the form said of a file elsewhere
	Wrong    map[string]string // what is wrong with it
	Problem  string            // with the whole
	Problems int
	May      bool
	Action   string
}

func ledgerNew(c *call) error { return c.ledgerPage(nil, nil, nil) }

func ledgerShow(c *call) error { return c.ledgerPage(nil, nil, nil) }

// ledgerSave keeps a new entry, or a correction.
func ledgerSave(c *call) error {
	e, kind, err := c.ledgerAsked()
	if err != nil {
		return err
	}
	v, uploads, err := c.ledgerFilled()
	if err != nil {
		return c.ledgerAgain(v, err)
	}
	d := c.draft(e, kind, v)
	d.ID, d.Uploads = c.r.PathValue("id"), uploads
	saved, err := ledger.Save(c.r.Context(), c.Park.DB, c.who(), d)
	if err != nil {
		return c.ledgerAgain(v, err)
	}
	c.Hooks.Wake()
	return c.see(ledgerPath(e.ID, kind, saved.ID) + "?done=kept")
}

func ledgerStrike(c *call) error {
	e, kind, err := c.ledgerAsked()
	if err != nil {
		return err
	}
	v, _, err := c.ledgerFilled()
	if err != nil {
		return err
	}
	d := c.draft(e, kind, v)
	d.ID = c.r.PathValue("id")
	if err := ledger.Strike(c.r.Context(), c.Park.DB, c.who(), d); err != nil {
		return c.ledgerAgain(nil, err)
	}
	c.Hooks.Wake()
	return c.see(ledgerPath(e.ID, kind, d.ID) + "?done=struck")
}

func (c *call) draft(e register.Enterprise, kind ledger.Kind, v ledger.Values) ledger.Draft {
	d := ledger.Draft{Enterprise: e.ID, Kind: kind, Values: v, Today: c.today, Now: c.now(), Known: func(id string) bool { return c.Library.Sector(id) != nil }, Then: c.Entered}
	d.Version, _ = strconv.Atoi(v["version"]) // none: a new entry
	return d
}

// ledgerAsked is whose ledger the address names, and which.
func (c *call) ledgerAsked() (e register.Enterprise, kind ledger.Kind, err error) {
	kind = ledger.Kind(c.r.PathValue("kind"))
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e, err = c.ledgerOf(tx)
		return err
	})
	if err == nil && ledger.Fields(kind) == nil {
		err = park.ErrNotThere
	}
	return e, kind, err
}

// ledgerAgain shows the form again with what is to be mended, or gives the error on. What somebody else saved meanwhile is shown as it is now.
func (c *call) ledgerAgain(v ledger.Values, err error) error {
	if wrong := c.ledgerProblems(ledger.Kind(c.r.PathValue("kind")), err); wrong != nil {
		return c.ledgerPage(v, wrong, nil)
	}
	says, status := c.says(err)
	if status == 0 {
		return err
	}
	c.status = status
	if errors.Is(err, ledger.ErrChanged) && status == http.StatusConflict {
		v = nil
	}
	return c.ledgerPage(v, nil, errors.New(says))
}

// ledgerPage renders the page; v is what a form said that was not kept, nil: as it is kept.
func (c *call) ledgerPage(v ledger.Values, wrong map[string]string, problem error) error {
	e, kind, err := c.ledgerAsked()
	if err != nil {
		return err
	}
	d := ledgerPage{E: e, Kind: kind, May: ledger.MayWrite(c.who(), e.ID), Wrong: wrong, Problems: len(wrong), Refs: v, Action: ledgerPath(e.ID, kind, "new")}
	if problem != nil {
		d.Problem = problem.Error()
	}
	title := c.words.Ledger.Add[string(kind)]
	if id := c.r.PathValue("id"); id != "" {
		if err := c.ledgerEntry(&d, id); err != nil {
			return err
		}
		if v == nil {
			v = d.Entry.Values()
		}
		title = d.Line.What
	} else if !d.May {
		return park.ErrForbidden
	}
	if d.Entry != nil && d.Entry.Struck != "" {
		d.May = false
	}
	d.Evidence.Drop = d.May
	if d.Inputs, err = c.inputs(kind, e, v, wrong); err != nil {
		return err
	}
	return c.render("ledger.html", short(title, 40), d)
}

// ledgerEntry reads an entry and its versions.
func (c *call) ledgerEntry(d *ledgerPage, id string) error {
	return c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.Entry, err = ledger.Find(tx, d.E.ID, id); err != nil {
			return err
		}
		if d.Entry.Kind != d.Kind {
			return park.ErrNotThere
		}
		d.Line, d.Action = c.ledgerLine(ledger.Line{Entry: *d.Entry, Name: d.E.Name}), ledgerPath(d.E.ID, d.Kind, id)
		d.Evidence = evidenceList{Enterprise: d.E.ID, All: ledger.Evidence(d.Entry.Body)}
		if d.Kind == ledger.Report {
			if d.Reporter, err = ledger.Reporter(tx, c.who(), *d.Entry); err != nil {
				return err
			}
		}
		all, err := ledger.Versions(tx, id)
		for _, v := range all {
			d.Versions = append(d.Versions, c.ledgerLine(ledger.Line{Entry: v}))
		}
		return err
	})
}
