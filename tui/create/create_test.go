package create

import (
	"errors"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var wide80 = tuitest.Size{Width: 80, Height: 24}

func stage(t *testing.T, lang words.Lang, size tuitest.Size, known int) (*tuitest.Stage, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	for n := 1; n <= known; n++ {
		plant := tuitest.Plant(n)
		if n == 1 {
			plant.Code = "91500000MA5U00AA13"
		}
		tuitest.Record(t, desk, tuitest.Opened(tuitest.ID(500+n), plant))
	}
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Create}, New, size), desk
}

// last is the newest inspection opened.
func last(t *testing.T, desk *tuitest.Desk) *inspection.Opened {
	t.Helper()
	ops := desk.Ops()
	o, ok := ops[len(ops)-1].Payload.(*inspection.Opened)
	if !ok {
		t.Fatalf("last operation is %s", ops[len(ops)-1].Kind)
	}
	return o
}

func TestFrames(t *testing.T) {
	steps := map[string]func(*tuitest.Stage){
		"pick":    func(*tuitest.Stage) {},
		"enter":   func(s *tuitest.Stage) { s.Key("1") },
		"kind":    func(s *tuitest.Stage) { s.Key("2") },
		"people":  func(s *tuitest.Stage) { s.Key("2", "tab", "space", "enter") },
		"officer": func(s *tuitest.Stage) { s.Key("2", "down", "down", "down", "tab", "space", "enter", "ctrl+s") },
	}
	for name, do := range steps {
		tuitest.Frames(t, name, func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			s, _ := stage(t, lang, size, 3)
			do(s)
			return s.Drive
		})
	}
}

func TestAKnownEnterpriseTakesFewKeys(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 3)
	s.Want("今年已检查 1 次")
	s.Type("mfc") // 面粉厂 by pinyin initials
	s.Key("enter", "tab", "space", "enter", "ctrl+s")
	o := last(t, desk)
	if o.Enterprise.Name != "示例面粉厂" || o.Visit != inspection.Assistance || len(o.Sectors) != 1 || o.Sectors[0] != "industry" {
		t.Errorf("opened %+v", o)
	}
	if len(o.Experts) != 2 || o.Accompanied != "李某某" || o.Date != "2026-11-23" || o.Revision == "" {
		t.Errorf("people %+v", o)
	}
	if len(s.Said) != 1 || s.Said[0].Kind != tui.Scope || s.Said[0].ID != o.ID {
		t.Errorf("went to %+v", s.Said)
	}
}

func TestTheCreditCodeIsChecked(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 0)
	s.Type("重庆示例机械有限公司")
	s.Key("enter")
	s.Type("91500000MA5U00AA14")
	s.Key("enter")
	s.Want("校验位应为 3")
	s.Key("shift+tab", "backspace")
	s.Type("３") // as a Chinese input method gives it
	s.Key("ctrl+s")
	s.Want("2/3")
	s.Key("tab", "space", "enter")
	s.Type("专家甲")
	s.Key("ctrl+s")
	if o := last(t, desk); o.Enterprise.Code != "91500000MA5U00AA13" {
		t.Errorf("code %q", o.Enterprise.Code)
	}
}

func TestACodeThatIsKnownStaysOneEnterprise(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 1)
	s.Key("1")
	s.Type("换了名字的公司")
	s.Key("enter")
	s.Type("91500000MA5U00AA13")
	s.Key("ctrl+s", "tab", "space", "enter", "ctrl+s")
	if o := last(t, desk); o.Enterprise.ID != tuitest.Plant(1).ID || o.Enterprise.Name != "换了名字的公司" {
		t.Errorf("enterprise %+v", o.Enterprise)
	}
}

func TestAnOfficialInspectionNeedsTwoCards(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 1)
	before := len(desk.Ops())
	s.Key("2", "down", "down", "down", "tab", "space", "enter", "ctrl+s")
	s.Want("要两个不同的证号")
	s.Type("A001、A001")
	s.Key("ctrl+s")
	if len(desk.Ops()) != before {
		t.Fatal("opened with one card")
	}
	s.Key("backspace")
	s.Type("2")
	s.Key("ctrl+s")
	if o := last(t, desk); o.Visit != inspection.Official || len(o.Cards) != 2 {
		t.Errorf("opened %+v", o)
	}
}

func TestADayWithoutCriteriaIsRefused(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 1)
	before := len(desk.Ops())
	s.Key("2", "tab", "space", "enter", "tab", "tab")
	for range 10 {
		s.Key("backspace")
	}
	s.Type("2020-01-01")
	s.Key("ctrl+s")
	s.Want("当日没有现行标准")
	if len(desk.Ops()) != before {
		t.Error("opened on a day without criteria")
	}
}

func TestEscapeGoesStepByStep(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80, 1)
	s.Key("2", "esc")
	s.Want("＋ 新企业")
	s.Key("1", "esc", "esc")
	if !s.Went {
		t.Error("did not go back")
	}
}

func TestAnErrorOfTheDiskKeepsWhatWasTyped(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, 1)
	desk.Fail = errors.New("磁盘已满")
	s.Key("2", "tab", "space", "enter", "ctrl+s")
	s.Want("专家甲、专家乙")
	desk.Fail = nil
	s.Key("ctrl+s")
	last(t, desk)
}
