package chart

// bars draws a label, and its bar below it: a phone has no room for both side by side. The sum stands at its end.
func (c Chart) bars(p *pen, top float64) float64 {
	const thick, each = 14.0, row + 14 + 8
	most, room := 0.0, 0.0
	for n := range c.Labels {
		most, room = max(most, c.total(n)), max(room, wide(c.sum(n)))
	}
	long := width - room - 8
	for n, label := range c.Labels {
		y := top + float64(n)*each
		p.label(0, y+size, width, "start", label)
		x := 0.0
		for k, s := range c.Series {
			if v := s.at(n); v > 0 {
				p.box(x, y+row, v/most*long, thick, k, c.says(label, s.Name, v))
				x += v / most * long
			}
		}
		p.line(0, y+row-1, 0, y+row+thick+1, "axis", "#222")
		p.text(x+4, y+row+thick-3, "start", c.sum(n), `class="value"`)
	}
	return top + float64(len(c.Labels))*each
}

func (c Chart) sum(n int) string {
	if c.Unit == "" {
		return figure(c.total(n))
	}
	return figure(c.total(n)) + " " + c.Unit
}
