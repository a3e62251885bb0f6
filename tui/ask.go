package tui

import (
	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui/widget"
)

// Ask is one question over a screen: a menu whose options are picked by number, a text, or a menu of phrases with a
// way to type another. While it is open it gets every message; then gets what was chosen or typed.
type Ask struct {
	deps  *Deps
	menu  *widget.Menu  // nil: a text
	field *widget.Field // nil: a menu
	title string
	lines int
	value string              // what stands in the field at first
	check func(string) string // what is wrong with the text; nil: nothing can be
	then  func(string) tea.Cmd
}

// typeIt is the value of the option that leads from phrases to typing.
const typeIt = "\x00"

// answerMsg is a tap on a button of a text.
type answerMsg widget.Action

// AskMenu asks to choose one option.
func (d *Deps) AskMenu(title string, then func(string) tea.Cmd, options ...widget.Option) *Ask {
	return &Ask{deps: d, menu: widget.NewMenu(title, options...), then: then}
}

// AskSearch asks to choose one of many options, by typing part of one or its pinyin initials.
func (d *Deps) AskSearch(title string, then func(string) tea.Cmd, options ...widget.Option) *Ask {
	a := d.AskMenu(title, then, options...)
	a.menu.Filter, a.menu.Dense = true, true
	return a
}

// AskText asks for text of a number of lines; what check says is wrong stands beside the field.
func (d *Deps) AskText(title, value string, lines int, check func(string) string, then func(string) tea.Cmd) *Ask {
	a := &Ask{deps: d, title: title, value: value, lines: lines, check: check, then: then}
	a.edit()
	return a
}

// AskPhrase asks to pick a phrase by number, or to type another text; without phrases, to type.
func (d *Deps) AskPhrase(title, value string, phrases []string, check func(string) string, then func(string) tea.Cmd) *Ask {
	if len(phrases) == 0 {
		return d.AskText(title, value, 3, check, then)
	}
	options := make([]widget.Option, 0, len(phrases)+1)
	for _, p := range phrases {
		options = append(options, widget.Option{Text: widget.Line(p), Value: p, On: p == value})
	}
	options = append(options, widget.Option{Text: d.Words.Walk.TypeIt, Value: typeIt})
	a := d.AskMenu(title, then, options...)
	a.title, a.value, a.lines, a.check = title, value, 3, check
	return a
}

func (a *Ask) edit() {
	a.field = widget.NewField("ask", a.title, a.lines)
	a.field.Limit = 1000
	a.field.SetValue(a.value)
	a.field.Focus()
}

// Update takes every message; open is false once it is answered or left.
func (a *Ask) Update(msg tea.Msg) (open bool, cmd tea.Cmd) {
	if a.field != nil {
		return a.typed(msg)
	}
	switch a.menu.Update(msg) {
	case widget.Cancelled:
		return false, nil
	case widget.Chosen:
		if a.menu.Value() == typeIt {
			a.edit()
			return true, nil
		}
		return false, a.then(a.menu.Value())
	}
	return true, nil
}

func (a *Ask) typed(msg tea.Msg) (bool, tea.Cmd) {
	action, isTap := msg.(answerMsg)
	key, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isTap && widget.Action(action) == widget.Cancelled, isKey && widget.Key(key) == "esc":
		if a.menu == nil {
			return false, nil
		}
		a.field = nil // back to the phrases
		return true, nil
	case isTap:
		return a.finish()
	}
	done, cmd := a.field.Update(msg)
	if !done {
		return true, cmd
	}
	return a.finish()
}

func (a *Ask) finish() (bool, tea.Cmd) {
	value := a.field.Value()
	if a.check != nil {
		if a.field.Err = a.check(value); a.field.Err != "" {
			return true, nil
		}
	}
	return false, a.then(value)
}

// Typing says that letters are text now.
func (a *Ask) Typing() bool { return a.field != nil || a.menu.Filter }

// View draws the question over width × height.
func (a *Ask) View(look widget.Look, width, height int) Frame {
	if a.field == nil {
		return a.menu.View(look, width, height)
	}
	w := look.Words.Widget
	f := a.field.View(look, width)
	f.Add("")
	room := 1
	if height-f.Height() > widget.ButtonHeight {
		room = widget.ButtonHeight
	}
	done := "enter"
	if a.lines > 1 {
		done = "ctrl+s"
	}
	f.Append(widget.Buttons(look, width, room, []widget.Button{
		{Key: "esc", Label: w.Cancel, Msg: answerMsg(widget.Cancelled)}, {Key: done, Label: w.Done, Msg: answerMsg(widget.Chosen)}}))
	return f.Fit(width, height)
}

// Keys is every binding there is now.
func (a *Ask) Keys(look widget.Look) []Binding {
	if a.field == nil {
		return a.menu.Keys(look)
	}
	w := look.Words.Widget
	return []Binding{{Keys: []string{"enter", "ctrl+s"}, What: w.Done, Footer: true}, {Keys: []string{"esc"}, What: w.Cancel, Footer: true}}
}
