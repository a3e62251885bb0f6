package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report"
)

// Numbers gives official numbers to papers as an officer would: to the notice of one visit in three, the evening after it, and to the record of
// every inspection by officers. It sets the clock, and leaves it at Today. It gives how many.
func Numbers(ctx context.Context, p *park.Park, mark string, o Options) (n int, err error) {
	defer o.Clock.Set(o.Today)
	if err := p.SetMark(ctx, mark); err != nil {
		return 0, err
	}
	var all []project.InspectionRow
	if err := p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		all, _, err = project.Inspections(tx, project.InspectionFilter{}, project.Page{Size: 300})
		return err
	}); err != nil {
		return 0, err
	}
	slices.Reverse(all) // as the year goes
	who := account.Person{Login: "demo-zhao", Name: officers[1], Role: account.Officer}
	for k, i := range all {
		day, err := time.ParseInLocation(time.DateOnly, i.Day, o.Today.Location())
		if err != nil {
			return n, fmt.Errorf("inspection %s: %w", i.Inspection, err)
		}
		if at := day.AddDate(0, 0, 1).Add(18 * time.Hour); at.Before(o.Today) {
			o.Clock.Set(at)
		}
		var kinds []string
		if k%3 == 0 && i.Findings > 0 {
			kinds = append(kinds, "notice")
		}
		if i.Visit == string(inspection.Official) {
			kinds = append(kinds, "record")
		}
		for _, kind := range kinds {
			paper, _ := report.PaperNamed(kind)
			if _, err := p.GiveNumber(ctx, who, i.Inspection, paper); err != nil {
				return n, fmt.Errorf("number the %s of %s: %w", kind, i.Inspection, err)
			}
			n++
		}
	}
	return n, nil
}
