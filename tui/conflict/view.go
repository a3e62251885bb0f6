package conflict

import (
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// narrow is the columns under which the sides stand under one another.
const narrow = 60

// View draws the list, and the sides of the selected one under it.
func (m *Model) View() tui.Frame {
	look, w := m.deps.Look(), m.deps.Words.Differ
	switch {
	case m.insp == nil:
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(w.Loading)}}
		return f.Fit(m.width, m.height)
	case m.ask != nil:
		return m.ask.View(look, m.width, m.height)
	}
	head := m.head(look)
	if m.list.Len() == 0 {
		body := widget.Frame{Lines: append([]string{look.Theme.Title.Render(w.None), ""}, widget.Wrap(w.NoneHint, m.width)...)}
		return widget.Compose(m.width, m.height, head, body, widget.Frame{})
	}
	room := 1
	if m.height >= 18 {
		room = widget.ButtonHeight
	}
	foot := widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, m.buttons()))
	left := m.height - head.Height() - foot.Height()
	rows := max(min(m.list.Len()*m.rowHeight(), left/3), 1)
	m.list.SetSize(m.width, rows)
	list := m.list.View(look, m.row)
	list.Add(look.Theme.Dim.Render(strings.Repeat("-", m.width)))
	m.view.SetSize(m.width, max(left-list.Height(), 1))
	m.view.SetContent(m.sides(look))
	return widget.Compose(m.width, m.height, head, widget.Stack(list, m.view.View(look)), foot)
}

// rowHeight: in a high window a row is as high as a glove needs.
func (m *Model) rowHeight() int {
	if m.height >= 34 {
		return widget.ButtonHeight
	}
	return 1
}

func (m *Model) head(look widget.Look) widget.Frame {
	w := m.deps.Words.Differ
	var f widget.Frame
	count := fmt.Sprintf(w.Count, len(m.conflicts))
	if len(m.pairs) > 0 {
		count = fmt.Sprintf(w.CountAnd, len(m.conflicts), len(m.pairs))
	}
	f.Add(look.Theme.Strong.Lines(widget.Wrap(widget.Line(m.insp.Opened.Enterprise.Name)+"  "+count, m.width))...)
	if m.notice != "" {
		f.Add(look.Theme.Saved.Lines(widget.Wrap(m.notice, m.width))...)
	}
	f.Add("")
	return f
}

// row names what people differ on.
func (m *Model) row(n, width int) []string {
	w := m.deps.Words
	number := fmt.Sprintf("%d ", n-m.list.Top()+1)
	var kind, what string
	if n < len(m.conflicts) {
		c := &m.conflicts[n]
		kind = map[inspection.ConflictKind]string{inspection.AnswersDiffer: w.Differ.Answers, inspection.WordingsDiffer: w.Differ.Wordings, inspection.WithdrawalDiffer: w.Differ.Withdrawal}[c.Kind]
		what = m.what(c)
	} else {
		p := m.pairs[n-len(m.conflicts)]
		kind = w.Differ.Similar
		for k, id := range []string{p.A, p.B} {
			if f := m.insp.Finding(id); f != nil {
				what += []string{"", " / "}[k] + fmt.Sprintf(w.Differ.Number, f.Number)
			}
		}
	}
	text := kind + " · " + widget.Line(what)
	if m.rowHeight() == 1 {
		return []string{widget.Truncate(number+text, width)}
	}
	lines := append(widget.Hang(number, text, width), "", "")
	return lines[:m.rowHeight()]
}

// what is the criterion with its unit, or the finding's number and words.
func (m *Model) what(c *inspection.Conflict) string {
	w := m.deps.Words
	if f := m.insp.Finding(c.Finding); f != nil {
		return fmt.Sprintf(w.Differ.Number, c.Number) + " " + f.Place + " " + f.Description
	}
	text := w.Clause(m.lib, c.Key.Criterion)
	if crit := m.lib.Criterion(c.Key.Criterion); crit != nil {
		text += " " + w.Text(crit.Title)
	}
	if u, there := m.insp.Unit(c.Key.Unit); there {
		text += " · " + u.Name
	}
	return text
}

// sides is both sides of the selected one, and why one counts.
func (m *Model) sides(look widget.Look) widget.Frame {
	w := m.deps.Words.Differ
	var f widget.Frame
	wrap := func(style widget.Style, text string) { f.Add(style.Lines(widget.Wrap(text, m.width))...) }
	var columns []func(width int) widget.Frame
	if c := m.conflict(); c != nil {
		wrap(look.Theme.Title, widget.Line(m.what(c)))
		if c.Kind == inspection.WithdrawalDiffer {
			wrap(look.Theme.Warn, w.WithdrawalWaits)
		} else {
			wrap(look.Theme.Dim, w.StrictCounts)
		}
		for n := range c.Sides {
			columns = append(columns, func(width int) widget.Frame { return m.side(look, c, &c.Sides[n], width) })
		}
	} else if a, b, ok := m.pair(); ok {
		why := w.AlikeText
		if m.pairs[m.list.Selected()-len(m.conflicts)].Same {
			why = w.SameCriterion
		}
		wrap(look.Theme.Dim, why)
		for _, x := range []*inspection.Finding{a, b} {
			columns = append(columns, func(width int) widget.Frame { return m.finding(look, x, width) })
		}
	}
	f.Add("")
	f.Append(m.beside(columns))
	return f
}

