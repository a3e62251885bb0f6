package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Counts is the park, or the token's enterprise, at a glance.
type Counts struct {
	Open     int            `json:"open" doc:"findings"`
	Late     int            `json:"late" doc:"open findings past their day that were not reported as removed by then"`
	DueToday int            `json:"due_today" doc:"of those that were not reported as removed yet"`
	Waits    map[string]int `json:"waiting" doc:"findings, by what they wait for"`
	Park     *ParkCounts    `json:"park,omitempty" doc:"not of a token of one enterprise"`
}

// ParkCounts is what is counted of the whole.
type ParkCounts struct {
	Status      map[string]int `json:"status" doc:"findings by status"`
	Majors      Count          `json:"majors" doc:"suspected, and decided"`
	Sectors     []Count        `json:"sectors"`
	Criteria    []Count        `json:"criteria" doc:"those with most open findings"`
	Inspections int            `json:"inspections"`
	Unsealed    int            `json:"unsealed" doc:"inspections that nobody signed"`
	Conflicts   int            `json:"conflicts" doc:"inspections on which experts differ"`
	Tasks       int            `json:"tasks" doc:"inspections of which something was sent back"`
}

// Count is how many findings there are of something.
type Count struct {
	Name  string `json:"name,omitempty" doc:"absent: outside the lists"`
	Open  int    `json:"open"`
	Ended int    `json:"ended"`
}

func (a *API) countGet() {
	add(a, op{id: "counts-get", method: http.MethodGet, path: "/counts", scope: account.ReadScope, summary: "The park at a glance"},
		func(ctx context.Context, who asker, _ *struct{}) (*body[Counts], error) {
			var c Counts
			err := a.read(ctx, func(tx *sqldb.Tx) (err error) {
				if who.limit() != "" {
					c, err = a.ownCounts(tx, who.limit())
					return err
				}
				c, err = a.parkCounts(tx)
				return err
			})
			return answer(c, err)
		})
}

func (a *API) ownCounts(tx *sqldb.Tx, enterprise string) (Counts, error) {
	c := Counts{Waits: map[string]int{}}
	e, err := project.Enterprise(tx, a.Park.Today(), enterprise)
	if err != nil || e == nil {
		return c, err
	}
	c.Open, c.Late = e.Open, e.Late
	o, err := project.OwnOf(tx, a.Park.Today(), enterprise)
	if err != nil {
		return c, err
	}
	for _, w := range o.Waits {
		c.Waits[string(w.What)] = w.N
	}
	today, _, err := project.Findings(tx, a.Park.Today(), project.Filter{Enterprise: enterprise, State: project.IsOwed, Due: a.Park.Today()}, project.Page{Size: 1000})
	c.DueToday = len(today)
	return c, err
}

func (a *API) parkCounts(tx *sqldb.Tx) (Counts, error) {
	h, err := project.HomeOf(tx, a.Park.Today())
	c := Counts{Open: h.Open, Late: h.Late, DueToday: h.DueToday, Waits: map[string]int{}, Park: &ParkCounts{Status: h.Status, Majors: countOf(h.Majors), Sectors: countsOf(h.Sectors),
		Criteria: countsOf(h.Criteria), Inspections: h.Inspections, Unsealed: h.Unsealed, Conflicts: h.WithConflicts, Tasks: h.WithTasks}}
	for w, n := range h.Waits {
		c.Waits[string(w)] = n
	}
	return c, err
}

func countOf(c project.Count) Count { return Count{c.Name, c.Open, c.Ended} }

func countsOf(all []project.Count) []Count {
	list := make([]Count, len(all))
	for n, c := range all {
		list[n] = countOf(c)
	}
	return list
}
