package tui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

// Two quick keys are two commands that run side by side: what was pressed first is on disk first.
func TestOperationsReachTheDiskInTheOrderTheyWereMade(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	page := tui.Page{Kind: tui.Walk, ID: tuitest.ID(500)}
	tuitest.Record(t, desk, tuitest.Opened(page.ID, tuitest.Plant(1)))
	var cmds []tea.Cmd
	values := []checklist.Value{checklist.OK, checklist.Fail, checklist.OK}
	for _, v := range values {
		c := deps.Library.Criterion("gb1:7.1")
		cmds = append(cmds, deps.Record(page, &inspection.Answered{ID: page.ID, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: v}}))
	}
	done := make(chan tea.Msg)
	for n := len(cmds) - 1; n >= 0; n-- { // the last starts first
		go func() { done <- cmds[n]() }()
	}
	for range cmds {
		if r := (<-done).(tui.Addressed).Msg.(tui.Recorded); r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	ops := desk.Ops()
	for n, v := range values {
		if a := ops[len(ops)-len(values)+n].Payload.(*inspection.Answered); a.Value != v {
			t.Errorf("operation %d says %s, want %s", n, a.Value, v)
		}
	}
}
