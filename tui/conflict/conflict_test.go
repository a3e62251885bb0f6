package conflict

import (
	"errors"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var (
	visit = tuitest.ID(500)
	wide  = tuitest.Size{Width: 80, Height: 24}
)

// stage is an inspection of two tablets that differ on a criterion, on the wording of a finding, on a withdrawal, and recorded one
// thing twice.
func stage(t *testing.T, lang words.Lang, size tuitest.Size) (*tuitest.Stage, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	clock := tuitest.NewClock()
	other := tuitest.NewDesk("tablet B", deps.Library, func() time.Time { return clock.Now().Add(time.Hour) })
	found := func(n int, level inspection.Level, what, deadline string) *inspection.Found {
		return &inspection.Found{ID: visit, Finding: tuitest.ID(n), Level: level, Description: what, Place: "打磨车间", Deadline: deadline}
	}
	answer := func(id string, v checklist.Value, note string) *inspection.Answered {
		return &inspection.Answered{ID: visit, Words: deps.Library.Criterion(id).Hash(), Place: "打磨车间东侧", Note: note, Observed: "2026-11-23T09:10:00+08:00",
			Answer: checklist.Answer{Criterion: id, Unit: tuitest.ID(700), Value: v, Measured: map[string]string{"b": "12"}}}
	}
	tuitest.Record(t, desk, tuitest.Opened(visit, tuitest.Plant(1)),
		&inspection.UnitAdded{ID: visit, Unit: inspection.Unit{ID: tuitest.ID(700), Kind: "dust-collector", Name: "1号布袋除尘器"}},
		answer("mem10:11.1", checklist.Fail, "没有泄爆口，现场当班十二人"),
		&inspection.Photographed{ID: visit, Criterion: "mem10:11.1", Unit: tuitest.ID(700), Photo: inspection.Photo{SHA256: strings.Repeat("a1", 32), Name: "IMG_1.jpg"}},
		found(601, inspection.General, "除尘器旁堆放木屑", "2026-12-08"), found(602, inspection.General, "积尘未清扫", "2026-12-08"))
	before := desk.Ops()
	other.Add(before...)
	tuitest.Record(t, other, &inspection.FeedNamed{ID: visit, Name: "专家乙", Device: "平板2"},
		answer("mem10:11.1", checklist.OK, "泄爆口在背面"),
		found(601, inspection.SuspectedMajor, "除尘器旁堆放铝粉", "2026-12-01"),
		&inspection.Withdrawn{ID: visit, Finding: tuitest.ID(602), Reason: "已清扫", Second: "专家丙", Seen: inspection.Seen{before[len(before)-1].Ref.String()}},
		found(603, inspection.General, "除尘器旁边堆放木屑", "2026-12-08"))
	tuitest.Record(t, desk, found(601, inspection.General, "除尘器旁堆放木屑约两袋", "2026-12-05"), found(602, inspection.General, "积尘厚三毫米未清扫", "2026-12-08"))
	for _, op := range other.Ops() {
		if op.Feed == other.Feed() {
			desk.Add(op)
		}
	}
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Differ, ID: visit}, New, size), desk
}

func now(t *testing.T, desk *tuitest.Desk) *inspection.Inspection {
	t.Helper()
	i, err := desk.Inspection(visit)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestFrames(t *testing.T) {
	for n, name := range []string{"answers", "wordings", "withdrawal", "similar"} {
		tuitest.Frames(t, name, func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			s, _ := stage(t, lang, size)
			for range n {
				s.Key("down")
			}
			return s.Drive
		})
	}
	tuitest.Frames(t, "reason", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _ := stage(t, lang, size)
		s.Key("enter", "2")
		return s.Drive
	})
}

func TestSettledWithAReasonAndAName(t *testing.T) {
	s, desk := stage(t, words.Zh, wide)
	s.Want("不符合", "泄爆口在背面", "专家乙", "现在算数", "IMG_1.jpg")
	s.Key("enter", "2", "1")
	s.Want("专家甲")
	s.Key("enter")
	i := now(t, desk)
	said, _ := i.Answer(inspection.Key{Criterion: "mem10:11.1", Unit: tuitest.ID(700)})
	if said.Value != checklist.OK || len(i.Settled) != 1 {
		t.Fatalf("counts %s, settled %+v", said.Value, i.Settled)
	}
	for _, settled := range i.Settled {
		if settled.By != "专家甲" || settled.Reason != words.In(words.Zh).Differ.Reasons[0] {
			t.Errorf("%+v", settled)
		}
	}
	s.Want("已裁定")
	s.Lacks("泄爆口在背面")
}

func TestAWithdrawalWaitsForTheLead(t *testing.T) {
	s, desk := stage(t, words.Zh, wide)
	s.Key("3")
	s.Want("裁定前不生效", "已清扫", "专家丙")
	s.Key("enter", "2", "2", "enter")
	if w := now(t, desk).Finding(tuitest.ID(602)).Withdrawn; w == nil || w.Second != "专家丙" {
		t.Errorf("withdrawn %+v", w)
	}
}

func TestSimilarFindingsAreJoinedOrKeptApart(t *testing.T) {
	s, desk := stage(t, words.Zh, wide)
	s.Key("end")
	s.Want("部位相同，描述相近")
	s.Key("enter", "1", "1", "enter")
	if f := now(t, desk).Finding(tuitest.ID(603)); f.JoinedInto != tuitest.ID(601) || f.Number != 3 {
		t.Errorf("%+v", f)
	}
	s, desk = stage(t, words.Zh, wide)
	s.Key("end", "k", "1", "enter")
	if i := now(t, desk); len(i.Similar()) != 0 || i.Finding(tuitest.ID(603)).JoinedInto != "" {
		t.Error("not kept apart")
	}
}

func TestAnErrorOfTheDiskKeepsWhatWasSaid(t *testing.T) {
	s, desk := stage(t, words.Zh, wide)
	desk.Fail = errors.New("磁盘已满")
	s.Key("enter", "2", "6")
	s.Type("看了图纸")
	s.Key("ctrl+s", "enter")
	if len(s.Errs) != 1 {
		t.Fatalf("errors %v", s.Errs)
	}
	s.Lacks("已裁定")
	desk.Fail = nil
	s.Key("enter", "2", "6")
	s.Want("看了图纸")
	s.Key("ctrl+s", "enter")
	if len(now(t, desk).Settled) != 1 {
		t.Error("second try did not settle")
	}
}

func TestKeysLeadOn(t *testing.T) {
	s, _ := stage(t, words.Zh, wide)
	s.Key("o", "down", "o")
	if len(s.Said) != 2 || s.Said[0] != (tui.Page{Kind: tui.Walk, ID: visit, Item: "mem10:11.1|" + tuitest.ID(700)}) || s.Said[1].Item != tuitest.ID(601) {
		t.Errorf("%+v", s.Said)
	}
	s.Tap("可能是同一隐患")
	s.Want("合并")
}
