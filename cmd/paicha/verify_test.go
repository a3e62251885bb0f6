package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// A paper that one tablet made is verified by another program without that tablet's home, and a changed one is not.
func TestVerify(t *testing.T) {
	s := newShell(t)
	id := s.recorded()
	other := newShell(t)
	dir := t.TempDir()
	for _, ending := range []string{"docx", "pdf", "xlsx", "html"} {
		file := filepath.Join(dir, "清单."+ending)
		s.ok("paper", "list", id, "-o", file)
		for _, who := range []*shell{s, other} {
			if out := who.ok("verify", file); !strings.Contains(out, "与签署的内容一致") || !strings.Contains(out, "没有园区的签名") {
				t.Errorf("%s: %s", ending, out)
			}
		}
	}
	file := filepath.Join(dir, "清单.html")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(dir, "改过.html")
	if err := os.WriteFile(changed, []byte(strings.Replace(string(data), "示例铝制品", "样例铝制品", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := other.run("verify", changed); code != exitFailure || !strings.Contains(out, "不可信") {
		t.Errorf("changed: exit %d\n%s%s", code, out, errs)
	}
	s.ok("paper", "list", id, "-o", filepath.Join(dir, "x.csv"))
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"verify", filepath.Join(dir, "x.csv")}, exitFailure, "csv、md、txt 不带凭据"},
		{[]string{"verify", filepath.Join(dir, "none.pdf")}, exitFailure, "none.pdf"},
		{[]string{"verify", "x.exe"}, exitFailure, "x.exe"},
		{[]string{"verify"}, exitUsage, "1"},
	} {
		if out, errs, code := other.run(c.args...); code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("paicha %v: exit %d, want %d with %q:\n%s%s", c.args, code, c.code, c.want, out, errs)
		}
	}
	if _, err := os.Stat(other.home); err == nil {
		t.Error("verifying a file made a home")
	}
}

// A number that the park gave reaches the tablet by sync, stands on its papers, and is proved without either.
func TestTabletsLearnNumbers(t *testing.T) {
	p, s, aside := newPark(t), newShell(t), newShell(t)
	id := s.recorded()
	s.ok("enrol", p.invitation("平板1", "专家甲"))
	s.ok("sync")
	const number = "示例园管〔2026〕7号"
	if out := s.ok("paper", "notice", id); strings.Contains(out, "〔") {
		t.Errorf("numbered before the park did:\n%s", out)
	}
	if _, err := p.RecordMade(t.Context(), func(_ server.Tx, feed wire.FeedID) ([]inspection.Payload, error) {
		return []inspection.Payload{p.Numbered(inspection.Numbered{ID: id, Paper: "notice", Mark: "示例园管", Year: 2026, Number: 7, By: "园区王某某"}, feed)}, nil
	}); err != nil {
		t.Fatal(err)
	}
	s.ok("sync")
	for _, kind := range []string{"notice", "recheck"} { // the second names the paper that it follows
		if out := s.ok("paper", kind, id); !strings.Contains(out, number) {
			t.Errorf("%s on the screen:\n%s", kind, out)
		}
	}
	if out := s.ok("show", id, "--json"); !strings.Contains(out, `"number": "`+number) {
		t.Errorf("for programs:\n%s", out)
	}
	file := filepath.Join(t.TempDir(), "通知.docx")
	s.ok("paper", "notice", id, "-o", file)
	for _, who := range []*shell{s, aside} {
		if out := who.ok("verify", file); !strings.Contains(out, number+" 是「隐患整改通知」的文号，由「示例园区」") {
			t.Errorf("%s", out)
		}
	}
	if _, err := os.Stat(aside.home); err == nil {
		t.Error("verifying a file made a home")
	}
}
