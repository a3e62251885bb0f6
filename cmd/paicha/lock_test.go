package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	ring "github.com/zalando/go-keyring"
)

// The key store of who runs the tests is left alone.
func TestMain(m *testing.M) {
	ring.MockInit()
	os.Exit(m.Run())
}

// A home is locked, its backup restored elsewhere with the recovery code, the PIN changed, the lock taken away.
func TestLock(t *testing.T) {
	s := newShell(t)
	s.ok("record", "../../examples/xiaofang.yaml")
	if out := s.ok("lock"); !strings.Contains(out, "没有加锁") {
		t.Errorf("%q", out)
	}
	if _, errs, code := s.run("lock", "set"); code != exitFailure || errs == "" {
		t.Errorf("set without a secret: %d %q", code, errs)
	}
	s.env["PAICHA_NEW_PIN"] = "123456"
	if _, errs, code := s.run("lock", "set"); code != exitFailure || !strings.Contains(errs, "PIN") {
		t.Errorf("%d %q", code, errs)
	}
	s.env["PAICHA_NEW_PIN"] = "194537"
	out := s.ok("lock", "set")
	recovery := regexp.MustCompile(`([0-9A-Z]{4}-){7}[0-9A-Z]{4}`).FindString(out)
	if recovery == "" || !strings.Contains(out, "密钥库") {
		t.Fatalf("%q", out)
	}
	if out := s.ok("lock"); !strings.Contains(out, "已加锁") {
		t.Errorf("%q", out)
	}
	if out, errs, code := s.run("list"); code != exitFailure || !strings.Contains(errs, "PAICHA_PIN") || strings.Contains(out, "示例") {
		t.Errorf("%d %q %q", code, out, errs)
	}
	file := filepath.Join(t.TempDir(), "备份.paicha")
	s.ok("backup", file) // needs no PIN: it lies sealed
	s.env["PAICHA_PIN"] = "194530"
	if _, errs, code := s.run("list"); code != exitFailure || !strings.Contains(errs, "PIN 不对") {
		t.Errorf("%d %q", code, errs)
	}
	s.env["PAICHA_PIN"] = "194537"
	if out := s.ok("list"); !strings.Contains(out, "示例") {
		t.Errorf("%q", out)
	}
	if out := s.ok("doctor"); !strings.Contains(out, "全部完好") {
		t.Errorf("%q", out)
	}
	other := newShell(t)
	if _, errs, code := other.run("restore", file); code != exitFailure || !strings.Contains(errs, "PAICHA_BACKUP_PIN") {
		t.Errorf("%d %q", code, errs)
	}
	other.env["PAICHA_BACKUP_PIN"] = recovery
	other.ok("restore", file)
	if out := other.ok("list"); !strings.Contains(out, "示例") {
		t.Errorf("%q", out)
	}
	s.env["PAICHA_NEW_PIN"] = "a longer passphrase"
	s.ok("lock", "set")
	s.env["PAICHA_PIN"] = "a longer passphrase"
	s.ok("lock", "remove")
	delete(s.env, "PAICHA_PIN")
	if out := s.ok("list"); !strings.Contains(out, "示例") {
		t.Errorf("%q", out)
	}
}
