package asia_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-runewidth"

	"anquan.example/paicha/internal/asia"
)

// The width libraries must have read what this package set, whatever the locale: the test runs itself as another program.
func TestWidthIsPinnedBeforeTheLibrariesRead(t *testing.T) {
	if os.Getenv("ASIA_CHILD") != "" {
		os.Stdout.WriteString(strings.Repeat("w", ansi.StringWidth("①")) + "," + strings.Repeat("w", runewidth.StringWidth("①")) + ";")
		return
	}
	for _, c := range []struct {
		env  []string
		want string
	}{
		{[]string{"LANG=zh_CN.UTF-8"}, "w,w;"},
		{[]string{"LANG=C.UTF-8"}, "w,w;"},
		{[]string{"LANG=C.UTF-8", asia.Setting + "=1"}, "ww,ww;"},
		{[]string{"LANG=zh_CN.UTF-8", asia.Variable + "=1"}, "ww,ww;"},
		{[]string{asia.Variable + "=0", asia.Setting + "=1"}, "w,w;"},
	} {
		cmd := exec.Command(os.Args[0], "-test.run=TestWidthIsPinned")
		cmd.Env = append([]string{"ASIA_CHILD=1"}, c.env...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(out), c.want) {
			t.Errorf("%v: widths %q, want %q", c.env, out, c.want)
		}
	}
}

func TestWide(t *testing.T) {
	t.Setenv(asia.Variable, "1")
	if !asia.Wide() {
		t.Error("not wide")
	}
	t.Setenv(asia.Variable, "0")
	if asia.Wide() {
		t.Error("wide")
	}
}
