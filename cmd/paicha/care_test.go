package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A tablet is checked, backed up, lost, and its backup restored into another.
func TestDoctorBackupRestore(t *testing.T) {
	s := newShell(t)
	s.ok("record", "../../examples/xiaofang.yaml")
	if out := s.ok("doctor"); !strings.Contains(out, "全部完好") {
		t.Errorf("%q", out)
	}
	file := filepath.Join(t.TempDir(), "备份.paicha")
	if out := s.ok("backup", file); !strings.Contains(out, file) {
		t.Errorf("%q", out)
	}
	if _, errs, code := s.run("backup", file); code != exitFailure || !strings.Contains(errs, "已存在") {
		t.Errorf("%d %q", code, errs)
	}
	other := newShell(t)
	other.ok("restore", file)
	if out := other.ok("list"); !strings.Contains(out, "重庆示例电子有限公司") {
		t.Errorf("%q", out)
	}
	bundle := filepath.Join(t.TempDir(), "support.zip")
	s.ok("doctor", "bundle", bundle)
	if data, err := os.ReadFile(bundle); err != nil || strings.Contains(string(data), "示例") {
		t.Errorf("%v", err)
	}
	photos, err := filepath.Glob(filepath.Join(s.home, "photos", "*", "*"))
	if err != nil || len(photos) == 0 {
		t.Fatal(photos, err)
	}
	if err := os.WriteFile(photos[0], []byte("bent"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := s.run("doctor", "--json")
	var h struct {
		Problems []struct {
			Kind    string
			Affects []string
		}
	}
	if err := json.Unmarshal([]byte(out), &h); err != nil || code != exitFailure || len(h.Problems) != 1 || h.Problems[0].Kind != "photo" || len(h.Problems[0].Affects) != 1 {
		t.Errorf("%d %s %s %v", code, out, errs, err)
	}
	if _, errs, code := s.run("--home", filepath.Join(t.TempDir(), "none"), "doctor"); code != exitFailure || errs == "" {
		t.Error("doctor made a home")
	}
}
