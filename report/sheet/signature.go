package sheet

import "strings"

// colon stands between a label and what it says.
func (s Sheet) colon() string {
	if s.Lang == "en" {
		return ": "
	}
	return "："
}

// line is a signature on one line of text, its blank as wide as given.
func (g Signature) line(colon string, blank int) string {
	if g.Says != "" {
		return g.who() + colon + g.Says
	}
	l := g.who() + colon + strings.Repeat("_", blank)
	if g.Date != "" {
		l += "  " + g.Date + colon + strings.Repeat("_", blank)
	}
	return l
}

// who is the role, and the name in brackets behind it: beside the blank, never in it.
func (g Signature) who() string {
	if g.Name == "" {
		return g.Role
	}
	return g.Role + " (" + g.Name + ")"
}
