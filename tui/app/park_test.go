package app

import (
	"errors"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

func parked(t *testing.T, size tuitest.Size, lang words.Lang, change func(*Options)) *program {
	return start(t, size, lang, func(o *Options) {
		o.Park = &tuitest.Park{Now: tuitest.ParkStatus()}
		if change != nil {
			change(o)
		}
	})
}

func TestMarkFrames(t *testing.T) {
	tuitest.Frames(t, "mark", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		p := parked(t, size, lang, nil)
		p.Key("n")
		p.Key("s")
		p.Send(tui.ParkMsg{Status: tuitest.ParkStatus()})
		return p.Drive
	})
}

func TestMarks(t *testing.T) {
	p := parked(t, wide, words.Zh, nil)
	at := tuitest.ParkStatus()
	for mark, change := range map[string]func(*tui.ParkStatus){
		"园区 41/41": func(*tui.ParkStatus) {},
		"待同步 3":    func(s *tui.ParkStatus) { s.Held, s.PhotosHeld = 40, 61 },
		"离线 待传 3":  func(s *tui.ParkStatus) { s.State, s.Held, s.PhotosHeld = tui.ParkOffline, 40, 61 },
		"园区 40/40": func(s *tui.ParkStatus) { s.State, s.Held, s.Operations = tui.ParkOffline, 40, 40 },
		"未登记":      func(s *tui.ParkStatus) { *s = tui.ParkStatus{State: tui.ParkNone} },
		"园区拒收 1":   func(s *tui.ParkStatus) { s.Held, s.Refused = 40, []tui.ParkItem{{What: "x"}} },
		"园区不认":     func(s *tui.ParkStatus) { s.State = tui.ParkBarred },
		"同步受阻":     func(s *tui.ParkStatus) { s.State, s.Held = tui.ParkStuck, 40 },
	} {
		s := at
		change(&s)
		p.Send(tui.ParkMsg{Status: s})
		p.Want(mark)
	}
	for _, size := range append(slices.Clone(tuitest.Sizes), tuitest.Size{Width: 40, Height: 15}, tuitest.Size{Width: 60, Height: 20}) {
		p = parked(t, size, words.Zh, nil)
		p.Send(tui.ParkMsg{Status: at})
		p.Tap("园区 41/41")
		if front := p.model.front().page.Kind; front != tui.Sync {
			t.Errorf("%v: a tap on the mark leads to %s", size, front)
		}
		p.Lacks("41/41")
		p.Key("esc")
		p.Key("f2")
		if front := p.model.front().page.Kind; front != tui.Sync {
			t.Errorf("%v: f2 leads to %s", size, front)
		}
	}
}

// While somebody types every frame stays as it is, whatever sync says; then all of it is there.
func TestNothingRepaintsWhileTextIsTyped(t *testing.T) {
	lib := tuitest.SampleLibrary()
	lib.Revision = "7c"
	asked := 0
	p := parked(t, wide, words.Zh, func(o *Options) {
		first := o.Library
		o.Library = func() (*checklist.Library, error) {
			if asked++; asked == 1 {
				return first()
			}
			return lib, &tui.News{Err: errors.New("园区下发了新的判定标准")}
		}
	})
	now := tuitest.ParkStatus()
	p.Send(tui.ParkMsg{Status: now})
	p.Key("n")
	probe := p.last()
	probe.typing, probe.got = true, nil
	p.Type("除尘")
	before, cursor := p.View().Content, *p.View().Cursor
	for n := range 20 {
		now.Operations++
		now.Arrived += 5
		now.State = tui.ParkState(int(tui.ParkIdle) + n%3)
		now.Criteria = "7c"
		p.Send(tui.ParkMsg{Status: now})
		if p.View().Content != before || *p.View().Cursor != cursor {
			t.Fatalf("frame %d changed while text was typed:\n%s", n, p.Text())
		}
	}
	if slices.Contains(probe.got, "Returned") || asked != 1 || p.model.deps.Library == lib {
		t.Errorf("the page was told while it typed: %v", probe.got)
	}
	probe.typing = false
	p.Send(tea.FocusMsg{})
	p.Want("20")
	if !slices.Contains(probe.got, "Returned") {
		t.Errorf("the page was not told to read anew: %v", probe.got)
	}
	if p.model.deps.Library != lib {
		t.Error("new inspections are not judged by what the park handed out")
	}
	p.Lacks("新的判定标准") // not here,
	p.Key("esc")
	p.Want("新的判定标准") // but on the first page
	p.Key("esc")
	p.Lacks("新的判定标准")
}

// Pages read anew only when others' records came.
func TestPagesReadAnewWhenOthersRecordsCame(t *testing.T) {
	p := parked(t, wide, words.Zh, nil)
	p.Key("n")
	now := tuitest.ParkStatus()
	p.Send(tui.ParkMsg{Status: now})
	now.Held--
	p.Send(tui.ParkMsg{Status: now})
	if slices.Contains(p.last().got, "Returned") {
		t.Error("read anew for nothing")
	}
	now.Arrived++
	p.Send(tui.ParkMsg{Status: now})
	p.Send(tui.ParkMsg{Status: now})
	n := 0
	for _, got := range p.last().got {
		if got == "Returned" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("read anew %d times", n)
	}
}

// A program that does not sync shows nothing of it.
func TestWithoutAParkThereIsNoMark(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("f2")
	p.Lacks("园区", "未登记")
}
