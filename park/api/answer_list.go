package api

import (
	"context"
	"fmt"
	"net/http"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Answer is what one tablet said to a criterion.
type Answer struct {
	Criterion string   `json:"criterion"`
	Unit      string   `json:"unit,omitempty" doc:"id, of a criterion that is asked of each"`
	Value     string   `json:"value"`
	Reason    string   `json:"reason,omitempty"`
	Place     string   `json:"place,omitempty"`
	Note      string   `json:"note,omitempty"`
	Time      string   `json:"time" format:"date-time"`
	Counts    bool     `json:"counts" doc:"of several the one that counts"`
	Settled   bool     `json:"settled" doc:"because the lead said so, else because it is the strictest"`
	Feed      string   `json:"feed" doc:"of the tablet"`
	Seq       int64    `json:"seq"`
	Photos    []string `json:"photos" doc:"of the criterion and unit, SHA-256"`
}

// Answers is all answers of an inspection.
type Answers struct {
	Answers []Answer `json:"answers" doc:"by criterion and unit, what counts first"`
}

func (a *API) answerList() {
	add(a, op{id: "answers-list", method: http.MethodGet, path: "/inspections/{inspection}/answers", scope: account.ReadScope, whole: true, summary: "What was answered in an inspection",
		errors: []int{http.StatusNotFound}}, func(ctx context.Context, _ asker, in *InspectionPath) (*body[Answers], error) {
		all := Answers{Answers: []Answer{}}
		err := a.read(ctx, func(tx *sqldb.Tx) error {
			rows, err := project.Answers(tx, in.Inspection)
			if err != nil {
				return err
			}
			photos, err := photosOf(tx, in.Inspection)
			if err != nil {
				return err
			}
			for _, r := range rows {
				all.Answers = append(all.Answers, Answer{r.Criterion, r.Unit, r.Value, r.Reason, r.Place, r.Note, moment(r.At), r.Rank == 0, r.Settled, r.Feed, r.Seq,
					append([]string{}, photos[[2]string{r.Criterion, r.Unit}]...)})
			}
			if len(rows) > 0 {
				return nil
			}
			of, err := project.EnterpriseOf(tx, in.Inspection)
			if err == nil && of == "" {
				err = fmt.Errorf("%w: inspection %s", park.ErrNotThere, in.Inspection)
			}
			return err
		})
		return answer(all, err)
	})
}

// photosOf is the photos of answers, by criterion and unit.
func photosOf(tx *sqldb.Tx, id string) (map[[2]string][]string, error) {
	rows, err := project.Evidence(tx, id, "")
	all := map[[2]string][]string{}
	for _, r := range rows {
		if r.Finding == "" {
			at := [2]string{r.Criterion, r.Unit}
			all[at] = append(all[at], r.Sum)
		}
	}
	return all, err
}
