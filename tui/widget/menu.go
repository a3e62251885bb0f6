package widget

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Option is one line of a menu.
type Option struct {
	Text  string
	Note  string // second line, dim; matched by the filter as well
	Value string // for the screen; Text when empty
	On    bool   // chosen, in a menu of many; selected at first, in a menu of one
	Off   string // why it cannot be chosen; "" it can
}

// Action is what came of a message to a menu.
type Action int

// Actions.
const (
	Going     Action = iota
	Chosen           // see Chosen, Value
	Cancelled        // esc with an empty filter, or the button
)

// Menu chooses one or several of numbered options: by digit (1–9 are the rows in sight), by arrow and enter, by tap, and,
// with Filter, by typing part of the text or its pinyin initials. It takes every key while it is open: the screen
// gives it all messages and says Typing() when Filter is set.
type Menu struct {
	Title  string
	Many   bool
	Filter bool
	Dense  bool // one line a row even where big rows fit

	options []Option
	shown   []int // options that match, in order
	query   string
	list    List
}

// NewMenu is a menu of one of the options; it filters when there are more than nine.
func NewMenu(title string, options ...Option) *Menu {
	m := &Menu{Title: title, Filter: len(options) > 9, options: options}
	m.list = List{Name: "menu", Pager: true}
	m.match()
	for i, o := range options {
		if o.On {
			m.list.Select(i)
			break
		}
	}
	return m
}

// NewMenuOfMany is a menu of any number of the options.
func NewMenuOfMany(title string, options ...Option) *Menu {
	m := NewMenu(title, options...)
	m.Many = true
	m.list.Select(0)
	return m
}

// menuMsg is a tap on a button of the menu.
type menuMsg Action

