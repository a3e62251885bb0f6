package widget

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sequences are whole escape sequences: CSI, strings (OSC, DCS, SOS, PM, APC) that end, and short ones. An
// unfinished string sequence is not one: its text stays visible, so nothing can hide what follows.
var sequences = regexp.MustCompile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b[ -/]*[0-OQ-WYZ\\\\`-~]|\u009b[0-?]*[ -/]*[@-~]")

// tab is what a tab becomes.
const tab = "    "

// Clean makes text from outside harmless to draw: it can never move the cursor, set a colour, turn the reading
// direction round, or take other cells than are counted. Newlines stay (all kinds become "\n"), tabs become four
// blanks, flags become letters; what cannot be drawn is left out or becomes "?". Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = sequences.ReplaceAllString(s, "")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	marks := 0 // combining marks on the present character
	for _, r := range s {
		text := cleanRune(r)
		if text == "" {
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me) {
			// a mark needs something to stand on; piles of them spill over the lines above
			if marks++; marks > 2 || b.Len() == 0 || strings.HasSuffix(b.String(), "\n") {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteString(text)
	}
	return b.String()
}

// Line is Clean on one line: newlines become blanks.
func Line(s string) string {
	s = Clean(s)
	if strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return s
}

// plain says that nothing needs cleaning: ASCII without controls, newlines, Chinese and its punctuation.
func plain(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !(r >= 0x4e00 && r <= 0x9fff || r >= 0x3001 && r <= 0x3029 || r >= 0xff01 && r <= 0xff5e) {
			return false
		}
		i += n
	}
	return true
}

func cleanRune(r rune) string {
	switch {
	case r == '\n', r >= ' ' && r < 0x7f:
		return string(r)
	case r == '\r', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
		return "\n"
	case r == '\t':
		return tab
	case r == utf8.RuneError, unicode.Is(unicode.Co, r):
		return "?"
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators: half a flag each
		return string('A' + r - 0x1f1e6)
	case odd(r):
		return ""
	case unicode.Is(unicode.Zs, r) && r != 0x3000:
		return " "
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cs, r), !unicode.IsGraphic(r):
		return ""
	}
	return string(r)
}

// odd characters are drawn with other widths by one terminal and another: fillers, conjoining letters, selectors,
// enclosing marks, skin tones.
func odd(r rune) bool {
	switch {
	case r >= 0x1100 && r <= 0x11ff, r >= 0xa960 && r <= 0xa97f, r >= 0xd7b0 && r <= 0xd7ff: // conjoining Hangul
	case r == 0x3164, r == 0xffa0, r == 0x2800: // blank letters
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef: // variation selectors
	case r >= 0x20dd && r <= 0x20e4: // circles and keycaps around the character before
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
	case unicode.Is(unicode.Mc, r), unicode.Is(unicode.Prepended_Concatenation_Mark, r):
	default:
		return false
	}
	return true
}
