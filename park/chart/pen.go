package chart

import (
	"fmt"
	"strings"
)

// pen writes SVG.
type pen struct {
	strings.Builder
	id   string
	used int // patterns
}

// text writes a text; more are attributes of ours.
func (p *pen) text(x, y float64, anchor, s string, more ...string) {
	fmt.Fprintf(p, `<text x="%s" y="%s" text-anchor="%s"%s>%s</text>`, num(x), num(y), anchor, attributes(more), esc(s))
}

// label writes a text that is cut to fit; whoever points at it reads all.
func (p *pen) label(x, y, room float64, anchor, s string) {
	short := cut(s, room)
	if short == s {
		p.text(x, y, anchor, s)
		return
	}
	fmt.Fprintf(p, `<text x="%s" y="%s" text-anchor="%s">%s<title>%s</title></text>`, num(x), num(y), anchor, esc(short), esc(s))
}

// box draws a part of a series, and says what it is to whoever points at it.
func (p *pen) box(x, y, w, h float64, series int, says string) {
	p.used = max(p.used, series+1)
	fmt.Fprintf(p, `<rect class="s%d" x="%s" y="%s" width="%s" height="%s" fill="url(#%s-%d)" stroke="%s"><title>%s</title></rect>`,
		series, num(x), num(y), num(w), num(h), p.id, series, lookOf(series).colour, esc(says))
}

func (p *pen) line(x1, y1, x2, y2 float64, class, colour string) {
	fmt.Fprintf(p, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s"/>`, class, num(x1), num(y1), num(x2), num(y2), colour)
}

func attributes(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return " " + strings.Join(all, " ")
}

// look is how a series is told from others, also in grey.
type look struct {
	colour  string
	pattern string // in a square of 8, white on the colour
	dash    string
	mark    string // around 0, 0
}

// looks are far apart in lightness from one to the next, and for eyes that confuse red and green.
var looks = []look{
	{"#0b4f8a", ``, "", `<circle r="3.5"/>`},
	{"#e69f00", `<path d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>`, "6 3", `<path d="M-3.5 3.5h7v-7h-7z"/>`},
	{"#00796b", `<path d="M0 2h8M0 6h8"/>`, "2 2", `<path d="M0-4.5l4.5 8h-9z"/>`},
	{"#cc6699", `<path d="M2 0v8M6 0v8"/>`, "8 2 2 2", `<path d="M0-5l5 5-5 5-5-5z"/>`},
	{"#5b3a8c", `<path d="M-2 6l4 4M0 0l8 8M6-2l4 4"/>`, "1 3", `<path d="M-4-3h8l-4 7z"/>`},
	{"#56b4e9", `<path d="M0 0l8 8M8 0l-8 8"/>`, "10 4", `<path d="M-4-1.5h8v3h-8zM-1.5-4h3v8h-3z"/>`},
	{"#555555", `<path d="M0 4h8M4 0v8"/>`, "4 4", `<path d="M-5-1.5h10v3h-10z"/>`},
}

// lookOf gives every series a look of its own: when colours come again, patterns, dashes and marks come with others.
func lookOf(series int) look {
	l := looks[series%len(looks)]
	if round := series / len(looks); round > 0 {
		other := looks[(series+round)%len(looks)]
		l.pattern, l.dash, l.mark = other.pattern, other.dash, other.mark
	}
	return l
}

// patterns are the fills of the series that are used.
func patterns(id string, used int) string {
	var b strings.Builder
	b.WriteString("<defs>")
	for n := range used {
		l := lookOf(n)
		fmt.Fprintf(&b, `<pattern id="%s-%d" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="%s"/>`, id, n, l.colour)
		if l.pattern != "" {
			fmt.Fprintf(&b, `<g stroke="#fff" stroke-width="1.3" fill="none">%s</g>`, l.pattern)
		}
		b.WriteString("</pattern>")
	}
	return b.String() + "</defs>"
}
