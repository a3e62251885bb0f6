package paper

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

var middling = tuitest.Size{Width: 80, Height: 24}

func stage(t *testing.T, lang words.Lang, size tuitest.Size, item string) (*tuitest.Stage, *tui.Deps, *tuitest.Desk) {
	t.Helper()
	deps, desk := tuitest.Deps(lang)
	id := tuitest.ID(500)
	c := deps.Library.Criterion("mem10:4.2")
	tuitest.Record(t, desk, tuitest.Opened(id, tuitest.Plant(1)),
		&inspection.Scoped{ID: id, Question: "ind-melt", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}},
		&inspection.Answered{ID: id, Words: c.Hash(), Answer: checklist.Answer{Criterion: c.ID, Value: checklist.Fail, Conditions: map[string]bool{"a": true, "b": true}}},
		&inspection.Found{ID: id, Finding: tuitest.ID(601), Criterion: c.ID, Level: inspection.SuspectedMajor, Description: "休息室设在吊运跨", Place: "熔炼车间", Basis: "示例令第10号第四条（二）", Immediate: "停用休息室", Measure: "迁出", Deadline: "2026-11-30"},
		&inspection.Found{ID: id, Finding: tuitest.ID(602), Level: inspection.General, Description: "消防通道堆放杂物，只剩半米宽", Place: "打磨车间", Deadline: "2026-12-08"})
	return tuitest.NewStage(t, deps, tui.Page{Kind: tui.Paper, ID: id, Item: item}, New, size), deps, desk
}

func TestFrames(t *testing.T) {
	for _, item := range []string{"", "opinion", "notice", "extension"} { // extension: no finding offers itself, so it asks
		name := item
		if name == "" {
			name = "choose"
		}
		tuitest.Frames(t, name, func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			s, _, _ := stage(t, lang, size, item)
			return s.Drive
		})
	}
}

func TestAPaperIsChosenReadAndLeft(t *testing.T) {
	s, _, _ := stage(t, words.Zh, middling, "")
	s.Want("专家检查意见", "隐患移送单")
	s.Key("4")
	s.Want("隐患整改通知", "-TZ")
	s.Key("end")
	s.Want("园区经办人")
	s.Key("o", "1")
	s.Want("-YJ")
	s.Key("o", "esc")
	s.Want("-YJ")
	if s.Went {
		t.Error("it was left while a paper was shown")
	}
	s, _, _ = stage(t, words.Zh, middling, "")
	s.Key("esc")
	if !s.Went {
		t.Error("esc does not leave when no paper was chosen")
	}
}

func TestFindingsAreChosen(t *testing.T) {
	s, deps, _ := stage(t, words.Zh, middling, "extension")
	var got []string
	deps.Paper = func(_, kind string, findings []string, ending string) (string, error) {
		got = append([]string{kind, ending}, findings...)
		return "x", nil
	}
	s.Key("2", "enter")
	s.Want("-YQ-02")
	s.Key("s")
	if strings.Join(got, " ") != "extension docx "+tuitest.ID(602) {
		t.Errorf("wrote %v", got)
	}
	s.Key("n", "1", "enter")
	s.Want("-YQ-01-02")
	s.Key("n", "esc")
	s.Want("-YQ-01-02")
}

func TestWritingAndPrinting(t *testing.T) {
	s, deps, _ := stage(t, words.Zh, middling, "list")
	s.Key("s")
	if len(s.Errs) != 1 {
		t.Fatalf("nothing can be written here, and it says %v", s.Errs)
	}
	var printed string
	deps.Paper = func(_, kind string, _ []string, ending string) (string, error) { return kind + "." + ending, nil }
	deps.Print = func(file string) error { printed = file; return nil }
	s.Key("p")
	s.Want("已交给打印：list.pdf")
	if printed != "list.pdf" {
		t.Errorf("printed %q", printed)
	}
	s.Key("f", "1")
	s.Want("已写出：list.docx")
	deps.Print = func(string) error { return errors.New("没有纸") }
	s.Key("p")
	if len(s.Errs) != 2 || s.Errs[1].Error() != "没有纸" {
		t.Errorf("errors %v", s.Errs)
	}
}

// The photo of the signed paper is attached to the inspection, under the paper's kind.
func TestTheSignedPaperComesBack(t *testing.T) {
	s, deps, desk := stage(t, words.Zh, middling, "opinion")
	deps.PhotoDir = t.TempDir()
	if err := os.WriteFile(filepath.Join(deps.PhotoDir, "IMG_9.jpg"), []byte("photo"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Key("i", "1")
	s.Want("签字件照片已收下：IMG_9.jpg", "签字件照片 × 1")
	i, err := desk.Inspection(tuitest.ID(500))
	if err != nil || len(i.Signed) != 1 || i.Signed[0].Paper != "opinion" || i.Signed[0].Photo.Name != "IMG_9.jpg" {
		t.Errorf("signed %+v, %v", i.Signed, err)
	}
	desk.Fail = errors.New("磁盘已满")
	s.Key("i", "1")
	if len(s.Errs) != 1 {
		t.Errorf("errors %v", s.Errs)
	}
}

func TestNoSuchPaper(t *testing.T) {
	s, _, _ := stage(t, words.Zh, middling, "poem")
	if len(s.Errs) != 1 || !strings.Contains(s.Errs[0].Error(), "poem") {
		t.Errorf("errors %v", s.Errs)
	}
}

// numbered is a stage on which the park, whose key it gives, numbered three papers, and another park one.
func numbered(t *testing.T, lang words.Lang, size tuitest.Size) (*tuitest.Stage, *tuitest.Desk, ed25519.PublicKey) {
	t.Helper()
	s, _, desk := stage(t, lang, size, "")
	park := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))
	number := func(key ed25519.PrivateKey, n int, kind string, findings ...string) {
		given := inspection.Numbered{ID: tuitest.ID(500), Paper: kind, Findings: findings, Mark: "示例园管", Year: 2026, Number: n, By: "园区王某某"}
		tuitest.Record(t, desk, given.Sign(key, desk.Feed()))
	}
	number(park, 7, "notice")
	number(park, 18, "transfer", tuitest.ID(602))
	number(park, 19, "transfer", tuitest.ID(601))
	number(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), 1, "recheck")
	return s, desk, park.Public().(ed25519.PublicKey)
}

// Numbers that the park gave stand beside the papers and on them; where no park is known there are none.
func TestPapersHaveTheirNumbers(t *testing.T) {
	s, desk, park := numbered(t, words.Zh, middling)
	s.Send(tui.Returned{})
	s.Lacks("〔2026〕")
	desk.Park = park
	s.Send(tui.Returned{})
	s.Want("隐患整改通知  示例园管〔2026〕7号", "隐患移送单  示例园管〔2026〕18号  示例园管〔2026〕19号")
	s.Lacks("〔2026〕1号")
	s.Key("4")
	s.Want("示例园管〔2026〕7号")
	s.Lacks("-TZ")
	tuitest.Frames(t, "numbered", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		s, desk, park := numbered(t, lang, size)
		desk.Park = park
		s.Send(tui.Returned{})
		return s.Drive
	})
}
