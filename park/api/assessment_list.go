package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// Assessment is a year's assessment on its way.
type Assessment struct {
	Year     int      `json:"year"`
	Stage    string   `json:"stage" doc:"open: enterprises score themselves; draft; public: they read it and object; decided; sealed"`
	Scheme   string   `json:"scheme" doc:"its name: year, version, hash"`
	CutOff   string   `json:"cut_off" format:"date" doc:"what comes later counts for the next year"`
	Public   string   `json:"public_until,omitempty" format:"date"`
	Grades   []string `json:"grades" doc:"ids, best first"`
	Sealings int      `json:"sealings" doc:"how often it was sealed; a year may be taken back afterwards"`
	Unjudged string   `json:"unjudged,omitempty" doc:"of a decision: why items stay without points"`
}

// Assessments is the years that were begun, newest first.
type Assessments struct {
	Assessments []Assessment `json:"assessments"`
}

func (a *API) assessmentList() {
	add(a, op{id: "assessments-list", method: http.MethodGet, path: "/assessments", scope: account.ReadScope, summary: "Years of the annual assessment, newest first"},
		func(ctx context.Context, _ asker, _ *struct{}) (*body[Assessments], error) {
			all := Assessments{Assessments: []Assessment{}}
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				years, err := review.Years(tx)
				for _, y := range years {
					all.Assessments = append(all.Assessments, assessmentOf(y))
				}
				return err
			})
			return answer(all, err)
		})
}

func assessmentOf(y *review.Review) Assessment {
	as := Assessment{Year: y.Year, Stage: string(y.Stage), Scheme: y.Scheme.Name(), CutOff: y.CutOff, Public: y.Until, Grades: []string{}, Sealings: y.Sealings}
	for _, g := range y.Scheme.Grades {
		as.Grades = append(as.Grades, g.ID)
	}
	if d, there := y.Decision(); there {
		as.Unjudged = d.Unjudged
	}
	return as
}

// YearPath names a year.
type YearPath struct {
	Year string `path:"year" pattern:"^[0-9]{4}$"`
}

// year is the one that was begun.
func (p YearPath) year(tx *sqldb.Tx) (*review.Review, error) {
	n, err := strconv.Atoi(p.Year)
	if err != nil {
		return nil, err
	}
	y, err := review.Find(tx, n)
	if err == nil && y == nil {
		err = fmt.Errorf("%w: assessment %d", park.ErrNotThere, n)
	}
	return y, err
}
