package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// pointsPage is one item that people judge, for many enterprises: nobody opens a thousand pages.
type pointsPage struct {
	Y           *review.Review
	Items       []chip
	Item        string
	Standard    string
	Most        string
	Rows        []pointsRow
	May         bool
	Saved, Bad  int
	First, Next string
	Action      string
}

// pointsRow is an enterprise with what it gives itself and what the park gave.
type pointsRow struct {
	ID, Name, Href, Own, OwnSays string
	Points, Says, By, Problem    string
}

// pointsAtOnce is how many enterprises a page has.
const pointsAtOnce = 50

func pointsShow(c *call) error { return c.points(nil, 0) }

// points shows the form; failed is what was not taken, by enterprise.
func (c *call) points(failed map[string]string, saved int) error {
	d := pointsPage{Saved: saved, Bad: len(failed)}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.Y, err = c.year(tx); err != nil {
			return err
		}
		return d.read(c, tx, failed)
	}); err != nil {
		return err
	}
	if len(failed) > 0 {
		c.status = http.StatusUnprocessableEntity
	}
	d.May = review.MaySay(c.who().Role, review.Manual, d.Y.Stage)
	return c.render("points.html", c.words.Review.PointsTitle, d)
}

func (d *pointsPage) read(c *call, tx *sqldb.Tx, failed map[string]string) error {
	path := assessmentPath(d.Y.Year) + "/points"
	d.Item = c.value("item")
	for _, i := range d.Y.Scheme.Items {
		if i.Kind != assess.Manual {
			continue
		}
		if d.Item == "" {
			d.Item = i.ID
		}
		d.Items = append(d.Items, chip{c.words.Text(i.Name), path + "?item=" + url.QueryEscape(i.ID), i.ID == d.Item})
	}
	item := d.Y.Scheme.Item(d.Item)
	if item == nil || item.Kind != assess.Manual {
		return park.ErrNotThere
	}
	d.Standard, d.Most = c.words.Text(item.Standard), item.Max.Decimal().String()
	q := url.Values{"item": {d.Item}}
	d.First = path + "?" + q.Encode()
	after := register.Enterprise{Name: c.value("name"), ID: c.value("after")}
	if after.ID == "" {
		d.First = ""
	} else {
		q.Set("name", after.Name)
		q.Set("after", after.ID)
	}
	d.Action = path + "?" + q.Encode()
	firms, more, err := register.List(tx, register.Query{After: after, Size: pointsAtOnce})
	if err != nil {
		return err
	}
	if more {
		last := firms[len(firms)-1]
		q.Set("name", last.Name)
		q.Set("after", last.ID)
		d.Next = path + "?" + q.Encode()
	}
	return d.fill(c, tx, firms, failed)
}

func (d *pointsPage) fill(c *call, tx *sqldb.Tx, firms []register.Enterprise, failed map[string]string) error {
	given, err := review.LatestOf(tx, d.Y.Year, review.Manual, d.Item)
	if err != nil {
		return err
	}
	own, err := review.LatestOf(tx, d.Y.Year, review.Self, d.Item)
	if err != nil {
		return err
	}
	for _, e := range firms {
		row := pointsRow{ID: e.ID, Name: e.Name, Href: assessedPath(d.Y.Year, e.ID), Problem: failed[e.ID]}
		if o, there := own[e.ID]; there {
			row.Own, row.OwnSays = o.Points.String(), o.Says
		}
		if g, there := given[e.ID]; there {
			row.Points, row.Says, row.By = g.Points.String(), g.Says, g.Who
		}
		if row.Problem != "" {
			row.Points, row.Says = c.value("points-"+e.ID), c.value("says-"+e.ID)
		}
		d.Rows = append(d.Rows, row)
	}
	return nil
}

// pointsSave takes the rows that say something new, each by itself: what is wrong with one is said beside it and stops no other.
func pointsSave(c *call) error {
	var y *review.Review
	var given map[string]review.Entry
	item := c.value("item")
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if y, err = c.year(tx); err == nil {
			given, err = review.LatestOf(tx, y.Year, review.Manual, item)
		}
		return err
	}); err != nil {
		return err
	}
	if y.Scheme.Item(item) == nil {
		return park.ErrNotThere
	}
	failed, saved := map[string]string{}, 0
	for _, id := range rowsOf(c.r.PostForm) {
		e := review.Entry{Kind: review.Manual, Item: item, Says: strings.TrimSpace(strings.ReplaceAll(c.value("says-"+id), "\r\n", "\n"))}
		var err error
		if e.Points, err = points(item, c.value("points-"+id)); err == nil {
			was, there := given[id]
			if e.Points == nil && (e.Says == "" || there) || there && was.Points.Equal(*e.Points) && was.Says == e.Says {
				continue
			}
			err = c.reviews.Say(c.r.Context(), c.who(), y.Year, id, e)
		}
		says, status := c.refusal(c.named(y, err))
		switch {
		case status != 0:
			failed[id] = says
		case err != nil:
			return denied(err)
		default:
			saved++
		}
	}
	if len(failed) > 0 {
		return c.points(failed, saved)
	}
	c.r.PostForm.Del("token")
	return c.see(c.r.URL.RequestURI() + "&" + url.Values{"done": {"act"}}.Encode())
}

// rowsOf is the enterprises of which the form says something, in order.
func rowsOf(form url.Values) (ids []string) {
	for name := range form {
		if id, is := strings.CutPrefix(name, "points-"); is {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if len(ids) > pointsAtOnce {
		ids = ids[:pointsAtOnce]
	}
	return ids
}

// SavedSays says how many were taken, and how many not.
func (d pointsPage) SavedSays(format string) string { return fmt.Sprintf(format, d.Saved, d.Bad) }
