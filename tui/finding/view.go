package finding

import (
	"fmt"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// View draws the fields, or the question about one of them.
func (m *Model) View() tui.Frame {
	look, w := m.deps.Look(), m.deps.Words
	switch {
	case m.insp == nil:
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(w.Editor.Loading)}}
		return f.Fit(m.width, m.height)
	case m.ask != nil:
		return m.ask.View(look, m.width, m.height)
	}
	head := m.head(look)
	room := 1
	switch {
	case m.height >= 36:
		room = 2*widget.ButtonHeight + 1
	case m.height >= 20:
		room = widget.ButtonHeight
	}
	foot := widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, m.buttons()))
	m.list.SetSize(m.width, max(m.height-head.Height()-foot.Height(), 1))
	return widget.Compose(m.width, m.height, head, m.list.View(look, m.row), foot)
}

func (m *Model) head(look widget.Look) widget.Frame {
	w, t := m.deps.Words, look.Theme
	var f widget.Frame
	title := w.Editor.Outside
	if m.c != nil {
		title = m.c.Clause + " " + w.Text(m.c.Title)
	}
	if u, there := m.insp.Unit(m.f.Unit); there {
		title += " · " + u.Name
	}
	f.Add(t.Title.Lines(widget.Wrap(widget.Line(title), m.width))...)
	if m.insp.Closed != nil {
		f.Add(t.Warn.Lines(widget.Wrap(w.Editor.AfterSeal, m.width))...)
	}
	if old := m.insp.Finding(m.f.Finding); old != nil && old.Withdrawn != nil {
		f.Add(t.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Editor.Withdrawn, widget.Line(old.Withdrawn.Reason)), m.width))...)
	}
	for _, task := range m.insp.TasksOf(inspection.Key{}, m.f.Finding) {
		f.Add(t.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Differ.TaskBanner, widget.Line(task.By), widget.Line(task.Words)), m.width))...)
	}
	f.Add(m.life(look)...)
	if m.notice != "" {
		f.Add(t.Warn.Render(widget.Truncate(m.notice, m.width)))
	}
	f.Add("")
	return f
}

// life is how far a recorded finding is: its status, what it stands for, the steps without effect.
func (m *Model) life(look widget.Look) []string {
	w, t := m.deps.Words, look.Theme
	old := m.insp.Finding(m.f.Finding)
	if old == nil {
		return nil
	}
	text := ""
	if s := old.Status; s != inspection.StatusRecorded && s != inspection.StatusWithdrawn && s != inspection.StatusFixed {
		text = w.Status(s)
	}
	if into := m.insp.Finding(old.JoinedInto); into != nil {
		text = fmt.Sprintf(w.Life.JoinedInto, into.Number)
	}
	var lines []string
	if text != "" {
		lines = t.Strong.Lines(widget.Wrap(text+" · "+fmt.Sprintf(w.Life.DueNow, old.Due), m.width))
	}
	if s := old.Settlement; s != nil {
		lines = append(lines, t.Strong.Lines(widget.Wrap(widget.Line(fmt.Sprintf(w.Life.SettledOp, s.By, s.Reason)), m.width))...)
	}
	for _, s := range old.Steps {
		if s.Why != "" {
			lines = append(lines, t.Warn.Lines(widget.Wrap(widget.Line(fmt.Sprintf(w.Life.WithoutEffect, w.Step(s.Payload), w.Without(s.Why))), m.width))...)
		}
	}
	return lines
}

func (m *Model) row(n, width int) []string {
	look := m.deps.Look()
	if n >= len(asked) {
		return []string{look.Theme.OK.Render(" s " + m.deps.Words.Editor.Save + " ")}
	}
	f := asked[n]
	label := widget.Pad(fmt.Sprintf("%d %s", n+1, m.label(f)), m.labelWidth())
	text := m.shown(f)
	lines := widget.Hang(look.Theme.Dim.Render(label), widget.Line(text), width)
	if wrong := m.wrong[f]; wrong != "" {
		lines = append(lines, look.Theme.Error.Render(widget.Truncate(" "+wrong+" ", width)))
	}
	if m.height >= 24 && f < basis {
		lines = append(lines, "")
	}
	return lines
}

// labelWidth is the cells of the longest label and a blank.
func (m *Model) labelWidth() int {
	width := 0
	for _, f := range asked {
		width = max(width, widget.Width(m.label(f))+3)
	}
	return width
}

func (m *Model) label(f field) string {
	w := m.deps.Words.Editor
	return map[field]string{level: w.LevelAsk, place: w.PlaceAsk, description: w.DescriptionAsk, measure: w.MeasureAsk, deadline: w.DeadlineAsk,
		photo: w.PhotoAsk, basis: w.BasisAsk, immediate: w.ImmediateAsk}[f]
}

// shown is a field's value as it stands on screen.
func (m *Model) shown(f field) string {
	w := m.deps.Words
	switch f {
	case level:
		return w.LevelName(m.f.Level)
	case deadline:
		if m.f.Fixed {
			return w.Editor.Fixed
		}
		return m.f.Deadline
	case photo:
		switch n := m.had + len(m.photos); {
		case n > 0:
			return fmt.Sprintf(w.Editor.Photos, n)
		case m.f.NoPhoto != "":
			return fmt.Sprintf(w.Editor.NoPhoto, m.f.NoPhoto)
		}
		return w.Editor.NoPhotoYet
	}
	return *m.value(f)
}

func (m *Model) buttons() []widget.Button {
	w := m.deps.Words.Editor
	b := []widget.Button{
		{Key: "s", Label: w.Save, Msg: save, Style: m.deps.Theme.OK}, {Key: "p", Label: w.Photo, Msg: picture},
		{Key: "x", Label: w.FixedShort, Msg: fixed, On: m.f.Fixed},
	}
	if old := m.insp.Finding(m.f.Finding); old != nil && old.Withdrawn == nil {
		b = append(b, widget.Button{Key: "w", Label: w.Withdraw, Msg: withdraw})
	}
	if m.resumed {
		b = append(b, widget.Button{Key: "d", Label: w.StartOver, Msg: anew})
	}
	return b
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	look, w := m.deps.Look(), m.deps.Words
	if m.ask != nil {
		return m.ask.Keys(look)
	}
	keys := []tui.Binding{{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8"}, What: w.Widget.Pick, Footer: true}, {Keys: []string{"enter"}, What: w.List.Edit, Footer: true}}
	if m.insp == nil {
		return keys
	}
	for _, b := range m.buttons() {
		key := []string{b.Key}
		if b.Msg == save {
			key = append(key, "ctrl+s")
		}
		keys = append(keys, tui.Binding{Keys: key, What: b.Label, Footer: true})
	}
	return keys
}
