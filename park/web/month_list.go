package web

import (
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// monthsPage is the Safety Month of every enterprise.
type monthsPage struct {
	Year, Before, After int
	Tiles               []tile
	State               string
	Activities          []monthActivity
	Lines               []monthLine
}

type monthActivity struct {
	Name, Label string
	Voluntary   bool
	N           int
}

// monthLine is an enterprise's month in the overview.
type monthLine struct {
	*ledger.Monthly
	Href, Says, Tone string
	Late             int
	Did              []bool // by activity
}

// States of months, as the overview narrows by them.
const (
	monthOnTime = "on-time"
	monthLate   = "late"
	monthNot    = "not"
	monthClosed = "closed"
)

// monthList shows the park every enterprise's month, and leads an enterprise to its own.
func monthList(c *call) error {
	now, err := strconv.Atoi(c.today[:4])
	if err != nil {
		return err
	}
	if who := c.who(); who.Role == account.Enterprise {
		if who.Guest || who.Enterprise == "" {
			return park.ErrForbidden
		}
		return c.see(monthPath(who.Enterprise, now))
	}
	year, bad := strconv.Atoi(c.value("year"))
	if bad != nil || year < 2000 || year > now {
		year = now
	}
	d := monthsPage{Year: year, Before: year - 1, State: c.value("state")}
	if year < now {
		d.After = year + 1
	}
	for _, a := range assess.Activities() {
		d.Activities = append(d.Activities, monthActivity{Name: string(a), Label: c.words.Ledger.Activities[string(a)], Voluntary: ledger.Voluntary(a)})
	}
	var all []*ledger.Monthly
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		all, err = ledger.Months(tx, year)
		return err
	}); err != nil {
		return err
	}
	count := map[string]int{}
	for _, m := range all {
		state, line := c.monthLine(&d, m)
		count[state]++
		if m.Closed() {
			count[monthClosed]++
		}
		if d.State == "" || d.State == state || d.State == monthClosed && m.Closed() {
			d.Lines = append(d.Lines, line)
		}
	}
	w := &c.words.Ledger
	for _, t := range []struct{ state, label, tone string }{{monthOnTime, w.OnTime, "good"}, {monthLate, w.LateOnes, "warn"}, {monthNot, w.NotHanded, "bad"}, {monthClosed, w.Assessed, ""}} {
		d.Tiles = append(d.Tiles, tile{t.label, "/month?year=" + strconv.Itoa(year) + "&state=" + t.state, tone(count[t.state], t.tone), count[t.state]})
	}
	return c.render("months.html", w.All, d)
}

// monthLine words an enterprise's month, and counts its activities.
func (c *call) monthLine(d *monthsPage, m *ledger.Monthly) (state string, line monthLine) {
	w := &c.words.Ledger
	line = monthLine{Monthly: m, Href: monthPath(m.Enterprise, m.Year), Late: m.Late(c.today)}
	switch {
	case m.First == "" && m.Last == nil:
		state, line.Says, line.Tone = monthNot, w.NotYet, "bad"
	case m.First == "":
		state, line.Says, line.Tone = monthNot, w.Begun, "bad"
	case line.Late > 0:
		state, line.Says, line.Tone = monthLate, w.LateOnes, "warn"
	default:
		state, line.Says, line.Tone = monthOnTime, w.OnTime, "good"
	}
	if state == monthNot && line.Late == 0 {
		line.Tone = ""
	}
	record := m.Counts()
	for n, a := range assess.Activities() {
		did := record != nil && record.Of(a).Form != ""
		if did {
			d.Activities[n].N++
		}
		line.Did = append(line.Did, did)
	}
	return state, line
}
