package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/tui/widget"
)

// shell runs the program as a person at a prompt would, without a terminal.
type shell struct {
	t    *testing.T
	home string
	env  map[string]string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	return &shell{t: t, home: filepath.Join(t.TempDir(), "数据 目录"), env: map[string]string{"LANG": "zh_CN.UTF-8"}}
}

func (s *shell) run(args ...string) (out, errs string, code int) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	s.env["PAICHA_HOME"] = s.home
	code = run(context.Background(), args, world{
		in: strings.NewReader(""), out: &stdout, err: &stderr, getenv: func(k string) string { return s.env[k] },
		now:  func() time.Time { return time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC) },
		zone: time.FixedZone("CST", 8*3600),
	})
	return stdout.String(), stderr.String(), code
}

// ok runs what must succeed and gives its output.
func (s *shell) ok(args ...string) string {
	s.t.Helper()
	out, errs, code := s.run(args...)
	if code != exitOK {
		s.t.Fatalf("paicha %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// recorded puts the example inspection in and gives its id.
func (s *shell) recorded() string {
	s.t.Helper()
	s.ok("record", "../../examples/gongmao.yaml")
	var all []map[string]any
	if err := json.Unmarshal([]byte(s.ok("list", "--json")), &all); err != nil {
		s.t.Fatal(err)
	}
	return all[0]["id"].(string)
}

func TestExitCodesAndWhatToDoNext(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--help"}, exitOK, "paicha record"},
		{[]string{"--version"}, exitOK, "paicha"},
		{nil, exitUsage, "需要一个终端"},
		{[]string{"nosuch"}, exitUsage, "nosuch"},
		{[]string{"--nosuch"}, exitUsage, "--help"},
		{[]string{"show"}, exitUsage, "--help"},
		{[]string{"show", "ffffffff"}, exitFailure, "ffffffff"},
		{[]string{"show", "ff"}, exitFailure, "4"},
		{[]string{"report", "ffffffff"}, exitUsage, "-o"},
		{[]string{"report", "ffffffff", "-o", "x.exe"}, exitUsage, ".html"},
		{[]string{"findings", "--level", "huge"}, exitUsage, "suspected-major"},
		{[]string{"findings", "--status", "lost"}, exitUsage, "withdrawn"},
		{[]string{"checklist", "show", "mem10:99"}, exitFailure, "mem10:99"},
		{[]string{"checklist", "list", "--sector", "space"}, exitUsage, "space"},
		{[]string{"checklist", "lint", "nosuch.yaml"}, exitFailure, "nosuch.yaml"},
		{[]string{"list"}, exitOK, "还没有检查"},
		{[]string{"findings"}, exitOK, "没有符合的隐患"},
	} {
		out, errs, code := s.run(c.args...)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("paicha %v: exit %d, want %d with %q:\n%s%s", c.args, code, c.code, c.want, out, errs)
		}
	}
}

func TestTheOtherLanguage(t *testing.T) {
	s := newShell(t)
	for _, args := range [][]string{{"--lang", "en", "--help"}, {"--help", "--lang=en"}} {
		if out := s.ok(args...); !strings.Contains(out, "Commands") || strings.ContainsAny(out, "命令") {
			t.Errorf("%v is not English:\n%s", args, out)
		}
	}
	s.env["PAICHA_LANG"] = "en"
	if out := s.ok("list"); !strings.Contains(out, "No inspections yet") {
		t.Errorf("PAICHA_LANG: %s", out)
	}
}

func TestCompletionsForTheShells(t *testing.T) {
	s := newShell(t)
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := s.ok("completion", shell); !strings.Contains(out, "paicha") {
			t.Errorf("%s: %s", shell, out)
		}
	}
}

func TestFromRecordToReport(t *testing.T) {
	s := newShell(t)
	id := s.recorded()
	if out := s.ok("list"); !strings.Contains(out, short(id)) || !strings.Contains(out, "已封存") {
		t.Errorf("list: %s", out)
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(s.ok("show", short(id), "--json")), &doc); err != nil {
		t.Fatal(err)
	}
	findings := doc["findings"].([]any)
	if doc["id"] != id || len(findings) == 0 || doc["sealed"] == nil {
		t.Errorf("document %v", doc)
	}
	var listed []map[string]any
	if err := json.Unmarshal([]byte(s.ok("findings", "--inspection", short(id), "--json")), &listed); err != nil {
		t.Fatal(err)
	}
	if len(listed) != len(findings) {
		t.Errorf("%d findings listed, %d in the document", len(listed), len(findings))
	}
	for _, ending := range []string{"html", "xlsx", "csv", "md", "json"} {
		file := filepath.Join(t.TempDir(), "清单."+ending)
		s.ok("report", id, "-o", file)
		info, err := os.Stat(file)
		if err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", ending, err)
		}
	}
	if out := s.ok("show", short(id)); !strings.Contains(out, "以下全部成立才构成") {
		t.Errorf("show lacks the path of answers:\n%s", out)
	}
}

