package main

import (
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/sqldb"
)

// The mark of papers' numbers is set once; a park that is served without the flag keeps it, and one that cannot be used is told before
// anybody is served.
func TestTheMarkOfPapersIsKept(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.served(func(string) {}, "--mark", "示例园管")
	s.served(func(string) {})
	db, err := sqldb.Open(filepath.Join(s.home, ledgerFile))
	if err != nil {
		t.Fatal(err)
	}
	mark, err := (&park.Park{DB: db}).PaperMark(t.Context())
	if err != nil || mark != "示例园管" {
		t.Errorf("mark %q, %v", mark, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := s.run("serve", "--http", "--addr", "127.0.0.1:0", "--mark", "〔2026〕"); code == 0 || !strings.Contains(errs, "〔2026〕") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
