package walk

import (
	"fmt"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// wideFrom is the columns from which list and criterion stand side by side.
const wideFrom = 100

func (m *Model) wide() bool { return m.width >= wideFrom }

func (m *Model) listWidth() int { return m.width * 2 / 5 }

// View draws the criterion, the list beside or instead of it, and the four answers.
func (m *Model) View() tui.Frame {
	look, w := m.deps.Look(), m.deps.Words
	switch {
	case m.insp == nil:
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(w.Walk.Loading)}}
		return f.Fit(m.width, m.height)
	case m.ask != nil:
		return m.ask.View(look, m.width, m.height)
	case m.tick != nil:
		return m.viewConditions(look)
	}
	head, foot := m.head(look), m.foot(look)
	room := max(m.height-head.Height()-foot.Height(), 1)
	return widget.Compose(m.width, m.height, head, m.body(look, room), foot)
}

func (m *Model) body(look widget.Look, room int) widget.Frame {
	if m.wide() {
		left := m.listWidth()
		m.list.SetSize(left, room)
		return widget.Columns(2, widget.Column{Width: left, Frame: m.rows(look)}, widget.Column{Width: m.width - left - 2, Frame: m.criterion(look, m.width-left-2, room)})
	}
	if m.showList || len(m.shown) == 0 {
		m.list.SetSize(m.width, room)
		return m.rows(look)
	}
	return m.criterion(look, m.width, room)
}

// head is the order, the filter, the progress here and in all, and what lasts: place, transcribing, seal.
func (m *Model) head(look widget.Look) widget.Frame {
	w, t := m.deps.Words.Walk, look.Theme
	var f widget.Frame
	done, total := m.progress("")
	left := map[bool]string{false: w.ByRoute, true: w.ByClause}[m.byClause]
	if m.filter != all {
		left += " · " + map[filter]string{open: w.Open, failed: w.Failed}[m.filter]
	}
	if i, there := m.item(); there {
		id, name := m.group(i)
		d, n := m.progress(id)
		left += " · " + widget.Line(name) + " " + fmt.Sprintf(w.Progress, d, n)
	}
	bar := min(20, m.width/4)
	f.Add(widget.Sides(t.Strong.Render(widget.Truncate(left, m.width-bar-1)), widget.Progress(look, done, total, bar), m.width))
	var lasting []string
	if m.place != "" {
		lasting = append(lasting, fmt.Sprintf(w.PlaceNow, widget.Line(m.place)))
	}
	if m.observed != "" {
		lasting = append(lasting, fmt.Sprintf(w.ObservedOn, m.seen()))
	}
	if m.insp.Closed != nil {
		lasting = append(lasting, w.SealedHint)
	}
	if n := m.differ; n > 0 {
		lasting = append(lasting, fmt.Sprintf(m.deps.Words.Differ.Short, n))
	}
	if len(lasting) > 0 {
		f.Add(t.Warn.Lines(widget.Wrap(strings.Join(lasting, " · "), m.width))...)
	}
	if len(m.queue.refused) > 0 {
		f.Add(t.Error.Lines(widget.Wrap(m.refusedLine(), m.width))...)
	}
	if m.notice != "" {
		f.Add(t.Warn.Lines(widget.Wrap(widget.Line(m.notice), m.width))...)
	}
	return f
}

// foot is the four answers, always there, and the next most needed; what the disk refused comes first.
func (m *Model) foot(look widget.Look) widget.Frame {
	room, toolRoom := widget.ButtonHeight, 1
	switch {
	case m.height < 18:
		room = 1
	case m.height >= 34:
		toolRoom = 2*widget.ButtonHeight + 1
	case m.height >= 28:
		toolRoom = widget.ButtonHeight
	}
	if m.width < 4*(widget.ButtonWidth+1)-1 && m.height >= 34 {
		room = 2*widget.ButtonHeight + 1
	}
	f := widget.Frame{Lines: []string{""}}
	if len(m.queue.refused) > 0 {
		k := m.deps.Words.Walk
		f.Append(widget.Buttons(look, m.width, room, []widget.Button{
			{Key: "r", Label: k.Retry, Msg: again, Style: look.Theme.Error}, {Key: "u", Label: k.GiveUp, Msg: undo}}))
		f.Add("")
	}
	f.Append(widget.Buttons(look, m.width, toolRoom, m.tools()))
	f.Add("")
	f.Append(widget.Buttons(look, m.width, room, m.answers(look)))
	return f
}

func (m *Model) answers(look widget.Look) []widget.Button {
	w, t := m.deps.Words, look.Theme
	var v checklist.Value
	if i, there := m.item(); there {
		v = m.value(i.key())
	}
	return []widget.Button{
		{Key: "1", Label: w.OK, Msg: ok, On: v == checklist.OK, Style: t.OK}, {Key: "2", Label: w.Fail, Msg: fail, On: v == checklist.Fail, Style: t.Fail},
		{Key: "3", Label: w.NA, Msg: na, On: v == checklist.NA, Style: t.NA}, {Key: "4", Label: w.Unseen, Msg: unseen, On: v == checklist.Unseen, Style: t.Unseen},
	}
}

// tools are six, the same place each: where list and criterion stand side by side there is room for the place.
func (m *Model) tools() []widget.Button {
	w := m.deps.Words.Walk
	side := widget.Button{Key: "tab", Label: w.ListView, Msg: turn}
	switch {
	case m.wide():
		side = widget.Button{Key: "p", Label: w.Place, Msg: place}
	case m.showList:
		side.Label = w.Detail
	}
	return []widget.Button{
		{Key: "a", Label: w.Unit, Msg: unit}, {Key: "m", Label: w.Measure, Msg: measure}, {Key: "n", Label: w.Note, Msg: note},
		{Key: "u", Label: w.Undo, Msg: undo}, side, {Key: ".", Label: w.More, Msg: more},
	}
}
