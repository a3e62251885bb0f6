package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Table is the same numbers for whoever does not see the drawing, and for print.
func (c Chart) Table() template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<table class="chart-numbers"><caption>%s</caption>`, esc(c.Title))
	if c.empty() {
		fmt.Fprintf(&b, "<tbody><tr><td>%s</td></tr></tbody></table>\n", esc(c.NoData))
		return template.HTML(b.String())
	}
	fmt.Fprintf(&b, `<thead><tr><th scope="col">%s</th>`, esc(c.Axis))
	for _, s := range c.Series {
		head := s.Name
		if c.Unit != "" {
			head = strings.TrimSpace(head + " (" + c.Unit + ")")
		}
		fmt.Fprintf(&b, `<th scope="col">%s</th>`, esc(head))
	}
	b.WriteString("</tr></thead><tbody>")
	for n, label := range c.Labels {
		fmt.Fprintf(&b, `<tr><th scope="row">%s</th>`, esc(label))
		for _, s := range c.Series {
			cell := "–"
			if s.has(n) {
				cell = figure(s.at(n))
			}
			fmt.Fprintf(&b, "<td>%s</td>", cell)
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>\n")
	return template.HTML(b.String())
}
