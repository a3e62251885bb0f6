package walk

import (
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
	"anquan.example/paicha/tui/widget"
)

func BenchmarkReal(b *testing.B) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		b.Fatal(err)
	}
	deps, _ := tuitest.Deps(words.Zh)
	desk := tuitest.NewDesk("tablet A", lib, tuitest.NewClock().Now)
	deps.Desk = desk
	deps.Library = lib
	o := tuitest.Opened(id, tuitest.Plant(1))
	o.Sectors = nil
	for _, s := range lib.Sectors {
		o.Sectors = append(o.Sectors, s.ID)
	}
	o.Revision = lib.Revision
	var ps []inspection.Payload
	ps = append(ps, o)
	for k, u := range lib.Units {
		for n := range 5 {
			ps = append(ps, &inspection.UnitAdded{ID: id, Unit: inspection.Unit{ID: tuitest.ID(1000 + k*10 + n), Kind: u.ID, Name: "x"}})
		}
	}
	tuitest.Record(b, desk, ps...)
	s := tuitest.NewStage(b, deps, page, New, tuitest.Size{Width: 120, Height: 40})
	m := s.Screen.(*Model)
	b.Logf("%d items", len(m.items))
	b.Run("view", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.View()
		}
	})
	b.Run("move", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			m.Update(widget.KeyPress([]string{"down", "pgdown", "up", "pgup"}[n%4]))
			m.View()
		}
	})
	b.Run("lay", func(b *testing.B) {
		for b.Loop() {
			m.lay()
		}
	})
	b.Run("judge", func(b *testing.B) {
		for b.Loop() {
			m.judge()
		}
	})
	_ = tui.Walk
}
