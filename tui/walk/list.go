package walk

import (
	"fmt"
	"strings"

	"anquan.example/paicha/tui/widget"
)

func (m *Model) rows(look widget.Look) widget.Frame {
	if len(m.shown) == 0 {
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(m.deps.Words.Walk.Empty)}}
		return f.Fit(m.width, 1)
	}
	return m.list.View(look, m.row)
}

// row is a line of the list; the first of a group stands under the group's heading.
func (m *Model) row(n, width int) []string {
	look, w := m.deps.Look(), m.deps.Words
	i := m.items[m.shown[n]]
	var lines []string
	if n == 0 || m.groupID(m.items[m.shown[n-1]]) != m.groupID(i) {
		id, name := m.group(i)
		done, total := m.progress(id)
		lines = append(lines, look.Theme.Title.Render(widget.Truncate(widget.Line(name)+" "+fmt.Sprintf(w.Walk.Progress, done, total), width)))
	}
	text := widget.Line(w.Text(i.c.Title))
	if i.unit.ID != "" {
		text = widget.Line(i.unit.Name) + " · " + text
	}
	_, number, _ := strings.Cut(i.c.ID, ":")
	if len(m.insp.Opened.Sectors) > 1 && !m.byClause { // two sectors may have a clause of one number
		number = initial(w.Text(i.sector.Name)) + " " + number
	}
	return append(lines, m.badge(look, i)+" "+widget.Truncate(number+" "+text, width-3))
}

// initial is the first letter of a name: 工, 危, 消.
func initial(name string) string {
	for _, r := range widget.Line(name) {
		return string(r)
	}
	return ""
}

// badge is a line's answer; dots while it is on its way to the disk, marks of attention when that refused it.
func (m *Model) badge(look widget.Look, i item) string {
	if _, waiting := m.queue.value(i.key()); waiting {
		return look.Theme.Dim.Render("..")
	}
	if _, refused := m.queue.refusal(i.key()); refused {
		return look.Theme.Error.Render("!!")
	}
	return look.Badge(m.value(i.key()))
}
