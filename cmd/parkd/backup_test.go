package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/internal/pgtest"
)

// A park moves by one file from SQLite to PostgreSQL, and is not restored into a park that is there.
func TestAParkMovesByItsBackup(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.ok("sendback", "019ab3f0-0000-7000-8000-000000000001", "--criterion", "mem10:13.1", "--words", "请补拍台账", "--by", "李某某")
	s.ok("handout", "criteria", "../../checklists.yaml")
	file := filepath.Join(t.TempDir(), "park.backup")
	if out := s.ok("backup", file); !strings.Contains(out, "2 条操作记录，2 个照片和文件") {
		t.Error(out)
	}
	if _, errs, code := s.run("backup", file); code == 0 || !strings.Contains(errs, file) {
		t.Errorf("written over: %s", errs)
	}
	if _, errs, code := s.run("restore", file); code == 0 || !strings.Contains(errs, "there is a park") {
		t.Errorf("restored into a park: %s", errs)
	}
	to := &shell{t, t.TempDir()}
	url := pgtest.URL(t)
	if out := to.ok("--db", url, "restore", file); !strings.Contains(out, "2 条操作记录，2 个照片和文件") || strings.Contains(out, "没有照片") {
		t.Error(out)
	}
	if out := to.ok("--db", url, "devices"); !strings.Contains(out, "正常") {
		t.Error(out)
	}
	if _, err := os.Stat(filepath.Join(to.home, ledgerFile)); err == nil {
		t.Error("there is a file, too")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	fresh := &shell{t, t.TempDir()}
	if _, errs, code := fresh.run("restore", file); code == 0 || !strings.Contains(errs, "cut short or changed") {
		t.Errorf("a changed one: %s", errs)
	}
}
