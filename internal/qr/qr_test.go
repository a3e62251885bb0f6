package qr

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What is drawn is the code, dark on light, with a blank border on each side.
func TestStringDrawsTheCode(t *testing.T) {
	const text = "https://192.168.43.17:8443#ABCD-EFGH"
	drawn, err := String(text)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	black := func(x, y int) bool { // as it is drawn
		lines := strings.Split(strings.TrimSuffix(drawn, "\n"), "\n")
		line := []rune(regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(lines[(y+quiet)/2], ""))
		switch line[x+quiet] {
		case '█':
			return true
		case '▀':
			return (y+quiet)%2 == 0
		case '▄':
			return (y+quiet)%2 == 1
		}
		return false
	}
	for y := -quiet; y < code.Size+quiet; y++ {
		for x := -quiet; x < code.Size+quiet; x++ {
			if black(x, y) != code.Black(x, y) {
				t.Fatalf("module %d,%d", x, y)
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(drawn, "\n"), "\n") {
		if !strings.HasPrefix(line, "\x1b[38;2;0;0;0;48;2;255;255;255m") || !strings.HasSuffix(line, "\x1b[0m") {
			t.Errorf("%q takes the terminal's colours, or leaves its own", line)
		}
	}
	if _, err := String(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text that no code holds was drawn")
	}
}

// What is drawn for print is the code, module by module.
func TestSVGDrawsTheCode(t *testing.T) {
	const text = "https://park.example/entry/ABCDEFGH"
	drawn, err := SVG(text, `清单 <"1">`)
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	black := map[[2]int]bool{}
	for _, m := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)`).FindAllStringSubmatch(drawn, -1) {
		x, _ := strconv.Atoi(m[1])
		y, _ := strconv.Atoi(m[2])
		n, _ := strconv.Atoi(m[3])
		for k := range n {
			black[[2]int{x + k - border, y - border}] = true
		}
	}
	for y := range code.Size {
		for x := range code.Size {
			if black[[2]int{x, y}] != code.Black(x, y) {
				t.Fatalf("module %d,%d differs", x, y)
			}
		}
	}
	if !strings.Contains(drawn, "<title>清单 &lt;&#34;1&#34;&gt;</title>") {
		t.Error("the label is not escaped")
	}
}
