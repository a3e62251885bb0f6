package walk

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var (
	wide80 = tuitest.Size{Width: 80, Height: 24}
	id     = tuitest.ID(500)
	page   = tui.Page{Kind: tui.Walk, ID: id}
)

func scoped(question, value string) *inspection.Scoped {
	return &inspection.Scoped{ID: id, Question: question, ScopeAnswer: checklist.ScopeAnswer{Value: value}}
}

// stage is a walk with dust and molten metal: topic only and two criteria of industry, three of fire.
func stage(t testing.TB, lang words.Lang, size tuitest.Size, more ...inspection.Payload) (*tuitest.Stage, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)), scoped("ind-dust", "yes"), scoped("ind-melt", "yes"), scoped("fire-crowd", "yes"))
	tuitest.Record(t, desk, more...)
	return tuitest.NewStage(t, deps, page, New, size), desk
}

// said is the answer that counts.
func said(t testing.TB, desk *tuitest.Desk, criterion, unit string) inspection.Said {
	t.Helper()
	i, err := desk.Inspection(id)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := i.Answer(inspection.Key{Criterion: criterion, Unit: unit})
	return s
}

func unitAdded(n int) *inspection.UnitAdded {
	return &inspection.UnitAdded{ID: id, Unit: inspection.Unit{ID: tuitest.ID(700 + n), Kind: "dust-collector", Name: fmt.Sprintf("%d号除尘器", n)}}
}

func TestFrames(t *testing.T) {
	frames := map[string][]string{"criterion": {"g", "1", "1", ".", "1", "enter"}, "list": {"tab"}, "conditions": {"g", "1", "1", "enter", "2"}, "reason": {"4"}}
	for name, keys := range frames {
		tuitest.Frames(t, name, func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			s, _ := stage(t, lang, size)
			s.Key(keys...)
			return s.Drive
		})
	}
}

func TestOneKeyAnswersAndTheNextOpenFollows(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Want("第三条（九）", "只知条号和主题")
	s.Key("1")
	if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
		t.Errorf("recorded %q", v)
	}
	s.Want("第十一条（一）", "还没有除尘器")
	s.Key("b", "1") // 不适用 has a letter too
	if a := said(t, desk, "mem10:11.1", ""); a.Value != checklist.NA || a.Reason != "无此设备" {
		t.Errorf("recorded %+v", a)
	}
	s.Want("第四条（二）")
	s.Key("w", "6") // the sixth phrase
	if a := said(t, desk, "mem10:4.2", ""); a.Value != checklist.Unseen || a.Reason == "" {
		t.Errorf("recorded %+v", a)
	}
	s.Want("疏散楼梯被占用")
}

func TestAFailOfOneConditionOpensItsFinding(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("７.1") // full-width digits count
	s.Key("enter", "2")
	if v := said(t, desk, "gb1:7.1", "").Value; v != checklist.Fail {
		t.Errorf("recorded %q", v)
	}
	if len(s.Said) != 1 || s.Said[0] != (tui.Page{Kind: tui.Finding, ID: id, Item: "new|gb1:7.1|"}) {
		t.Errorf("went to %+v", s.Said)
	}
	s.Send(tui.Returned{})
	s.Want("安全出口数量不足") // the next open one
}

func TestConditionsAreTickedAndTheOutcomeShows(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("11.1")
	s.Key("enter", "2")
	s.Want("以下全部成立才构成", "结果：构成", "装了但失效")
	s.Key("1")
	s.Want("结果：还没看全")
	s.Key("2", "2", "3", "3")
	s.Want("结果：未全部成立", "1    成立", "2   不成立")
	s.Key("enter")
	a := said(t, desk, "mem10:11.1", "")
	if !a.Conditions["a"] || a.Conditions["b"] || len(a.Conditions) != 3 {
		t.Errorf("conditions %v", a.Conditions)
	}
}

