package app

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// roomy is the height from which header and error bar are three lines, for gloved fingers.
const roomy = 30

// View draws the whole window.
func (m *Model) View() tea.View {
	f := m.frame()
	v := tea.NewView(strings.Join(f.Lines, "\n"))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = m.deps.Words.App.Name
	v.Cursor = f.Cursor
	if t := m.deps.Theme; m.fixed && t.Ground != "" {
		v.ForegroundColor, v.BackgroundColor = lipgloss.Color(t.Ink), lipgloss.Color(t.Ground)
	}
	return v
}

// frame is what is on screen: exactly the window's size.
func (m *Model) frame() tui.Frame {
	if m.width <= 0 || m.height <= 0 {
		return tui.Frame{}
	}
	if m.small() {
		return m.tooSmall()
	}
	look := m.deps.Look()
	if m.lock != nil {
		return m.lock.frame(look, m.options.Words, m.width, m.height).Fit(m.width, m.height)
	}
	f := widget.Compose(m.width, m.height, m.header(look), m.body(look), m.footer(look))
	if m.overlay != nil {
		f = m.overlay.frame(look, f, m.width, m.height)
	}
	return f.Fit(m.width, m.height)
}

func (m *Model) body(look widget.Look) tui.Frame {
	if m.openErr != nil {
		return m.openTrouble(look)
	}
	return m.front().screen.View().Fit(m.width, m.bodyHeight())
}

// bodyHeight is the lines of the page in front.
func (m *Model) bodyHeight() int {
	return max(m.height-m.headerHeight()-m.footer(m.deps.Look()).Height(), 1)
}

func (m *Model) headerHeight() int {
	if m.height >= roomy {
		return 3
	}
	return 1
}

// backWidth is the cells of the button at the left of the header; helpWidth at the right.
const (
	backWidth = 12
	helpWidth = 8
)

// header: a way back, program and page, whether all is saved, device time (at the last key or tap: it never ticks), help.
func (m *Model) header(look widget.Look) tui.Frame {
	w := look.Words.App
	left, right := "", ""
	if len(m.stack) > 1 {
		left = widget.Mid("< "+w.Back, backWidth)
	}
	if m.width >= narrow || m.height >= roomy {
		right = widget.Mid("? "+w.Help, helpWidth)
	}
	var f tui.Frame
	mark := m.parkMark(look)
	for _, line := range m.headerLines(left, right, mark, m.savedMark(look)+" "+m.clock.Format("15:04")+" ") {
		f.Add(look.Theme.Header.Render(line))
	}
	if mark != "" && m.markInHeader() {
		f.Hits = append(f.Hits, m.markHit(widget.Width(mark), f.Height()))
	}
	if left != "" {
		f.Hits = append(f.Hits, widget.Hit{X: 0, Y: 0, W: backWidth, H: f.Height(), Msg: press{"esc"}})
	}
	if right != "" {
		f.Hits = append(f.Hits, widget.Hit{X: m.width - helpWidth, Y: 0, W: helpWidth, H: f.Height(), Msg: press{"?"}})
	}
	return f
}

// spacious is the width from which the program's name stands in the header beside all else.
const spacious = 100

// narrow is the width under which title and state do not fit one line.
const narrow = 60

// headerLines is one line; three in a high window, where a narrow one gives title and state a line each.
func (m *Model) headerLines(left, right, mark, state string) []string {
	title := " " + m.title()
	if m.width >= narrow && (mark == "" || m.width >= spacious) {
		title = " " + m.deps.Words.App.Name + " -" + title
	}
	switch blank := widget.Pad("", m.width); {
	case m.headerHeight() == 1 && m.width < narrow:
		return []string{widget.Sides(left+title, state+right, m.width)} // the mark is in the footer
	case m.headerHeight() == 1:
		return []string{widget.Sides(left+title, state+mark+right, m.width)}
	case m.width >= narrow:
		return []string{blank, widget.Sides(left+title, state+mark+right, m.width), blank}
	default:
		under := widget.Pad("", widget.Width(left))
		if mark != "" {
			left = widget.Pad(left, backWidth) + widget.Mid(mark, m.width-backWidth-helpWidth)
		}
		return []string{
			widget.Pad(under+title, m.width-helpWidth) + widget.Pad("", helpWidth),
			widget.Sides(left, right, m.width),
			widget.Pad(under+" "+state, m.width),
		}
	}
}

func (m *Model) savedMark(look widget.Look) string {
	w := look.Words.App
	switch {
	case m.unsaved:
		return look.Theme.Error.Render(" " + w.NotSaved + " ")
	case m.saved.IsZero():
		return ""
	}
	return look.Theme.Saved.Render(" " + fmt.Sprintf(w.Saved, m.saved.Format("15:04:05")) + " ")
}

