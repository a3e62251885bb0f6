package widget

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/vt"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"储罐高液位 A-1，“合格”":    "储罐高液位 A-1，“合格”",
		"a\x1b[2J\x1b[Hb":   "ab",
		"\x1b[31m红\x1b[0m":  "红",
		"\x1b]0;title\x07名": "名",
		"\x1b]8;;http://x\x1b\\链接\x1b]8;;\x1b\\": "链接",
		"\x1b]52;c;aGk=\x07x":                    "x",
		"\x1bP1$r\x1b\\x\x1b_G\x1b\\y":           "xy",
		"\x1bc重置":                                "重置",
		"\x1b]0;no end 隐藏的隐患":                    "]0;no end 隐藏的隐患", // nothing can hide what follows
		"\u009b31mx":                             "x",
		"a\x00\x07\x08b\x7f":                     "ab",
		"abc\u202efdp.exe":                       "abcfdp.exe",
		"\u2066x\u2069\u200b\u200dy\ufeff":       "xy",
		"a\r\nb\rc\u2028d\u0085e":                "a\nb\nc\nd\ne",
		"a\tb":                                   "a    b",
		"a\u00a0b\u2003c":                        "a b c",
		"1\ufe0f\u20e3 ⚠\ufe0f 👷\U0001f3fd":      "1 ⚠ 👷",
		"🇨🇳":                                     "CN",
		"\xff\xfe":                               "??",
		"\ue000":                                 "?",
		"e\u0301\u0301\u0301\u0301\u0301":        "e\u0301\u0301",
		"\u0301x":                                "x",
		"\U000e0041\U000e0042z":                  "z",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
		if got := Clean(Clean(in)); got != Clean(in) {
			t.Errorf("Clean is not settled on %q: %q", in, got)
		}
	}
	if got := Line("一\r\n二\t三"); got != "一 二    三" {
		t.Errorf("Line = %q", got)
	}
}

// FuzzClean draws what was cleaned on a terminal: it takes the cells that were counted, and nothing else moved.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"储罐\x1b[31m高\x1b]0;x\x07", "\u202eabc\u0301\u0301", "👷🏽🏳️‍🌈1️⃣", "\xff\x1b", "\u1100\u1161\u11a8", "नि ำ", "\x1b\x1b[[AA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if Clean(clean) != clean {
			t.Fatalf("not settled: %q, then %q", clean, Clean(clean))
		}
		for _, r := range clean {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("%q holds %q", clean, r)
			}
		}
		line := Fit(s, 30)
		if Width(line) != 30 {
			t.Fatalf("Fit(%q) is %d cells", s, Width(line))
		}
		term := vt.NewEmulator(40, 4)
		done := make(chan struct{})
		go func() { defer close(done); _, _ = io.Copy(io.Discard, term) }()
		_, _ = fmt.Fprintf(term, "%s|", line)
		at := term.CursorPosition()
		_ = term.Close()
		<-done
		if at.Y != 0 || at.X != 31 {
			t.Fatalf("%q leaves the cursor at %d,%d, want 31,0", line, at.X, at.Y)
		}
		if strings.Contains(Line(s), "\n") {
			t.Fatalf("Line(%q) has lines", s)
		}
	})
}
