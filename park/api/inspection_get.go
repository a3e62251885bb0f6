package api

import (
	"context"
	"errors"
	"net/http"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/report"
)

// InspectionPath names an inspection.
type InspectionPath struct {
	Inspection string `path:"inspection" maxLength:"100"`
}

func (a *API) inspectionGet() {
	add(a, op{id: "inspection-get", method: http.MethodGet, path: "/inspections/{inspection}", scope: account.ReadScope, summary: "An inspection as the document of docs/json.md",
		about:  "What was sealed, later entries apart, or, while nothing is sealed, what there is. Against criteria that this server does not have nothing is judged: verdicts is empty then, and notes says so.",
		errors: []int{http.StatusNotFound}}, func(ctx context.Context, who asker, in *InspectionPath) (*body[report.Document], error) {
		i, err := a.Park.Inspection(ctx, who.reader(), in.Inspection)
		if err != nil {
			return nil, err
		}
		src := report.Source{Inspection: i, Library: a.Library, Words: who.words, Zone: park.Zone, Numbers: a.Park.Numbers(i)}
		of, missing := a.Park.Criteria(i.Opened.Revision)
		if missing == nil {
			src.Library = of.Library
		} else if !errors.Is(missing, park.ErrCriteria) {
			return nil, missing
		}
		d := report.New(src)
		if missing != nil {
			d.Verdicts, d.Notes = []report.Verdict{}, append(d.Notes, who.words.Web.Elsewhere)
		}
		return answer(d, nil)
	})
}
