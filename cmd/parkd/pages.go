package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/web"
	"anquan.example/paicha/sync/wire"
)

// pages joins the park's rooms behind its pages. run keeps the projections up to date until its context ends.
func (p *program) pages(all parts, log *slog.Logger, secure bool) (site *web.Site, run func(context.Context), err error) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, nil, err
	}
	projector := project.New(all.db, project.Sectors(lib), p.now)
	projector.Log = log
	run = func(ctx context.Context) { projector.Run(ctx, all.sync.Arrived(), nil) }
	site, err = web.New(web.Site{
		Park:    &park.Park{DB: all.db, Sync: all.sync, Accounts: account.New(all.db, account.Options{Now: p.now}), Project: projector, Now: p.now, Log: log},
		Library: lib, Secure: secure, Log: log,
	})
	return site, run, err
}

// firstAdmin prints the link by which the first administrator comes in, while there is none.
func (p *program) firstAdmin(ctx context.Context, site *web.Site, url string) error {
	secret, err := site.Park.Accounts.FirstAdmin(ctx)
	if err != nil || secret == "" {
		return err
	}
	_, err = fmt.Fprintf(p.out, p.w.Parkd.FirstAdmin+"\n", url+"/link/"+secret)
	return err
}

// both sends devices to sync and browsers to pages.
func both(sync, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, wire.PathBase) {
			sync.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}
