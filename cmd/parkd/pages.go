package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/api"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/web"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// pages joins the park's rooms behind its pages, which are found at url. run keeps the projections up to date, and delivers webhooks,
// until its context ends.
func (p *program) pages(all parts, log *slog.Logger, f serving, url string) (site *web.Site, run func(context.Context), err error) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, nil, err
	}
	rooms := &park.Park{DB: all.db, Sync: all.sync, Accounts: account.New(all.db, account.Options{Now: p.now, OIDC: p.identity(f, url)}), Now: p.now, Log: log}
	projector := project.New(all.db, rooms.Libraries(lib), p.now)
	rooms.Project = projector
	projector.Log = log
	hooks := hook.New(all.db, hook.Options{Now: p.now, Base: url, Private: f.webhookPrivate, Log: log})
	projector.Changed = func(tx *sqldb.Tx, changed []project.Change) error { return tell(tx, hooks, url, changed) }
	run = func(ctx context.Context) {
		var under sync.WaitGroup
		under.Go(func() { hooks.Run(ctx) })
		projector.Run(ctx, all.sync.Arrived(), func([]project.Change) { hooks.Wake() })
		under.Wait()
	}
	site, err = web.New(web.Site{
		Park: rooms, Hooks: hooks, App: "parkd " + version(), Library: lib, Secure: strings.HasPrefix(url, "https://"), Proxied: f.http, OIDC: f.issuer != "", Log: log,
	})
	return site, run, err
}

// identity is the identity provider that the flags name; nil: people enter by password alone.
func (p *program) identity(f serving, url string) *account.OIDC {
	if f.issuer == "" {
		return nil
	}
	return &account.OIDC{Issuer: f.issuer, ClientID: f.client, Secret: p.getenv("PARKD_OIDC_SECRET"), Redirect: url + "/oidc/back"}
}

// tell queues what changed for the webhooks that want it.
func tell(tx *sqldb.Tx, hooks *hook.Hooks, url string, changed []project.Change) error {
	for _, c := range changed {
		page := url + "/inspections/" + c.Inspection
		if c.Finding != "" {
			page = url + "/findings/" + c.Inspection + "/" + c.Finding
		}
		if err := hooks.Queue(tx, c.Event, hook.Data{Inspection: c.Inspection, Finding: c.Finding, Enterprise: c.Key, Status: c.Status, Due: c.Due, URL: page}); err != nil {
			return err
		}
	}
	return nil
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

// door sends devices to sync, programs to the API and browsers to pages.
func (h *house) door() http.Handler {
	devices, pages := server.Handler(h.sync, h.log), h.site.Handler()
	programs := api.New(api.Options{Park: h.site.Park, Library: h.site.Library, Hooks: h.site.Hooks, Reviews: h.site.Reviews(), Entered: h.site.Entered, Log: h.log}).Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, wire.PathBase):
			devices.ServeHTTP(w, r)
		case strings.HasPrefix(r.URL.Path, api.Base+"/"):
			programs.ServeHTTP(w, r)
		default:
			pages.ServeHTTP(w, r)
		}
	})
}
