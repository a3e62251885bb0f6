package create

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// fields is a page of one-line text fields with checks: the first that is wrong says why and gets the caret.
type fields struct {
	deps  *tui.Deps
	title string
	all   []*widget.Field
	check map[string]func(value string) string // by name: what is wrong, "" nothing
	at    int
	done  string // the button's word
}

// tap is a tap on a button of the page.
type tap widget.Action

func (f *fields) add(name, label, hint, value string, check func(string) string) {
	field := widget.NewField(name, label, 1)
	field.Hint, field.Limit = hint, 200
	field.SetValue(value)
	f.all = append(f.all, field)
	if f.check == nil {
		f.check = map[string]func(string) string{}
	}
	f.check[name] = check
}

func (f *fields) value(name string) string {
	n := slices.IndexFunc(f.all, func(x *widget.Field) bool { return x.Name == name })
	if n < 0 {
		return ""
	}
	return f.all[n].Value()
}

func (f *fields) focus(n int) {
	f.at = (n + len(f.all)) % len(f.all)
	for i, field := range f.all {
		if i == f.at {
			field.Focus()
		} else {
			field.Blur()
		}
	}
}

func (f *fields) update(msg tea.Msg) widget.Action {
	switch msg := msg.(type) {
	case tap:
		if widget.Action(msg) == widget.Chosen {
			return f.finish()
		}
		return widget.Action(msg)
	case widget.FocusMsg:
		f.focus(slices.IndexFunc(f.all, func(x *widget.Field) bool { return x.Name == msg.Field }))
		return widget.Going
	case tea.KeyPressMsg:
		switch widget.Key(msg) {
		case "esc":
			return widget.Cancelled
		case "ctrl+s":
			return f.finish()
		case "tab", "down":
			return f.leave(f.at + 1)
		case "shift+tab", "up":
			return f.leave(f.at - 1)
		}
	}
	done, _ := f.all[f.at].Update(msg)
	switch {
	case !done:
		return widget.Going
	case f.at == len(f.all)-1:
		return f.finish()
	default:
		return f.leave(f.at + 1)
	}
}

// leave goes to another field and says at once what is wrong with the one left.
func (f *fields) leave(to int) widget.Action {
	field := f.all[f.at]
	if field.Value() != "" {
		field.Err = f.check[field.Name](field.Value())
	}
	f.focus(to)
	return widget.Going
}

func (f *fields) finish() widget.Action {
	wrong := -1
	for n, field := range f.all {
		field.Err = f.check[field.Name](field.Value())
		if field.Err != "" && wrong < 0 {
			wrong = n
		}
	}
	if wrong >= 0 {
		f.focus(wrong)
		return widget.Going
	}
	return widget.Chosen
}

// view draws as many fields as there is room for, the one with the caret among them.
func (f *fields) view(look widget.Look, width, height int) widget.Frame {
	var head, body widget.Frame
	head.Add(look.Theme.Title.Render(widget.Truncate(f.title, width)), "")
	room := widget.ButtonHeight
	if height < 20 {
		room = 1
	}
	w := f.deps.Words
	buttons := widget.Buttons(look, width, room, []widget.Button{
		{Key: "esc", Label: w.Create.Previous, Msg: tap(widget.Cancelled)},
		{Key: "ctrl+s", Label: f.done, Msg: tap(widget.Chosen)},
	})
	gap := 0
	if height-head.Height()-buttons.Height()-1 >= 3*len(f.all) {
		gap = 1
	}
	caret := 0
	for n, field := range f.all {
		if n == f.at {
			caret = body.Height()
		}
		body.Append(field.View(look, width))
		for range gap {
			body.Add("")
		}
	}
	if fits := height - head.Height() - buttons.Height() - 1; body.Height() > fits {
		body = body.From(min(max(caret-fits/2, 0), body.Height()-fits))
	}
	blank := widget.Frame{Lines: []string{""}}
	return widget.Compose(width, height, head, body, widget.Stack(blank, buttons))
}
