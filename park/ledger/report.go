package ledger

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// reportFields: an internal hazard report and its reward (workflow.md §7: who reported (hidden), hazard, verified by, reward, paid).
var reportFields = []Field{
	{Name: "day", Kind: DayField, Needed: true}, {Name: "what", Kind: Text, Needed: true}, {Name: "reporter", Kind: Hidden}, {Name: "finding", Kind: Finding},
	{Name: "verified", Kind: YesNo}, {Name: "verifier", Kind: OneLine}, {Name: "reward", Kind: Money}, {Name: "paid", Kind: DayField},
}

// HazardReport is a report as it is kept: what an assessment is told of it, and who verified it.
type HazardReport struct {
	assess.Report
	Verifier string `json:"verifier,omitempty"`
}

func readReport(r *reading) Body {
	p := &HazardReport{Report: assess.Report{Day: r.day("day", true), What: r.text("what", MaxText, true), Finding: r.text("finding", 64, false), Verified: r.yes("verified"),
		Reward: r.money("reward")}, Verifier: r.text("verifier", MaxLine, false)}
	if p.Verified && p.Verifier == "" {
		r.wrong("verifier", Empty, 0, "")
	}
	year := r.Year
	r.Year = 0 // what was reported in December may be paid in January
	p.Paid = r.day("paid", false)
	r.Year = year
	switch {
	case p.Paid != "" && p.Paid < p.Day:
		r.wrong("paid", Early, 0, "day")
	case p.Paid != "" && p.Reward.IsZero() && strings.Trim(r.Values["reward"], " 0.") == "":
		r.wrong("reward", Unpaid, 0, "")
	}
	r.text("reporter", MaxLine, false)
	var before []assess.Evidence
	if b, is := r.before.(*HazardReport); is {
		before = b.Evidence
	}
	p.Evidence = r.evidence("", before)
	return p
}

// known says whether the finding is the enterprise's.
func known(tx *sqldb.Tx, enterprise, finding string) (is bool, err error) {
	var one int
	return tx.Row(`SELECT 1 FROM finding f JOIN enterprise_key k ON k.key = f.key WHERE f.finding = $1 AND k.enterprise = $2 LIMIT 1`, []any{finding, enterprise}, &one)
}

// Reporter is who reported a hazard, for the park's officers, and for the enterprise that entered the name itself; "" for all others, and when
// nobody entered one.
func Reporter(tx *sqldb.Tx, who account.Person, e Entry) (name string, err error) {
	ours := officer(who)
	if !ours && !(who.Role == account.Enterprise && MayRead(who, e.Enterprise)) {
		return "", nil
	}
	err = tx.Each(`SELECT park, reporter FROM ledger_reporter WHERE id = $1 ORDER BY version DESC LIMIT 1`, []any{e.ID}, func(rows *sql.Rows) error {
		var park bool
		var kept string
		err := rows.Scan(&park, &kept)
		if ours || !park {
			name = kept
		}
		return err
	})
	return name, err
}

func reportValues(b Body) Values {
	p := b.(*HazardReport)
	v := Values{"day": p.Day, "what": p.What, "finding": p.Finding, "verifier": p.Verifier, "paid": p.Paid, "verified": "no"}
	if p.Verified {
		v["verified"] = "yes"
	}
	if !p.Reward.IsZero() {
		v["reward"] = p.Reward.String()
	}
	return v
}
