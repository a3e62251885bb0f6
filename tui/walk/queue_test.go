package walk

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
	"anquan.example/paicha/tui/widget"
)

var errFull = errors.New("磁盘已满")

// hold presses a key and keeps the command that writes from running.
func hold(s *tuitest.Stage, key string) tea.Cmd { return s.Screen.Update(widget.KeyPress(key)) }

func TestAnAnswerIsPendingUntilItIsOnDisk(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 120, Height: 40})
	write := hold(s, "1")
	s.Want(".. 工 3.9")
	s.Lacks("符 工 3.9")
	if v := said(t, desk, "mem10:3.9", "").Value; v != "" {
		t.Fatalf("written by Update: %q", v)
	}
	s.Send(write())
	s.Want("符 工 3.9")
	s.Lacks("..  ")
}

// One is written at a time: the second key's answer follows the first one's, and neither is lost when the first is refused.
func TestQuickKeysWaitForEachOther(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	first := hold(s, "1")
	if second := hold(s, "1"); second != nil {
		t.Fatal("two are written at once")
	}
	desk.Fail = errFull
	refused := first()
	desk.Fail = nil
	s.Send(refused)
	if v := said(t, desk, "mem10:11.1", "").Value; v != checklist.OK {
		t.Errorf("the second one is %q", v)
	}
	s.Want("没有存上：第三条（九） 符合")
	s.Key("r")
	if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
		t.Errorf("tried again: %q", v)
	}
	s.Lacks("没有存上")
}

func TestWhatTheDiskRefusesStaysForAnotherTry(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	desk.Fail = errFull
	s.Key("3", "6") // the sixth option: type it
	s.Type("本厂没有这个")
	s.Key("ctrl+s")
	s.Want("没有存上：第三条（九） 不适用", "第三条（九）")
	desk.Fail = nil
	s.Tap("r 再存")
	if a := said(t, desk, "mem10:3.9", ""); a.Value != checklist.NA || a.Reason != "本厂没有这个" {
		t.Errorf("recorded %+v", a.Answered)
	}
}

func TestWhatTheDiskRefusedCanBeGivenUp(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	desk.Fail = errFull
	s.Key("1", "esc")
	s.Want("还有 1 条没有存上")
	if s.Went {
		t.Fatal("left without a word")
	}
	s.Key("u")
	s.Want("已放弃：第三条（九） 符合")
	s.Key("1", "esc", "esc")
	if !s.Went {
		t.Error("cannot leave")
	}
}

func TestLeavingWaitsForTheDisk(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80)
	write := hold(s, "1")
	s.Key("esc")
	if s.Went {
		t.Fatal("left before it was on disk")
	}
	s.Send(write())
	if !s.Went {
		t.Error("did not leave after it was")
	}
}

func TestAnUndoThatIsNotOnDiskIsNotToldOf(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("1")
	desk.Fail = errFull
	s.Key("u")
	s.Lacks("已撤回", "没有存上")
	desk.Fail = nil
	s.Key("u")
	s.Want("已撤回：第三条（九） 答：符合")
}

func TestARedoIsDoneOnce(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("1", "u", "U", "U")
	s.Want("没有可撤回的")
	if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
		t.Errorf("after two redos %q", v)
	}
}

func TestANoteThatIsNotOnDiskStays(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("1", "g")
	s.Type("3.9")
	s.Key("enter", "n")
	s.Type("看了台账")
	desk.Fail = errFull
	s.Key("ctrl+s")
	s.Want("待存：看了台账", "没有存上：第三条（九）")
	desk.Fail = nil
	s.Key("r")
	if a := said(t, desk, "mem10:3.9", ""); a.Note != "看了台账" || a.Value != checklist.OK {
		t.Errorf("recorded %+v", a.Answered)
	}
	s.Lacks("待存")
}

func TestWhatWasTypedBeforeTheAnswerOutlivesThePage(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("11.1")
	s.Key("enter", "n")
	s.Type("三号线")
	s.Key("ctrl+s", "m")
	s.Type("12")
	s.Key("enter", "p", "1")
	deps, _ := tuitest.Deps(words.Zh)
	deps.Desk = desk
	again := tuitest.NewStage(t, deps, page, New, wide80)
	again.Want("待存：三号线", "待存：实测 12", "部位：")
	again.Key("2", "enter")
	if a := said(t, desk, "mem10:11.1", ""); a.Note != "三号线" || a.Measured["b"] != "12" || a.Place == "" {
		t.Errorf("recorded %+v", a.Answered)
	}
}

func TestAnotherTabletsWordsAreNotTakenOver(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	other := tuitest.NewDesk("tablet B", tuitest.SampleLibrary(), tuitest.NewClock().Now)
	c := tuitest.SampleLibrary().Criterion("gb1:7.1")
	ops, err := other.Record(&inspection.Answered{ID: id, Words: c.Hash(), Note: "乙写的", Answer: checklist.Answer{Criterion: c.ID, Value: checklist.Fail}})
	if err != nil {
		t.Fatal(err)
	}
	desk.Add(ops...)
	s.Send(tui.Returned{})
	s.Key("g")
	s.Type("7.1")
	s.Key("enter", "n")
	s.Type("甲写的")
	s.Key("ctrl+s")
	i, _ := desk.Inspection(id)
	if n := len(i.Answers[inspection.Key{Criterion: c.ID}]); n != 1 {
		t.Fatalf("a note alone became an answer: %d", n)
	}
	s.Key("1")
	i, _ = desk.Inspection(id)
	all := i.Answers[inspection.Key{Criterion: c.ID}]
	if len(all) != 2 || all[1].Note != "甲写的" || all[0].Note != "乙写的" {
		t.Errorf("answers %+v", all)
	}
}
