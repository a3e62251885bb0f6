package widget

import tea "charm.land/bubbletea/v2"

// Sizes of a big button, for gloved fingers.
const (
	ButtonWidth  = 12 // cells, at least
	ButtonHeight = 3  // lines
	buttonGap    = 1
)

// Button is a tap target with its key on it. Tap and key do the same: see Press.
type Button struct {
	Key   string // as Key spells it; "" none
	Label string // in the program's language
	Msg   tea.Msg
	On    bool   // it is what holds now
	Off   string // why it cannot be pressed now; "" it can
	Style Style  // its ground; zero: the theme's
}

// Press is the message of the enabled button with that key.
func Press(buttons []Button, key string) (tea.Msg, bool) {
	for _, b := range buttons {
		if b.Key == key && key != "" && b.Off == "" {
			return b.Msg, true
		}
	}
	return nil, false
}

// Buttons lays buttons out over width in rows of equal ones: big (3 lines × at least 12 cells, a blank between) while
// they fit the height, with a blank line between rows when there is room, else one line each. The frame is as high as
// it needs to be (Height), at most the height given while one line per row of buttons fits it.
func Buttons(look Look, width, height int, buttons []Button) Frame {
	if len(buttons) == 0 {
		return Frame{}
	}
	perRow := max(min((width+buttonGap)/(ButtonWidth+buttonGap), len(buttons)), 1)
	rows := (len(buttons) + perRow - 1) / perRow
	perRow = (len(buttons) + rows - 1) / rows // even rows
	lines, gap := ButtonHeight, 1
	if rows*ButtonHeight+(rows-1) > height {
		gap = 0
	}
	if rows*ButtonHeight > height {
		lines = 1
	}
	var f Frame
	for i := 0; i < len(buttons); i += perRow {
		if i > 0 && gap > 0 {
			f.Add("")
		}
		f.Append(buttonRow(look, width, lines, perRow, buttons[i:min(i+perRow, len(buttons))]))
	}
	return f
}

func buttonRow(look Look, width, lines, perRow int, buttons []Button) Frame {
	cols := make([]Column, len(buttons))
	room := width - (perRow-1)*buttonGap
	for i, b := range buttons {
		w := room / perRow
		if i < room%perRow {
			w++
		}
		cols[i] = Column{w, b.frame(look, w, lines)}
	}
	return Columns(buttonGap, cols...)
}

// frame is one button; one that cannot be pressed says so by its brackets too, and has no target.
func (b Button) frame(look Look, width, lines int) Frame {
	style := look.Theme.Button
	switch {
	case b.Off != "":
		style = look.Theme.ButtonOff
	case !b.Style.zero():
		style = b.Style
	case b.On:
		style = look.Theme.ButtonOn
	}
	text := b.text(width)
	var f Frame
	for n := range lines {
		if n == lines/2 {
			f.Add(style.Render(Mid(text, width)))
		} else {
			f.Add(style.Render(blanks(width)))
		}
	}
	if b.Off == "" {
		f.Hits = []Hit{{0, 0, width, lines, b.Msg}}
	}
	return f
}

func (b Button) text(width int) string {
	label := Line(b.Label)
	if b.Off != "" {
		return Truncate("("+label+")", width)
	}
	if b.On {
		label = "[" + label + "]"
	}
	// a long key name goes before the label does
	if b.Key == "" || Width(label)+Width(b.Key)+1 > width {
		return label
	}
	return b.Key + " " + label
}