func TestAMeasuredValueIsComparedAndDecides(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("11.1")
	s.Key("enter", "m")
	s.Type("十")
	s.Key("enter")
	s.Want("写成数字")
	s.Key("backspace")
	s.Type("１０")
	s.Key("enter")
	s.Want("实测 10，阈值 >= 10 人：成立")
	s.Key("2")
	s.Want("实测 10，阈值 >= 10 人：成立")
	s.Key("2", "2") // what was measured is not turned by hand
	s.Lacks("不成立")
	s.Key("1", "enter")
	if a := said(t, desk, "mem10:11.1", ""); a.Measured["b"] != "10" || !a.Conditions["b"] {
		t.Errorf("measured %v", a.Measured)
	}
	s.Send(tui.Returned{})
	s.Key("g")
	s.Type("11.1")
	s.Key("enter")
	s.Want("构成条件成立")
}

func TestUnitsAreAddedOnTheSpotAndAnsweredByThemselves(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("11.1")
	s.Key("enter", "a", "1", "a", "1")
	i, _ := desk.Inspection(id)
	if len(i.Units) != 2 || i.Units[1].Name != "2号除尘器" {
		t.Fatalf("units %+v", i.Units)
	}
	s.Want("1号除尘器")
	s.Key("1")
	s.Want("2号除尘器")
	if v := said(t, desk, "mem10:11.1", i.Units[0].ID).Value; v != checklist.OK {
		t.Errorf("recorded %q", v)
	}
}

func TestUndoAndRedoOfAnything(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("1", "u")
	s.Want("已撤回：第三条（九） 答：符合", "第三条（九）")
	if v := said(t, desk, "mem10:3.9", "").Value; v != "" {
		t.Errorf("still %q", v)
	}
	s.Key("U")
	s.Want("已重做")
	if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
		t.Errorf("after redo %q", v)
	}
}

func TestYouComeBackToTheSameLine(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("o", "g")
	s.Type("7.3")
	s.Key("enter")
	s.Want("应急照明失效")
	deps, _ := tuitest.Deps(words.Zh)
	deps.Desk = desk
	again := tuitest.NewStage(t, deps, page, New, wide80)
	again.Want("按条款", "应急照明失效")
}

func TestFiltersAndSearch(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80)
	s.Key("1", "f", "tab")
	s.Lacks("按路线 · 不符合")
	s.Want("未答", "4.2")
	s.Key("f")
	s.Want("没有符合筛选的条款")
	s.Key("f", "/")
	s.Type("yjzm") // 应急照明 by pinyin initials
	s.Key("enter")
	s.Want("应急照明失效")
}

func TestAnErrorOfTheDiskComesBackToTheAnswer(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	desk.Fail = errors.New("磁盘已满")
	s.Key("1")
	if len(s.Errs) == 0 {
		t.Fatal("no error shown")
	}
	s.Want("第三条（九）")
	s.Lacks("已答")
	desk.Fail = nil
	s.Key("1")
	if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
		t.Errorf("second try recorded %q", v)
	}
}

func TestTranscribedAnswersKeepTheTimeOnPaper(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("t")
	for range 16 {
		s.Key("backspace")
	}
	s.Type("2026-11-22 14:05")
	s.Key("enter")
	s.Want("转录：检查时间 2026-11-22 14:05")
	s.Key("1")
	a := said(t, desk, "mem10:3.9", "")
	if at, err := time.Parse(time.RFC3339, a.Observed); err != nil || at.Minute() != 5 {
		t.Errorf("observed %q", a.Observed)
	}
	s.Key("t")
	s.Lacks("转录：")
}

func TestNotesAndPlacesStayWithTheAnswer(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("n")
	s.Type("看了台账")
	s.Key("ctrl+s", "p", "1")
	s.Want("部位：资料室")
	s.Key("1")
	if a := said(t, desk, "mem10:3.9", ""); a.Note != "看了台账" || a.Place != "资料室" {
		t.Errorf("recorded %+v", a.Answered)
	}
}

