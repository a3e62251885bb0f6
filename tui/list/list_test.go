package list

import (
	"errors"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

func found(n int, level inspection.Level, what string) *inspection.Found {
	return &inspection.Found{ID: tuitest.ID(500), Finding: tuitest.ID(600 + n), Level: level, Description: what, Place: "打磨车间",
		Basis: "示例令第10号第十一条（一）", Deadline: "2026-12-08"}
}

func stage(t *testing.T, lang words.Lang, size tuitest.Size, findings ...inspection.Payload) (*tuitest.Stage, *tui.Deps, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	tuitest.Record(t, desk, tuitest.Opened(tuitest.ID(500), tuitest.Plant(1)))
	tuitest.Record(t, desk, findings...)
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.List, ID: tuitest.ID(500)}, New, size), deps, desk
}

func three() []inspection.Payload {
	return []inspection.Payload{found(1, inspection.SuspectedMajor, "布袋除尘器未设置泄爆装置"), found(2, inspection.General, "消防通道堆放杂物，只剩半米宽"), found(3, inspection.General, "误记"),
		&inspection.Withdrawn{ID: tuitest.ID(500), Finding: tuitest.ID(603), Reason: "重复", Second: "专家乙"}}
}

func TestFrames(t *testing.T) {
	tuitest.Frames(t, "list", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _, _ := stage(t, lang, size, three()...)
		return s.Drive
	})
	tuitest.Frames(t, "empty", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _, _ := stage(t, lang, size)
		return s.Drive
	})
}

func TestKeysLeadOn(t *testing.T) {
	s, _, _ := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24}, three()...)
	s.Key("2", "n", "c", "w")
	want := []tui.Page{{Kind: tui.Finding, ID: tuitest.ID(500), Item: tuitest.ID(602)}, {Kind: tui.Finding, ID: tuitest.ID(500), Item: "new||"},
		{Kind: tui.Close, ID: tuitest.ID(500)}, {Kind: tui.Walk, ID: tuitest.ID(500)}}
	if len(s.Said) != len(want) {
		t.Fatalf("went to %+v", s.Said)
	}
	for n := range want {
		if s.Said[n] != want[n] {
			t.Errorf("%d: went to %+v, want %+v", n, s.Said[n], want[n])
		}
	}
}

func TestATapSelectsAndASecondOpens(t *testing.T) {
	s, _, _ := stage(t, words.Zh, tuitest.Size{Width: 40, Height: 60}, three()...)
	s.Tap("消防通道")
	s.Tap("消防通道")
	if len(s.Said) != 1 || s.Said[0].Item != tuitest.ID(602) {
		t.Errorf("went to %+v", s.Said)
	}
}

func TestExportNamesTheFilesOrTheError(t *testing.T) {
	s, deps, _ := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24}, three()...)
	deps.Export = func(id string) ([]string, error) { return []string{"reports/" + id[len(id)-4:] + ".html"}, nil }
	s.Key("e")
	s.Want("reports/0500.html")
	deps.Export = func(string) ([]string, error) { return nil, errors.New("磁盘已满") }
	s.Key("e")
	if len(s.Errs) != 1 {
		t.Errorf("errors %v", s.Errs)
	}
}

// Another tablet found the same thing: it is suggested, the joined one keeps its number, and the row says so.
func TestJoinedFindingsShow(t *testing.T) {
	s, deps, desk := stage(t, words.Zh, tuitest.Size{Width: 80, Height: 24}, found(1, inspection.General, "消防通道堆放杂物"))
	other := tuitest.NewDesk("tablet B", deps.Library, func() time.Time { return tuitest.NewClock().Now().Add(time.Hour) })
	tuitest.Record(t, other, found(2, inspection.SuspectedMajor, "消防通道堆放杂物"))
	for _, op := range other.Ops() {
		if op.Inspection() == tuitest.ID(500) {
			desk.Add(op)
		}
	}
	s.Send(tui.Returned{})
	s.Want("疑似重复 1 对")
	s.Key("v")
	if len(s.Said) != 1 || s.Said[0].Kind != tui.Differ {
		t.Fatalf("went to %+v", s.Said)
	}
	tuitest.Record(t, desk, &inspection.Joined{ID: tuitest.ID(500), Findings: []string{tuitest.ID(601), tuitest.ID(602)}, Kept: tuitest.ID(601), Reason: "同一处", By: "专家甲"})
	s.Send(tui.Returned{})
	s.Want("疑似重大 1 项", "与第 2 项合并", "并入第 1 项")
	s.Lacks("疑似重复")
}
