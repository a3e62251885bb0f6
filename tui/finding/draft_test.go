package finding

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

// reopen is the page again, as after leaving it or after a restart.
func reopen(t *testing.T, desk *tuitest.Desk, item string) *tuitest.Stage {
	t.Helper()
	deps, _ := tuitest.Deps(words.Zh)
	deps.Desk = desk
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Finding, ID: id, Item: item}, New, wide80)
}

func TestWhatWasNotSavedIsThereAgain(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Key("2", "1", "1", "1") // place; level general
	again := reopen(t, desk, drafted)
	again.Want("接着上次没存的内容", "疏散通道与楼梯", "一般隐患", "2026-12-08")
	again.Key("s")
	if all := recorded(t, desk); len(all) != 1 || all[0].Level != inspection.General {
		t.Fatalf("recorded %+v", all)
	}
	reopen(t, desk, "new||").Lacks("接着上次")
	reopen(t, desk, drafted).Lacks("接着上次") // recorded: nothing is left of it
}

func TestStartingOverDropsTheDraft(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Key("2", "1")
	again := reopen(t, desk, drafted)
	again.Key("d")
	again.Lacks("疏散通道与楼梯", "接着上次")
	reopen(t, desk, drafted).Lacks("接着上次")
}

func TestACorrectionIsNotTakenUpOverALaterOne(t *testing.T) {
	before := &inspection.Found{ID: id, Finding: tuitest.ID(601), Level: inspection.General, Description: "旧的", Place: "仓库", Deadline: "2026-12-08"}
	s, desk, _ := stage(t, words.Zh, wide80, tuitest.ID(601), before)
	s.Key("5", "1")
	reopen(t, desk, tuitest.ID(601)).Want("接着上次", "2026-11-23")
	later := *before
	later.Description = "后来改的"
	tuitest.Record(t, desk, &later)
	again := reopen(t, desk, tuitest.ID(601))
	again.Want("后来改的")
	again.Lacks("接着上次")
	again.Key("4")
	again.Type("换一个")
	again.Key("ctrl+s", "s")
	if f := recorded(t, desk)[0]; f.Finding != tuitest.ID(601) || f.Edits != 2 {
		t.Errorf("recorded %+v", f)
	}
}

func TestEnterLeadsThroughAndSaves(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	s.Key("enter", "enter")      // place: the first offered
	s.Key("enter", "enter")      // description
	s.Key("enter", "enter")      // measure
	s.Key("enter", "enter")      // deadline
	s.Key("enter", "2", "enter") // photo: none, explosion zone; then the row that saves
	if all := recorded(t, desk); len(all) != 1 || all[0].NoPhoto != "防爆区" {
		t.Errorf("recorded %+v", all)
	}
}

func TestTheDeadlineFollowsTheLevelUntilItIsChosen(t *testing.T) {
	s, _, _ := stage(t, words.Zh, wide80, drafted)
	s.Want("2026-11-30")
	s.Key("1", "1")
	s.Want("2026-12-08")
	s.Key("5", "2", "1", "2")
	s.Want("疑似重大", "2026-11-26")
}

func TestATakenBackFindingIsNotMadeAnew(t *testing.T) {
	s, _, _ := stage(t, words.Zh, wide80, tuitest.ID(999))
	if !s.Went || len(s.Errs) != 1 {
		t.Errorf("went back %v, said %v", s.Went, s.Errs)
	}
}

func TestAWithdrawnFindingIsOnlyShown(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, tuitest.ID(601),
		&inspection.Found{ID: id, Finding: tuitest.ID(601), Level: inspection.General, Description: "误记", Place: "仓库", Deadline: "2026-12-08"},
		&inspection.Withdrawn{ID: id, Finding: tuitest.ID(601), Reason: "看错", Second: "专家乙"})
	s.Want("已撤销：看错")
	s.Key("w", "s")
	s.Want("不能再改")
	if f := recorded(t, desk)[0]; f.Edits != 0 {
		t.Errorf("changed: %+v", f)
	}
}

