package widget

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// FocusMsg is a tap on the field of that name.
type FocusMsg struct{ Field string }

// Field is a text editor with the terminal's real caret, so that the window of a Chinese input method opens beside it.
// One line or many; bracketed paste; a limit in characters that is told and never cuts silently. Do not draw it on
// the last rows of the screen (the candidate window would cover it): the upper half is best.
//
// While it has focus every letter is text: the screen's Typing() is true, and it handles tab, shift+tab, esc and (around a
// one-line field) up and down itself before it gives other keys to Update.
type Field struct {
	Name  string // for FocusMsg
	Label string
	Hint  string // shown while empty
	Limit int    // characters; 0 none
	Err   string // shown beside the label until the text changes

	lines int
	full  bool // the limit refused something
	area  *textarea.Model
}

// NewField is an empty field that shows the given number of lines; with 1, enter is not a newline but done.
func NewField(name, label string, lines int) *Field {
	a := textarea.New()
	a.Prompt, a.ShowLineNumbers, a.EndOfBufferCharacter = "", false, ' '
	a.CharLimit, a.MaxHeight, a.MaxWidth = 0, 0, 0 // it counts columns: we count characters
	a.SetVirtualCursor(false)
	a.SetStyles(textarea.Styles{Cursor: textarea.CursorStyle{Shape: tea.CursorBar}})
	// the terminal's own paste is bracketed paste; this one would run a clipboard program
	a.KeyMap.Paste.SetEnabled(false)
	a.KeyMap.CopySelection.SetEnabled(false)
	a.KeyMap.InsertNewline.SetEnabled(lines > 1)
	a.SetHeight(max(lines, 1))
	return &Field{Name: name, Label: label, lines: max(lines, 1), area: &a}
}

// Value is the text, without blanks at its ends.
func (f *Field) Value() string { return strings.TrimSpace(f.area.Value()) }

// SetValue puts text in, caret at its end.
func (f *Field) SetValue(s string) {
	if f.lines == 1 {
		s = Line(s)
	}
	f.area.SetValue(Clean(s))
	f.Err, f.full = "", false
}

// Insert types text at the caret: a phrase picked from a list.
func (f *Field) Insert(s string) { f.take(s) }

// Focus gives the field the caret.
func (f *Field) Focus() { f.area.Focus() }

// Blur takes the caret away.
func (f *Field) Blur() { f.area.Blur() }

// Focused says whether it has the caret.
func (f *Field) Focused() bool { return f.area.Focused() }

// SetLines changes how many lines are shown: when the window's height changes.
func (f *Field) SetLines(lines int) {
	f.lines = max(lines, 1)
	f.area.SetHeight(f.lines)
}

// Update takes keys and pasted text while it has focus, and a tap on it at any time. done: enter in a one-line field,
// ctrl+s in one of many lines.
func (f *Field) Update(msg tea.Msg) (done bool, cmd tea.Cmd) {
	if tap, ok := msg.(FocusMsg); ok && tap.Field == f.Name {
		f.Focus()
		return false, nil
	}
	if !f.Focused() {
		return false, nil
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.take(msg.Content)
	case tea.KeyPressMsg:
		key := msg.Keystroke()
		switch {
		case key == "enter" && !f.area.KeyMap.InsertNewline.Enabled(), key == "ctrl+s":
			return true, nil
		case msg.Text != "":
			f.take(msg.Text)
		case key == "enter" && f.room() == 0:
			f.full = true
		default:
			cmd = f.pass(msg)
		}
	}
	return false, cmd
}

// take types or pastes text: cleaned, and no more than there is room for.
func (f *Field) take(text string) {
	text = Clean(text)
	if !f.area.KeyMap.InsertNewline.Enabled() {
		text = Line(text)
	}
	f.full = false
	if room := f.room(); room >= 0 && utf8.RuneCountInString(text) > room {
		f.full = true
		text = string([]rune(text)[:room])
	}
	if text == "" {
		return
	}
	f.Err = ""
	f.area.InsertString(text)
	f.pass(nil) // scrolls to the caret
}

func (f *Field) pass(msg tea.Msg) tea.Cmd {
	before := f.area.Value()
	focused := f.Focused()
	if !focused {
		f.area.Focus()
	}
	area, cmd := f.area.Update(msg)
	f.area = &area
	if !focused {
		f.area.Blur()
	}
	if f.area.Value() != before {
		f.Err, f.full = "", false
	}
	return cmd
}

// room is how many characters fit, -1 without a limit.
func (f *Field) room() int {
	if f.Limit <= 0 {
		return -1
	}
	return max(f.Limit-utf8.RuneCountInString(f.area.Value()), 0)
}

// View draws label (with error or count beside it) and text: 1 line more than the field shows. A tap gives it focus.
func (f *Field) View(look Look, width int) Frame {
	t := look.Theme
	f.area.SetWidth(width)
	out := Frame{Lines: []string{f.head(look, width)}}
	style := t.Field
	if f.Focused() {
		style = t.FieldFocus
	}
	text := strings.Split(f.area.View(), "\n")
	if f.area.Value() == "" && f.Hint != "" {
		text = []string{t.Dim.Render(Truncate(Line(f.Hint), width))}
	}
	for n := range f.lines {
		line := ""
		if n < len(text) {
			line = text[n]
		}
		out.Add(style.Render(Pad(line, width)))
	}
	out.Hits = []Hit{{0, 0, width, len(out.Lines), FocusMsg{f.Name}}}
	if c := f.area.Cursor(); c != nil {
		c.X, c.Y = min(c.X, width-1), c.Y+1
		c.Blink = false
		out.Cursor = c
	}
	return out
}

func (f *Field) head(look Look, width int) string {
	t := look.Theme
	label := t.Strong.Render(Line(f.Label))
	side := ""
	switch {
	case f.Err != "":
		side = t.Error.Render(Truncate(" "+Line(f.Err)+" ", max(width-Width(label)-1, 8)))
	case f.full:
		side = t.Error.Render(" " + fmt.Sprintf(look.Words.Widget.MaxText, f.Limit) + " ")
	case f.Limit > 0 && f.Focused():
		side = t.Dim.Render(fmt.Sprintf(look.Words.Widget.Position, utf8.RuneCountInString(f.area.Value()), f.Limit))
	}
	if side == "" {
		return Pad(label, width)
	}
	return Sides(label, side, width)
}
