package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/account/accounttest"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/api"
	"anquan.example/paicha/park/demo"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

var today = time.Date(2026, 11, 25, 18, 0, 0, 0, park.Zone)

// made is a made-up park in a folder, for all tests of the package.
var made struct {
	*park.Park
	lib *checklist.Library
	// tokens, by what they may
	tokens map[string]string
	hooks  *hook.Hooks
	// its years: the last is sealed, this one a draft
	reviews *review.Reviews
	// findings and inspections of the first enterprise, and of another
	mine, foreign project.FindingRow
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "paicha-api-*")
	if err == nil {
		err = fill(context.Background(), dir)
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, "make up a park:", err)
	} else {
		code = m.Run()
	}
	if made.Park != nil {
		err = made.DB.Close()
	}
	if err = errors.Join(err, os.RemoveAll(dir)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func fill(ctx context.Context, dir string) error {
	var err error
	if made.lib, err = checklist.Parse("checklists.yaml", paicha.Checklists); err != nil {
		return err
	}
	clock := &demo.Clock{}
	clock.Set(today)
	if made.Park, err = open(ctx, dir, clock.Now); err != nil {
		return err
	}
	o := demo.Options{Seed: 4, Enterprises: 4, Inspections: 24, Today: today, Photos: true, Clock: clock}
	filled, err := demo.Fill(ctx, made.Sync, o)
	if err != nil {
		return err
	}
	if err := made.CatchUp(ctx); err != nil {
		return err
	}
	if _, err := demo.Ledgers(ctx, made.DB, made.Sync, o, filled.Enterprises); err != nil {
		return err
	}
	facts := annual.Sources{Ledgers: ledger.Year, LedgersOf: ledger.Of, Entries: review.Year, EntriesOf: review.Of}
	if err := demo.Reviews(ctx, made.DB, made.Sync, facts, o, filled.Enterprises); err != nil {
		return err
	}
	clock.Set(today)
	made.reviews = &review.Reviews{DB: made.DB, Now: made.Now, Zone: park.Zone, Facts: facts}
	made.hooks = hook.New(made.DB, hook.Options{Now: made.Now, Private: true})
	if err := made.DB.Read(ctx, pick); err != nil {
		return err
	}
	return tokens(ctx)
}

// open opens a park in a folder.
func open(ctx context.Context, dir string, now func() time.Time) (*park.Park, error) {
	db, err := sqldb.Open(filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		return nil, err
	}
	blobs, err := server.OpenFiles(filepath.Join(dir, "photos"))
	if err != nil {
		return nil, err
	}
	sync, err := server.Open(ctx, db, blobs, server.Options{Name: "示例园区", Now: now})
	if err != nil {
		return nil, err
	}
	libraries, err := project.Embedded()
	return &park.Park{DB: db, Sync: sync, Accounts: account.New(db, account.Options{Now: now, Cost: accounttest.Cheap}), Project: project.New(db, libraries, now), Now: now, Log: quiet}, err
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// pick picks findings that tests look at: ones that two enterprises have to rectify.
func pick(tx *sqldb.Tx) error {
	var all []project.FindingRow
	for _, w := range []project.Wait{project.WaitNotify, project.WaitPlan, project.WaitRectify} {
		rows, _, err := project.Findings(tx, made.Today(), project.Filter{Wait: w}, project.Page{Size: 500})
		if err != nil {
			return err
		}
		all = append(all, rows...)
	}
	for _, r := range all {
		if made.mine.Finding == "" && r.Photos > 0 && r.Grade == "general" {
			made.mine = r
		}
	}
	for _, r := range all {
		if r.Enterprise != made.mine.Enterprise {
			made.foreign = r
		}
	}
	if made.mine.Finding == "" || made.foreign.Finding == "" {
		return fmt.Errorf("%d findings to rectify, and not of two enterprises: another seed is wanted", len(all))
	}
	return nil
}

// tokens makes a token of every scope, for the park and for one enterprise.
func tokens(ctx context.Context) (err error) {
	made.tokens = map[string]string{}
	for _, enterprise := range []string{"", made.mine.Enterprise} {
		for _, scope := range account.Scopes() {
			name := string(scope)
			if enterprise != "" {
				name += " of one"
			}
			if made.tokens[name], err = made.Accounts.NewToken(ctx, account.Console, account.Token{Name: "程序 " + name, Scopes: []account.Scope{scope}, Enterprise: enterprise}); err != nil {
				return err
			}
		}
	}
	return nil
}

func newAPI(p *park.Park, burst int) *api.API {
	entered := func(tx *sqldb.Tx, e ledger.Entry) error {
		return made.hooks.Queue(tx, ledger.EventSaved, hook.Data{Ledger: string(e.Kind), Entry: e.ID})
	}
	return api.New(api.Options{Park: p, Library: made.lib, Hooks: made.hooks, Reviews: made.reviews, Entered: entered, Log: quiet, PerSecond: 0.001, Burst: burst})
}
