package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/report"
)

var (
	reportPackage     = reflect.TypeFor[report.Document]().PkgPath()
	inspectionPackage = reflect.TypeFor[inspection.Photo]().PkgPath()
	assessPackage     = reflect.TypeFor[assess.Result]().PkgPath()
	ledgerPackage     = reflect.TypeFor[ledger.MonthRecord]().PkgPath()
)

// config is the document's head, and no page that loads anything from elsewhere.
func (a *API) config() huma.Config {
	json := huma.DefaultJSONFormat
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "paicha park", Version: "1", Description: "The park for programs. Fields and codes are added, never renamed or removed; take no harm from those that you do not know. " +
				"Days are YYYY-MM-DD, times RFC 3339. Texts for people are in the language of Accept-Language: zh or en."},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", nameOf),
				SecuritySchemes: map[string]*huma.SecurityScheme{bearer: {Type: "http", Scheme: "bearer",
					Description: "A token that an administrator of the park made, with scopes: " + strings.Join(names(account.Scopes()), ", ") + ". A token of one enterprise sees that enterprise's alone."}},
			},
		},
		OpenAPIPath: Base + "/openapi", Formats: map[string]huma.Format{"application/json": json, "json": json}, DefaultFormat: "application/json",
	}
}

// listed is the values that a property may have, in the schemas that others made.
var listed = map[string][]any{
	"DocumentFinding.level":   values(levels()),
	"DocumentFinding.status":  values(inspection.Statuses()),
	"DocumentVerdict.outcome": values(outcomes()),
	"DocumentHit.standing":    values([]checklist.Standing{checklist.Verified, checklist.Partial, checklist.TopicOnly, checklist.CarriedOver}),
	"DocumentDifference.kind": values([]inspection.ConflictKind{inspection.AnswersDiffer, inspection.WordingsDiffer, inspection.WithdrawalDiffer}),
	"Document.visit":          values(visits()),
	"RecordedSignature.role":  values([]inspection.Role{inspection.ExpertRole, inspection.EnterpriseRole}),
	"RecordedOutcome.outcome": values(outcomes()),
	"FindingLine.level":       values(levels()), "Finding.level": values(levels()), "ActDone.level": values(levels()),
	"FindingLine.recorded_level": values(levels()), "Finding.recorded_level": values(levels()),
	"FindingLine.status": values(inspection.Statuses()), "Finding.status": values(inspection.Statuses()), "ActDone.status": values(inspection.Statuses()),
	"InspectionLine.visit": values(visits()),
	"Answer.value":         values([]checklist.Value{checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen}),
	"Assessment.stage":     values(review.Stages()),
	"ResultLine.stage":     values(review.Stages()),
	"LedgerEntry.ledger":   values(ledger.Kinds()),
	"Problem.code":         values(Codes()),
}

func levels() []inspection.Level {
	return []inspection.Level{inspection.General, inspection.SuspectedMajor, inspection.Major}
}

func visits() []inspection.Visit {
	return []inspection.Visit{inspection.Assistance, inspection.SelfCheck, inspection.Recheck, inspection.Official}
}

func outcomes() []checklist.Outcome {
	return []checklist.Outcome{checklist.MajorSuspected, checklist.ScreeningHit, checklist.Pending, checklist.NoneFound, checklist.NotDone, checklist.Done}
}

func waits() []any { return values(project.Waits()) }

func values[S ~string](all []S) (list []any) {
	for _, v := range all {
		list = append(list, string(v))
	}
	return list
}

func names[S ~string](all []S) (list []string) {
	for _, v := range all {
		list = append(list, string(v))
	}
	return list
}

// describe finishes the document: values listed, answers open for what is added later, problems of every kind.
func (a *API) describe() {
	o := a.huma.OpenAPI()
	asked := map[string]bool{} // schemas of bodies that are sent to us
	for _, path := range o.Paths {
		for _, operation := range []*huma.Operation{path.Get, path.Post, path.Put, path.Delete} {
			if operation == nil {
				continue
			}
			if operation.RequestBody != nil {
				for _, m := range operation.RequestBody.Content {
					if m.Schema != nil {
						asked[m.Schema.Ref] = true
					}
				}
			}
			operation.Responses["default"] = &huma.Response{Description: "Any other problem, by its code",
				Content: map[string]*huma.MediaType{problemType: {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}}}
		}
	}
	for name, schema := range o.Components.Schemas.Map() {
		if !asked["#/components/schemas/"+name] {
			schema.AdditionalProperties = nil
		}
		for property, s := range schema.Properties {
			if all := listed[name+"."+property]; all != nil {
				s.Enum = all
			}
			if property == "waits" && s.Items != nil {
				s.Items.Enum = waits()
			}
		}
	}
}
