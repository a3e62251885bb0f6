package widget

import "testing"

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		{"cq", "重庆示例化工", true}, {"zq", "重庆示例化工", true}, {"CQSL", "重庆示例化工", true}, {"ｃｑ", "重庆", true},
		{"cggyw", "储罐高液位", true}, {"gyw", "储罐高液位", true}, {"cgyw", "储罐高液位", false}, {"wy", "储罐高液位", false},
		{"高液", "储罐高液位", true}, {"", "x", true}, {" ", "x", true}, {"q", "", false},
		{"1hbd", "1号 布袋除尘器", true}, {"gb15577", "GB 15577", true}, {"15577", "GB 15577-2018", true}, {"gb 15577", "GB 15577-2018", true},
		{"yhyjs", "有限空间（硬件升级）", false}, {"kjyj", "有限空间（硬件升级）", true}, {"abc", "ABCD", true}, {"重庆x", "重庆", false},
	} {
		if got := Match(c.query, c.text); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.query, c.text, got)
		}
	}
}

func TestInitialsAreLookedUpOnce(t *testing.T) {
	Match("x", "只查一次的题目")
	n := len(initials.texts)
	Match("y", "只查一次的题目")
	if len(initials.texts) != n {
		t.Error("looked up again")
	}
}

func BenchmarkMatchWarm(b *testing.B) {
	for b.Loop() {
		Match("gyw", "储罐高液位报警联锁未投用")
	}
}
