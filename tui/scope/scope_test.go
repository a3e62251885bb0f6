package scope

import (
	"errors"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var wide80 = tuitest.Size{Width: 80, Height: 24}

func stage(t *testing.T, lang words.Lang, size tuitest.Size) (*tuitest.Stage, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	id := tuitest.ID(500)
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)))
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Scope, ID: id}, New, size), desk
}

// answered is what is on disk for a question, "" nothing.
func answered(t *testing.T, desk *tuitest.Desk, question string) string {
	t.Helper()
	i, err := desk.Inspection(tuitest.ID(500))
	if err != nil {
		t.Fatal(err)
	}
	return i.Scope[question].Value
}

func TestFrames(t *testing.T) {
	tuitest.Frames(t, "scope", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := stage(t, lang, size)
		s.Key("1")
		return s.Drive
	})
}

func TestOneKeyAnswersAndTheNextOpenFollows(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Want("有粉尘涉爆的工艺？", "答「是」增加 1 条", "并再问 1 个问题")
	s.Lacks("是哪种粉尘？")
	s.Key("1")
	s.Want("是哪种粉尘？")
	if v := answered(t, desk, "ind-dust"); v != "yes" {
		t.Errorf("recorded %q", v)
	}
	s.Key("1", "2", "enter") // opens the kinds, picks wood
	if v := answered(t, desk, "ind-dust-kind"); v != "kinds" {
		t.Errorf("recorded %q", v)
	}
	s.Key("2")
	if v := answered(t, desk, "ind-melt"); v != "no" {
		t.Errorf("recorded %q", v)
	}
}

func TestExclusionNeedsADocument(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("2", "2", "1") // no dust, no melt, then the exclusion
	s.Want("依据文件")
	s.Key("enter")
	s.Want("没有依据文件")
	s.Type("停产通知 2026-11-01")
	s.Key("enter")
	i, _ := desk.Inspection(tuitest.ID(500))
	if a := i.Scope["ind-exempt"]; a.Value != "yes" || a.Basis != "停产通知 2026-11-01" {
		t.Errorf("recorded %+v", a)
	}
}

func TestRestIsNoOnlyAfterASecondPress(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("0")
	s.Want("再按一次确认")
	if v := answered(t, desk, "ind-melt"); v != "" {
		t.Errorf("one press recorded %q", v)
	}
	s.Key("0")
	for _, q := range []string{"ind-dust", "ind-melt", "ind-exempt", "fire-crowd"} {
		if v := answered(t, desk, q); v != "no" {
			t.Errorf("%s: %q", q, v)
		}
	}
	s.Want("已全部回答")
	s.Key("enter")
	if len(s.Said) != 1 || s.Said[0].Kind != tui.Walk {
		t.Errorf("went to %+v", s.Said)
	}
}

func TestUndoTakesTheLastAnswerBack(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("1", "u")
	if v := answered(t, desk, "ind-dust"); v != "" {
		t.Errorf("still %q", v)
	}
	s.Want("已撤回")
	s.Key("u")
	s.Want("没有可撤回的")
}

func TestAnErrorOfTheDiskKeepsTheText(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("2", "2", "1")
	desk.Fail = errors.New("磁盘已满")
	s.Type("停产通知")
	s.Key("enter")
	s.Want("停产通知")
	if len(s.Errs) != 1 {
		t.Errorf("errors %v", s.Errs)
	}
	desk.Fail = nil
	s.Key("enter")
	if v := answered(t, desk, "ind-exempt"); v != "yes" {
		t.Errorf("second try recorded %q", v)
	}
}

func TestTapsAnswer(t *testing.T) {
	s, desk := stage(t, words.Zh, tuitest.Size{Width: 40, Height: 60})
	s.Tap("1 是")
	if v := answered(t, desk, "ind-dust"); v != "yes" {
		t.Errorf("recorded %q", v)
	}
	s.Tap("有人员密集场所")
	s.Tap("2 否")
	if v := answered(t, desk, "fire-crowd"); v != "no" {
		t.Errorf("recorded %q", v)
	}
}

func TestWhatAnotherTabletSaidIsShown(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	tuitest.Record(t, desk, &inspection.Scoped{ID: tuitest.ID(500), Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}})
	s.Send(tui.Returned{})
	s.Want("是哪种粉尘？")
}
