package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
)

// Every sentence that the store says is known in Chinese.
func TestEveryErrorOfTheStoreIsSaidInChinese(t *testing.T) {
	files, err := filepath.Glob("../../store/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "say" || strings.HasSuffix(file, "say.go") {
				return true
			}
			format, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			if found++; !words.Knows(format) {
				t.Errorf("%s: %q is missing in internal/words/errors.go", filepath.Base(file), format)
			}
			return true
		})
	}
	if found < 40 {
		t.Errorf("only %d sentences found: does the test still look in the right place?", found)
	}
}

// A Chinese reader gets Chinese, with the same facts; the error underneath stays what it is.
func TestErrorsInTheReadersLanguage(t *testing.T) {
	s := newShell(t)
	s.ok("list")
	// a newer home: its device.key says nothing that we know
	if err := errors.Join(os.WriteFile(filepath.Join(s.home, "format"), []byte("7\n"), 0o600), os.WriteFile(filepath.Join(s.home, "device.key"), []byte("paicha device 7\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	_, errs, code := s.run("list")
	if code != exitFailure || !strings.Contains(errs, "更新版本的 paicha") || !strings.Contains(errs, "7") || regexp.MustCompile(`%!`).MatchString(errs) {
		t.Errorf("%q", errs)
	}
	if _, errs, _ = s.run("--lang", "en", "list"); !strings.Contains(errs, "newer paicha") {
		t.Errorf("%q", errs)
	}
	zh := words.In(words.Zh)
	wrapped := errors.Join(store.ErrInUse, os.ErrNotExist)
	if text := zh.Error(wrapped); text != "正被另一个 paicha 使用\n没有这个文件或目录" {
		t.Errorf("%q", text)
	}
	if _, err := os.Open("/nowhere/at/all"); zh.Error(err) != "/nowhere/at/all：没有这个文件或目录" {
		t.Errorf("%q", zh.Error(err))
	}
}
