package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"anquan.example/paicha/report"
)

func TestPapersFromTheCommandLine(t *testing.T) {
	s := newShell(t)
	id := s.recorded()
	if out := s.ok("paper"); !strings.Contains(out, "opinion") || !strings.Contains(out, "隐患移送单") {
		t.Errorf("the papers: %s", out)
	}
	shown := s.ok("paper", "opinion", short(id))
	if !strings.Contains(shown, "专家检查意见") || !strings.Contains(shown, "没有检查或没有查明的") {
		t.Errorf("on the screen:\n%s", shown)
	}
	number := strings.Split(shown, "\n")[1]
	if again := s.ok("paper", "notice", number); !strings.Contains(again, "隐患整改通知") {
		t.Errorf("%s, as it stands on paper, does not lead to the inspection:\n%s", number, again)
	}
	for _, ending := range report.Endings() {
		file := filepath.Join(t.TempDir(), "文书."+ending)
		s.ok("paper", "major", id, "1", "-o", file)
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", ending, err)
		}
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"paper", "poem", id}, exitUsage, "opinion"},
		{[]string{"paper", "list"}, exitUsage, "INSPECTION"},
		{[]string{"paper", "list", id, "-o", "x.exe"}, exitUsage, ".docx"},
		{[]string{"paper", "major", id, "99"}, exitFailure, "99"},
		{[]string{"paper", "extension", id}, exitFailure, "项号"},
		{[]string{"print", "list"}, exitUsage, "INSPECTION"},
	} {
		if out, errs, code := s.run(c.args...); code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("paicha %v: exit %d, want %d with %q:\n%s%s", c.args, code, c.code, c.want, out, errs)
		}
	}
}

// The platform's command gets the file; one that fails, or none, is told with what to do.
func TestPrinting(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // what prints there has no stand-in
	}
	s := newShell(t)
	id := s.recorded()
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	if _, errs, code := s.run("print", "list", id); code != exitFailure || !strings.Contains(errs, ".pdf") || !strings.Contains(errs, "cups") {
		t.Errorf("without a printer: exit %d: %s", code, errs)
	}
	got := filepath.Join(bin, "got")
	stand := func(script string) {
		if err := os.WriteFile(filepath.Join(bin, "lp"), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	stand(`echo "$#:$1" > ` + got)
	if out := s.ok("print", "list", id); !strings.Contains(out, ".pdf") {
		t.Errorf("printed: %s", out)
	}
	if said, err := os.ReadFile(got); err != nil || !strings.HasPrefix(string(said), "1:/") || !strings.HasSuffix(strings.TrimSpace(string(said)), ".pdf") {
		t.Errorf("the printer got %q, %v", said, err)
	}
	stand(`echo "no such printer" >&2; exit 1`)
	if _, errs, code := s.run("print", "list", id); code != exitFailure || !strings.Contains(errs, "no such printer") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
