package api

import (
	"context"
	"net/http"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// InspectionLine is an inspection in a list.
type InspectionLine struct {
	ID           string               `json:"id"`
	Enterprise   string               `json:"enterprise" doc:"name, as recorded"`
	EnterpriseID string               `json:"enterprise_id" doc:"in the register"`
	Visit        string               `json:"visit"`
	Date         string               `json:"date,omitempty" format:"date" doc:"absent while the inspection's opening has not arrived"`
	Experts      []string             `json:"experts"`
	Sectors      []string             `json:"sectors"`
	Outcomes     []inspection.Outcome `json:"outcomes" doc:"as sealed"`
	Sealed       bool                 `json:"sealed"`
	Findings     int                  `json:"findings" doc:"neither withdrawn nor joined"`
	Majors       int                  `json:"majors" doc:"of them suspected or decided major"`
	Closed       int                  `json:"closed" doc:"of them closed"`
	Conflicts    int                  `json:"conflicts" doc:"things on which experts differ"`
	Tasks        int                  `json:"tasks" doc:"sent back and not done"`
	Late         int                  `json:"late" doc:"entries after the seal"`
	Newer        int                  `json:"newer" doc:"operations of kinds from a newer version"`
	Changed      string               `json:"changed" format:"date-time"`
}

// Inspections is a page of inspections.
type Inspections struct {
	Inspections []InspectionLine `json:"inspections"`
	Next
}

type inspectionQuery struct {
	Paging
	Enterprise string `query:"enterprise" doc:"id in the register"`
	Year       string `query:"year" pattern:"^[0-9]{4}$"`
	Visit      string `query:"visit" enum:"assistance,self-check,re-check,official"`
	Conflicts  bool   `query:"conflicts" doc:"only those on which experts differ"`
	Unsealed   bool   `query:"unsealed" doc:"only those that nobody signed yet"`
	Text       string `query:"text" maxLength:"100" doc:"in the enterprise's name"`
}

func (a *API) inspectionList() {
	add(a, op{id: "inspections-list", method: http.MethodGet, path: "/inspections", scope: account.ReadScope, summary: "Inspections, newest first", errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *inspectionQuery) (*body[Inspections], error) {
			enterprise, err := who.own(in.Enterprise)
			if err != nil {
				return nil, err
			}
			f := project.InspectionFilter{Enterprise: enterprise, Year: in.Year, Visit: in.Visit, Conflicts: in.Conflicts, Unsealed: in.Unsealed, Text: in.Text}
			page := Inspections{Inspections: []InspectionLine{}}
			err = a.read(ctx, func(tx *sqldb.Tx) error {
				rows, next, err := project.Inspections(tx, f, in.page())
				page.Next.Next = next
				for _, r := range rows {
					line := inspectionLine(r)
					if line.EnterpriseID, err = project.EnterpriseOf(tx, r.Inspection); err != nil {
						return err
					}
					page.Inspections = append(page.Inspections, line)
				}
				return err
			})
			return answer(page, err)
		})
}

func inspectionLine(r project.InspectionRow) InspectionLine {
	experts := strings.FieldsFunc(r.Experts, func(c rune) bool { return c == '、' })
	return InspectionLine{ID: r.Inspection, Enterprise: r.Name, Visit: r.Visit, Date: r.Day, Experts: append([]string{}, experts...), Sectors: append([]string{}, r.Sectors...),
		Outcomes: append([]inspection.Outcome{}, r.Outcomes...), Sealed: r.Sealed, Findings: r.Findings, Majors: r.Majors, Closed: r.Closed, Conflicts: r.Conflicts,
		Tasks: r.Tasks, Late: r.Late, Newer: r.Newer, Changed: clock(r.Updated)}
}