func TestAnotherTabletsAnswerIsShownAndTheStricterCounts(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	other := tuitest.NewDesk("tablet B", tuitest.SampleLibrary(), tuitest.NewClock().Now)
	c := tuitest.SampleLibrary().Criterion("gb1:7.1")
	ops, err := other.Record(&inspection.Answered{ID: id, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: checklist.Fail}})
	if err != nil {
		t.Fatal(err)
	}
	tuitest.Record(t, desk, &inspection.Answered{ID: id, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: checklist.OK}})
	desk.Add(ops...)
	s.Send(tui.Returned{})
	s.Key("g")
	s.Type("7.1")
	s.Key("enter")
	s.Want("答：不符合", "本机答：符合", "从严，以此为准", "构成条件成立")
}

func TestTapsAnswer(t *testing.T) {
	for _, size := range tuitest.Sizes {
		s, desk := stage(t, words.Zh, size)
		s.Tap("1 符合")
		if v := said(t, desk, "mem10:3.9", "").Value; v != checklist.OK {
			t.Errorf("%v: recorded %q", size, v)
		}
		s.Tap("4 未查")
		s.Tap("涉密")
		if a := said(t, desk, "mem10:11.1", ""); a.Value != checklist.Unseen {
			t.Errorf("%v: recorded %+v", size, a.Answered)
		}
	}
}

func TestAfterTheSealEveryAnswerSaysSo(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	i, _ := desk.Inspection(id)
	tuitest.Record(t, desk, &inspection.Closed{ID: id, Seals: i.Seals(), Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "甲"}, {Role: inspection.EnterpriseRole, Name: "乙"}}})
	s.Send(tui.Returned{})
	s.Want("清单已封存")
	s.Key("1")
	i, _ = desk.Inspection(id)
	if len(i.Late()) != 1 {
		t.Errorf("%d late entries", len(i.Late()))
	}
}

func TestAFindingOutlivesItsAnswerAndSaysSo(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80, &inspection.Found{ID: id, Finding: tuitest.ID(601), Criterion: "mem10:3.9", Level: inspection.General, Description: "误记", Place: "仓库", Deadline: "2026-12-08"})
	s.Key("1")
	s.Want("隐患单还在清单里")
}

func TestANoteOnAFailDoesNotOpenItsFindingAgain(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("7.1")
	s.Key("enter", "2")
	s.Send(tui.Returned{})
	s.Key("g")
	s.Type("7.1")
	s.Key("enter", "n")
	s.Type("三层")
	s.Key("ctrl+s")
	if len(s.Said) != 1 {
		t.Errorf("went to %+v", s.Said)
	}
	if a := said(t, desk, "gb1:7.1", ""); a.Note != "三层" || a.Value != checklist.Fail {
		t.Errorf("recorded %+v", a.Answered)
	}
}

// What was measured outweighs what was said: an ok over the limit opens its finding too. With the real criteria:
// more than nine people beside a quick freezer (Order 10, article 12 item 2).
func TestAnOkOverTheLimitOpensItsFinding(t *testing.T) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	for value, over := range map[string]bool{"9": false, "10": true} {
		deps, _ := tuitest.Deps(words.Zh)
		desk := tuitest.NewDesk("tablet A", lib, tuitest.NewClock().Now)
		deps.Desk, deps.Library = desk, lib
		o := tuitest.Opened(id, tuitest.Plant(1))
		o.Sectors, o.Revision = []string{"industry"}, lib.Revision
		tuitest.Record(t, desk, o, scoped("ind-nh3", "yes"), scoped("ind-nh3-freezer", "yes"))
		s := tuitest.NewStage(t, deps, page, New, wide80)
		s.Key("g")
		s.Type("12.2")
		s.Key("enter", "m")
		s.Type(value)
		s.Key("enter", "1")
		if went := len(s.Said) == 1 && s.Said[0].Item == "new|mem10:12.2|"; went != over {
			t.Errorf("%s people: went to %+v", value, s.Said)
		}
	}
}
