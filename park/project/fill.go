package project

import (
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// Fill puts inspections that nothing was known of into the tables, with their sums and enterprises, as if their operations had arrived. It is
// for benches: a million findings need not be signed, and a rebuild would drop them.
func Fill(tx *sqldb.Tx, libraries Libraries, now int64, all []*inspection.Inspection) error {
	p := newPlan()
	for _, i := range all {
		p.replace(Rows{}, p.rows(i, libraries))
		if e := i.Opened.Enterprise; !slices.Contains(p.enterprises, e) {
			p.enterprises = append(p.enterprises, e)
		}
	}
	if err := p.write(tx); err != nil {
		return err
	}
	return register(tx, p.enterprises, now)
}
