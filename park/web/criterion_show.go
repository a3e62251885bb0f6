package web

import (
	"net/url"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
)

// criterionPage is what was said to one criterion of an inspection, and what the reader may do about it.
type criterionPage struct {
	I         *inspection.Inspection
	Key       inspection.Key
	Clause    string
	Criterion *checklist.Criterion
	Unit      string
	Said      []answerSaid
	Settled   *inspection.Settlement
	Forms     []actForm
	Photos    []inspection.Photo
}

type answerSaid struct {
	inspection.Said
	Who    string
	Counts bool
}

func criterionPath(id string, k inspection.Key) string {
	return "/inspections/" + id + "/criterion?" + url.Values{"criterion": {k.Criterion}, "unit": {k.Unit}}.Encode()
}

func criterionShow(c *call) error { return c.criterion(nil) }

// criterionAct does an act on a criterion.
func criterionAct(c *call) error {
	at := park.Target{Inspection: c.r.PathValue("inspection"), Criterion: c.value("criterion"), Unit: c.value("unit")}
	failed, err := c.do(at)
	if err != nil {
		return err
	}
	if failed != nil {
		c.status = failed.status
		return c.criterion(failed)
	}
	return c.see(criterionPath(at.Inspection, inspection.Key{Criterion: at.Criterion, Unit: at.Unit}) + "&done=act")
}

func (c *call) criterion(failed *failedAct) error {
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	k := inspection.Key{Criterion: c.value("criterion"), Unit: c.value("unit")}
	lib, err := c.worded(i)
	if err != nil {
		return err
	}
	d := criterionPage{I: i, Key: k, Clause: c.words.Clause(lib, k.Criterion), Criterion: lib.Criterion(k.Criterion), Photos: i.Photos[k]}
	if d.Criterion == nil && len(i.Answers[k]) == 0 {
		return park.ErrNotThere
	}
	u, _ := i.Unit(k.Unit)
	d.Unit = u.Name
	for n, s := range i.Answers[k] {
		d.Said = append(d.Said, answerSaid{s, c.words.Who(i, s.Feed, nil), n == 0})
	}
	if s, is := i.Settled[k]; is {
		d.Settled = &s
	}
	d.Forms = c.forms(park.Subject{Inspection: i, Key: k, Who: c.who()}, "/inspections/"+i.ID+"/criterion", failed)
	return c.render("criterion.html", d.Clause, d)
}
