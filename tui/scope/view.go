package scope

import (
	"fmt"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// wide is the columns from which list and question stand side by side.
const wide = 100

// View draws the list of questions and the selected one.
func (m *Model) View() tui.Frame {
	look := m.deps.Look()
	w := m.deps.Words.Scoping
	if m.insp == nil {
		var f widget.Frame
		f.Add(look.Theme.Dim.Render(w.Loading))
		return f.Fit(m.width, m.height)
	}
	if m.kinds != nil {
		return m.kinds.View(look, m.width, m.height)
	}
	open, apply := m.left()
	status := fmt.Sprintf(w.Left, open, apply)
	if open == 0 {
		status = fmt.Sprintf(w.AllAnswered, apply)
	}
	var head widget.Frame
	head.Add(look.Theme.Strong.Lines(widget.Wrap(status, m.width))...)
	head.Add(look.Theme.Warn.Render(widget.Truncate(m.notice, m.width)))
	buttons := widget.Buttons(look, m.width, m.buttonRoom(), m.buttons())
	room := m.height - head.Height() - buttons.Height() - 1
	return widget.Compose(m.width, m.height, head, m.body(look, room), widget.Stack(widget.Frame{Lines: []string{""}}, buttons))
}

func (m *Model) buttonRoom() int {
	if m.height >= 20 {
		return 2*widget.ButtonHeight + 1
	}
	return 2
}

func (m *Model) body(look widget.Look, room int) widget.Frame {
	detail := m.detail(look, m.width)
	if m.width >= wide {
		left := m.width * 55 / 100
		detail = m.detail(look, m.width-left-2)
		m.list.SetSize(left, room)
		return widget.Columns(2, widget.Column{Width: left, Frame: m.list.View(look, m.row)}, widget.Column{Width: m.width - left - 2, Frame: detail})
	}
	height := min(detail.Height(), room*2/3)
	m.list.SetSize(m.width, room-height-1)
	return widget.Stack(detail.Fit(m.width, height), widget.Frame{Lines: []string{""}}, m.list.View(look, m.row))
}

// detail is the selected question: what it asks, how to tell, what it decides, the document given.
func (m *Model) detail(look widget.Look, width int) widget.Frame {
	var f widget.Frame
	q := m.question()
	if q == nil {
		return f
	}
	t, w := look.Theme, m.deps.Words
	f.Add(t.Title.Lines(widget.Wrap(widget.Line(w.Text(q.Ask)), width))...)
	f.Add(t.Warn.Lines(widget.Wrap(m.decides(q), width))...)
	if m.basis != nil {
		f.Append(m.basis.View(look, width))
	}
	if q.Help != nil {
		f.Add(t.Dim.Lines(widget.Wrap(widget.Line(w.Text(*q.Help)), width))...)
	}
	if a := m.insp.Scope[q.ID]; a.Basis != "" {
		f.Add(widget.Wrap(fmt.Sprintf(w.Scoping.Basis, widget.Line(a.Basis)), width)...)
	}
	return f
}

func (m *Model) row(n, width int) []string {
	look, r := m.deps.Look(), m.rows[n]
	if r.q == nil {
		return []string{look.Theme.Strong.Render(widget.Truncate(widget.Line(m.deps.Words.Text(r.sector.Name)), width))}
	}
	indent := ""
	if r.q.When != nil {
		indent = "  "
	}
	return widget.Hang(indent+m.badge(look, r.q)+" ", widget.Line(m.deps.Words.Text(r.q.Ask)), width)
}

// badge is the answer in a fixed width: words, so that no colour is needed to tell them apart.
func (m *Model) badge(look widget.Look, q *checklist.Question) string {
	const cells = 6
	w, t := m.deps.Words, look.Theme
	if m.pending[q.ID] != "" {
		return t.Dim.Render(widget.Mid("..", cells))
	}
	a, given := m.insp.Scope[q.ID]
	switch {
	case !given:
		return t.Open.Render(widget.Mid(w.OpenMark, cells))
	case a.Value == "yes":
		return t.OK.Render(widget.Mid(w.Yes, cells))
	case a.Value == "no", a.Value == "kinds" && len(a.Kinds) == 0:
		return t.Dim.Render(widget.Mid(w.No, cells))
	case a.Value == "kinds":
		return t.OK.Render(widget.Mid(fmt.Sprint(len(a.Kinds)), cells))
	default:
		return t.Unseen.Render(widget.Mid("?", cells))
	}
}

func (m *Model) buttons() []widget.Button {
	w := m.deps.Words
	q := m.question()
	value := ""
	first := w.Yes
	if q != nil {
		value = m.insp.Scope[q.ID].Value
		if len(q.Kinds) > 0 {
			first = w.Scoping.PickKinds
		}
	}
	return []widget.Button{
		{Key: "1", Label: first, Msg: yes, On: value == "yes" || value == "kinds"},
		{Key: "2", Label: w.No, Msg: no, On: value == "no"},
		{Key: "3", Label: w.Unknown, Msg: unknown, On: value == "unknown"},
		{Key: "0", Label: w.Scoping.RestNo, Msg: restNo},
		{Key: "u", Label: w.Scoping.Undo, Msg: undo},
		{Key: "w", Label: w.Scoping.Walk, Msg: walk},
	}
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words
	if m.kinds != nil {
		return m.kinds.Keys(m.deps.Look())
	}
	return []tui.Binding{
		{Keys: []string{"1", "y"}, What: w.Yes, Footer: true},
		{Keys: []string{"2", "n"}, What: w.No, Footer: true},
		{Keys: []string{"3"}, What: w.Unknown, Footer: true},
		{Keys: []string{"tab"}, What: w.Scoping.NextOpen, Footer: true},
		{Keys: []string{"0"}, What: w.Scoping.RestNo},
		{Keys: []string{"u"}, What: w.Scoping.Undo, Footer: true},
		{Keys: []string{"w"}, What: w.Scoping.Walk, Footer: true},
	}
}
