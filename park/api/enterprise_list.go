package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Enterprises is a page of the register.
type Enterprises struct {
	Enterprises []EnterpriseLine `json:"enterprises"`
	Next
}

type enterpriseQuery struct {
	Paging
	Text     string `query:"text" maxLength:"100" doc:"in the name or the credit code"`
	Inactive bool   `query:"inactive" doc:"also those that are closed"`
}

func (a *API) enterpriseList() {
	add(a, op{id: "enterprises-list", method: http.MethodGet, path: "/enterprises", scope: account.ReadScope, summary: "Enterprises, by name", errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *enterpriseQuery) (*body[Enterprises], error) {
			page := Enterprises{Enterprises: []EnterpriseLine{}}
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				rows, next, err := a.enterprises(tx, who, in)
				page.Next.Next = next
				for _, r := range rows {
					page.Enterprises = append(page.Enterprises, lineOf(r))
				}
				return err
			})
			return answer(page, err)
		})
}

// enterprises is the page, or the one that the asker may see.
func (a *API) enterprises(tx *sqldb.Tx, who asker, in *enterpriseQuery) ([]project.EnterpriseRow, string, error) {
	if who.limit() == "" {
		return project.Enterprises(tx, a.Park.Today(), project.EnterpriseFilter{Text: in.Text, Inactive: in.Inactive}, in.page())
	}
	e, err := project.Enterprise(tx, a.Park.Today(), who.limit())
	if err != nil || e == nil {
		return nil, "", err
	}
	return []project.EnterpriseRow{*e}, "", nil
}
