package widget

import (
	"strings"
	"testing"
)

var chinese = []string{
	"经判定存在“重大事故隐患”的（含疑似重大），应当立即停止作业；撤出人员，并按照《工贸企业重大事故隐患判定标准》第十一条（三）报告。",
	"粉尘涉爆除尘系统未采用泄爆、惰化、抑爆等任一种爆炸防控措施：10台布袋除尘器（1号—10号）均未设置，涉及作业人员≥30人。",
	"The dust collector has no explosion protection（泄爆）, see GB 15577-2018; 现场点名32人。",
	"短",
	"",
}

func TestWrapObeysChineseRules(t *testing.T) {
	for _, text := range chinese {
		for width := 12; width <= 80; width++ {
			var back strings.Builder
			for _, line := range Wrap(text, width) {
				if w := Width(line); w > width {
					t.Errorf("width %d: %q takes %d", width, line, w)
				}
				if strings.IndexAny(line, "，。；：、）”》") == 0 {
					t.Errorf("width %d: %q begins with a closing mark", width, line)
				}
				if strings.HasSuffix(line, "（") || strings.HasSuffix(line, "“") || strings.HasSuffix(line, "《") {
					t.Errorf("width %d: %q ends with an opening mark", width, line)
				}
				back.WriteString(line)
			}
			if got, want := strings.ReplaceAll(back.String(), " ", ""), strings.ReplaceAll(text, " ", ""); got != want {
				t.Errorf("width %d: lost text: %q, want %q", width, got, want)
			}
		}
	}
}

func TestWrapLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"一\n\n二", 10, []string{"一", "", "二"}},
		{"", 10, []string{""}},
		{"12345678901234567890。", 8, []string{"12345678", "90123456", "7890。"}},
		{"1234567890123456。", 8, []string{"12345678", "9012345", "6。"}},
		{"汉", 1, []string{"汉"}},
		{"红\x1b[31m字", 10, []string{"红字"}},
	} {
		if got := Wrap(c.text, c.width); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
	if got := Hang("1. ", "储罐高液位报警未投用", 12); strings.Join(got, "|") != "1. 储罐高液|   位报警未|   投用" {
		t.Errorf("Hang = %q", got)
	}
}

func TestWrapCacheIsBounded(t *testing.T) {
	for i := range wrapCacheSize + 10 {
		Wrap("x", 2+i)
	}
	if n := len(wrapped.lines); n > wrapCacheSize {
		t.Errorf("%d texts kept", n)
	}
}

func BenchmarkWrap(b *testing.B) {
	for b.Loop() {
		clear(wrapped.lines)
		Wrap(chinese[0], 40)
	}
}
