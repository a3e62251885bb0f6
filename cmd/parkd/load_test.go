package main

import (
	"cmp"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/load"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

var (
	tabletsAtOnce  = flag.Int("tablets", 8, "how many tablets sync at once")
	browsersAtOnce = flag.Int("browsers", 8, "how many browsers read at once")
	loadTime       = flag.Duration("for", time.Second, "how long they lean, twice")
	loadPace       = flag.Duration("pace", 100*time.Millisecond, "what each waits between two things, the second time")
)

// Tablets push and browsers read at the same time; nobody gets an error, and all that was pushed is there.
func TestLoad(t *testing.T) {
	t.Run("SQLite", loaded)
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Setenv("PARKD_DB", pgtest.URL(t))
		loaded(t)
	})
}

func loaded(t *testing.T) {
	home := filepath.Join(t.TempDir(), "园区")
	if out, err := command(home, "demo", "--no-photos", "--inspections", "30").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c, err := serveChild(home, freeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.kill(); err != nil {
			t.Error(err)
		}
	})
	rt := &http.Transport{MaxIdleConnsPerHost: *tabletsAtOnce + *browsersAtOnce}
	defer rt.CloseIdleConnections()
	admin := c.admin(t, rt)
	out, err := command(home, "invite", "平板", "--person", "专家甲").Output()
	if err != nil {
		t.Fatal(err)
	}
	l := &leaning{t: t, c: c, admin: admin, browsers: make([]*load.Browser, *browsersAtOnce)}
	if l.tablets, err = load.Tablets(t.Context(), *tabletsAtOnce, plainInvitation.FindString(string(out)), rt); err != nil {
		t.Fatal(err)
	}
	for n := range l.browsers {
		if l.browsers[n], err = admin.As(c.url, rt); err != nil { // two hundred people would stretch two hundred passwords, once a day
			t.Fatal(err)
		}
	}
	l.pages = pages(t, home)
	t.Log(load.Heading)
	l.lean("all at once", 0)
	l.lean("as people do", *loadPace)
	everything(t, l.tablets)
}

// leaning is who leans on a parkd.
type leaning struct {
	t        *testing.T
	c        *child
	tablets  []*load.Tablet
	browsers []*load.Browser
	admin    *load.Browser
	pages    map[string][]string // by what is measured together
}

// some is how many pages of a sort are read.
const some = 7

// pages is what browsers read: by what it is, paths.
func pages(t *testing.T, home string) map[string][]string {
	t.Helper()
	db, err := sqldb.Open(cmp.Or(os.Getenv("PARKD_DB"), filepath.Join(home, ledgerFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := project.New(db, project.Sectors(lib), time.Now).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{"home": {"/"}, "findings": {"/findings", "/findings?status=rectifying"}, "charts": {"/charts"}}
	for what, query := range map[string]string{
		"an inspection": `SELECT '/inspections/' || inspection FROM inspection ORDER BY inspection`,
		"a finding":     `SELECT '/findings/' || inspection || '/' || finding FROM finding ORDER BY inspection, finding`,
	} {
		if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			return tx.Each(query, nil, func(rows *sql.Rows) error {
				var path string
				err := rows.Scan(&path)
				if len(all[what]) < some {
					all[what] = append(all[what], path)
				}
				return err
			})
		}); err != nil || len(all[what]) == 0 {
			t.Fatalf("%s: %d pages, %v", what, len(all[what]), err)
		}
	}
	return all
}

// lean is one round of everybody: tablets push, browsers read, and one person acts at a page again and again.
func (l *leaning) lean(how string, pace time.Duration) {
	t := l.t
	t.Helper()
	const each = 20
	pushed := &load.Meter{What: fmt.Sprintf("%s: %d tablets, syncs of %d", how, len(l.tablets), each)}
	acted := &load.Meter{What: how + ": an act at a page"}
	meters := []*load.Meter{pushed, acted}
	of, urls := map[string]*load.Meter{}, []string(nil)
	for _, what := range slices.Sorted(maps.Keys(l.pages)) {
		m := &load.Meter{What: fmt.Sprintf("%s: %d browsers, %s", how, len(l.browsers), what)}
		meters = append(meters, m)
		for _, path := range l.pages[what] {
			of[l.c.url+path], urls = m, append(urls, l.c.url+path)
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(urls), func(a, b int) { urls[a], urls[b] = urls[b], urls[a] })
	ctx, done := context.WithTimeout(t.Context(), *loadTime)
	defer done()
	var all sync.WaitGroup
	all.Go(func() { load.Push(ctx, l.tablets, each, pace, pushed) })
	all.Go(func() { load.Read(ctx, l.browsers, urls, pace, func(url string) *load.Meter { return of[url] }) })
	all.Go(func() {
		page := l.c.url + l.pages["a finding"][0]
		for n := 0; ctx.Err() == nil; n++ {
			_ = acted.Time(func() error { // the meter keeps the error
				return l.admin.Act(context.WithoutCancel(ctx), page, page+"/send-back", url.Values{"words": {fmt.Sprintf("%s %d", how, n)}})
			})
		}
	})
	all.Wait()
	l.say(how, meters)
}

// say prints what was measured; an error anywhere fails.
func (l *leaning) say(how string, meters []*load.Meter) {
	t := l.t
	t.Helper()
	for _, m := range meters {
		f := m.Figures()
		t.Log(f)
		if f.N == 0 || len(f.Errors) > 0 {
			t.Errorf("%s: %d done, %d errors, the first: %v", f.What, f.N, len(f.Errors), first(f.Errors))
		}
	}
	if anonymous, peak, ok := load.Memory(l.c.cmd.Process.Pid); ok {
		t.Logf("%s: the server has %d MB of its own, %d MB with its files at most", how, anonymous>>20, peak>>20)
	}
}

func first(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return errs[0]
}

// everything says that receipts cover all that the tablets have.
func everything(t *testing.T, tablets []*load.Tablet) {
	t.Helper()
	for _, tablet := range tablets {
		held, _, err := tablet.Held()
		if err != nil {
			t.Fatal(err)
		}
		if want := tablet.Operations(); len(held) != want {
			t.Errorf("%s: %d of %d operations are held", tablet.Name, len(held), want)
		}
	}
}
