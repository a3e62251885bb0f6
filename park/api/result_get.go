package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// SealedVersion is what was sealed of an enterprise's year.
type SealedVersion struct {
	Version  int    `json:"version"`
	Hash     string `json:"hash" doc:"SHA-256 of the snapshot"`
	Previous string `json:"previous,omitempty" doc:"hash of the version before"`
	Score    string `json:"score"`
	Grade    string `json:"grade,omitempty"`
	By       string `json:"by"`
	At       string `json:"at" format:"date-time"`
	Size     int    `json:"size" doc:"of the snapshot, bytes"`
}

// WholeResult is one enterprise's result with where every number comes from.
type WholeResult struct {
	Assessment   Assessment      `json:"assessment"`
	EnterpriseID string          `json:"enterprise_id" doc:"in the register"`
	Enterprise   string          `json:"enterprise" doc:"name"`
	Version      int             `json:"version,omitempty" doc:"that the result is, as sealed; absent: it is computed"`
	Hash         string          `json:"hash,omitempty" doc:"of that version's snapshot"`
	Unjudged     string          `json:"unjudged,omitempty" doc:"of that version: why items stay without points"`
	Result       *assess.Result  `json:"result,omitempty" doc:"as in a snapshot; absent while one enterprise asks for a draft that is not public"`
	Changes      []assess.Change `json:"changes" doc:"of a sealed result: what would be another now; none to one enterprise"`
	Versions     []SealedVersion `json:"versions" doc:"oldest first"`
}

type ResultPath struct {
	YearPath
	EnterprisePath
}

func (a *API) resultGet() {
	add(a, op{id: "result-get", method: http.MethodGet, path: "/assessments/{year}/results/{enterprise}", scope: account.ReadScope, summary: "An enterprise's result with its terms",
		about: "Every line opens to its terms, every term to the findings, entries and days that it was made of.", errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *ResultPath) (*body[WholeResult], error) {
			var out WholeResult
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				y, e, err := a.assessed(tx, who, in)
				if err != nil {
					return err
				}
				whole, there, err := a.Reviews.Of(tx, y, e.ID)
				if err != nil || !there {
					return notThere(err, e.ID)
				}
				out = wholeResult(who, y, e, whole)
				return nil
			})
			return answer(out, err)
		})
}

// assessed is the year and the enterprise that a program may ask for.
func (a *API) assessed(tx *sqldb.Tx, who asker, in *ResultPath) (y *review.Review, e register.Enterprise, err error) {
	id, err := who.own(in.Enterprise)
	if err != nil {
		return nil, e, err
	}
	if y, err = in.year(tx); err != nil {
		return nil, e, err
	}
	e, there, err := register.Find(tx, id)
	if err != nil || !there {
		return nil, e, notThere(err, id)
	}
	return y, e, nil
}

func notThere(err error, id string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", park.ErrNotThere, id)
}

func wholeResult(who asker, y *review.Review, e register.Enterprise, whole review.Whole) WholeResult {
	out := WholeResult{Assessment: assessmentOf(y), EnterpriseID: e.ID, Enterprise: e.Name, Changes: []assess.Change{}, Versions: []SealedVersion{}}
	for _, v := range whole.Versions {
		out.Versions = append(out.Versions, SealedVersion{v.N, v.Hash, v.Previous, v.Score.StringFixed(2), v.Grade, v.Who, v.At.In(park.Zone).Format(time.RFC3339), v.Size})
	}
	if who.limit() != "" && !y.Published() {
		return out
	}
	out.Result, out.Unjudged = &whole.Result, whole.Unjudged
	if whole.Sealed != nil {
		out.Version, out.Hash = whole.Sealed.N, whole.Sealed.Hash
		if who.limit() == "" {
			out.Changes = append(out.Changes, assess.Changes(whole.Result, whole.Live)...)
		}
	}
	return out
}

type snapshotPath struct {
	ResultPath
	Hash string `path:"hash" pattern:"^[0-9a-f]{64}$"`
}

func (a *API) snapshotGet() {
	add(a, op{id: "snapshot-get", method: http.MethodGet, path: "/assessments/{year}/results/{enterprise}/snapshots/{hash}", scope: account.ReadScope, summary: "A sealed result as it was sealed",
		about:  "The bytes that were sealed: scheme, facts and result. `parkd assess verify` computes it again from them alone (docs/assessment.md).",
		errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}, responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"application/json": {}}}}},
		func(ctx context.Context, who asker, in *snapshotPath) (*huma.StreamResponse, error) {
			var data []byte
			if err := a.read(ctx, func(tx *sqldb.Tx) error {
				y, e, err := a.assessed(tx, who, &in.ResultPath)
				if err != nil {
					return err
				}
				var there bool
				if data, there, err = review.Snapshot(tx, y.Year, e.ID, in.Hash); err != nil || !there {
					return notThere(err, in.Hash)
				}
				return nil
			}); err != nil {
				return nil, err
			}
			return stream(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write(data) // the program may have gone
			}), nil
		})
}