func TestAWithdrawalThatIsRefusedKeepsItsReason(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, tuitest.ID(601),
		&inspection.Found{ID: id, Finding: tuitest.ID(601), Level: inspection.General, Description: "误记", Place: "仓库", Deadline: "2026-12-08"})
	desk.Fail = errors.New("磁盘已满")
	s.Key("w")
	s.Type("看错了楼层")
	s.Key("enter")
	s.Type("专家乙")
	s.Key("enter")
	desk.Fail = nil
	s.Key("w", "enter", "enter")
	if w := recorded(t, desk)[0].Withdrawn; w == nil || w.Reason != "看错了楼层" || w.Second != "专家乙" {
		t.Errorf("withdrawn %+v", w)
	}
}

func TestPathsAsPeopleGiveThem(t *testing.T) {
	for given, want := range map[string]string{
		"/a/b.jpg": "/a/b.jpg", " '/a/b c.jpg' \n": "/a/b c.jpg", `"C:\照片\1.jpg"`: `C:\照片\1.jpg`, `/a/b\ c.jpg`: "/a/b c.jpg",
		"file:///a/b%20c.jpg": "/a/b c.jpg", "file:///C:/%E7%85%A7/1.jpg": "C:/照/1.jpg", "'file://localhost/a.jpg'": "/a.jpg", "": "",
	} {
		if got := tui.CleanPath(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestAPhotoCanBeDroppedAgain(t *testing.T) {
	s, desk, _ := stage(t, words.Zh, wide80, drafted)
	file := filepath.Join(t.TempDir(), "IMG_9.jpg")
	if err := os.WriteFile(file, []byte("picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Paste(file)
	s.Want("1 张")
	s.Key("6", "2")
	s.Lacks("1 张")
	s.Key("2", "1", "s")
	if f := recorded(t, desk)[0]; len(f.Photos) != 0 {
		t.Errorf("photos %+v", f.Photos)
	}
}

// growing is a desk beside whose copy the camera goes on writing.
type growing struct{ *tuitest.Desk }

func (g growing) AddPhoto(path string) (inspection.Photo, error) {
	p, err := g.Desk.AddPhoto(path)
	if err == nil {
		err = os.WriteFile(path, []byte("picture and more"), 0o600)
	}
	return p, err
}

func TestAPhotoStillBeingWrittenIsNotTaken(t *testing.T) {
	s, desk, deps := stage(t, words.Zh, wide80, drafted)
	deps.Desk = growing{desk}
	file := filepath.Join(t.TempDir(), "IMG_9.jpg")
	if err := os.WriteFile(file, []byte("picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Paste(file)
	s.Lacks("1 张")
	if len(s.Errs) != 1 {
		t.Errorf("errors %v", s.Errs)
	}
}

func TestHostileTextOnlyShows(t *testing.T) {
	const bad = "坏\u202e\u200b名"
	s, desk, _ := stage(t, words.Zh, wide80, tuitest.ID(601),
		&inspection.Found{ID: id, Finding: tuitest.ID(601), Level: inspection.General, Description: bad, Place: bad, Measure: bad, Basis: bad, NoPhoto: bad, Deadline: "2026-12-08"})
	for _, key := range []string{"2", "3", "4", "7", "8"} {
		s.Key(key, "esc", "esc")
	}
	s.Want("坏名")
	for _, line := range s.Lines() {
		for _, r := range line {
			if r == 0x202e || r == 0x200b {
				t.Fatalf("%q", line)
			}
		}
	}
	s.Key("s")
	if f := recorded(t, desk)[0]; f.Description != bad {
		t.Errorf("the record was changed: %q", f.Description)
	}
}

// What a terminal shows after many small changes is what it would show drawn afresh, whatever is pressed.
func TestRandomHands(t *testing.T) {
	for n, size := range tuitest.Sizes {
		s, _, deps := stage(t, tuitest.Langs()[n%2], size, []string{drafted, "new||"}[n%2])
		deps.PhotoDir = t.TempDir()
		if err := os.WriteFile(filepath.Join(deps.PhotoDir, "IMG_1.jpg"), []byte("picture"), 0o600); err != nil {
			t.Fatal(err)
		}
		tuitest.Incremental(t, s.Drive, uint64(n+1), 150, "4", "5", "6", "7", "8", "s", "x", "w", "p", "d", "ctrl+s")
	}
}
