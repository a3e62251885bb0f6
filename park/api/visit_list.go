package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Visit is how often an enterprise was visited in the year.
type Visit struct {
	EnterpriseID string         `json:"enterprise_id"`
	Enterprise   string         `json:"enterprise" doc:"name"`
	Kinds        map[string]int `json:"kinds" doc:"by the kind of visit"`
	All          int            `json:"all" doc:"without self-checks, which are the enterprise's own"`
}

// Visits is those of a year, most first.
type Visits struct {
	Year   string  `json:"year"`
	Visits []Visit `json:"visits"`
}

func (a *API) visitList() {
	type in struct {
		Year string `query:"year" pattern:"^[0-9]{4}$" doc:"this one when it is absent"`
	}
	add(a, op{id: "visits-list", method: http.MethodGet, path: "/visits", scope: account.ReadScope, summary: "How often enterprises were visited in a year", errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *in) (*body[Visits], error) {
			all := Visits{Year: in.Year, Visits: []Visit{}}
			if all.Year == "" {
				all.Year = a.Park.Today()[:4]
			}
			err := a.read(ctx, func(tx *sqldb.Tx) (err error) {
				var rows []project.VisitCount
				if limit := who.limit(); limit == "" {
					rows, err = project.Visits(tx, all.Year)
				} else {
					var one project.VisitCount
					one, err = project.VisitsOf(tx, limit, all.Year)
					rows = []project.VisitCount{one}
				}
				for _, r := range rows {
					all.Visits = append(all.Visits, Visit{r.Enterprise, r.Name, r.Kinds, r.All})
				}
				return err
			})
			return answer(all, err)
		})
}
