package app

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// help is the page of keys over the page in front, made from its bindings.
type help struct {
	page, global []tui.Binding
	view         widget.Viewer
}

// closeHelp is a tap on the help.
type closeHelp struct{}

func newHelp(m *Model) *help {
	return &help{page: m.front().screen.Keys(), global: m.global(), view: widget.Viewer{Name: "help", Pager: true}}
}

// toOverlay gives keys and taps to the help while it is open: page keys scroll, any other closes it.
func (m *Model) toOverlay(msg tea.Msg) (tea.Cmd, bool) {
	if m.overlay == nil {
		return nil, false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if widget.Key(msg) == quitKey {
			return tea.Quit, true
		}
		if !m.overlay.view.Update(msg, true) {
			m.overlay = nil
		}
		return nil, true
	case widget.PageMsg:
		return nil, m.overlay.view.Update(msg, true)
	case closeHelp:
		m.overlay = nil
		return nil, true
	case tea.PasteMsg:
		return nil, true
	}
	return nil, false
}

// frame lays the help over the page.
func (h *help) frame(look widget.Look, base tui.Frame, width, height int) tui.Frame {
	w := look.Words.App
	boxWidth, boxHeight := min(width, 76), height-4
	inner := boxWidth - 2
	var content tui.Frame
	h.section(look, &content, w.ThisPage, h.page, inner)
	h.section(look, &content, w.Everywhere, h.global, inner)
	content.Add("")
	content.Add(widget.Wrap(w.Touch, inner)...)
	content.Tap(closeHelp{}, inner, "", look.Theme.Box.Render(widget.Mid(w.HelpClose, inner)), "")
	h.view.SetSize(inner, min(content.Height(), boxHeight))
	h.view.SetContent(content)
	shown := h.view.View(look)
	shown.Hits = append([]widget.Hit{{X: 0, Y: 0, W: inner, H: shown.Height(), Msg: closeHelp{}}}, shown.Hits...)
	return widget.Centre(base, widget.Box(look, w.HelpTitle, shown, boxWidth), boxWidth, width)
}

// keyWidth is the cells of the keys' column.
const keyWidth = 15

func (h *help) section(look widget.Look, f *tui.Frame, title string, keys []tui.Binding, width int) {
	f.Add(look.Theme.Title.Render(title))
	for _, b := range keys {
		text := b.What
		if b.WhyNot != "" {
			text += " " + fmt.Sprintf(look.Words.App.Unavailable, b.WhyNot)
		}
		label := widget.Pad(widget.Truncate(" "+strings.Join(span(b.Keys), " "), keyWidth-1), keyWidth)
		f.Add(widget.Hang(label, text, width)...)
	}
}

// span writes a run of digits as its ends: 1-9.
func span(keys []string) []string {
	if n := len(keys); n > 3 && len(keys[0]) == 1 && len(keys[n-1]) == 1 && keys[0] < keys[n-1] && keys[0] >= "0" && keys[n-1] <= "9" {
		return []string{keys[0] + "-" + keys[n-1]}
	}
	return keys
}
