package chart

import "math"

// scale is an axis of numbers from zero: its end and its steps are round.
type scale struct{ end, step float64 }

// scaleOf finds some four steps that reach the number. Whole numbers have whole steps.
func scaleOf(most float64, whole bool) scale {
	if most <= 0 {
		most = 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(most/4)))
	step := unit * 10
	for _, f := range []float64{1, 2, 2.5, 5} {
		if s := f * unit; s*5 >= most && (!whole || s == math.Trunc(s)) {
			step = s
			break
		}
	}
	if whole {
		step = max(step, 1)
	}
	return scale{math.Ceil(most/step-1e-9) * step, step}
}

func (c Chart) whole() bool {
	for _, s := range c.Series {
		for n := range c.Labels {
			if v := s.at(n); v != math.Trunc(v) {
				return false
			}
		}
	}
	return true
}

// plot is the ground that columns and lines stand on.
type plot struct {
	scale
	left, top float64
	slot      float64 // for each label
}

func (p plot) y(v float64) float64 { return p.top + height - v/p.end*height }

// x is the middle of a label's slot.
func (p plot) x(n int) float64 { return p.left + (float64(n)+0.5)*p.slot }

// ground draws the axes.
func (c Chart) ground(p *pen, top, most float64) plot {
	g := plot{scale: scaleOf(most, c.whole()), top: top + size/2}
	if c.Unit != "" {
		p.text(0, top+size-2, "start", c.Unit, `class="unit"`)
		g.top += row
	}
	steps := int(math.Round(g.end / g.step))
	for n := range steps + 1 {
		g.left = max(g.left, wide(figure(float64(n)*g.step))+6)
	}
	g.slot = (width - g.left - edge) / float64(len(c.Labels))
	for n := range steps + 1 {
		v := float64(n) * g.step
		colour := "#ccc"
		if n == 0 {
			colour = "#222"
		}
		p.line(g.left, g.y(v), width-edge, g.y(v), "grid", colour)
		p.text(g.left-4, g.y(v)+size/3, "end", figure(v))
	}
	c.below(p, g)
	return g
}

// few is how many labels are all shown, cut to fit; of more only every so many are.
const few = 8

// below writes the labels under the axis.
func (c Chart) below(p *pen, g plot) {
	y, each, room := g.top+height+size+4, 1, g.slot-4
	if len(c.Labels) > few {
		room = 0
		for _, l := range c.Labels {
			room = max(room, min(wide(l), width/4))
		}
		each = int(math.Ceil((room + 8) / g.slot))
	}
	for n, l := range c.Labels {
		if n%each != 0 {
			continue
		}
		half := min(wide(l), room) / 2
		p.label(min(max(g.x(n), half), width-half), y, room, "middle", l)
	}
}
