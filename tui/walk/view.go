package walk

import (
	"fmt"
	"strings"
	"time"

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
		lasting = append(lasting, fmt.Sprintf(w.ObservedOn, m.observed[:16]))
	}
	if m.insp.Closed != nil {
		lasting = append(lasting, w.SealedHint)
	}
	if len(lasting) > 0 {
		f.Add(t.Warn.Lines(widget.Wrap(strings.Join(lasting, " · "), m.width))...)
	}
	if m.notice != "" {
		f.Add(t.Warn.Lines(widget.Wrap(widget.Line(m.notice), m.width))...)
	}
	return f
}

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
	id, name := m.group(i)
	if n == 0 || m.groupOf(n-1) != id {
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

func (m *Model) groupOf(n int) string {
	id, _ := m.group(m.items[m.shown[n]])
	return id
}

func (m *Model) badge(look widget.Look, i item) string {
	if _, waiting := m.pending[i.key()]; waiting {
		return look.Theme.Dim.Render("..")
	}
	return look.Badge(m.value(i.key()))
}

// foot is the four answers, always there, and the next most needed.
func (m *Model) foot(look widget.Look) widget.Frame {
	w, t := m.deps.Words, look.Theme
	var v checklist.Value
	if i, there := m.item(); there {
		v = m.value(i.key())
	}
	answers := []widget.Button{
		{Key: "1", Label: w.OK, Msg: ok, On: v == checklist.OK, Style: t.OK}, {Key: "2", Label: w.Fail, Msg: fail, On: v == checklist.Fail, Style: t.Fail},
		{Key: "3", Label: w.NA, Msg: na, On: v == checklist.NA, Style: t.NA}, {Key: "4", Label: w.Unseen, Msg: unseen, On: v == checklist.Unseen, Style: t.Unseen},
	}
	listOr := w.Walk.ListView
	if m.showList {
		listOr = w.Walk.Detail
	}
	tools := []widget.Button{
		{Key: "a", Label: w.Walk.Unit, Msg: unit}, {Key: "m", Label: w.Walk.Measure, Msg: measure}, {Key: "n", Label: w.Walk.Note, Msg: note},
		{Key: "p", Label: w.Walk.Place, Msg: place}, {Key: "u", Label: w.Walk.Undo, Msg: undo}, {Key: "tab", Label: listOr, Msg: turn},
	}
	if m.wide() {
		tools[5] = widget.Button{Key: "f", Label: w.Walk.Filter, Msg: sieve}
	}
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
	return widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, toolRoom, tools),
		widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, answers))
}

// said is who answered what and when, with what goes with it.
func (m *Model) said(look widget.Look, i item) []string {
	w, t := m.deps.Words, look.Theme
	var lines []string
	if v, waiting := m.pending[i.key()]; waiting {
		lines = append(lines, t.Dim.Render(w.Value(v)+" "+w.Walk.Pending))
	}
	for n, s := range m.insp.Answers[i.key()] {
		text := fmt.Sprintf(w.Walk.Answered, w.Value(s.Value), s.HLC.Time().In(time.Local).Format("01-02 15:04"))
		if n > 0 {
			text = fmt.Sprintf(w.Walk.ByOther, w.Value(s.Value))
		}
		for _, more := range []string{s.Place, s.Reason, s.Note} {
			if more != "" {
				text += " · " + widget.Line(more)
			}
		}
		lines = append(lines, text)
		for _, leaf := range i.c.Leaves() {
			if v := s.Measured[leaf.ID]; v != "" && leaf.Measure != nil {
				lines = append(lines, m.given(leaf, v))
			}
		}
	}
	switch m.verdicts[i.key()] {
	case isHit:
		lines = append(lines, w.Walk.IsHit)
	case isNotMet:
		lines = append(lines, w.Walk.NotMet)
	}
	return lines
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	look, w := m.deps.Look(), m.deps.Words
	switch {
	case m.ask != nil:
		return m.ask.Keys(look)
	case m.tick != nil:
		return []tui.Binding{
			{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "space"}, What: w.Widget.Toggle, Footer: true},
			{Keys: []string{"enter"}, What: w.Widget.Done, Footer: true}, {Keys: []string{"esc"}, What: w.Widget.Cancel, Footer: true}}
	}
	k := w.Walk
	return []tui.Binding{
		{Keys: []string{"1", "y"}, What: w.OK, Footer: true}, {Keys: []string{"2", "x"}, What: w.Fail, Footer: true}, {Keys: []string{"3"}, What: w.NA, Footer: true}, {Keys: []string{"4"}, What: w.Unseen, Footer: true},
		{Keys: []string{"space"}, What: k.NextOpen, Footer: true}, {Keys: []string{"u"}, What: k.Undo, Footer: true}, {Keys: []string{"U"}, What: k.Redo},
		{Keys: []string{"g"}, What: k.Jump, Footer: true}, {Keys: []string{"/"}, What: k.Search, Footer: true}, {Keys: []string{"f"}, What: k.Filter, Footer: true}, {Keys: []string{"o"}, What: k.Order, Footer: true},
		{Keys: []string{"m"}, What: k.Measure}, {Keys: []string{"n"}, What: k.Note}, {Keys: []string{"p"}, What: k.Place}, {Keys: []string{"a", "+"}, What: k.Unit},
		{Keys: []string{"t"}, What: k.Observed}, {Keys: []string{"enter"}, What: k.Finding}, {Keys: []string{"F"}, What: k.OtherFinding},
		{Keys: []string{"l"}, What: k.Findings, Footer: true}, {Keys: []string{"c"}, What: k.Close, Footer: true}, {Keys: []string{"s"}, What: k.Scope},
		{Keys: []string{"tab"}, What: k.ListView}, {Keys: []string{"left"}, What: k.Previous}, {Keys: []string{"right"}, What: k.Next},
		{Keys: []string{"pgup", "pgdown"}, What: w.Widget.PageUp + " " + w.Widget.PageDown},
	}
}