// title is the page's own, or its kind's name.
func (m *Model) title() string {
	front := m.front()
	if t, ok := front.screen.(tui.Titled); ok {
		if s := widget.Line(t.Title()); s != "" {
			return s
		}
	}
	w := m.deps.Words
	return map[tui.Kind]string{
		tui.Home: w.Home.Title, tui.Create: w.Create.Title, tui.Scope: w.Scoping.Title, tui.Walk: w.Walk.Title,
		tui.Finding: w.Editor.Title, tui.List: w.List.Title, tui.Close: w.Close.Title, tui.Differ: w.Differ.Title, tui.Paper: w.Papers.Screen.Title, tui.Sync: w.Park.Title,
	}[front.page.Kind]
}

// footer: the bar of an error, else of a notice, and the keys.
func (m *Model) footer(look widget.Look) tui.Frame {
	var f tui.Frame
	w := look.Words.App
	switch {
	case m.trouble != nil:
		f.Append(m.bar(look, look.Theme.Error, w.Error, m.trouble))
	case len(m.notices) > 0:
		title := w.Notice
		if more := len(m.notices) - 1; more > 0 {
			title = fmt.Sprintf(w.NoticeMore, more)
		}
		f.Append(m.bar(look, look.Theme.Warn, title, m.notices[0]))
	}
	f.Append(m.keyLine(look))
	return f
}

// errorLines is the most lines an error takes.
const errorLines = 4

func (m *Model) bar(look widget.Look, style widget.Style, title string, err error) tui.Frame {
	w := look.Words.App
	lines := widget.Wrap(title+": "+m.options.Words.Error(err), m.width-2)
	if len(lines) > errorLines {
		lines = append(lines[:errorLines-1:errorLines-1], widget.Truncate(lines[errorLines-1]+lines[errorLines], m.width-2))
	}
	lines = append(lines[:len(lines):len(lines)], widget.PadLeft("[ "+w.Dismiss+" ]", m.width-2))
	if m.height >= roomy && len(lines) < 3 {
		lines = append([]string{""}, lines...)
	}
	var f tui.Frame
	for n, line := range lines {
		lines[n] = style.Render(" " + widget.Pad(line, m.width-2) + " ")
	}
	f.Tap(dismiss{}, m.width, lines...)
	return f
}

// keyLine is the footer's bindings, the page's first; each can be tapped. A key that cannot be used now is not shown.
func (m *Model) keyLine(look widget.Look) tui.Frame {
	t := look.Theme
	var keys []tui.Binding
	switch {
	case m.openErr != nil:
		keys = []tui.Binding{{Keys: []string{"q"}, What: look.Words.App.Quit, Footer: true}}
	case m.front().screen.Typing():
		keys = m.front().screen.Keys()
	default:
		keys = append(m.front().screen.Keys(), m.global()...)
	}
	var f tui.Frame
	line, x, width := "", 0, m.width
	mark := ""
	if !m.markInHeader() {
		mark = m.parkMark(look)
		width -= widget.Width(mark)
	}
	for _, b := range keys {
		if !b.Footer || b.WhyNot != "" || len(b.Keys) == 0 {
			continue
		}
		key, what := " "+span(b.Keys)[0]+" ", widget.Line(b.What)+" "
		w := widget.Width(key) + widget.Width(what)
		if x+w > width {
			break
		}
		line += t.FooterKey.Render(key) + t.Footer.Render(what)
		f.Hits = append(f.Hits, widget.Hit{X: x, Y: 0, W: w, H: 1, Msg: press{b.Keys[0]}})
		x += w
	}
	f.Add(line + t.Footer.Render(widget.Pad("", width-x)) + mark)
	if mark != "" {
		f.Hits = append(f.Hits, widget.Hit{X: width, Y: 0, W: m.width - width, H: 1, Msg: press{parkKey}})
	}
	return f
}

// openTrouble says in words why nothing can be shown, and what to do.
func (m *Model) openTrouble(look widget.Look) tui.Frame {
	w, t := look.Words.App, look.Theme
	f := tui.Frame{Lines: []string{""}}
	for _, line := range widget.Wrap(fmt.Sprintf(w.OpenFailed, m.options.Words.Error(m.openErr)), m.width-2) {
		f.Add(t.Error.Render(widget.Pad(" "+line, m.width)))
	}
	f.Add("")
	for _, line := range widget.Wrap(w.OpenHint, m.width-2) {
		f.Add(" " + t.Text.Render(line))
	}
	return f
}

func (m *Model) tooSmall() tui.Frame {
	w := m.deps.Words.App
	lines := append(widget.Wrap(w.TooSmall, m.width), widget.Wrap(fmt.Sprintf(w.TooSmallHint, minWidth, minHeight), m.width)...)
	return tui.Frame{Lines: lines}.Fit(m.width, m.height)
}
