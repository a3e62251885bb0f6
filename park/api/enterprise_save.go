package api

import (
	"context"
	"net/http"
	"strconv"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
)

func (a *API) enterpriseCreate() {
	type in struct{ Body EnterpriseBody }
	add(a, op{id: "enterprise-create", method: http.MethodPost, path: "/enterprises", scope: account.WriteScope, whole: true, status: http.StatusCreated, summary: "Add an enterprise to the register",
		about: "Its id is made of the credit code, or of the name: adding it twice gives taken.", errors: append([]int{http.StatusConflict}, ofBodies...)},
		func(ctx context.Context, who asker, in *in) (*body[Enterprise], error) {
			return answer(a.save(ctx, who, in.Body.entry("", 0)))
		})
}

func (a *API) enterpriseReplace() {
	type in struct {
		EnterprisePath
		Body EnterpriseBody
	}
	add(a, op{id: "enterprise-replace", method: http.MethodPut, path: "/enterprises/{enterprise}", scope: account.WriteScope, whole: true, summary: "Replace what is kept of an enterprise",
		about: "version is required. An earlier credit code goes on meaning the enterprise.", errors: append([]int{http.StatusNotFound, http.StatusConflict}, ofBodies...)},
		func(ctx context.Context, who asker, in *in) (*body[Enterprise], error) {
			if _, err := a.enterprise(ctx, in.Enterprise); err != nil {
				return nil, err
			}
			version, err := strconv.ParseInt(in.Body.Version, 36, 64)
			if err != nil || version <= 0 {
				return nil, invalid(who.words, "body.version", "give the version that you read")
			}
			return answer(a.save(ctx, who, in.Body.entry(in.Enterprise, version)))
		})
}

func (a *API) save(ctx context.Context, who asker, e register.Enterprise) (Enterprise, error) {
	for n, id := range e.Sectors {
		if a.Library.Sector(id) == nil {
			return Enterprise{}, invalid(who.words, "body.sectors["+strconv.Itoa(n)+"]", "there is no such sector")
		}
	}
	kept, err := register.Save(ctx, a.Park.DB, who.token.Name+" (token)", e, a.Park.Now())
	if err != nil {
		return Enterprise{}, err
	}
	return a.enterprise(ctx, kept.ID)
}
