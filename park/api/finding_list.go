package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Paging is how every list is asked for. What is embedded is exported: the library passes over what is not.
type Paging struct {
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"how many at most; a page may hold fewer, even none, and yet have a next one"`
	After string `query:"after" maxLength:"2000" pattern:"^[A-Za-z0-9_-]*$" doc:"next of the page before"`
}

func (p Paging) page() project.Page { return project.Page{Size: p.Limit, After: p.After} }

// Next is where a list goes on.
type Next struct {
	Next string `json:"next,omitempty" doc:"after of the next page; absent at the end"`
}

// FindingLine is a finding in a list.
type FindingLine struct {
	Number        int      `json:"number" doc:"in its inspection's list, from 1; stable"`
	ID            string   `json:"id"`
	Inspection    string   `json:"inspection"`
	Enterprise    string   `json:"enterprise" doc:"name"`
	EnterpriseID  string   `json:"enterprise_id" doc:"in the register"`
	Level         string   `json:"level" doc:"that counts"`
	RecordedLevel string   `json:"recorded_level"`
	Criterion     string   `json:"criterion,omitempty" doc:"absent outside the lists"`
	Sector        string   `json:"sector,omitempty"`
	Place         string   `json:"place"`
	Description   string   `json:"description"`
	Basis         string   `json:"basis"`
	Measure       string   `json:"measure,omitempty"`
	Deadline      string   `json:"deadline,omitempty" format:"date" doc:"the day that counts, an extension granted included"`
	Recorded      string   `json:"recorded_deadline,omitempty" format:"date"`
	Status        string   `json:"status"`
	Open          bool     `json:"open" doc:"something is to be done"`
	Late          bool     `json:"late" doc:"open, past its day, and not reported as removed by then, or a re-check has failed since"`
	Waits         []string `json:"waits" doc:"what it waits for; plan and rectify are the enterprise's turn, the others the park's"`
	Found         string   `json:"found" format:"date"`
	Ended         string   `json:"ended,omitempty" format:"date" doc:"day it was closed or transferred"`
	Person        string   `json:"person,omitempty" doc:"in charge, of the plan"`
	JoinedInto    string   `json:"joined_into_id,omitempty" doc:"the finding that stands for it"`
	Photos        int      `json:"photo_count"`
	Proofs        int      `json:"proof_count"`
	Changed       string   `json:"changed" format:"date-time"`
}

// Findings is a page of findings.
type Findings struct {
	Findings []FindingLine `json:"findings"`
	Next
}

type findingQuery struct {
	Paging
	Enterprise string `query:"enterprise" doc:"id in the register"`
	Inspection string `query:"inspection"`
	Sector     string `query:"sector"`
	Criterion  string `query:"criterion"`
	Status     string `query:"status" enum:"recorded,fixed,notified,rectifying,rectified,re-checked,closed,transferred,withdrawn,joined"`
	Level      string `query:"level" enum:"general,suspected-major,major" doc:"that counts"`
	Wait       string `query:"wait" enum:"notify,plan,rectify,major,extension,dispute,recheck,close" doc:"what it waits for"`
	State      string `query:"state" enum:"open,owed,late,ended" doc:"late is open, past its day, and not reported as removed by then; owed is open and not reported by its day, whether that is past or not"`
	Due        string `query:"due" format:"date" doc:"the day that counts"`
	Text       string `query:"text" maxLength:"100" doc:"in place or description"`
}

func (a *API) findingList() {
	add(a, op{id: "findings-list", method: http.MethodGet, path: "/findings", scope: account.ReadScope, summary: "Findings, soonest due first", errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *findingQuery) (*body[Findings], error) {
			enterprise, err := who.own(in.Enterprise)
			if err != nil {
				return nil, err
			}
			f := project.Filter{Enterprise: enterprise, Inspection: in.Inspection, Sector: in.Sector, Criterion: in.Criterion, Status: in.Status, Grade: in.Level,
				Wait: project.Wait(in.Wait), State: project.State(in.State), Due: in.Due, Text: in.Text}
			page := Findings{Findings: []FindingLine{}}
			err = a.read(ctx, func(tx *sqldb.Tx) error {
				rows, next, err := project.Findings(tx, a.Park.Today(), f, in.page())
				if err == nil {
					err = project.Waiting(tx, rows)
				}
				page.Next.Next = next
				for _, r := range rows {
					page.Findings = append(page.Findings, a.findingLine(r))
				}
				return err
			})
			return answer(page, err)
		})
}

func (a *API) findingLine(r project.FindingRow) FindingLine {
	return FindingLine{Number: r.Number, ID: r.Finding, Inspection: r.Inspection, Enterprise: r.Name, EnterpriseID: r.Enterprise, Level: r.Grade, RecordedLevel: r.Level,
		Criterion: r.Criterion, Sector: r.Sector, Place: r.Place, Description: r.Description, Basis: r.Basis, Measure: r.Measure, Deadline: r.Due, Recorded: r.Deadline,
		Status: r.Status, Open: r.Open, Late: r.Late(a.Park.Today()), Waits: append([]string{}, names(r.Waits)...), Found: r.Found, Ended: r.Ended,
		Person: r.Person, JoinedInto: r.Joined, Photos: r.Photos, Proofs: r.Proofs, Changed: clock(r.Changed)}
}
