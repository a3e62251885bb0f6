package finding

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var (
	wide80 = tuitest.Size{Width: 80, Height: 24}
	id     = tuitest.ID(500)
)

// stage is the finding of a criterion that was answered with fail, or another item of the page.
func stage(t *testing.T, lang words.Lang, size tuitest.Size, item string, more ...inspection.Payload) (*tuitest.Stage, *tuitest.Desk, *tui.Deps) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	c := deps.Library.Criterion("gb1:7.1")
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)),
		&inspection.Answered{ID: id, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: checklist.Fail}})
	tuitest.Record(t, desk, more...)
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Finding, ID: id, Item: item}, New, size), desk, deps
}

const drafted = "new|gb1:7.1|"

// recorded is the findings on disk.
func recorded(t *testing.T, desk *tuitest.Desk) []inspection.Finding {
	t.Helper()
	i, err := desk.Inspection(id)
	if err != nil {
		t.Fatal(err)
	}
	return i.Findings
}

func TestFrames(t *testing.T) {
	tuitest.Frames(t, "drafted", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _, _ := stage(t, lang, size, drafted)
		return s.Drive
	})
	tuitest.Frames(t, "phrases", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, _, _ := stage(t, lang, size, drafted)
		s.Key("5")
		return s.Drive
	})
}

func TestThePrefilledFindingTakesThreeChoices(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Want("疑似重大", "二层疏散楼梯间堆放纸箱", "GB 00001《示例消防标准》7.1", "立即清除")
	s.Key("enter", "1", "6", "2", "s") // place: the criterion's; photo: none, explosion zone
	all := recorded(t, desk)
	if len(all) != 1 || !s.Went {
		t.Fatalf("recorded %+v, went back %v", all, s.Went)
	}
	f := all[0]
	if f.Place != "疏散通道与楼梯" || f.Level != inspection.SuspectedMajor || f.NoPhoto != "防爆区" || f.Deadline != "2026-11-30" || f.Criterion != "gb1:7.1" {
		t.Errorf("recorded %+v", f.Found)
	}
}

func TestWhatIsMissingIsSaidBesideTheField(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, "new||")
	s.Key("s")
	s.Want("必填")
	if len(recorded(t, desk)) != 0 {
		t.Fatal("recorded without place and description")
	}
	s.Key("2")
	s.Type("三号仓库")
	s.Key("ctrl+s", "3") // there are no phrases: straight to typing
	s.Type("消防栓箱被货架挡住")
	s.Key("ctrl+s", "5", "2", "s")
	f := recorded(t, desk)[0]
	if f.Place != "三号仓库" || f.Description != "消防栓箱被货架挡住" || f.Deadline != "2026-11-26" || f.Level != inspection.General || f.Criterion != "" {
		t.Errorf("recorded %+v", f.Found)
	}
}

func TestPhotosAreCopiedBeforeTheyAreNamed(t *testing.T) {
	s, desk, deps := stage(t, words.Zh, wide80, drafted)
	deps.PhotoDir = t.TempDir()
	for _, name := range []string{"IMG_1.jpg", "IMG_2.jpg", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(deps.PhotoDir, name), []byte("picture "+name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.Key("6")
	s.Want("IMG_1.jpg", "IMG_2.jpg")
	s.Lacks("notes.txt")
	s.Key("1")
	s.Paste(`"` + filepath.Join(deps.PhotoDir, "IMG_1.jpg") + `"`)
	s.Paste("file://" + filepath.Join(deps.PhotoDir, "IMG_2.jpg"))
	s.Want("2 张")
	s.Key("2", "1", "s")
	if f := recorded(t, desk)[0]; len(f.Photos) != 2 || f.NoPhoto != "" {
		t.Errorf("photos %+v, no photo %q", f.Photos, f.NoPhoto)
	}
}

func TestAPhotoThatIsNotThereIsAnErrorAndNoMore(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Paste("/nowhere/IMG.jpg")
	if len(s.Errs) != 1 {
		t.Errorf("errors %v", s.Errs)
	}
	s.Key("2", "1", "s")
	if len(recorded(t, desk)) != 1 {
		t.Error("the finding was held up")
	}
}

func TestFixedOnTheSpotNeedsNoDeadline(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Key("x")
	s.Want("已当场整改")
	s.Key("2", "1", "s")
	if f := recorded(t, desk)[0]; !f.Fixed {
		t.Error("not fixed")
	}
}

func TestWithdrawingNeedsReasonAndSecondExpert(t *testing.T) {
	before := &inspection.Found{ID: id, Finding: tuitest.ID(601), Level: inspection.General, Description: "误记", Place: "仓库", Deadline: "2026-12-08"}
	s, desk, _ := stage(t, words.Zh, wide80, tuitest.ID(601), before)
	s.Want("误记")
	s.Key("w", "enter")
	s.Want("必填")
	s.Type("看错了楼层")
	s.Key("enter")
	s.Type("专家乙")
	s.Key("enter")
	w := recorded(t, desk)[0].Withdrawn
	if w == nil || w.Second != "专家乙" || w.Reason != "看错了楼层" {
		t.Errorf("withdrawn %+v", w)
	}
}

func TestAnErrorOfTheDiskKeepsEverything(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Key("2", "1")
	desk.Fail = errors.New("磁盘已满")
	s.Key("s")
	s.Want("疏散通道与楼梯")
	if s.Went {
		t.Fatal("left although nothing was saved")
	}
	desk.Fail = nil
	s.Key("s")
	if len(recorded(t, desk)) != 1 {
		t.Error("second try did not record")
	}
}

func TestTaps(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, tuitest.Size{Width: 40, Height: 60}, drafted)
	s.Tap("2 部位")
	s.Tap("疏散通道与楼梯")
	s.Tap("s 保存")
	if len(recorded(t, desk)) != 1 {
		t.Error("not recorded")
	}
}