func TestFindingsAreFiltered(t *testing.T) {
	s := newShell(t)
	s.recorded()
	count := func(args ...string) int {
		var all []json.RawMessage
		if err := json.Unmarshal([]byte(s.ok(append([]string{"findings", "--json"}, args...)...)), &all); err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	all, major, general := count(), count("--level", "suspected-major"), count("--level", "general")
	if all == 0 || major == 0 || general == 0 || major+general != all {
		t.Errorf("%d findings, %d major, %d general", all, major, general)
	}
	if count("--enterprise", "示例铝") != all || count("--enterprise", "别家") != 0 || count("--status", "withdrawn") != 0 {
		t.Error("the filters let the wrong ones pass")
	}
}

func TestNothingIsRecordedUnlessAllIsValid(t *testing.T) {
	s := newShell(t)
	file := filepath.Join(t.TempDir(), "bad.yaml")
	good, err := os.ReadFile("../../examples/huagong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(string(good), "answer: ok", "answer: maybe", 1)
	if err := os.WriteFile(file, []byte(bad), 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, code := s.run("record", file)
	line := strings.Count(bad[:strings.Index(bad, "maybe")], "\n") + 1
	if code != exitFailure || !strings.Contains(errs, "bad.yaml:") || !strings.Contains(errs, "maybe") {
		t.Errorf("exit %d, line %d: %s", code, line, errs)
	}
	if out := s.ok("list"); !strings.Contains(out, "还没有检查") {
		t.Errorf("something was recorded: %s", out)
	}
}

func TestAnotherLibraryIsLintedShownAndRefused(t *testing.T) {
	s := newShell(t)
	file := filepath.Join(t.TempDir(), "mine.yaml")
	data, err := os.ReadFile("../../checklists.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(data, []byte("need: 1"), []byte("need: 0"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, code := s.run("checklist", "lint", file)
	if code != exitFailure || !strings.Contains(errs, "mine.yaml:") || !strings.Contains(errs, "need") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if out := s.ok("checklist", "lint"); !strings.Contains(out, "没有问题") {
		t.Errorf("embedded: %s", out)
	}
	if out := s.ok("checklist", "show", "mem10:13.1"); !strings.Contains(out, "以下全部成立才构成") {
		t.Errorf("show: %s", out)
	}
	var one map[string]any
	if err := json.Unmarshal([]byte(s.ok("checklist", "show", "mem10:13.1", "--json")), &one); err != nil || one["id"] != "mem10:13.1" {
		t.Errorf("show --json: %v %v", one["id"], err)
	}
	var schema map[string]any
	if err := json.Unmarshal([]byte(s.ok("checklist", "schema")), &schema); err != nil {
		t.Error(err)
	}
}

func TestASecondStartOnTheSameHomeIsRefused(t *testing.T) {
	s := newShell(t)
	s.ok("list")
	p := &program{world: world{getenv: func(k string) string { return s.env[k] }, now: time.Now}}
	first, err := p.openStore()
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, errs, code := s.run("list")
	if code != exitFailure || !strings.Contains(errs, s.home) {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// Text from outside cannot move the cursor or set a colour, whatever prints it (P10).
func TestNoCommandLetsTextDriveTheTerminal(t *testing.T) {
	s := newShell(t)
	id := s.recorded()
	for _, args := range [][]string{{"list"}, {"show", id}, {"findings"}, {"checklist", "list"}, {"show", "\x1b[31mffff"}, {"nosuch\x1b]0;x\x07"}} {
		out, errs, _ := s.run(args...)
		if text := out + errs; widget.Clean(text) != text {
			t.Errorf("%q prints control sequences: %q", args, text)
		}
	}
}

// The answers file that the READMEs show runs as it stands there.
func TestTheReadmesExampleRuns(t *testing.T) {
	for _, readme := range []string{"../../README.md", "../../README.zh-CN.md"} {
		text, err := os.ReadFile(readme)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(text), "```yaml\n")
		block, _, ended := strings.Cut(rest, "```")
		if !found || !ended {
			t.Fatalf("%s shows no answers file", readme)
		}
		file := filepath.Join(t.TempDir(), "readme.yaml")
		if err := os.WriteFile(file, []byte(block), 0o600); err != nil {
			t.Fatal(err)
		}
		s := newShell(t)
		s.ok("record", file)
		if out := s.ok("list"); !strings.Contains(out, "疑似重大 1") {
			t.Errorf("%s: %s", readme, out)
		}
	}
}
