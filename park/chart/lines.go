package chart

import (
	"fmt"
	"strings"
)

// marked is up to how many labels every point has its mark.
const marked = 40

// lines draws a line for each series, broken where there is no number.
func (c Chart) lines(p *pen, top float64) float64 {
	most := 0.0
	for _, s := range c.Series {
		for n := range c.Labels {
			most = max(most, s.at(n))
		}
	}
	g := c.ground(p, top, most)
	for k, s := range c.Series {
		if d := s.path(g, len(c.Labels)); d != "" {
			l := lookOf(k)
			fmt.Fprintf(p, `<path class="s%d" d="%s" fill="none" stroke="%s" stroke-width="2" stroke-linejoin="round"%s><title>%s</title></path>`, k, d, l.colour, dashed(l), esc(s.Name))
		}
		for n, label := range c.Labels {
			alone := s.has(n) && (n == 0 || !s.has(n-1)) && !s.has(n+1)
			if !s.has(n) || len(c.Labels) > marked && !alone && n%(len(c.Labels)/marked+1) != 0 {
				continue
			}
			p.mark(g.x(n), g.y(s.at(n)), k)
			fmt.Fprintf(p, `<circle cx="%s" cy="%s" r="8" fill="none" pointer-events="all"><title>%s</title></circle>`, num(g.x(n)), num(g.y(s.at(n))), esc(c.says(label, s.Name, s.at(n))))
		}
	}
	return g.top + height + row + edge
}

// path goes from number to number.
func (s Series) path(g plot, labels int) string {
	var b strings.Builder
	for n := range labels {
		switch {
		case !s.has(n):
		case n == 0 || !s.has(n-1):
			fmt.Fprintf(&b, "M%s %s", num(g.x(n)), num(g.y(s.at(n))))
		default:
			fmt.Fprintf(&b, "L%s %s", num(g.x(n)), num(g.y(s.at(n))))
		}
	}
	return b.String()
}
