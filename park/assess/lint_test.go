package assess

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/internal/breakage"
	"anquan.example/paicha/internal/strictyaml"
)

var update = flag.Bool("update", false, "write the messages of testdata/lint, and other expected files, anew")

func small(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestLint(t *testing.T) {
	good := small(t)
	if _, err := Parse("small.yaml", []byte(good)); err != nil {
		t.Fatalf("small.yaml must be in order:\n%v", err)
	}
	breakage.Run(t, "testdata/lint/*.txt", good, *update, func(_ *testing.T, broken string) error {
		_, err := Parse("small.yaml", []byte(broken))
		return err
	})
}

func TestEveryLintRuleHasACase(t *testing.T) {
	for _, rule := range lintRules {
		if _, err := os.Stat("testdata/lint/" + rule.name + ".txt"); err != nil {
			t.Errorf("lint rule %s: no testdata/lint/%s.txt that breaks it", rule.name, rule.name)
		}
	}
}

// FuzzParse: whatever the bytes, there is a scheme or a list of problems that drives no terminal; a scheme assesses whatever it is given.
func FuzzParse(f *testing.F) {
	good := small(f)
	f.Add(good, int64(1))
	files, _ := filepath.Glob("testdata/lint/*.txt")
	for _, file := range files {
		for _, b := range breakage.Read(f, file) {
			f.Add(strings.Replace(good, strings.Join(b.Old, "\n"), strings.Join(b.New, "\n"), 1), int64(len(good)))
		}
	}
	for _, name := range Presets() {
		data, err := PresetText(name, 2027)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), int64(2))
	}
	f.Fuzz(func(t *testing.T, data string, seed int64) {
		s, err := Parse("fuzz.yaml", []byte(data))
		if (s == nil) == (err == nil) {
			t.Fatalf("scheme %v, error %v", s != nil, err)
		}
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && strictyaml.Unfit(r) != "" }) {
				t.Errorf("the message would drive a terminal: %q", err.Error())
			}
			return
		}
		facts := rolled(seed).facts()
		r := s.Assess(facts, "")
		if r.Score.IsNegative() || r.None == (s.Grade(r.Grade) != nil) {
			t.Errorf("score %s, grade %q, none %t", r.Score, r.Grade, r.None)
		}
		if err := Seal(s, facts, "", Sealing{Day: "2027-01-10", By: "某甲", Version: 1}).Verify(); err != nil {
			t.Error(err)
		}
	})
}
