package widget

import (
	"reflect"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Form is a page of huh's Select, MultiSelect and Confirm fields that can be tapped, scrolls, and says what is wrong beside
// the field.
//
// It can: choose with arrows, space and enter; tab and shift+tab between fields; taps on options, on the two words of a
// Confirm and on the form's own buttons; validators (in the program's language). Options and titles must be given, not
// computed (no TitleFunc, OptionsFunc), and cleaned by whoever makes them: Line.
//
// It cannot: take Chinese text (huh gives no caret: use Field), filter (huh's words for it are English and it swallows keys: use
// Menu), pick files, show rows three lines high for gloves (use Menu where that counts), or show more than one page:
// open another Form for the next.
type Form struct {
	form   *huh.Form
	fields []huh.Field
	view   Viewer
	theme  string
	width  int
	asked  bool // show the focused field once it changed
}

// fieldLines is the most lines of a field: one with more options wants a Menu.
const fieldLines = 50

// formTap is a tap on a line of a field; on its left or right half.
type formTap struct {
	field, line int
	key         string // "y" or "n" on a Confirm
}

// formMsg is a tap on a button of the form.
type formMsg Action

// NewForm is a form of the fields; it writes into the variables that their Value was given.
func NewForm(fields ...huh.Field) *Form {
	keys := huh.NewDefaultKeyMap()
	for _, b := range []*key.Binding{
		&keys.Quit, &keys.Select.Filter, &keys.Select.SetFilter, &keys.Select.ClearFilter,
		&keys.MultiSelect.Filter, &keys.MultiSelect.SetFilter, &keys.MultiSelect.ClearFilter,
		&keys.Text.Editor, &keys.Input.AcceptSuggestion,
	} {
		b.SetEnabled(false)
	}
	keys.MultiSelect.Toggle.SetKeys("space", "x")
	f := &Form{fields: fields, view: Viewer{Name: "form", Pager: true}}
	f.form = huh.NewForm(huh.NewGroup(fields...)).WithKeyMap(keys).WithShowHelp(false).WithShowErrors(false).WithAccessible(false)
	f.settle(f.form.Init())
	return f
}

// Update takes every message while the form is open: Chosen when all is filled in and valid, Cancelled after esc.
func (f *Form) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case formTap:
		f.tap(msg)
	case formMsg:
		if Action(msg) == Chosen {
			f.finish()
		} else {
			return Action(msg)
		}
	case tea.KeyPressMsg:
		if Key(msg) == "esc" {
			return Cancelled
		}
		msg.Text = HalfWidth(msg.Text)
		f.pass(msg)
	default:
		f.view.Update(msg, false)
	}
	if f.form.State == huh.StateCompleted {
		return Chosen
	}
	return Going
}

func (f *Form) pass(msg tea.Msg) {
	f.asked = true
	_, cmd := f.form.Update(msg)
	f.settle(cmd)
}

// settle runs what huh wants run at once: messages to itself, none of which wait.
func (f *Form) settle(cmd tea.Cmd) {
	queue := []tea.Cmd{cmd}
	for n := 0; len(queue) > 0 && n < 500; n++ {
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		msg := next()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Type().ConvertibleTo(commands) {
			queue = append(queue, v.Convert(commands).Interface().([]tea.Cmd)...) // batch or sequence
			continue
		}
		if msg != nil {
			_, cmd := f.form.Update(msg)
			queue = append(queue, cmd)
		}
	}
}

var commands = reflect.TypeFor[[]tea.Cmd]()

// focused is the index of the field with the focus.
func (f *Form) focused() int {
	now := f.form.GetFocusedField()
	for i, field := range f.fields {
		if field == now {
			return i
		}
	}
	return 0
}

// focus goes to a field; it stops at one on the way that is not valid.
func (f *Form) focus(field int) {
	for n := 0; n < len(f.fields) && f.focused() != field; n++ {
		before := f.focused()
		if before < field {
			f.pass(huh.NextField())
		} else {
			f.pass(huh.PrevField())
		}
		if f.focused() == before {
			return
		}
	}
}

// finish goes through the fields that are left, as enter does; it stops at one that is not valid.
func (f *Form) finish() {
	f.focus(0)
	for range f.fields {
		before := f.focused()
		f.pass(tea.KeyPressMsg{Code: tea.KeyEnter})
		if f.form.State == huh.StateCompleted || f.focused() == before {
			return
		}
	}
}

func (f *Form) tap(t formTap) {
	if f.focus(t.field); f.focused() != t.field {
		return
	}
	field := f.fields[t.field]
	if t.key != "" {
		f.pass(tea.KeyPressMsg{Code: rune(t.key[0]), Text: t.key})
		return
	}
	// an option may take several lines: go on until the selector is on the line, or passes it
	for range lipgloss.Height(field.View()) {
		at := selectorLine(field)
		if at < 0 || at == t.line {
			break
		}
		code, down := rune(tea.KeyDown), at < t.line
		if !down {
			code = tea.KeyUp
		}
		f.pass(tea.KeyPressMsg{Code: code})
		if now := selectorLine(field); down && now > t.line {
			f.pass(tea.KeyPressMsg{Code: tea.KeyUp})
			break
		}
	}
	if reflect.TypeOf(field.GetValue()).Kind() == reflect.Slice {
		f.pass(tea.KeyPressMsg{Code: 'x', Text: "x"})
	}
}

