package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// ResultLine is an enterprise's result in a list.
type ResultLine struct {
	EnterpriseID string   `json:"enterprise_id" doc:"in the register"`
	Enterprise   string   `json:"enterprise" doc:"name, as it was assessed"`
	Stage        string   `json:"stage" doc:"of the year"`
	Rank         int      `json:"rank,omitempty" doc:"equals share one; not told to one enterprise"`
	Score        string   `json:"score" doc:"that counts: of a sealed year as sealed; exact, two decimals"`
	Grade        string   `json:"grade,omitempty" doc:"id, that counts; absent: none"`
	Earned       string   `json:"earned,omitempty" doc:"id, by the score alone"`
	LoweredBy    []string `json:"lowered_by" doc:"items: caps and vetoes that are met"`
	Missing      int      `json:"missing" doc:"items that lack points"`
	Version      int      `json:"version,omitempty" doc:"last sealed, also while the year is taken back; absent: none"`
	Hash         string   `json:"hash,omitempty" doc:"SHA-256 of its snapshot"`
	SealedScore  string   `json:"sealed_score,omitempty" doc:"of that version"`
	SealedGrade  string   `json:"sealed_grade,omitempty" doc:"of that version"`
	Moved        bool     `json:"moved" doc:"the year is sealed, and a further sealing would keep something new; false to one enterprise"`
	NowScore     string   `json:"now_score,omitempty" doc:"where it moved: as things stand"`
	NowGrade     string   `json:"now_grade,omitempty" doc:"where it moved: as things stand"`
}

// Results is a page of a year's results.
type Results struct {
	Assessment Assessment   `json:"assessment"`
	Computed   string       `json:"computed,omitempty" format:"date-time" doc:"when; absent: never yet"`
	AsOf       string       `json:"as_of,omitempty" format:"date"`
	Stale      bool         `json:"stale" doc:"something has come since that they may hang on; what was sealed stays what it is"`
	Results    []ResultLine `json:"results"`
	Next
}

type resultQuery struct {
	YearPath
	Paging
	Enterprise string `query:"enterprise" doc:"id in the register"`
	Grade      string `query:"grade" maxLength:"60" doc:"id"`
	Moved      bool   `query:"moved" doc:"only those of which a further sealing would keep something new"`
}

func (a *API) resultList() {
	add(a, op{id: "results-list", method: http.MethodGet, path: "/assessments/{year}/results", scope: account.ReadScope, summary: "A year's results, best first",
		about:  "As computed last; of a sealed year those that were sealed. A token of one enterprise gets its own, once the draft is public; before that there is none.",
		errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *resultQuery) (*body[Results], error) {
			of, err := who.own(in.Enterprise)
			if err != nil {
				return nil, err
			}
			page := Results{Results: []ResultLine{}}
			err = a.read(ctx, func(tx *sqldb.Tx) error { return a.results(tx, who, in, of, &page) })
			return answer(page, err)
		})
}

func (a *API) results(tx *sqldb.Tx, who asker, in *resultQuery, of string, page *Results) error {
	y, err := in.year(tx)
	if err != nil {
		return err
	}
	page.Assessment = assessmentOf(y)
	if who.limit() != "" && !y.Published() {
		return nil // nobody outside sees a draft
	}
	stand, stale, err := a.Reviews.StandOf(tx, y)
	if err != nil || stand == nil {
		return err
	}
	page.Computed, page.AsOf, page.Stale = stand.At.In(park.Zone).Format(time.RFC3339), stand.AsOf, stale
	after, err := strconv.Atoi(in.After)
	if err != nil && in.After != "" {
		return invalid(who.words, "query.after", "give next of the page before")
	}
	rows, more, err := review.Ranked(tx, y.Year, review.Part{Grade: in.Grade, Moved: in.Moved && who.limit() == "", Of: of, After: after, Size: in.Limit})
	for _, r := range rows {
		page.Results = append(page.Results, resultLine(who, y, r))
	}
	if more {
		page.Next.Next = strconv.Itoa(rows[len(rows)-1].Position)
	}
	return err
}

func resultLine(who asker, y *review.Review, r review.Row) ResultLine {
	l := ResultLine{EnterpriseID: r.Enterprise, Enterprise: r.Name, Stage: string(y.Stage), Rank: r.Rank, Score: r.Score.StringFixed(2), Grade: r.Grade, Earned: r.Earned,
		LoweredBy: append([]string{}, r.Lowered...), Missing: r.Missing, Version: r.Version, Hash: r.Hash, Moved: r.Moved}
	if r.Version > 0 {
		l.SealedScore, l.SealedGrade = r.Kept.Score.StringFixed(2), r.Kept.Grade
	}
	if r.Moved && r.Now != nil {
		l.NowScore, l.NowGrade = r.Now.Score.StringFixed(2), r.Now.Grade
	}
	if who.limit() != "" {
		l.Rank, l.Moved, l.NowScore, l.NowGrade = 0, false, "", ""
	}
	return l
}
