package main

import (
	"flag"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/park/load"
	"anquan.example/paicha/sync/wire"
)

var (
	tabletsAtOnce  = flag.Int("tablets", 8, "how many tablets sync at once")
	browsersAtOnce = flag.Int("browsers", 8, "how many browsers read at once")
	loadRounds     = flag.Int("rounds", 3, "how often each syncs, and reads every page")
	loadPace       = flag.Duration("pace", 200*time.Millisecond, "what people wait between two things, in the second half")
)

// Tablets push and browsers read at the same time; nobody gets an error, and all that was pushed is there.
func TestLoad(t *testing.T) {
	home := filepath.Join(t.TempDir(), "园区")
	if out, err := command(home, "demo", "--no-photos", "--inspections", "48").CombinedOutput(); err != nil {
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
	out, err := command(home, "invite", "平板", "--person", "专家甲").Output()
	if err != nil {
		t.Fatal(err)
	}
	tablets, err := load.Tablets(t.Context(), *tabletsAtOnce, plainInvitation.FindString(string(out)), rt)
	if err != nil {
		t.Fatal(err)
	}
	browsers := make([]*load.Browser, *browsersAtOnce)
	for n := range browsers {
		if browsers[n], err = load.NewBrowser(rt); err != nil {
			t.Fatal(err)
		}
	}
	t.Log(load.Heading)
	lean(t, c, "all at once", tablets, browsers, 0)
	lean(t, c, "as people do", tablets, browsers, *loadPace)
	everything(t, tablets)
}

// pages is what browsers read.
func pages(c *child) []string { return []string{c.url + wire.PathPark} }

// lean is one round of everybody.
func lean(t *testing.T, c *child, how string, tablets []*load.Tablet, browsers []*load.Browser, pace time.Duration) {
	t.Helper()
	const each = 20
	pushed := &load.Meter{What: fmt.Sprintf("%s: %d tablets, syncs of %d operations", how, len(tablets), each)}
	meters := []*load.Meter{pushed}
	of := map[string]*load.Meter{}
	for _, url := range pages(c) {
		of[url] = &load.Meter{What: fmt.Sprintf("%s: %d browsers, %s", how, len(browsers), url[len(c.url):])}
		meters = append(meters, of[url])
	}
	var wait sync.WaitGroup
	wait.Go(func() { load.Push(t.Context(), tablets, *loadRounds, each, pace, pushed) })
	wait.Go(func() {
		load.Read(t.Context(), browsers, *loadRounds*4, pages(c), pace/4, func(url string) *load.Meter { return of[url] })
	})
	wait.Wait()
	for _, m := range meters {
		f := m.Figures()
		t.Log(f)
		if f.N == 0 || len(f.Errors) > 0 {
			t.Errorf("%s: %d done, %d errors, the first: %v", f.What, f.N, len(f.Errors), first(f.Errors))
		}
	}
	if anonymous, peak, ok := load.Memory(c.cmd.Process.Pid); ok {
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
