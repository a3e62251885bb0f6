package widget

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
)

// Viewer is a scrollable block: text or any frame, its targets and caret with it. The zero Viewer is ready.
type Viewer struct {
	Name string
	// Pager adds page buttons under the block when not all of it fits.
	Pager bool

	content       Frame
	width, height int
	top           int
}

// SetSize gives the viewer its place, page buttons included.
func (v *Viewer) SetSize(width, height int) { v.width, v.height = max(width, 1), max(height, 1) }

// SetContent gives what is shown; the place in it stays where it was (see Home).
func (v *Viewer) SetContent(f Frame) {
	v.content = f
	v.scroll(0)
}

// SetText gives text from outside, wrapped to the viewer's width.
func (v *Viewer) SetText(text string) { v.SetContent(Frame{Lines: Wrap(text, v.width)}) }

// Home goes to the beginning: when other content is shown.
func (v *Viewer) Home() { v.top = 0 }

// Show scrolls so that a line of the content is in sight.
func (v *Viewer) Show(line int) {
	rows := v.rows()
	if line < v.top {
		v.top = line
	}
	if line >= v.top+rows {
		v.top = line - rows + 1
	}
	v.scroll(0)
}

// More says whether there is content above or below what is in sight.
func (v *Viewer) More() (above, below bool) {
	return v.top > 0, v.top+v.rows() < v.content.Height()
}

// Update takes page keys (pgup, pgdown, home, end; up and down when lines is set), the wheel and its page buttons; true
// when it was for the viewer.
func (v *Viewer) Update(msg tea.Msg, lines bool) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return v.key(Key(msg), lines)
	case WheelMsg:
		v.scroll(msg.Delta * wheelRows)
	case PageMsg:
		if msg.Of != v.Name {
			return false
		}
		v.scroll(msg.Delta * v.page())
	default:
		return false
	}
	return true
}

func (v *Viewer) key(key string, lines bool) bool {
	switch {
	case key == "pgup":
		v.scroll(-v.page())
	case key == "pgdown":
		v.scroll(v.page())
	case key == "home":
		v.top = 0
	case key == "end":
		v.scroll(v.content.Height())
	case key == "up" && lines:
		v.scroll(-1)
	case key == "down" && lines:
		v.scroll(1)
	default:
		return false
	}
	return true
}

// page leaves a line of what was read in sight.
func (v *Viewer) page() int { return max(v.rows()-1, 1) }

func (v *Viewer) scroll(by int) {
	v.top = max(min(v.top+by, v.content.Height()-v.rows()), 0)
}

// rows is the lines for content: fewer when page buttons are needed.
func (v *Viewer) rows() int {
	if v.paged() {
		return v.height - bigOrSmall(v.height)
	}
	return v.height
}

func (v *Viewer) paged() bool { return v.Pager && v.height >= 3 && v.content.Height() > v.height }

// View draws what is in sight, exactly the viewer's size.
func (v *Viewer) View(look Look) Frame {
	v.scroll(0)
	rows := v.rows()
	f := v.content.From(v.top).Fit(v.width, rows)
	if !v.paged() {
		return f
	}
	position := fmt.Sprintf(look.Words.Widget.Position, min(v.top+rows, v.content.Height()), v.content.Height())
	return Stack(f, pageButtons(look, v.Name, v.width, v.height, position))
}
