package checklist

import (
	"flag"
	"os"
	"testing"

	"anquan.example/paicha/internal/breakage"
)

var update = flag.Bool("update", false, "write the messages of testdata/lint anew")

func small(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parsed(t testing.TB, data []byte) *Library {
	t.Helper()
	l, err := Parse("small.yaml", data)
	if err != nil {
		t.Fatalf("small.yaml must be in order:\n%v", err)
	}
	return l
}

func TestLint(t *testing.T) {
	good := small(t)
	parsed(t, good)
	breakage.Run(t, "testdata/lint/*.txt", string(good), *update, func(_ *testing.T, broken string) error {
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
