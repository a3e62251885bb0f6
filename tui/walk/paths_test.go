package walk

import (
	"fmt"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

func TestAFailUnderAFilterSkipsNothing(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80)
	s.Key("f", "g")
	s.Type("7.1")
	s.Key("enter", "f", "2") // jumping shows all; only the open ones again
	s.Send(tui.Returned{})
	s.Want("安全出口数量不足")
}

func TestTheSameNumberAgainGoesToTheNextLine(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80, unitAdded(1), unitAdded(2))
	for _, want := range []string{"1号除尘器", "2号除尘器", "1号除尘器"} {
		s.Key("g")
		s.Type("11.1")
		s.Key("enter")
		s.Want(want)
	}
	s.Key("g")
	s.Type("99")
	s.Key("enter")
	s.Want("没有条款 99")
}

// Nothing needs a keyboard: what has no button of its own is behind one.
func TestTapsReachEverything(t *testing.T) {
	for _, size := range tuitest.Sizes {
		s, _ := stage(t, words.Zh, size)
		m := s.Screen.(*Model)
		m.askMore()
		for _, c := range m.commands() {
			inMenu := s.Has(c.what)
			for range 6 {
				if !inMenu {
					s.Key("pgdown")
					inMenu = s.Has(c.what)
				}
			}
			if !inMenu && !onButtons[c.do] {
				t.Errorf("%v: %s cannot be tapped", size, c.what)
			}
			s.Key("home")
		}
		s.Key("esc")
		s.Tap(". 更多")
		s.Type("qdw") // 清单外隐患 by its initials
		s.Tap("清单外隐患")
		if len(s.Said) != 1 || s.Said[0].Item != "new||" {
			t.Errorf("%v: went to %+v", size, s.Said)
		}
	}
}

func TestWhyItIsAskedAndTheZonesWarningStandFirst(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80)
	s.Key("g")
	s.Type("11.1")
	s.Key("enter")
	s.Want("适用：有粉尘涉爆的工艺？ 是", "可能是爆炸危险区")
	s.Key("g")
	s.Type("4.2")
	s.Key("enter")
	s.Want("部分核实：示例：未核对", "以下任一")
	s.Lacks("可能是爆炸危险区")
}

func TestATimeOnPaperIsNotInTheFuture(t *testing.T) {
	s, _ := stage(t, words.Zh, wide80)
	s.Key("t")
	for range 5 {
		s.Key("backspace")
	}
	s.Type("23:59")
	s.Key("enter")
	s.Want("不晚于现在")
	s.Key("esc")
	s.Lacks("转录：")
}

func TestAnAnswerGivenNowIsNotSeenOnPaper(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80)
	s.Key("t", "enter", "1", "t", "g")
	s.Type("3.9")
	s.Key("enter", "1")
	if a := said(t, desk, "mem10:3.9", ""); a.Observed != "" {
		t.Errorf("observed %q", a.Observed)
	}
}

func TestTheNameOfANewUnitIsFree(t *testing.T) {
	s, desk := stage(t, words.Zh, wide80, unitAdded(2))
	s.Key("g")
	s.Type("11.1")
	s.Key("enter", "a", "1", "a", "1")
	i, _ := desk.Inspection(id)
	var names []string
	for _, u := range i.Units {
		names = append(names, u.Name)
	}
	if fmt.Sprint(names) != "[2号除尘器 1号除尘器 3号除尘器]" {
		t.Errorf("units %v", names)
	}
}

func TestHostileTextOnlyShows(t *testing.T) {
	const bad = "坏\u202e\u200b名"
	plant := tuitest.Plant(1)
	plant.Name = bad
	u := inspection.Unit{ID: tuitest.ID(701), Kind: "dust-collector", Name: bad}
	c := tuitest.SampleLibrary().Criterion("mem10:11.1")
	said := &inspection.Answered{ID: id, Words: c.Hash(), Place: bad, Note: bad, Answer: checklist.Answer{Criterion: c.ID, Unit: u.ID, Value: checklist.NA, Reason: bad}}
	for _, size := range tuitest.Sizes {
		s, _ := stage(t, words.Zh, size, tuitest.Opened(id, plant), &inspection.UnitAdded{ID: id, Unit: u}, said)
		s.Key("g")
		s.Type("11.1")
		s.Key("enter")
		s.Want("坏名")
		for _, key := range []string{"p", "3", "n", "t", "2", "."} {
			s.Key(key, "esc", "esc")
		}
		s.Key("u")
		s.Want("已撤回")
		for _, line := range s.Lines() {
			for _, r := range line {
				if r == 0x202e || r == 0x200b {
					t.Fatalf("%v: %q", size, line)
				}
			}
		}
	}
}

// What a terminal shows after many small changes is what it would show drawn afresh, whatever is pressed.
func TestRandomHands(t *testing.T) {
	keys := []string{"1", "2", "3", "4", "u", "U", "o", "f", "g", "m", "n", "p", "a", "t", "F", ".", "r", "ctrl+s"}
	for n, size := range tuitest.Sizes {
		s, desk := stage(t, tuitest.Langs()[n%2], size, unitAdded(1), unitAdded(2))
		steps := 0
		s.Then = func() {
			steps++
			desk.Fail = nil
			if steps%7 == 0 {
				desk.Fail = errFull
			}
		}
		tuitest.Incremental(t, s.Drive, uint64(n+1), 150, keys...)
	}
}

// BenchmarkView is the whole library walked at once with five units of every kind, list and criterion side by side.
func BenchmarkView(b *testing.B) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		b.Fatal(err)
	}
	deps, _ := tuitest.Deps(words.Zh)
	desk := tuitest.NewDesk("tablet A", lib, tuitest.NewClock().Now)
	deps.Desk, deps.Library = desk, lib
	o := tuitest.Opened(id, tuitest.Plant(1))
	o.Sectors, o.Revision = nil, lib.Revision
	for _, s := range lib.Sectors {
		o.Sectors = append(o.Sectors, s.ID)
	}
	tuitest.Record(b, desk, o)
	for k, kind := range lib.Units {
		for n := range 5 {
			u := inspection.Unit{ID: tuitest.ID(1000 + 10*k + n), Kind: kind.ID, Name: fmt.Sprintf("%d号%s", n+1, kind.Name.Zh)}
			tuitest.Record(b, desk, &inspection.UnitAdded{ID: id, Unit: u})
		}
	}
	m := tuitest.NewStage(b, deps, page, New, tuitest.Size{Width: 120, Height: 40}).Screen.(*Model)
	for name, f := range map[string]func(){"view": func() { m.View() }, "after an answer": m.lay} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(len(m.items)), "lines")
		})
	}
}
