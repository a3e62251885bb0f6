package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/sync/wire"
	"anquan.example/paicha/tui"
)

// until reads statuses until one is as wanted.
func until(t *testing.T, k *park, what string, want func(tui.ParkStatus) bool) tui.ParkStatus {
	t.Helper()
	for s := k.Status(); ; {
		if want(s) {
			return s
		}
		more := false
		if s, more = k.Next(); !more {
			t.Fatalf("%s: never", what)
		}
	}
}

func opened(t *testing.T, s *shell) (*desk, *counter) {
	t.Helper()
	p := &program{w: words.In(words.Zh), home: s.home, world: world{
		in: strings.NewReader(""), out: io.Discard, err: io.Discard, getenv: func(string) string { return "" },
		now: time.Now, zone: time.FixedZone("CST", 8*3600),
	}}
	d := &desk{p: p, park: startPark(p)}
	c, err := d.open("")
	if err != nil {
		t.Fatal(err)
	}
	return d, c.(*counter)
}

// A walk that is open enrols, syncs by itself, uses what the park hands out, and ends cleanly.
func TestTheOpenWalkSyncs(t *testing.T) {
	p, s := newPark(t), newShell(t)
	newer := append([]byte("# 园区下发\n"), paicha.Checklists...)
	plant := inspection.Enterprise{ID: newID(), Name: "名录示例有限公司", Code: "91500000MA5U00AA13"}
	if err := errors.Join(p.HandOut(context.Background(), wire.Criteria, newer),
		p.HandOut(context.Background(), wire.Register, wire.Encode(wire.Enterprises{All: []inspection.Enterprise{plant}}))); err != nil {
		t.Fatal(err)
	}
	s.recorded()
	d, c := opened(t, s)
	before, err := d.library()
	if err != nil {
		t.Fatal(err)
	}
	until(t, d.park, "not enrolled", func(s tui.ParkStatus) bool { return s.State == tui.ParkNone })
	if err := d.park.Enrol(p.http.URL + "#0000-0000"); err == nil || !strings.Contains(err.Error(), "邀请码不对") {
		t.Errorf("%v", err)
	}
	if err := d.park.Enrol(p.invitation("平板1", "专家甲")); err != nil {
		t.Fatal(err)
	}
	got := until(t, d.park, "all is held", func(s tui.ParkStatus) bool {
		return s.State == tui.ParkIdle && s.Held > 0 && s.Held == s.Operations && s.PhotosHeld == s.Photos
	})
	if got.Criteria == "" || got.Criteria == before.Revision || got.Device != "专家甲（平板1）" || !got.Pinned || got.Pending() != 0 {
		t.Errorf("%+v", got)
	}

	lib, err := d.library()
	var news *tui.News
	if !errors.As(err, &news) || lib.Revision != got.Criteria || !strings.Contains(news.Error(), got.Criteria[:8]) {
		t.Errorf("%v", err)
	}
	if lib, err = d.library(); err != nil || lib.Revision != got.Criteria {
		t.Errorf("told twice: %v", err)
	}
	if _, err := c.Library(before.Revision); err != nil {
		t.Errorf("what was answered before cannot be read: %v", err)
	}
	all, err := c.Enterprises()
	if err != nil || len(all) == 0 || all[0] != plant {
		t.Errorf("%v %v", all, err)
	}
	for _, e := range all[1:] {
		if e.Code == plant.Code {
			t.Error("one of the register is there twice")
		}
	}
	if name := c.Names()[c.Feed()]; name != "专家甲（平板1）" {
		t.Errorf("own name %q", name)
	}

	// what is recorded is waiting at once, and at the park after a sync
	insp := &inspection.Opened{ID: newID(), Enterprise: plant, Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲"},
		Sectors: []string{"fire"}, Revision: lib.Revision}
	if _, err := c.Record(insp); err != nil {
		t.Fatal(err)
	}
	if now := d.park.Status(); now.Pending() == 0 {
		t.Errorf("%+v", now)
	}
	d.park.SyncNow()
	until(t, d.park, "the new one is held", func(s tui.ParkStatus) bool { return s.Pending() == 0 && s.State == tui.ParkIdle })
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
	if _, more := d.park.Next(); more {
		t.Error("it goes on after the end")
	}
	// a new inspection from paper is judged by the park's criteria, at the register's enterprise
	s.ok("record", "../../examples/gongmao.yaml")
	d, c = opened(t, s)
	defer func() {
		if err := d.close(); err != nil {
			t.Error(err)
		}
	}()
	sums, err := c.Summaries()
	if err != nil {
		t.Fatal(err)
	}
	revisions := map[string]int{}
	for _, sum := range sums {
		i, err := c.Inspection(sum.ID)
		if err != nil {
			t.Fatal(err)
		}
		revisions[i.Opened.Revision]++
	}
	if len(sums) != 3 || revisions[lib.Revision] != 2 {
		t.Errorf("%d inspections, revisions %v", len(sums), revisions)
	}
}

// A walk that is left while it syncs with a park that is gone ends at once.
func TestLeavingDoesNotWaitForAPark(t *testing.T) {
	p, s := newPark(t), newShell(t)
	s.ok("enrol", p.invitation("平板1", "专家甲"))
	p.http.Close()
	d, _ := opened(t, s)
	got := until(t, d.park, "offline", func(s tui.ParkStatus) bool { return s.State == tui.ParkOffline })
	if got.Problem.Says == "" || got.Problem.Todo == "" || got.Next.IsZero() {
		t.Errorf("%+v", got)
	}
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
}

func TestARevokedTabletIsTold(t *testing.T) {
	p, s := newPark(t), newShell(t)
	s.ok("enrol", p.invitation("平板1", "专家甲"))
	for _, dev := range p.feeds() {
		if dev.Name == "平板1" {
			if err := p.Revoke(context.Background(), dev.Feed); err != nil {
				t.Fatal(err)
			}
		}
	}
	d, _ := opened(t, s)
	got := until(t, d.park, "barred", func(s tui.ParkStatus) bool { return s.State == tui.ParkBarred })
	if !strings.Contains(got.Problem.Says, "停用") {
		t.Errorf("%+v", got)
	}
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
}
