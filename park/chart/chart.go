// Package chart draws charts as SVG, for pages and for reports: columns, bars, lines and histograms, with the same numbers as a table.
//
// It is written here because the libraries there are measure text with a Latin font of their own and cut or overlap Chinese. What a chart
// says never hangs on colour: every series has a pattern or a mark, bars have their values, and all stands in the table. There
// is no style attribute, which the pages' content security policy forbids; classes are for the pages' own sheet. Labels come from outside
// and are escaped. The same chart is the same bytes.
package chart

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"html/template"
	"math"
	"strings"
)

// Kind is a kind of chart.
type Kind int

// Kinds.
const (
	Columns   Kind = iota // over time, series on top of each other
	Bars                  // one below the other, with room for long labels; series behind each other
	Lines                 // over time
	Histogram             // columns without gaps
)

// Series are numbers, one for each label. NaN is none: a line has a gap.
type Series struct {
	Name   string
	Values []float64
}

// Chart is what to draw. Numbers below zero are drawn as zero: what is counted here is never less.
type Chart struct {
	Kind   Kind
	Title  string
	Desc   string // what is to be seen in it, for those who do not see it
	Axis   string // what the labels are: heads the table's first column
	Unit   string // of the numbers, as 项
	NoData string // said when there is nothing but zero
	Labels []string
	Series []Series
}

// Sizes, in units of which a phone shows a little fewer than a pixel each: the drawing is as wide as a small phone.
const (
	width  = 400.0
	height = 180.0 // of what stands on the axis
	size   = 12.0  // of text
	row    = 18.0  // from line to line
	edge   = 4.0
)

// SVG is the drawing.
func (c Chart) SVG() template.HTML {
	p := &pen{id: c.id()}
	h := c.draw(p)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-t %s-d" font-family="sans-serif" font-size="%s" fill="#222">`,
		num(width), num(h), num(width), num(h), p.id, p.id, num(size))
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, p.id, esc(c.Title), p.id, esc(c.Desc))
	if c.Kind != Lines {
		b.WriteString(patterns(p.id, p.used))
	}
	b.WriteString(p.String() + "</svg>\n")
	return template.HTML(b.String())
}

// draw draws, and says how high it became.
func (c Chart) draw(p *pen) float64 {
	if c.empty() {
		p.text(width/2, height/4+size/3, "middle", c.NoData, `class="none"`)
		return height / 2
	}
	top := c.legend(p)
	switch c.Kind {
	case Bars:
		return c.bars(p, top)
	case Lines:
		return c.lines(p, top)
	}
	return c.columns(p, top)
}

func (c Chart) empty() bool {
	for _, s := range c.Series {
		for n := range c.Labels {
			if s.at(n) > 0 {
				return false
			}
		}
	}
	return true
}

// at is a number that can be drawn.
func (s Series) at(n int) float64 {
	if n >= len(s.Values) || math.IsNaN(s.Values[n]) || math.IsInf(s.Values[n], 0) {
		return 0
	}
	return max(s.Values[n], 0)
}

func (s Series) has(n int) bool { return n < len(s.Values) && !math.IsNaN(s.Values[n]) }

// total is what stands at a label.
func (c Chart) total(n int) (sum float64) {
	for _, s := range c.Series {
		sum += s.at(n)
	}
	return sum
}

// id is made of what is drawn: several charts stand on a page.
func (c Chart) id() string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%+v", c)
	return "c" + hex.EncodeToString(h.Sum(nil))
}
