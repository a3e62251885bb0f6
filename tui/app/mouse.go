package app

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// bounce is how long a second tap on the same target is taken for the first one's: gloves and worn screens.
const bounce = 250 * time.Millisecond

// tap is where and when a target was tapped.
type tap struct {
	x, y int
	hit  widget.Hit
	at   time.Time
}

// mouse turns a left press into the message of the topmost target, the wheel into a WheelMsg for the page, and drops
// the rest: drags, releases, other buttons.
func (m *Model) mouse(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		if msg.Button != tea.MouseLeft || m.openErr != nil {
			return nil, true
		}
		return m.tap(msg.X, msg.Y), true
	case tea.MouseWheelMsg:
		return m.wheel(msg), true
	case tea.MouseMsg:
		return nil, true
	}
	return nil, false
}

func (m *Model) tap(x, y int) tea.Cmd {
	if !m.front().screen.Typing() {
		m.clock = m.options.Now()
	}
	frame := m.frame()
	for i := len(frame.Hits) - 1; i >= 0; i-- {
		hit := frame.Hits[i]
		if !hit.In(x, y) {
			continue
		}
		if m.bounced(x, y, hit) || hit.Msg == nil {
			return nil
		}
		return m.send(hit.Msg)
	}
	m.tapped = tap{}
	if m.lock != nil {
		return nil
	}
	if body := y - m.headerHeight(); m.overlay == nil && body >= 0 && body < m.bodyHeight() {
		return m.front().screen.Update(tui.TapMsg{X: x, Y: body})
	}
	return nil
}

// bounced notes the tap, and says whether it is the last one's echo: on the same target, or within a cell of it (the
// page may have moved on under the finger).
func (m *Model) bounced(x, y int, hit widget.Hit) bool {
	now, last := m.options.Now(), m.tapped
	near := x-last.x <= 1 && last.x-x <= 1 && y-last.y <= 1 && last.y-y <= 1
	same := hit.X == last.hit.X && hit.Y == last.hit.Y && hit.W == last.hit.W && hit.H == last.hit.H
	if since := now.Sub(last.at); (near || same) && since >= 0 && since < bounce && !last.at.IsZero() {
		return true
	}
	m.tapped = tap{x, y, hit, now}
	return false
}

// send gives a target's message to whom it is for: the router's own go through Update, the others to the page.
func (m *Model) send(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case press, dismiss, closeHelp, lockKey, widget.PageMsg, tui.Goto, tui.Replace, tui.Back:
		_, cmd := m.Update(msg)
		return cmd
	}
	return m.front().screen.Update(msg)
}

func (m *Model) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	delta := 1
	switch msg.Button {
	case tea.MouseWheelUp:
		delta = -1
	case tea.MouseWheelDown:
	default:
		return nil
	}
	turn := tui.WheelMsg{X: msg.X, Y: msg.Y - m.headerHeight(), Delta: delta}
	if m.overlay != nil {
		m.overlay.view.Update(turn, true)
		return nil
	}
	if turn.Y < 0 || turn.Y >= m.bodyHeight() || m.openErr != nil {
		return nil
	}
	return m.front().screen.Update(turn)
}
