package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

// auditPage is a part of the audit.
type auditPage struct {
	Rows          []account.Entry
	Who, From, To string
	First, Next   string // addresses of pages
}

// auditAtOnce is how many lines of the audit a page shows.
const auditAtOnce = 100

func auditList(c *call) error {
	d := auditPage{Who: strings.TrimSpace(c.value("who")), From: c.value("from"), To: c.value("to")}
	part := account.Page{Size: auditAtOnce + 1, Who: d.Who, Since: midnight(d.From, 0), Till: midnight(d.To, 1)}
	if at, id, ok := strings.Cut(c.value("before"), "-"); ok {
		ms, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return park.ErrNotThere
		}
		d.First = "/audit?" + url.Values{"who": {d.Who}, "from": {d.From}, "to": {d.To}}.Encode()
		part.Before = account.Entry{At: time.UnixMilli(ms), ID: id}
	}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		d.Rows, err = account.Audit(tx, part)
		return err
	}); err != nil {
		return err
	}
	if len(d.Rows) > auditAtOnce {
		d.Rows = d.Rows[:auditAtOnce]
		last := d.Rows[auditAtOnce-1]
		d.Next = "/audit?" + url.Values{"who": {d.Who}, "from": {d.From}, "to": {d.To}, "before": {strconv.FormatInt(last.At.UnixMilli(), 10) + "-" + last.ID}}.Encode()
	}
	return c.render("audit.html", c.words.Web.Nav["audit"], d)
}

// midnight is when a day begins at the park, so many days on; the zero time of none.
func midnight(day string, on int) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, park.Zone)
	if err != nil {
		return time.Time{}
	}
	return t.AddDate(0, 0, on)
}

// note writes into the audit what the person did to something that no table of the park's own keeps.
func (c *call) note(what, about string) error {
	return c.Park.DB.Write(c.r.Context(), func(tx *sqldb.Tx) error { return account.Note(tx, c.now(), c.who(), what, about) })
}
