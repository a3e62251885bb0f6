package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Frame is what a part or a screen draws: lines of styled text, tap targets, and where the real caret is.
type Frame struct {
	Lines  []string
	Hits   []Hit
	Cursor *tea.Cursor // relative to the frame; nil hides it
}

// Hit is a tap target, in cells of its frame: a left press in it sends Msg to the screen. Later hits lie on top.
type Hit struct {
	X, Y, W, H int
	Msg        tea.Msg
}

// In says whether the cell is in the target.
func (h Hit) In(x, y int) bool {
	return x >= h.X && x < h.X+h.W && y >= h.Y && y < h.Y+h.H
}

// Binding is a key, what it does, and why it cannot now (empty: it can).
type Binding struct {
	Keys   []string // as Key spells them; the first is shown
	What   string   // in the program's language
	WhyNot string
	Footer bool // shown in the footer, not only in help
}

// TapMsg is a left press that hit no target, in cells of the frame.
type TapMsg struct{ X, Y int }

// WheelMsg is a turn of the wheel (or a finger's drag) over the frame: Delta +1 is one notch down, -1 up.
type WheelMsg struct{ X, Y, Delta int }

// Height is the number of lines.
func (f Frame) Height() int { return len(f.Lines) }

// Add appends lines without targets.
func (f *Frame) Add(lines ...string) { f.Lines = append(f.Lines, lines...) }

// Tap appends lines that are, over width cells, one tap target.
func (f *Frame) Tap(msg tea.Msg, width int, lines ...string) {
	f.Hits = append(f.Hits, Hit{0, len(f.Lines), width, len(lines), msg})
	f.Add(lines...)
}

// Append puts g under f, with its targets and its caret.
func (f *Frame) Append(g Frame) {
	g = g.Shift(0, len(f.Lines))
	f.Lines = append(f.Lines, g.Lines...)
	f.Hits = append(f.Hits, g.Hits...)
	if g.Cursor != nil {
		f.Cursor = g.Cursor
	}
}

// Stack puts frames one under the other.
func Stack(parts ...Frame) Frame {
	var f Frame
	for _, p := range parts {
		f.Append(p)
	}
	return f
}

// Shift moves targets and caret (not the lines) by x cells and y lines.
func (f Frame) Shift(x, y int) Frame {
	hits := make([]Hit, len(f.Hits))
	for i, h := range f.Hits {
		h.X, h.Y = h.X+x, h.Y+y
		hits[i] = h
	}
	f.Hits = hits
	if f.Cursor != nil {
		c := *f.Cursor
		c.X, c.Y = c.X+x, c.Y+y
		f.Cursor = &c
	}
	return f
}

// Fit is the frame as exactly height lines of exactly width cells: what sticks out is cut, targets are clipped,
// a caret outside is hidden.
func (f Frame) Fit(width, height int) Frame {
	width, height = max(width, 0), max(height, 0)
	g := Frame{Lines: make([]string, height)}
	for i := range g.Lines {
		line := ""
		if i < len(f.Lines) {
			line = f.Lines[i]
		}
		g.Lines[i] = Pad(line, width)
	}
	for _, h := range f.Hits {
		x, y := max(h.X, 0), max(h.Y, 0)
		h.W, h.H = min(h.X+h.W, width)-x, min(h.Y+h.H, height)-y
		h.X, h.Y = x, y
		if h.W > 0 && h.H > 0 {
			g.Hits = append(g.Hits, h)
		}
	}
	if c := f.Cursor; c != nil && c.X >= 0 && c.X < width && c.Y >= 0 && c.Y < height {
		g.Cursor = c
	}
	return g
}

// From is the frame scrolled: its lines from the given one on, with targets and caret.
func (f Frame) From(line int) Frame {
	line = min(max(line, 0), len(f.Lines))
	g := f.Shift(0, -line)
	g.Lines = f.Lines[line:]
	return g
}

// Column is a frame beside others, Width cells wide.
type Column struct {
	Width int
	Frame
}

// Columns puts frames side by side, gap blank cells between them, as high as the highest.
func Columns(gap int, cols ...Column) Frame {
	height := 0
	for _, c := range cols {
		height = max(height, len(c.Lines))
	}
	var f Frame
	f.Lines = make([]string, height)
	x := 0
	for i, c := range cols {
		if i > 0 {
			x += gap
		}
		part := c.Fit(c.Width, height)
		for n, line := range part.Lines {
			if i > 0 {
				f.Lines[n] += strings.Repeat(" ", gap)
			}
			f.Lines[n] += line
		}
		part = part.Shift(x, 0)
		f.Hits = append(f.Hits, part.Hits...)
		if part.Cursor != nil {
			f.Cursor = part.Cursor
		}
		x += c.Width
	}
	return f
}

// Compose is a whole page: header and footer keep their lines, the body gets the rest of the height; all is
// exactly width × height. When there is too little room the body loses first, then the footer.
func Compose(width, height int, header, body, footer Frame) Frame {
	header = header.Fit(width, min(header.Height(), height))
	footer = footer.Fit(width, min(footer.Height(), height-header.Height()))
	body = body.Fit(width, height-header.Height()-footer.Height())
	return Stack(header, body, footer)
}

// Over lays box, boxWidth cells wide, over base with its top left corner at x, y. The targets of base under the box
// are gone; all of base's are when modal is set. The caret is the box's.
func Over(base, box Frame, boxWidth, x, y int, modal bool) Frame {
	out := Frame{Lines: append([]string(nil), base.Lines...)}
	for i, line := range box.Lines {
		if n := y + i; n >= 0 && n < len(out.Lines) {
			out.Lines[n] = splice(out.Lines[n], Pad(line, boxWidth), x, boxWidth)
		}
	}
	if !modal {
		out.Hits = append(out.Hits, base.Hits...)
		// swallows taps on the box that hit nothing in it
		out.Hits = append(out.Hits, Hit{x, y, boxWidth, len(box.Lines), nil})
	}
	box = box.Shift(x, y)
	out.Hits = append(out.Hits, box.Hits...)
	out.Cursor = box.Cursor
	return out
}

// Centre lays a box in the middle of base, modal.
func Centre(base, box Frame, boxWidth, width int) Frame {
	x, y := max((width-boxWidth)/2, 0), max((len(base.Lines)-len(box.Lines))/2, 0)
	return Over(base, box, boxWidth, x, y, true)
}
