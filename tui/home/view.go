package home

import (
	"fmt"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// narrow is the width under which a row is three lines of text instead of two and a blank.
const narrow = 60

// View draws the list with its buttons, or what to do first.
func (m *Model) View() tui.Frame {
	look := m.deps.Look()
	buttons := widget.Buttons(look, m.width, m.height/3, m.buttons())
	head := m.head(look)
	room := max(m.height-head.Height()-buttons.Height()-1, 1)
	var body tui.Frame
	switch {
	case !m.open || !m.loaded:
		body.Add("", " "+look.Theme.Dim.Render(m.deps.Words.Home.Opening))
	case len(m.summaries) == 0:
		body = m.empty(look)
	case m.list.Len() == 0:
		text := fmt.Sprintf(m.deps.Words.Home.NoMatch, m.filter.Value())
		body.Add("")
		body.Add(look.Theme.Warn.Lines(widget.Wrap(text, m.width))...)
	default:
		m.list.SetSize(m.width, room)
		body = m.list.View(look, func(row, width int) []string { return m.row(look, row, width) })
	}
	return widget.Stack(head, body.Fit(m.width, room), tui.Frame{Lines: []string{""}}, buttons)
}

// head is the filter, while there is one.
func (m *Model) head(look widget.Look) tui.Frame {
	if !m.Typing() && m.filter.Value() == "" {
		return tui.Frame{}
	}
	return m.filter.View(look, m.width)
}

func (m *Model) buttons() []widget.Button {
	var all []widget.Button
	if m.Typing() {
		return nil // the candidates of an input method need the room more
	}
	for _, b := range m.Keys() {
		switch key := b.Keys[0]; key {
		case "n", "enter", "l", "c", "y":
			all = append(all, widget.Button{Key: key, Label: b.What, Msg: button{key}, Off: b.WhyNot})
		}
	}
	return all
}

func (m *Model) empty(look widget.Look) tui.Frame {
	w := m.deps.Words.Home
	f := tui.Frame{Lines: []string{"", " " + look.Theme.Title.Render(w.Empty), ""}}
	for _, line := range widget.Wrap(w.EmptyHint, m.width-2) {
		f.Add(" " + line)
	}
	return f
}

// row is one inspection: who, when, how far, what was found. Nothing is told by colour alone.
func (m *Model) row(look widget.Look, row, width int) []string {
	if row < len(m.tasks) {
		return m.taskRow(look, row, width)
	}
	s := m.summaries[m.shown[row-len(m.tasks)]]
	number := "  "
	if n := row - m.list.Top(); n >= 0 && n < 9 {
		number = fmt.Sprint(n+1) + " "
	}
	name := number + look.Theme.Strong.Render(widget.Line(s.Enterprise.Name))
	when := widget.Line(s.Date) + " " + m.visit(s.Visit)
	const indent = "  "
	if width < narrow {
		return []string{
			widget.Pad(name, width),
			widget.Sides(indent+when, m.state(look, s), width),
			widget.Sides(indent+m.progress(look, s, width/4), m.counts(look, s), width),
		}
	}
	second := indent + m.progress(look, s, width/4) + "  " + m.counts(look, s)
	return []string{widget.Sides(name, when, width), widget.Sides(second, m.state(look, s), width), ""}
}

func (m *Model) progress(look widget.Look, s inspection.Summary, width int) string {
	w := m.deps.Words.Home
	if s.Total == 0 {
		return look.Theme.Dim.Render(w.NoProgress)
	}
	return widget.Progress(look, s.Answered, s.Total, width) + " " + fmt.Sprintf(w.Progress, s.Answered, s.Total)
}

func (m *Model) counts(look widget.Look, s inspection.Summary) string {
	w := m.deps.Words.Home
	text := fmt.Sprintf(w.FindingCount, s.Findings)
	if s.Majors > 0 {
		text += " " + look.Theme.Major.Render(fmt.Sprintf(w.MajorCount, s.Majors))
	}
	if s.Conflicts > 0 {
		text += " " + look.Theme.Warn.Render(fmt.Sprintf(m.deps.Words.Differ.Short, s.Conflicts))
	}
	return text
}

func (m *Model) state(look widget.Look, s inspection.Summary) string {
	w, t := m.deps.Words.Home, look.Theme
	text := w.Open
	if s.Sealed {
		text = t.Saved.Render(w.Sealed)
	}
	if s.Late > 0 {
		text += " " + t.Warn.Render(fmt.Sprintf(w.Late, s.Late))
	}
	if s.Newer > 0 {
		text += " " + t.Warn.Render(fmt.Sprintf(w.Newer, s.Newer))
	}
	return text
}

func (m *Model) visit(v inspection.Visit) string {
	w := m.deps.Words
	switch v {
	case inspection.Assistance:
		return w.Assistance
	case inspection.SelfCheck:
		return w.SelfCheck
	case inspection.Recheck:
		return w.Recheck
	case inspection.Official:
		return w.Official
	}
	return widget.Line(string(v))
}