// selectorLine is the line of the field's view that the selector stands on, -1 none.
func selectorLine(field huh.Field) int {
	for i, line := range strings.Split(ansi.Strip(field.View()), "\n") {
		if strings.HasPrefix(line, mark) {
			return i
		}
	}
	return -1
}

// View draws the form over the whole of width × height: fields, buttons.
func (f *Form) View(look Look, width, height int) Frame {
	if f.width != width || f.theme != look.Theme.Name {
		f.width, f.theme = width, look.Theme.Name
		f.form.WithTheme(huhTheme(look.Theme)).WithWidth(width)
		for _, field := range f.fields {
			// left to itself a MultiSelect is too low by its title; the blank lines are cut off again
			field.WithHeight(fieldLines)
		}
	}
	w := look.Words.Widget
	buttons := Buttons(look, width, bigOrSmall(height), []Button{
		{Key: "esc", Label: w.Cancel, Msg: formMsg(Cancelled)}, {Label: w.Submit, Msg: formMsg(Chosen)},
	})
	content, start, end := f.content(look, width)
	f.view.SetSize(width, max(height-buttons.Height(), 1))
	f.view.SetContent(content)
	if f.asked {
		f.asked = false
		f.view.Show(end)
		f.view.Show(start)
	}
	return Stack(f.view.View(look), buttons).Fit(width, height)
}

// content is all fields; start and end are the first and last line of the focused one.
func (f *Form) content(look Look, width int) (content Frame, start, end int) {
	for i, field := range f.fields {
		if i > 0 {
			content.Add("")
		}
		if i == f.focused() {
			start = content.Height()
		}
		content.Append(f.fieldFrame(look, i, field, width))
		if i == f.focused() {
			end = content.Height() - 1
		}
	}
	return content, start, end
}

func (f *Form) fieldFrame(look Look, i int, field huh.Field, width int) Frame {
	var out Frame
	for n, line := range strings.Split(strings.TrimRight(field.View(), "\n "), "\n") {
		out.Tap(formTap{field: i, line: n}, width, Pad(line, width))
	}
	if _, yesNo := field.GetValue().(bool); yesNo {
		last := out.Hits[len(out.Hits)-1]
		// huh puts the two words side by side, the yes first, and the row begins at the left
		text := strings.TrimRight(ansi.Strip(out.Lines[last.Y]), " ")
		half := (Width(text) + 1) / 2
		out.Hits = append(out.Hits,
			Hit{0, last.Y, half, 1, formTap{i, last.Y, "y"}}, Hit{half, last.Y, max(width-half, 1), 1, formTap{i, last.Y, "n"}})
	}
	if err := field.Error(); err != nil {
		out.Add(look.Theme.Error.Lines(Wrap(err.Error(), width))...)
	}
	return out
}

// huhTheme is our colours for huh. The selector is the mark of our lists: taps look for it.
func huhTheme(t Theme) huh.ThemeFunc {
	plain := lipgloss.NewStyle()
	fields := func(selector lipgloss.Style) huh.FieldStyles {
		return huh.FieldStyles{
			Title: t.Strong.style, Description: t.Dim.style, ErrorIndicator: t.Error.style.SetString(" !"), ErrorMessage: t.Error.style,
			SelectSelector: selector, MultiSelectSelector: selector, Option: plain,
			SelectedOption: t.Strong.style, UnselectedOption: plain,
			SelectedPrefix: plain.SetString("[x] "), UnselectedPrefix: plain.SetString("[ ] "),
			FocusedButton: t.ButtonOn.style.Padding(0, 2), BlurredButton: t.Button.style.Padding(0, 2),
		}
	}
	styles := &huh.Styles{
		FieldSeparator: plain.SetString("\n\n"),
		Focused:        fields(t.Title.style.SetString(mark)),
		Blurred:        fields(plain.SetString(noMark)),
	}
	return func(bool) *huh.Styles { return styles }
}

// Keys is the form's bindings, for a screen's Keys while it is open.
func (f *Form) Keys(look Look) []Binding {
	w := look.Words.Widget
	return []Binding{
		{Keys: []string{"up", "down"}, What: w.Up + " " + w.Down, Footer: true},
		{Keys: []string{"space"}, What: w.Toggle, Footer: true},
		{Keys: []string{"enter", "tab"}, What: w.Next, Footer: true},
		{Keys: []string{"shift+tab"}, What: w.Previous},
		{Keys: []string{"esc"}, What: w.Cancel, Footer: true},
	}
}
