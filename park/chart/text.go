package chart

import (
	"html"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// esc makes text from outside harmless in SVG and HTML, and leaves out what XML cannot hold.
func esc(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, s))
}

// advance is how wide a character is at most, in parts of the text's size: what fonts agree on well enough to leave room by.
func advance(r rune) float64 {
	switch {
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80):
		return 1
	case strings.ContainsRune("iljtfrI.,:;'|!()[] ", r):
		return 0.38
	case r >= 'A' && r <= 'Z' || strings.ContainsRune("mw%@", r):
		return 0.82
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	return 0.6
}

func wide(s string) (w float64) {
	for _, r := range s {
		w += advance(r) * size
	}
	return w
}

// cut is text that fits, with … for what does not.
func cut(s string, room float64) string {
	if wide(s) <= room {
		return s
	}
	room -= advance('…') * size
	var b strings.Builder
	for _, r := range s {
		if room -= advance(r) * size; room < 0 {
			break
		}
		b.WriteRune(r)
	}
	return b.String() + "…"
}

// num is a place or a length.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}

// figure is a number for people: thousands in groups, at most two places.
func figure(f float64) string {
	if math.Abs(f) >= 1e12 {
		return strconv.FormatFloat(f, 'g', 4, 64)
	}
	s := strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
	whole, part, broken := strings.Cut(s, ".")
	for at := len(whole) - 3; at > 0 && whole[at-1] != '-'; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if broken {
		return whole + "." + part
	}
	return whole
}
