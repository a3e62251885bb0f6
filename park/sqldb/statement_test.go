package sqldb

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var statement = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)

func TestInOrder(t *testing.T) {
	for query, want := range map[string]bool{
		"SELECT 1": true, "a = $1 AND b = $2 OR a = $1": true, "b = $2 AND a = $1": false, "a = $1 AND c = $3": false, "a = $0": false, "a = $": false,
		"($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)": true, "($1, $2, $3, $4, $5, $6, $7, $8, $9, $11)": false, "$10": false,
	} {
		if inOrder(query) != want {
			t.Errorf("%s: %v", query, !want)
		}
	}
}

// Every statement in the code numbers its $N in order of first use, whether or not a test runs it.
func TestEveryStatementNumbersInOrderOfFirstUse(t *testing.T) {
	found := 0
	for _, root := range []string{"..", "../../cmd/parkd"} {
		if err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				text, is := literal(n)
				if is && statement.MatchString(text) && !strings.Contains(text, "$%") { // prepared, it is looked at again
					found++
					if !inOrder(text) {
						t.Errorf("%s: %s", path, text)
					}
				}
				return !is
			})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if found < 20 {
		t.Errorf("only %d statements were found: does the test still look where they are?", found)
	}
}

// literal is the text of a string, or of literals that are added; what is added of variables is left out.
func literal(n ast.Node) (text string, is bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			text, err := strconv.Unquote(n.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		left, first := literal(n.X)
		right, second := literal(n.Y)
		return left + right, n.Op == token.ADD && (first || second)
	}
	return "", false
}