// Chosen is the indexes of the options chosen; in a menu of one, the selected one's.
func (m *Menu) Chosen() []int {
	var chosen []int
	if !m.Many {
		if i := m.selected(); i >= 0 {
			chosen = append(chosen, i)
		}
		return chosen
	}
	for i, o := range m.options {
		if o.On {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// Values is the values of the options chosen.
func (m *Menu) Values() []string {
	var values []string
	for _, i := range m.Chosen() {
		values = append(values, m.options[i].value())
	}
	return values
}

// Value is the value of the option chosen in a menu of one; "" none.
func (m *Menu) Value() string {
	if v := m.Values(); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Query is what was typed to filter: a name that is not among the options yet.
func (m *Menu) Query() string { return strings.TrimSpace(m.query) }

func (o Option) value() string {
	if o.Value == "" {
		return o.Text
	}
	return o.Value
}

// Update takes every message while the menu is open.
func (m *Menu) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case menuMsg:
		return Action(msg)
	case tea.PasteMsg:
		m.ask(m.query + Line(msg.Content))
	case RowMsg:
		if msg.List == m.list.Name {
			return m.pick(msg.Row)
		}
	case tea.KeyPressMsg:
		return m.key(msg)
	default:
		m.list.Update(msg)
	}
	return Going
}

func (m *Menu) key(msg tea.KeyPressMsg) Action {
	key := Key(msg)
	switch {
	case key == "esc" && m.query != "":
		m.ask("")
	case key == "esc":
		return Cancelled
	case key == "enter" && m.Many:
		return Chosen
	case key == "enter":
		return m.pick(m.list.Selected())
	case key == "space" && m.Many:
		return m.pick(m.list.Selected())
	case len(key) == 1 && key >= "1" && key <= "9":
		if n := int(key[0] - '1'); n < m.list.page {
			return m.pick(m.list.Top() + n)
		}
	case key == "backspace" && m.query != "":
		r := []rune(m.query)
		m.ask(string(r[:len(r)-1]))
	case m.list.key(key):
	case m.Filter && msg.Text != "":
		m.ask(m.query + Line(msg.Text))
	}
	return Going
}

// pick chooses the row, or turns it on and off in a menu of many.
func (m *Menu) pick(row int) Action {
	if row < 0 || row >= len(m.shown) {
		return Going
	}
	m.list.Select(row)
	o := &m.options[m.shown[row]]
	if o.Off != "" {
		return Going
	}
	if !m.Many {
		return Chosen
	}
	o.On = !o.On
	return Going
}

func (m *Menu) selected() int {
	if n := m.list.Selected(); n >= 0 && m.options[m.shown[n]].Off == "" {
		return m.shown[n]
	}
	return -1
}

func (m *Menu) ask(query string) {
	m.query = query
	m.match()
	m.list.Select(0)
}

func (m *Menu) match() {
	m.shown = m.shown[:0]
	for i, o := range m.options {
		if Match(m.query, o.Text) || o.Note != "" && Match(m.query, o.Note) {
			m.shown = append(m.shown, i)
		}
	}
	m.list.SetLen(len(m.shown))
}

// View draws the menu over the whole of width × height: title, filter, rows, buttons.
func (m *Menu) View(look Look, width, height int) Frame {
	head := m.head(look, width)
	buttons := Buttons(look, width, bigOrSmall(height), m.buttons(look))
	room := max(height-head.Height()-buttons.Height(), 1)
	m.list.SetSize(width, room)
	tall := m.rowHeight(room)
	rows := m.list.View(look, func(i, w int) []string { return m.row(look, i, w, tall) })
	if len(m.shown) == 0 {
		rows.Lines[0] = look.Theme.Warn.Render(Truncate(noMark+look.Words.Widget.NoMatch, width))
	}
	f := Stack(head, rows, buttons)
	return f.Fit(width, height)
}

func (m *Menu) head(look Look, width int) Frame {
	w := look.Words.Widget
	hint := w.MenuOne
	if m.Many {
		hint = fmt.Sprintf(w.Chosen, len(m.Chosen())) + "  " + w.MenuMany
	}
	var f Frame
	f.Add(look.Theme.Title.Render(Truncate(Line(m.Title), width)), look.Theme.Dim.Render(Truncate(hint, width)))
	if m.Filter {
		label := w.Filter + " "
		text := Pad(label+m.query, width)
		f.Cursor = tea.NewCursor(min(Width(label+m.query), width-1), f.Height())
		f.Cursor.Blink, f.Cursor.Shape = false, tea.CursorBar
		f.Add(look.Theme.FieldFocus.Render(text))
	}
	return f
}

func (m *Menu) buttons(look Look) []Button {
	w := look.Words.Widget
	b := []Button{{Key: "esc", Label: w.Cancel, Msg: menuMsg(Cancelled)}}
	if m.Many {
		b = append(b, Button{Key: "enter", Label: w.Done, Msg: menuMsg(Chosen)})
	}
	return b
}

func (m *Menu) row(look Look, i, width, tall int) []string {
	o := m.options[m.shown[i]]
	label := "  "
	if n := i - m.list.top; n >= 0 && n < 9 {
		label = fmt.Sprint(n+1) + " "
	}
	if m.Many {
		label += map[bool]string{true: "[x] ", false: "[ ] "}[o.On]
	}
	lines := Hang(label, o.Text, width)
	note := o.Note
	if o.Off != "" {
		note = o.Off
	}
	if note != "" {
		lines = append(lines, look.Theme.Dim.Lines(Hang(blanks(Width(label)), note, width))...)
	}
	if o.Off != "" {
		lines = look.Theme.Dim.Lines(lines)
	}
	if tall == ButtonHeight {
		lines = append([]string{""}, lines...)
	}
	for len(lines) < tall {
		lines = append(lines, "")
	}
	return lines
}

// rowHeight is how many lines a row takes: as many as a glove wants, but all of up to nine options stay in sight, since a
// digit picks only what is seen.
func (m *Menu) rowHeight(room int) int {
	if m.Dense || room < 4*ButtonHeight {
		return 1
	}
	if n := len(m.shown); n > 0 && n <= 9 {
		return min(max(room/n, 1), ButtonHeight)
	}
	return ButtonHeight
}

// Keys is the menu's bindings, for a screen's Keys while it is open.
func (m *Menu) Keys(look Look) []Binding {
	w := look.Words.Widget
	keys := []Binding{
		{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, What: w.Pick, Footer: true},
		{Keys: []string{"up", "down"}, What: w.Up + " " + w.Down},
		{Keys: []string{"pgup", "pgdown"}, What: w.PageUp + " " + w.PageDown},
	}
	if m.Many {
		keys = append(keys, Binding{Keys: []string{"space"}, What: w.Toggle, Footer: true})
	}
	return append(keys, Binding{Keys: []string{"enter"}, What: w.Done, Footer: true}, Binding{Keys: []string{"esc"}, What: w.Cancel, Footer: true})
}
