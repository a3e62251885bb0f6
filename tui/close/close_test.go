package close

import (
	"errors"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

func stage(t *testing.T, lang words.Lang, size tuitest.Size) (*tuitest.Stage, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	id := tuitest.ID(500)
	c := deps.Library.Criterion("mem10:4.2")
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)),
		&inspection.Scoped{ID: id, Question: "ind-melt", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}},
		&inspection.Scoped{ID: id, Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: "no"}},
		&inspection.Answered{ID: id, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: checklist.Fail, Conditions: map[string]bool{"a": true, "b": true}}},
		&inspection.Found{ID: id, Finding: tuitest.ID(601), Criterion: c.ID, Level: inspection.SuspectedMajor, Description: "休息室设在吊运跨", Place: "熔炼车间", Deadline: "2026-11-30"})
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Close, ID: id}, New, size), desk
}

func closed(t *testing.T, desk *tuitest.Desk) *inspection.Closed {
	t.Helper()
	i, err := desk.Inspection(tuitest.ID(500))
	if err != nil {
		t.Fatal(err)
	}
	return i.Closed
}

func TestFrames(t *testing.T) {
	tuitest.Frames(t, "verdicts", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := stage(t, lang, size)
		return s.Drive
	})
	tuitest.Frames(t, "refusal", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := stage(t, lang, size)
		s.Key("2")
		return s.Drive
	})
}

func TestSignedAndSealed(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24})
	s.Want("工贸：疑似重大事故隐患", "1 项既无照片也没写原因")
	s.Key("s")
	if closed(t, desk) != nil {
		t.Fatal("sealed without a signature")
	}
	s.Want("先由企业签收")
	s.Key("1", "ctrl+s")
	s.Want("签收人：李某某")
	s.Key("s")
	if closed(t, desk) != nil {
		t.Fatal("one press sealed the list")
	}
	s.Want("再按一次")
	s.Key("s")
	c := closed(t, desk)
	if c == nil || len(c.Signatures) != 3 || c.Signatures[2].Role != inspection.EnterpriseRole || len(c.Outcomes) != 2 || len(c.Seals) != 1 {
		t.Fatalf("closed %+v", c)
	}
	s.Want("封存")
}

func TestARefusalNeedsReasonAndWitness(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24})
	s.Key("2", "1", "ctrl+s") // the caret is in the reason: 1 picks the first
	s.Want("对问题描述有异议", "必填")
	s.Type("王某某")
	s.Key("enter", "s", "s")
	c := closed(t, desk)
	if c == nil {
		t.Fatal("not sealed")
	}
	last := c.Signatures[len(c.Signatures)-1]
	if !last.Refused || last.Reason != "对问题描述有异议" || last.Witness != "王某某" {
		t.Errorf("signature %+v", last)
	}
}

func TestAnErrorOfTheDiskKeepsTheSignatures(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24})
	s.Key("1", "ctrl+s")
	desk.Fail = errors.New("磁盘已满")
	s.Key("s", "s")
	s.Want("签收人：李某某")
	desk.Fail = nil
	s.Key("s", "s")
	if closed(t, desk) == nil {
		t.Error("second try did not seal")
	}
}

func TestAfterTheSealNewEntriesShow(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 120, Height: 40})
	s.Key("1", "ctrl+s", "s", "s")
	tuitest.Record(t, desk, &inspection.Found{ID: tuitest.ID(500), Finding: tuitest.ID(602), Level: inspection.General, Description: "后来的", Place: "仓库", Deadline: "2026-12-01"})
	s.Send(tui.Returned{})
	s.Want("封存后新增 1 条记录")
}

func TestWhatIsNotSettledIsTold(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24})
	s.Lacks("意见不一")
	lib := tuitest.SampleLibrary()
	other := tuitest.NewDesk("tablet B", lib, tuitest.NewClock().Now)
	tuitest.Record(t, other, &inspection.Answered{ID: tuitest.ID(500), Words: lib.Criterion("mem10:4.2").Hash(), Answer: checklist.Answer{Criterion: "mem10:4.2", Value: checklist.OK}})
	for _, op := range other.Ops() {
		if op.Inspection() == tuitest.ID(500) {
			desk.Add(op)
		}
	}
	s.Send(tui.Returned{})
	s.Want("有 1 项意见不一")
	s.Key("v")
	if len(s.Said) != 1 || s.Said[0].Kind != tui.Differ {
		t.Errorf("went to %+v", s.Said)
	}
}
