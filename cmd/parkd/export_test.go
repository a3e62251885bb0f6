package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A table goes to a file whole, or nothing is touched.
func TestExport(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.ok("demo", "--enterprises", "2", "--inspections", "3", "--no-photos")
	dir := t.TempDir()
	file := filepath.Join(dir, "findings.csv")
	if out := s.ok("export", file); !strings.Contains(out, "findings.csv：") {
		t.Error(out)
	}
	if data, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(data), "\ufeff隐患编号,") {
		t.Errorf("%.60s %v", data, err)
	}
	s.ok("export", file, "--codes")
	was, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(was), "\ufefffinding,") {
		t.Errorf("%.60s %v", was, err)
	}
	if _, says, code := s.run("export", filepath.Join(dir, "findings.pdf")); code == 0 || !strings.Contains(says, "findings.xlsx") {
		t.Error(says)
	}
	if _, _, code := s.run("export", filepath.Join(dir, "nowhere", "findings.csv")); code == 0 {
		t.Error("a folder that is not there")
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%v %v", all, err)
	}
}
