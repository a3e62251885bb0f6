package web

import (
	"cmp"
	"slices"
	"strconv"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/chart"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// homePage is what the park has to do today, and how it stands.
type homePage struct {
	project.Home
	Tiles, Waiting      []tile
	Soonest             []findingLine
	Newest, Differ      []inspectionLine
	Sectors, Criteria   []countLine
	Chart               chart.Chart
	Settles, Registered bool // the reader settles what experts differ on; there are enterprises
}

// tile is a number that leads to what it counts.
type tile struct {
	Label, Href, Tone string
	N                 int
}

// countLine is a sum with its name and what it counts.
type countLine struct {
	Name, Title, Href string
	Open, Ended       int
}

// home is the first page: of the park, or of one enterprise.
func home(c *call) error {
	if c.who().Role == account.Enterprise {
		return c.own()
	}
	var h project.Home
	var m project.Months
	missing := 0
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if h, err = project.HomeOf(tx, c.today); err == nil {
			m, err = project.MonthsOf(tx, c.today)
		}
		if day := c.today[4:]; err == nil && day >= "-05-30" && day <= "-07-31" { // while it is asked for
			var year int
			if year, err = strconv.Atoi(c.today[:4]); err == nil {
				missing, err = ledger.NotHanded(tx, year)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	w := &c.words.WebPark
	d := homePage{Home: h, Soonest: c.findingLines(h.Soonest), Newest: c.inspectionLines(h.Newest), Differ: c.inspectionLines(h.Differ),
		Chart: c.statesOverTime(last(m, 12)), Settles: c.who().Role == account.Lead, Registered: len(h.Enterprises) > 0}
	d.Tiles = []tile{
		{w.LateTile, "/findings?state=late", tone(h.Late, "bad"), h.Late}, {w.TodayTile, "/findings?state=today", tone(h.DueToday, "warn"), h.DueToday},
		{w.MajorTile, "/findings?state=open&grade=suspected-major", tone(h.Waits[project.WaitMajor], "bad"), h.Waits[project.WaitMajor]},
		{w.OpenTile, "/findings?state=open", "", h.Open}, {w.TaskTile, "/tasks", "", h.Tasks},
	}
	if missing > 0 {
		d.Tiles = append(d.Tiles, tile{c.words.Ledger.DutyTile, "/month?state=" + monthNot, "warn", missing})
	}
	for _, what := range project.Waits() {
		if what != project.WaitMajor {
			d.Waiting = append(d.Waiting, tile{c.words.Web.Waits[string(what)], "/findings?wait=" + string(what), tone(h.Waits[what], mine(what)), h.Waits[what]})
		}
	}
	for _, n := range h.Sectors {
		d.Sectors = append(d.Sectors, countLine{Name: c.sectorName(n.Name), Href: "/findings?state=open&sector=" + n.Name, Open: n.Open, Ended: n.Ended})
	}
	slices.SortStableFunc(d.Sectors, func(a, b countLine) int { return b.Open - a.Open })
	for _, n := range h.Criteria {
		d.Criteria = append(d.Criteria, countLine{Name: cmp.Or(c.clause(n.Name), w.NoClause), Title: c.criterionTitle(n.Name), Href: criterionFindings(n.Name), Open: n.Open})
	}
	return c.render("home.html", w.HomeTitle, d)
}

// tone marks what is not nothing.
func tone(n int, as string) string {
	if n == 0 {
		return ""
	}
	return as
}

// mine marks what the park owes.
func mine(what project.Wait) string {
	if what.OfEnterprise() {
		return ""
	}
	return "warn"
}

// last is the last n months.
func last(m project.Months, n int) project.Months {
	from := max(len(m.Names)-n, 0)
	return project.Months{Names: m.Names[from:], Found: m.Found[from:], Sector: m.Sector[from:], Ended: m.Ended[from:], Took: m.Took[from:], Late: m.Late[from:]}
}

// sectorName is a sector's name; its id when the library has none of it, and a dash of what belongs to none.
func (c *call) sectorName(id string) string {
	if s := c.knowing(hasSector(id)).Sector(id); s != nil {
		return c.words.Text(s.Name)
	}
	return cmp.Or(id, c.words.WebPark.NoSector)
}

func (c *call) sectorNames(ids []string) []string {
	names := slices.Clone(ids)
	for n, id := range ids {
		names[n] = c.sectorName(id)
	}
	return names
}

func (c *call) criterionTitle(id string) string {
	if k := c.knowing(hasCriterion(id)).Criterion(id); k != nil {
		return c.words.Text(k.Title)
	}
	return ""
}
