package chart

import "fmt"

// legend names the series, in as many lines as they need, and says where it ends. One series is named by the title.
func (c Chart) legend(p *pen) float64 {
	if len(c.Series) < 2 {
		return edge
	}
	const box, gap = 14.0, 12.0
	x, y := 0.0, edge
	for n, s := range c.Series {
		w := min(wide(s.Name), width/2)
		if x > 0 && x+box+4+w > width {
			x, y = 0, y+row
		}
		if c.Kind == Lines {
			p.stroke(x, y+box/2, x+box*1.6, y+box/2, n)
			p.mark(x+box*0.8, y+box/2, n)
			x += box * 0.6
		} else {
			p.box(x, y+1, box-2, box-2, n, s.Name)
		}
		p.label(x+box+3, y+box-2.5, w, "start", s.Name)
		x += box + 3 + w + gap
	}
	return y + row + edge
}

func (p *pen) stroke(x1, y1, x2, y2 float64, series int) {
	l := lookOf(series)
	fmt.Fprintf(p, `<path class="s%d" d="M%s %sL%s %s" fill="none" stroke="%s" stroke-width="2"%s/>`, series, num(x1), num(y1), num(x2), num(y2), l.colour, dashed(l))
}

func (p *pen) mark(x, y float64, series int) {
	l := lookOf(series)
	fmt.Fprintf(p, `<g class="s%d" transform="translate(%s %s)" fill="%s">%s</g>`, series, num(x), num(y), l.colour, l.mark)
}

func dashed(l look) string {
	if l.dash == "" {
		return ""
	}
	return fmt.Sprintf(` stroke-dasharray="%s"`, l.dash)
}
