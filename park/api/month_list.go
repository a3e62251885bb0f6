package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Month is what charts are drawn of. Findings that were joined to others or withdrawn are in none.
type Month struct {
	Month       string         `json:"month" doc:"YYYY-MM"`
	Found       map[string]int `json:"found" doc:"by status that findings of the month have now"`
	Sectors     map[string]int `json:"sectors" doc:"found, by sector"`
	Closed      int            `json:"closed"`
	Transferred int            `json:"transferred"`
	Open        int            `json:"open" doc:"at the month's end, or now"`
	Late        int            `json:"late" doc:"open, past their day and not reported as removed by then, at the month's end, or today"`
	Took        map[string]int `json:"took" doc:"of those closed: by days at most, 7, 15, 30, 60, 90, 180 or more"`
	Median      *int           `json:"median_days,omitempty" doc:"that half of those closed took at most"`
}

// Months is from the first month in which something was found to this one.
type Months struct {
	Months []Month `json:"months"`
}

func (a *API) monthList() {
	add(a, op{id: "months-list", method: http.MethodGet, path: "/months", scope: account.ReadScope, whole: true, summary: "Findings by month, as charts show them"},
		func(ctx context.Context, _ asker, _ *struct{}) (*body[Months], error) {
			all := Months{Months: []Month{}}
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				m, err := project.MonthsOf(tx, a.Park.Today())
				for n, name := range m.Names {
					month := Month{Month: name, Found: m.Found[n], Sectors: m.Sector[n], Closed: m.Ended[n], Transferred: m.Transferred[n], Open: m.Open[n], Late: m.Late[n], Took: m.Took[n]}
					if m.Median[n] >= 0 {
						month.Median = &m.Median[n]
					}
					all.Months = append(all.Months, month)
				}
				return err
			})
			return answer(all, err)
		})
}
