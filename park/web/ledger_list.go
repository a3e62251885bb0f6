package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// ledgersPage is entries of ledgers, of one enterprise or of many.
type ledgersPage struct {
	Lines              []ledgerLine
	Years              []string
	Year, Kind, Name   string
	Enterprise, Called string // by id, and its name
	Struck, Own, Many  bool
	Export             bool
	Kinds              []ledger.Kind
	Add                []option // address and label of a new entry, for who may write
	First, Next        string
}

// ledgerLine is an entry in a list, in words.
type ledgerLine struct {
	ledger.Line
	Href, What, Details string
	Pictures            int
}

// ledgerList shows the entries of ledgers, the latest first; an enterprise sees its own.
func ledgerList(c *call) error {
	if c.who().Guest {
		return park.ErrForbidden
	}
	d := ledgersPage{Year: c.value("year"), Kind: c.value("kind"), Name: strings.TrimSpace(c.value("name")), Enterprise: c.value("enterprise"), Struck: c.value("struck") != "",
		Own: c.who().Role == account.Enterprise, Kinds: ledger.Kinds()}
	if d.Own {
		if d.Enterprise, d.Name = c.who().Enterprise, ""; d.Enterprise == "" {
			return park.ErrForbidden // never all of them
		}
	}
	f := ledger.Filter{Enterprise: d.Enterprise, Kind: ledger.Kind(d.Kind), Struck: d.Struck, After: c.value("after"), Size: onPage}
	if d.Kind != "" && ledger.Fields(f.Kind) == nil {
		return park.ErrNotThere
	}
	f.Year, _ = strconv.Atoi(d.Year) // none: every year
	d.Export = page{Who: c.who()}.Exports()
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if d.Called, f.Among, d.Many, err = c.meant(tx, d.Enterprise, d.Name); err != nil {
			return err
		}
		rows, next, err := ledger.List(tx, f)
		if err != nil {
			return err
		}
		for _, row := range rows {
			d.Lines = append(d.Lines, c.ledgerLine(row))
		}
		d.links(c.value("after"), next)
		first, err := project.FirstYear(tx)
		d.Years = years(first, c.today)
		return err
	})
	if err != nil {
		return err
	}
	if d.Enterprise != "" && ledger.MayWrite(c.who(), d.Enterprise) {
		for _, k := range d.Kinds {
			d.Add = append(d.Add, option{ledgerPath(d.Enterprise, k, "new"), c.words.Ledger.Add[string(k)]})
		}
	}
	return c.render("ledgers.html", c.words.Ledger.Ledgers, d)
}

func (d *ledgersPage) links(after, next string) {
	q := url.Values{}
	for name, value := range map[string]string{"year": d.Year, "kind": d.Kind, "name": d.Name, "enterprise": d.Enterprise} {
		if value != "" && !(d.Own && name == "enterprise") {
			q.Set(name, value)
		}
	}
	if d.Struck {
		q.Set("struck", "1")
	}
	if after != "" {
		d.First = "/ledgers?" + q.Encode()
	}
	if next != "" {
		q.Set("after", next)
		d.Next = "/ledgers?" + q.Encode()
	}
}

// ledgerSums is what an enterprise's ledgers of this year come to, in a sentence.
type ledgerSums struct{ Says, Month, Tone, MonthHref string }

func (c *call) ledgerSums(tx *sqldb.Tx, enterprise string) (s ledgerSums, err error) {
	year, err := strconv.Atoi(c.today[:4])
	if err != nil {
		return s, err
	}
	l, err := ledger.Of(tx, year, enterprise)
	if err != nil {
		return s, err
	}
	m, err := ledger.MonthOf(tx, enterprise, year)
	if err != nil {
		return s, err
	}
	rewards := decimal.Zero
	for _, r := range l.Reports {
		rewards = rewards.Add(r.Reward)
	}
	s.Says = fmt.Sprintf(c.words.Ledger.Sums, len(l.Drills), len(l.Trainings), len(l.Reports), rewards.StringFixed(2))
	s.Month, s.Tone = c.monthSays(&m)
	s.MonthHref = monthPath(enterprise, year)
	return s, nil
}

// ledgerLine words an entry.
func (c *call) ledgerLine(row ledger.Line) ledgerLine {
	w := &c.words.Ledger
	line := ledgerLine{Line: row, Href: ledgerPath(row.Enterprise, row.Kind, row.ID), Pictures: len(ledger.Evidence(row.Body))}
	switch b := row.Body.(type) {
	case *assess.Drill:
		line.What = b.Subject
		line.Details = w.Choices[string(b.Kind)] + " · " + fmt.Sprintf(w.People, b.People)
	case *assess.Training:
		line.What = b.Subject
		line.Details = fmt.Sprintf(w.People, b.People) + " · " + fmt.Sprintf(w.TestedOf, b.Tested, b.Passed)
	case *ledger.HazardReport:
		line.What = b.What
		line.Details = w.NotVerified
		if b.Verified {
			line.Details = w.Verified
		}
		if !b.Reward.IsZero() {
			line.Details += " · " + fmt.Sprintf(w.Yuan, b.Reward.StringFixed(2))
		}
	}
	return line
}
