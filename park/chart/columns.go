package chart

import "strings"

// columns draws columns whose series stand on top of each other, with their sum above where there is room.
func (c Chart) columns(p *pen, top float64) float64 {
	most := 0.0
	for n := range c.Labels {
		most = max(most, c.total(n))
	}
	if top += row; c.Unit != "" {
		top -= row // the unit's line has room for the sums
	}
	g := c.ground(p, top, most)
	w := min(g.slot*0.7, 48)
	if c.Kind == Histogram {
		w = g.slot - 1
	}
	for n, label := range c.Labels {
		base := 0.0
		for k, s := range c.Series {
			v := s.at(n)
			if v == 0 {
				continue
			}
			p.box(g.x(n)-w/2, g.y(base+v), w, g.y(base)-g.y(base+v), k, c.says(label, s.Name, v))
			base += v
		}
		if sum := figure(base); base > 0 && wide(sum) <= g.slot {
			p.text(g.x(n), g.y(base)-4, "middle", sum, `class="value"`)
		}
	}
	return g.top + height + row + edge
}

// says is what a part of the drawing stands for.
func (c Chart) says(label, series string, v float64) string {
	return strings.Join(strings.Fields(label+" "+series+" "+figure(v)+" "+c.Unit), " ")
}
