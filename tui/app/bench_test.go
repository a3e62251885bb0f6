package app

import (
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
	"anquan.example/paicha/tui/widget"
)

// BenchmarkKey is a key and the frame after it, with 300 inspections.
func BenchmarkKey(b *testing.B) {
	clock, lib := tuitest.NewClock(), tuitest.SampleLibrary()
	desk := tuitest.NewDesk("tablet A", lib, clock.Now)
	for n := range 300 {
		tuitest.Record(b, desk, tuitest.Opened(tuitest.ID(n+1), tuitest.Plant(n+1)))
	}
	d := tuitest.New(b, New(Options{
		Words: words.In(words.Zh), Now: clock.Now, NewID: tuitest.NewIDs(),
		Open: func(string) (tui.Desk, error) { return desk, nil },
	}), 120, 40)
	keys := []string{"down", "up", "pgdown", "pgup"}
	for i := 0; b.Loop(); i++ {
		d.Model.Update(widget.KeyPress(keys[i%4]))
		d.View()
	}
}
