package web_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/account/accounttest"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/demo"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/park/web"
	"anquan.example/paicha/sync/server"
)

var today = time.Date(2026, 11, 25, 10, 30, 0, 0, park.Zone)

const password = "three-crows-on-a-wall"

// town is a made-up park that serves pages.
type town struct {
	*park.Park
	t     *testing.T
	url   string
	clock *demo.Clock
}

// staff is who has an account; officers are none that the made-up park knows, so that both may be the second person.
var staff = []account.Account{
	{Login: "boss", Name: "园区周管某", Role: account.Admin}, {Login: "wang", Name: "园区甲某某", Role: account.Officer}, {Login: "sun", Name: "园区乙某某", Role: account.Officer},
	{Login: "lead", Name: "组长某", Role: account.Lead}, {Login: "shen", Name: "审计某", Role: account.Auditor},
}

func newTown(t *testing.T) *town {
	t.Helper()
	ctx, clock := context.Background(), &demo.Clock{}
	clock.Set(today)
	dir := t.TempDir()
	db := sqldbtest.Open(t, filepath.Join(dir, "park.sqlite"))
	photos, err := server.OpenFiles(filepath.Join(dir, "photos"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Open(ctx, db, photos, server.Options{Name: "示例高新区", Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	o := demo.Options{Seed: 22, Enterprises: 8, Inspections: 48, Today: today, Photos: true, Clock: clock}
	sum, err := demo.Fill(ctx, s, o)
	if err == nil {
		_, err = demo.Ledgers(ctx, db, s, o, sum.Enterprises)
	}
	if err != nil {
		t.Fatal(err)
	}
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	tn := &town{t: t, clock: clock, Park: &park.Park{DB: db, Sync: s, Accounts: account.New(db, account.Options{Now: clock.Now, Cost: accounttest.Cheap}), Now: clock.Now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Project: project.New(db, project.Sectors(lib), clock.Now)}}
	if err := tn.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	hooks := hook.New(db, hook.Options{Now: clock.Now, Log: tn.Log})
	site, err := web.New(web.Site{Park: tn.Park, Hooks: hooks, Library: lib, Log: tn.Log})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(site.Handler())
	t.Cleanup(srv.Close)
	tn.url = srv.URL
	if err := s.SetURL(ctx, srv.URL); err != nil {
		t.Fatal(err)
	}
	for _, a := range staff {
		tn.employ(a)
	}
	return tn
}

// employ gives somebody an account with the password of all.
func (tn *town) employ(a account.Account) {
	tn.t.Helper()
	secret, err := tn.Accounts.Invite(context.Background(), account.Console, a, time.Hour)
	if err == nil {
		_, _, err = tn.Accounts.SetPassword(context.Background(), secret, password, "127.0.0.1")
	}
	if err != nil {
		tn.t.Fatalf("account %s: %v", a.Login, err)
	}
}

// at gives an enterprise an account, and its login.
func (tn *town) at(enterprise string) string {
	tn.t.Helper()
	login := "firm-" + enterprise[len(enterprise)-12:]
	if acc, err := tn.Accounts.Find(context.Background(), login); err != nil {
		tn.t.Fatal(err)
	} else if acc == nil {
		tn.employ(account.Account{Login: login, Name: "企业安全员某", Role: account.Enterprise, Enterprise: enterprise})
	}
	return login
}

// assessing makes the draft of this year's assessment public.
func (tn *town) assessing() {
	tn.t.Helper()
	ctx, who := context.Background(), account.Person{Login: "assessor", Name: "初评某", Role: account.Officer}
	r := &review.Reviews{DB: tn.DB, Now: tn.Now, Zone: park.Zone, Facts: annual.Sources{Entries: review.Year}}
	text, err := assess.PresetText("default", 2026)
	for _, s := range []review.Step{{Kind: review.Begin, Scheme: string(text), Day: "2026-11-20"}, {Kind: review.Drafted}, {Kind: review.Publish}} {
		if err == nil {
			err = r.Do(ctx, who, 2026, 0, s)
		}
	}
	if err == nil {
		err = r.Compute(ctx, 2026)
	}
	if err != nil {
		tn.t.Fatal(err)
	}
}

// findings is those that a filter means; n at least.
func (tn *town) findings(f project.Filter, n int) (all []project.FindingRow) {
	tn.t.Helper()
	tn.read(func(tx *sqldb.Tx) (err error) {
		all, _, err = project.Findings(tx, today.Format(time.DateOnly), f, project.Page{})
		return err
	})
	if len(all) < n {
		tn.t.Fatalf("%d findings are like %+v, %d are needed: choose another seed", len(all), f, n)
	}
	return all
}

// inspections is those on which experts differ.
func (tn *town) differing(n int) (all []project.InspectionRow) {
	tn.t.Helper()
	tn.read(func(tx *sqldb.Tx) (err error) {
		all, _, err = project.Inspections(tx, project.InspectionFilter{Conflicts: true}, project.Page{})
		return err
	})
	if len(all) < n {
		tn.t.Fatalf("experts differ on %d inspections, %d are needed: choose another seed", len(all), n)
	}
	return all
}

func (tn *town) read(f func(tx *sqldb.Tx) error) {
	tn.t.Helper()
	if err := tn.DB.Read(context.Background(), f); err != nil {
		tn.t.Fatal(err)
	}
}
