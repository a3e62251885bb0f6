package walk

import (
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

// What was sent back opens on its line with the reviewer's words, and the answer says that it is done: once.
func TestAnAnswerDoesWhatWasSentBack(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	id := tuitest.ID(500)
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)),
		&inspection.Scoped{ID: id, Question: "fire-crowd", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}},
		&inspection.TaskSet{ID: id, Task: tuitest.ID(801), Criterion: "gb1:7.2", Words: "请重新数出口", By: "园区王某某"})
	s := tuitest.NewStage(t, deps, tui.Page{Kind: tui.Walk, ID: id, Item: "gb1:7.2|"}, New, tuitest.Size{Width: 80, Height: 24})
	s.Want("7.2", "请重新数出口", "园区王某某")
	s.Key("1")
	i, err := desk.Inspection(id)
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, e := range i.History {
		if _, is := e.Payload.(*inspection.TaskDone); is {
			done++
		}
	}
	if said, _ := i.Answer(inspection.Key{Criterion: "gb1:7.2"}); said.Value != checklist.OK || done != 1 || len(i.OpenTasks()) != 0 {
		t.Errorf("answer %s, said done %d times, %d open", said.Value, done, len(i.OpenTasks()))
	}
	s.Want("退回已答复")
}

func TestWhereExpertsDifferTheWalkLeadsOn(t *testing.T) {
	deps, desk := tuitest.Deps(words.Zh)
	id := tuitest.ID(500)
	answer := func(v checklist.Value) *inspection.Answered {
		return &inspection.Answered{ID: id, Words: deps.Library.Criterion("gb1:7.1").Hash(), Answer: checklist.Answer{Criterion: "gb1:7.1", Value: v}}
	}
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)), answer(checklist.OK))
	other := tuitest.NewDesk("tablet B", deps.Library, tuitest.NewClock().Now)
	tuitest.Record(t, other, answer(checklist.Fail))
	for _, op := range other.Ops() {
		if op.Inspection() == id {
			desk.Add(op)
		}
	}
	s := tuitest.NewStage(t, deps, tui.Page{Kind: tui.Walk, ID: id}, New, tuitest.Size{Width: 80, Height: 24})
	s.Want("冲突 1")
	s.Key("v")
	if len(s.Said) != 1 || s.Said[0].Kind != tui.Differ {
		t.Errorf("went to %+v", s.Said)
	}
}
