package paper

import (
	"fmt"

	"anquan.example/paicha/report"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// View draws the paper, or the question that is open.
func (m *Model) View() tui.Frame {
	look := m.deps.Look()
	switch {
	case m.insp == nil, m.paper.Kind == "" && m.ask == nil && m.many == nil:
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(m.words().Loading)}}
		return f.Fit(m.width, m.height)
	case m.many != nil:
		return m.many.View(look, m.width, m.height)
	case m.ask != nil:
		return m.ask.View(look, m.width, m.height)
	}
	head := m.head(look)
	room := 2
	if m.height >= 20 {
		room = widget.ButtonHeight
	}
	if m.height >= 40 {
		room = 2*widget.ButtonHeight + 1
	}
	foot := widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, m.buttons()))
	m.view.SetSize(m.width, max(m.height-head.Height()-foot.Height(), 1))
	if m.drawn != m.width {
		m.view.SetContent(m.content(look))
		m.drawn = m.width
	}
	return widget.Compose(m.width, m.height, head, m.view.View(look), foot)
}

func (m *Model) head(look widget.Look) (f widget.Frame) {
	if n := m.returned(); n > 0 {
		f.Add(look.Theme.Saved.Render(widget.Truncate(fmt.Sprintf(" %s × %d ", m.deps.Words.Papers.List.SignedPapers, n), m.width)))
	}
	if m.notice != "" {
		f.Add(look.Theme.Saved.Lines(widget.Wrap(widget.Line(m.notice), m.width))...)
	}
	return f
}

// returned is how many photos of this paper, signed, came back.
func (m *Model) returned() (n int) {
	for _, s := range m.insp.Signed {
		if s.Paper == m.paper.Kind {
			n++
		}
	}
	return n
}

// content is the paper as it will be printed, or why there is none.
func (m *Model) content(look widget.Look) widget.Frame {
	s, err := m.paper.Sheet(report.Source{Inspection: m.insp, Library: m.lib, Words: m.deps.Words, Names: m.names, Zone: m.deps.Now().Location(), Numbers: report.Numbers(m.insp, m.park)}, m.findings...)
	if err != nil {
		return widget.Frame{Lines: look.Theme.Warn.Lines(widget.Wrap(m.deps.Words.Error(err), m.width))}
	}
	return widget.Sheet(look, s, m.width)
}

func (m *Model) buttons() []widget.Button {
	w := m.words()
	all := []widget.Button{{Key: "s", Label: w.Save, Msg: save}, {Key: "f", Label: w.SaveAs, Msg: saveAs}, {Key: "p", Label: w.Print, Msg: printOut},
		{Key: "i", Label: w.Signed, Msg: signed}, {Key: "o", Label: w.Other, Msg: other}}
	if m.paper.Picks != nil {
		all = append(all, widget.Button{Key: "n", Label: w.Findings, Msg: others})
	}
	return all
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	switch look := m.deps.Look(); {
	case m.insp == nil:
		return nil
	case m.many != nil:
		return m.many.Keys(look)
	case m.ask != nil:
		return m.ask.Keys(look)
	}
	var keys []tui.Binding
	for _, b := range m.buttons() {
		keys = append(keys, tui.Binding{Keys: []string{b.Key}, What: b.Label, WhyNot: b.Off, Footer: true})
	}
	w := m.deps.Words.Widget
	return append(keys, tui.Binding{Keys: []string{"pgup", "pgdown"}, What: w.PageUp + " " + w.PageDown})
}
