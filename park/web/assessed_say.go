package web

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// eventLine is something that no inspection tells.
type eventLine struct {
	ID, Kind, Day, Says, Document, By string
	Evidence                          []evidenceLine
	Struck                            *givenLine
}

// events lists them, also those that were struck.
func (d *assessedPage) events(c *call) {
	s := d.Y.Scheme
	for _, e := range d.said {
		if e.Kind != review.Event {
			continue
		}
		line := eventLine{ID: e.ID, Kind: c.eventName(s, e.Item), Day: e.Day, Says: e.Says, Document: e.Document, By: e.Who, Evidence: d.evidence(e.Evidence)}
		for _, o := range d.said {
			if o.Kind == review.Struck && o.Re == e.ID {
				line.Struck = d.given(o)
			}
		}
		d.Events = append(d.Events, line)
	}
	for _, k := range s.Events {
		d.EventKinds = append(d.EventKinds, option{k.ID, c.words.Text(k.Name)})
	}
}

func (c *call) eventName(s *assess.Scheme, id string) string {
	if k := s.Event(id); k != nil {
		return c.words.Text(k.Name)
	}
	return id
}

// Filled is what was typed into a form that was not taken.
func (d assessedPage) Filled(form, name string) string {
	if d.Failed != form {
		return ""
	}
	return d.filled(name, "")
}

// Is says whether a form was not taken.
func (d assessedPage) Is(form string) bool { return d.Failed == form }

// answering is the form that upholds or rejects an objection.
const answering = "answer"

// assessedSay takes what somebody says of an enterprise's year.
func assessedSay(c *call) error {
	if _, err := c.ofFirm(); err != nil {
		return err
	}
	form := c.r.PathValue("say")
	year, err := strconv.Atoi(c.r.PathValue("year"))
	if err != nil {
		return park.ErrNotThere
	}
	var id string
	var y *review.Review
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error { // nothing is uploaded to another's year
		found, e, err := c.assessedAsked(tx)
		y, id = found, e.ID
		return err
	}); err != nil {
		return err
	}
	said, anchor, err := c.entries(y, id, form)
	if err == nil {
		err = c.reviews.Say(c.r.Context(), c.who(), year, id, said...)
	}
	if says, status := c.refusal(c.named(y, err)); status != 0 {
		c.status = status
		return c.assessedPage(form, says)
	}
	if err != nil {
		return denied(err)
	}
	return c.see(assessedPath(year, id) + "?done=act" + anchor)
}

// named puts an item's name in the place of its id, in what a refusal is about.
func (c *call) named(y *review.Review, err error) error {
	var r *review.Refused
	if !errors.As(err, &r) || !slices.Contains([]review.Why{review.BadPoints, review.NoPoints, review.NotManual}, r.Why) {
		return err
	}
	named := *r
	named.Of = c.itemName(y.Scheme, r.Of)
	return &named
}

// entries is what the form says, and where on the page it is seen then.
func (c *call) entries(y *review.Review, enterprise, form string) (all []review.Entry, anchor string, err error) {
	says := strings.ReplaceAll(c.value("says"), "\r\n", "\n")
	one := review.Entry{Kind: review.Kind(form), Item: c.value("item"), Re: c.value("re"), Says: says, Document: c.value("document"), Day: c.value("day")}
	switch one.Kind {
	case review.Self, review.Manual:
		all, err = c.scores(y, enterprise, one.Kind)
		return all, "#lines", err
	case review.Event:
		one.Evidence, err = c.evidence("evidence")
		return []review.Entry{one}, "#events", err
	case review.Struck:
		return []review.Entry{one}, "#events", nil
	case review.Objection:
		one.Evidence, err = c.evidence("evidence")
		return []review.Entry{one}, "#line-" + one.Item, err
	case answering:
		one.Kind = review.Rejected
		if c.value("answer") == "upheld" {
			one.Kind = review.Upheld
			if one.Points, err = points("", c.value("points")); err != nil {
				return nil, "", err
			}
		}
		return []review.Entry{one}, "#line-" + c.value("line"), nil
	}
	return nil, "", park.ErrNotThere
}

// scores is the lines of a form of points that say something new.
func (c *call) scores(y *review.Review, enterprise string, kind review.Kind) (all []review.Entry, err error) {
	var before []review.Entry
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		before, err = review.Said(tx, y.Year, enterprise)
		return err
	}); err != nil {
		return nil, err
	}
	for _, item := range y.Scheme.Items {
		e := review.Entry{Kind: kind, Item: item.ID, Says: strings.TrimSpace(strings.ReplaceAll(c.value("says-"+item.ID), "\r\n", "\n"))}
		if e.Points, err = points(item.ID, c.value("points-"+item.ID)); err != nil {
			return nil, err
		}
		if e.Evidence, err = c.evidence("evidence-" + item.ID); err != nil {
			return nil, err
		}
		was := review.Latest(before, kind, item.ID)
		same := was != nil && e.Points != nil && was.Points.Equal(*e.Points) && was.Says == e.Says
		empty := e.Points == nil && e.Says == ""
		if len(e.Evidence) == 0 && (same || empty) {
			continue
		}
		if was != nil {
			e.Evidence = append(was.Evidence[:len(was.Evidence):len(was.Evidence)], e.Evidence...)
		}
		all = append(all, e)
	}
	return all, nil
}

var pointsForm = regexp.MustCompile(`^-?[0-9]{1,6}(\.[0-9]{1,4})?$`)

// points is a number of points; nil when nothing is written.
func points(item, s string) (*decimal.Decimal, error) {
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	if !pointsForm.MatchString(s) {
		return nil, &review.Refused{Why: review.BadPoints, Of: item}
	}
	p, err := decimal.NewFromString(s)
	return &p, err
}

// evidence takes in the files of a field.
func (c *call) evidence(field string) (all []assess.Evidence, err error) {
	photos, err := c.uploads(field)
	for _, p := range photos {
		all = append(all, assess.Evidence{Name: p.Name, Mime: p.Mime, Size: p.Size, SHA256: p.SHA256})
	}
	return all, err
}

// evidenceShow gives a picture that stands with what somebody said of an enterprise's year: it belongs to that year alone.
func evidenceShow(c *call) error {
	if _, err := c.ofFirm(); err != nil {
		return err
	}
	sum, err := wire.ParseSum(c.r.PathValue("sum"))
	if err != nil {
		return fs.ErrNotExist
	}
	there := false
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		y, e, err := c.assessedAsked(tx)
		if err != nil {
			return err
		}
		all, err := review.Said(tx, y.Year, e.ID)
		for _, said := range all {
			for _, v := range said.Evidence {
				there = there || v.SHA256 == sum.String()
			}
		}
		return err
	}); err != nil {
		return err
	}
	if !there {
		return park.ErrNotThere
	}
	r, _, err := c.Park.Sync.OpenPhoto(sum)
	if err != nil {
		return err
	}
	defer r.Close()
	return c.picture(r, largeEdge)
}
