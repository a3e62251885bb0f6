package api

import (
	"context"
	"fmt"
	"net/http"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// EnterprisePath names an enterprise.
type EnterprisePath struct {
	Enterprise string `path:"enterprise" maxLength:"100" doc:"id in the register"`
}

func (a *API) enterpriseGet() {
	add(a, op{id: "enterprise-get", method: http.MethodGet, path: "/enterprises/{enterprise}", scope: account.ReadScope, summary: "An enterprise of the register", errors: []int{http.StatusNotFound}},
		func(ctx context.Context, who asker, in *EnterprisePath) (*body[Enterprise], error) {
			id, err := who.own(in.Enterprise)
			if err != nil {
				return nil, err
			}
			return answer(a.enterprise(ctx, id))
		})
}

// enterprise is the entry with that id.
func (a *API) enterprise(ctx context.Context, id string) (whole Enterprise, err error) {
	err = a.read(ctx, func(tx *sqldb.Tx) error {
		e, there, err := register.Find(tx, id)
		if err != nil {
			return err
		}
		row, err := project.Enterprise(tx, a.Park.Today(), id)
		if err != nil {
			return err
		}
		if !there || row == nil || e.ID != id {
			return fmt.Errorf("%w: enterprise %s", park.ErrNotThere, id)
		}
		whole = wholeOf(e, *row)
		return nil
	})
	return whole, err
}