// beside sets two a row where there is room, else one under the other.
func (m *Model) beside(columns []func(int) widget.Frame) widget.Frame {
	const gap = 2
	var f widget.Frame
	if m.width < narrow {
		for _, c := range columns {
			f.Append(c(m.width))
			f.Add("")
		}
		return f
	}
	width := (m.width - gap) / 2
	for n := 0; n < len(columns); n += 2 {
		row := []widget.Column{{Width: width, Frame: columns[n](width)}}
		if n+1 < len(columns) {
			row = append(row, widget.Column{Width: width, Frame: columns[n+1](width)})
		}
		f.Append(widget.Columns(gap, row...))
		f.Add("")
	}
	return f
}

// who is this tablet, or another by its holder's name or its feed.
func (m *Model) who(feed inspection.FeedID, ref inspection.Ref) string {
	w := m.deps.Words
	name := widget.Line(w.Who(m.insp, feed, m.names))
	if !m.insp.Mine(m.deps.Desk.Feed(), ref) {
		return name
	}
	if _, named := m.insp.Names[feed]; named {
		return name + " · " + w.Differ.ThisTablet
	}
	return w.Differ.ThisTablet
}

// column is text under a heading, each line labelled or not.
type column struct {
	widget.Frame
	look  widget.Look
	width int
}

func (c *column) text(style widget.Style, text string) {
	if text != "" {
		c.Add(style.Lines(widget.Wrap(widget.Line(text), c.width))...)
	}
}

func (m *Model) side(look widget.Look, c *inspection.Conflict, s *inspection.Side, width int) widget.Frame {
	w, t := m.deps.Words, look.Theme
	f := column{look: look, width: width}
	mark := ""
	if s.Counts {
		mark = t.Warn.Render(" " + w.Differ.Counts + " ")
	}
	f.Add(widget.Sides(t.Strong.Render(widget.Truncate(m.who(s.Feed, s.Ref), max(width-widget.Width(mark)-1, 1))), mark, width))
	entered := fmt.Sprintf(w.Differ.Entered, s.At.In(m.deps.Now().Location()).Format("01-02 15:04"))
	switch {
	case s.Said != nil:
		f.Add(widget.Truncate(look.Badge(s.Said.Value)+" "+t.Strong.Render(w.Value(s.Said.Value)), width))
		f.text(t.Dim, m.times(s.Said.Observed, entered))
		f.text(t.Text, s.Said.Place)
		f.text(t.Text, s.Said.Reason)
		f.text(t.Text, s.Said.Note)
		f.text(t.Text, m.measured(c.Key.Criterion, s.Said.Measured))
		f.text(t.Dim, m.photos(s.Photos, s.Said.NoPhoto))
	case s.Found != nil:
		m.wording(&f, s.Found)
		f.text(t.Dim, m.times(s.Found.Observed, entered))
		f.text(t.Dim, m.photos(s.Photos, s.Found.NoPhoto))
	case s.Withdrawn != nil:
		f.text(t.Text, w.Side(*s))
		f.text(t.Dim, entered)
	}
	return f.Frame
}

func (m *Model) wording(f *column, x *inspection.Found) {
	w, t := m.deps.Words, f.look.Theme
	style := t.Open
	if x.Level != inspection.General {
		style = t.Major
	}
	f.Add(style.Render(" " + w.LevelName(x.Level) + " "))
	f.text(t.Text, x.Place)
	f.text(t.Text, x.Description)
	f.text(t.Text, x.Measure)
	if x.Fixed {
		f.text(t.Text, w.Status(inspection.StatusFixed))
	} else {
		f.text(t.Text, fmt.Sprintf(w.Differ.Deadline, x.Deadline))
	}
}

func (m *Model) finding(look widget.Look, x *inspection.Finding, width int) widget.Frame {
	w, t := m.deps.Words, look.Theme
	f := column{look: look, width: width}
	f.text(t.Strong, fmt.Sprintf(w.Differ.Number, x.Number)+" · "+m.who(x.By, inspection.Ref{Feed: x.By, Seq: 1}))
	m.wording(&f, &x.Found)
	f.text(t.Text, x.Basis)
	f.text(t.Dim, m.photos(x.Photos, x.NoPhoto))
	return f.Frame
}

func (m *Model) times(observed, entered string) string {
	at, err := time.Parse(time.RFC3339, observed)
	if err != nil {
		return entered
	}
	return fmt.Sprintf(m.deps.Words.Differ.Observed, at.Format("01-02 15:04")) + " · " + entered
}

func (m *Model) measured(criterion string, values map[string]string) string {
	c := m.lib.Criterion(criterion)
	if c == nil {
		return ""
	}
	var all []string
	for _, leaf := range c.Leaves() {
		if v := values[leaf.ID]; v != "" && leaf.Measure != nil {
			all = append(all, m.deps.Words.Text(leaf.Measure.Name)+" "+v+" "+leaf.Measure.Unit)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf(m.deps.Words.Differ.Measured, strings.Join(all, "、"))
}

// photosNamed is how many photos are named.
const photosNamed = 4

func (m *Model) photos(photos []inspection.Photo, why string) string {
	w := m.deps.Words.Differ
	switch {
	case len(photos) == 0 && why != "":
		return fmt.Sprintf(w.NoPhotoWhy, why)
	case len(photos) == 0:
		return w.NoPhotos
	}
	var names []string
	for _, p := range photos[:min(len(photos), photosNamed)] {
		names = append(names, p.Name)
	}
	return fmt.Sprintf(w.Photos, len(photos), strings.Join(names, " "))
}
