package close

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// form is who signs, or who refuses, why, and who saw it.
type form struct {
	deps    *tui.Deps
	refused bool
	fields  []*widget.Field // experts, signer, and for a refusal reason, witness
	at      int
}

// state is what came of a message to the form.
type state int

const (
	filling state = iota
	filled
	left
)

// Places of the fields.
const (
	experts = iota
	signer
	reason
	witness
)

func newForm(deps *tui.Deps, insp *inspection.Inspection, refused bool, before *form) *form {
	w := deps.Words.Close
	f := &form{deps: deps, refused: refused}
	labels := []string{w.ExpertName, w.SignerName}
	if refused {
		labels = append(labels, w.Reason, w.Witness)
	}
	for n, label := range labels {
		field := widget.NewField(label, label, 1)
		field.Limit = 200
		if before != nil && n < len(before.fields) {
			field.SetValue(before.fields[n].Value())
		}
		f.fields = append(f.fields, field)
	}
	f.offer(experts, strings.Join(insp.Opened.Experts, "、"))
	f.offer(signer, insp.Opened.Accompanied)
	if refused {
		f.fields[reason].Hint = w.ReasonHint
	}
	f.focus(f.firstEmpty())
	return f
}

// offer fills a field that is still empty.
func (f *form) offer(n int, value string) {
	if f.fields[n].Value() == "" {
		f.fields[n].SetValue(value)
	}
}

func (f *form) firstEmpty() int {
	for n, field := range f.fields {
		if field.Value() == "" {
			return n
		}
	}
	return len(f.fields) - 1
}

func (f *form) focus(n int) {
	f.at = (n + len(f.fields)) % len(f.fields)
	for i, field := range f.fields {
		if i == f.at {
			field.Focus()
		} else {
			field.Blur()
		}
	}
}

// pickReason is a tap on, or the digit of, a usual reason.
type pickReason int

// leave and accept are taps on the form's buttons.
type (
	leave  struct{}
	accept struct{}
)

func (f *form) update(msg tea.Msg) (state, tea.Cmd) {
	switch msg := msg.(type) {
	case widget.FocusMsg:
		for n, field := range f.fields {
			if field.Name == msg.Field {
				f.focus(n)
			}
		}
		return filling, nil
	case pickReason:
		f.fields[reason].SetValue(f.deps.Words.Close.Reasons[msg])
		f.focus(witness)
		return filling, nil
	case leave:
		return left, nil
	case accept:
		return f.check(), nil
	case tea.KeyPressMsg:
		return f.key(msg)
	}
	_, cmd := f.fields[f.at].Update(msg)
	return filling, cmd
}

func (f *form) key(msg tea.KeyPressMsg) (state, tea.Cmd) {
	key := widget.Key(msg)
	switch key {
	case "esc":
		return left, nil
	case "ctrl+s":
		return f.check(), nil
	case "tab", "down":
		f.focus(f.at + 1)
		return filling, nil
	case "shift+tab", "up":
		f.focus(f.at - 1)
		return filling, nil
	}
	// in an empty reason a digit picks: no reason starts with one
	if f.refused && f.at == reason && f.fields[reason].Value() == "" && len(key) == 1 && key >= "1" && int(key[0]-'1') < len(f.deps.Words.Close.Reasons) {
		return f.update(pickReason(key[0] - '1'))
	}
	done, cmd := f.fields[f.at].Update(msg)
	if !done {
		return filling, cmd
	}
	if f.at < len(f.fields)-1 {
		f.focus(f.at + 1)
		return filling, nil
	}
	return f.check(), nil
}

// check is filled when nothing is missing; else the first empty field says so and gets the caret.
func (f *form) check() state {
	for n, field := range f.fields {
		if strings.TrimSpace(field.Value()) == "" {
			field.Err = f.deps.Words.Close.Missing
			f.focus(n)
			return filling
		}
	}
	return filled
}

// signatures is what the form says.
func (f *form) signatures() []inspection.Signature {
	var all []inspection.Signature
	for _, name := range tui.Names(f.fields[experts].Value()) {
		all = append(all, inspection.Signature{Role: inspection.ExpertRole, Name: name})
	}
	s := inspection.Signature{Role: inspection.EnterpriseRole, Name: f.fields[signer].Value(), Refused: f.refused}
	if f.refused {
		s.Reason, s.Witness = f.fields[reason].Value(), f.fields[witness].Value()
	}
	return append(all, s)
}

func (f *form) view(look widget.Look, width, height int) widget.Frame {
	w := f.deps.Words
	title := w.Close.Sign
	if f.refused {
		title = w.Close.Refuse
	}
	var out widget.Frame
	out.Add(look.Theme.Title.Render(title), "")
	for n, field := range f.fields {
		out.Append(field.View(look, width))
		if f.refused && n == reason {
			out.Append(f.reasons(look, width, height))
		}
		out.Add("")
	}
	room := 1
	if height-out.Height() >= widget.ButtonHeight {
		room = widget.ButtonHeight
	}
	out.Append(widget.Buttons(look, width, room, []widget.Button{
		{Key: "esc", Label: w.Widget.Cancel, Msg: leave{}}, {Key: "ctrl+s", Label: w.Widget.Done, Msg: accept{}}}))
	return out
}

func (f *form) reasons(look widget.Look, width, height int) widget.Frame {
	var buttons []widget.Button
	for n, r := range f.deps.Words.Close.Reasons {
		buttons = append(buttons, widget.Button{Key: string(rune('1' + n)), Label: r, Msg: pickReason(n)})
	}
	room := 2
	if height >= 30 {
		room = 2*widget.ButtonHeight + 1
	}
	return widget.Buttons(look, width, room, buttons)
}
