package home_test

import (
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/home"
	"anquan.example/paicha/tui/tuitest"
)

// sentBack is the three inspections, and two things that the park sent back.
func sentBack(t testing.TB, size tuitest.Size, lang words.Lang) (*tuitest.Stage, *tuitest.Desk) {
	deps, desk := tuitest.Deps(lang)
	fill(t, desk)
	i, err := desk.Inspection(tuitest.ID(2))
	if err != nil {
		t.Fatal(err)
	}
	tuitest.Record(t, desk,
		&inspection.TaskSet{ID: tuitest.ID(2), Task: tuitest.ID(801), Criterion: "gb1:7.1", Words: "照片看不清是几楼，补拍楼层牌", By: "园区王某某", Due: "2026-11-30"},
		&inspection.TaskSet{ID: tuitest.ID(2), Task: tuitest.ID(802), Finding: i.Findings[1].Found.Finding, Words: "期限太长", By: "园区王某某"})
	return tuitest.NewStage(t, deps, page, home.New, size), desk
}

func TestWhatWasSentBackStandsOnTop(t *testing.T) {
	tuitest.Frames(t, "sent-back", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := sentBack(t, size, lang)
		return s.Drive
	})
	s, desk := sentBack(t, wide, words.Zh)
	s.Want("补拍楼层牌", "7.1", "2026-11-30")
	s.Key("enter", "2", "enter", "down", "l")
	want := []tui.Page{{Kind: tui.Walk, ID: tuitest.ID(2), Item: "gb1:7.1|"}, {Kind: tui.Finding, ID: tuitest.ID(2), Item: "0193a2b4-0000-7000-8000-000000000022"}}
	if len(s.Said) != 3 || s.Said[0] != want[0] || s.Said[1].Kind != tui.Finding || s.Said[2].Kind != tui.List {
		t.Errorf("went to %+v", s.Said)
	}
	tuitest.Record(t, desk, &inspection.TaskDone{ID: tuitest.ID(2), Task: tuitest.ID(801)}, &inspection.TaskDone{ID: tuitest.ID(2), Task: tuitest.ID(802)})
	s.Send(tui.Returned{})
	s.Lacks("补拍楼层牌")
}
