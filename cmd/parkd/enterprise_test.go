package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The register is shown before it is written; a bad row is named and stops no other.
func TestTheRegisterIsImportedAfterAPreview(t *testing.T) {
	s := &shell{t, t.TempDir()}
	file := filepath.Join(t.TempDir(), "名册.csv")
	if err := os.WriteFile(file, []byte("名称,统一社会信用代码,行业,颜色\n重庆示例铝制品有限公司,91500000MA5U00AA13,工贸,红\n示例化工\x1b[2J,,,\n示例气体,91500000MA5U00AA14,,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := s.ok("enterprise", "import", file)
	for _, want := range []string{"名册.csv", "没有用到的列：颜色", "＋ 第 2 行 重庆示例铝制品有限公司", "A3（第 3 行，名称）", "B4（第 4 行", "新增 1", "问题 2", "这是预览"} {
		if !strings.Contains(out, want) {
			t.Errorf("the preview does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("a cell drives the terminal")
	}
	if out := s.ok("enterprise", "list"); !strings.Contains(out, "名册是空的") {
		t.Errorf("a preview wrote:\n%s", out)
	}
	if out := s.ok("enterprise", "import", file, "--yes"); !strings.Contains(out, "已写入：新增 1，变更 0") {
		t.Error(out)
	}
	if out := s.ok("enterprise", "list", "--search", "铝"); !strings.Contains(out, "91500000MA5U00AA13  重庆示例铝制品有限公司") || !strings.Contains(out, "industry") {
		t.Error(out)
	}
	if err := os.WriteFile(file, []byte("甲,乙\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := s.run("enterprise", "import", file); code == 0 || !strings.Contains(errs, "企业名称") {
		t.Error(errs)
	}
}
