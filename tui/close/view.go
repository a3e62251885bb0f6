package close

import (
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// View draws the verdicts with what is open, or the form.
func (m *Model) View() tui.Frame {
	look, w := m.deps.Look(), m.deps.Words
	if m.insp == nil {
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(w.Close.Loading)}}
		return f.Fit(m.width, m.height)
	}
	if m.form != nil {
		return m.form.view(look, m.width, m.height).Fit(m.width, m.height)
	}
	head := m.head(look)
	room := 2
	if m.height >= 20 {
		room = 2*widget.ButtonHeight + 1
	}
	if m.height >= 40 {
		room = 3*widget.ButtonHeight + 2
	}
	buttons := widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, m.buttons()))
	m.view.SetSize(m.width, max(m.height-head.Height()-buttons.Height(), 1))
	if m.drawn != m.width {
		m.view.SetContent(m.content(look))
		m.drawn = m.width
	}
	return widget.Compose(m.width, m.height, head, m.view.View(look), buttons)
}

// head is who, how many findings, and how far the sealing is.
func (m *Model) head(look widget.Look) widget.Frame {
	w, t := m.deps.Words.Close, look.Theme
	s := m.insp.Summary(nil)
	var f widget.Frame
	f.Add(t.Strong.Lines(widget.Wrap(widget.Line(s.Enterprise.Name)+"  "+fmt.Sprintf(w.FindingCount, s.Findings, s.Majors), m.width))...)
	if n := m.bare(); n > 0 {
		f.Add(t.Warn.Lines(widget.Wrap(fmt.Sprintf(w.NoPhotoCount, n), m.width))...)
	}
	if m.differ > 0 {
		f.Add(t.Warn.Lines(widget.Wrap(fmt.Sprintf(m.deps.Words.Differ.Banner, m.differ), m.width))...)
	}
	if m.insp.Closed != nil {
		at := m.insp.ClosedAt.In(time.Local).Format("2006-01-02 15:04")
		f.Add(t.Saved.Render(widget.Truncate(" "+fmt.Sprintf(w.SealedNow, at)+" ", m.width)))
		f.Add(t.Dim.Lines(widget.Wrap(w.SealedHint, m.width))...)
		if s.Late > 0 {
			f.Add(t.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Late, s.Late)+" · "+w.SealAgain, m.width))...)
		}
	}
	if m.signed != nil {
		f.Add(t.Strong.Lines(widget.Wrap(m.signedLine(), m.width))...)
	}
	if m.notice != "" {
		f.Add(t.Warn.Lines(widget.Wrap(widget.Line(m.notice), m.width))...)
	}
	f.Add("")
	return f
}

func (m *Model) signedLine() string {
	w := m.deps.Words.Close
	name := widget.Line(m.signed.fields[signer].Value())
	if m.signed.refused {
		return fmt.Sprintf(w.RefusedBy, name+" · "+widget.Line(m.signed.fields[reason].Value()))
	}
	return fmt.Sprintf(w.Signed, name)
}

// bare is how many findings have neither a photo nor the reason why there is none.
func (m *Model) bare() int {
	n := 0
	for _, f := range m.insp.Findings {
		if f.Withdrawn == nil && f.NoPhoto == "" && len(f.Photos) == 0 && len(m.insp.Photos[inspection.Key{Criterion: f.Criterion, Unit: f.Unit}]) == 0 {
			n++
		}
	}
	return n
}

// content is every verdict with its rules, hits and their paths, and everything open.
func (m *Model) content(look widget.Look) widget.Frame {
	w, t := m.deps.Words, look.Theme
	var f widget.Frame
	wrap := func(style widget.Style, label, text string) {
		f.Add(style.Lines(widget.Hang(label, widget.Line(text), m.width))...)
	}
	for _, v := range m.verdicts {
		name := v.Sector
		if s := m.lib.Sector(v.Sector); s != nil {
			name = w.Text(s.Name)
		}
		wrap(outcomeStyle(t, v.Outcome), " ", name+"："+w.Outcome(v.Outcome)+" ")
		if s := m.lib.Source(v.Source); s != nil {
			wrap(t.Dim, "  ", s.Number+" "+w.Text(s.Title))
		}
		for _, r := range v.Rules {
			wrap(t.Text, "  ", w.Rule(m.lib, r))
		}
		for _, h := range v.Hits {
			m.hit(wrap, t, h)
		}
		wrap(t.Strong, "  ", fmt.Sprintf(w.Close.OpenHead, len(v.Open)))
		for _, o := range v.Open {
			text := w.OpenWhat(m.lib, o) + " · " + w.OpenWhy(o)
			if u, ok := m.insp.Unit(o.Unit); ok {
				text += " · " + u.Name
			}
			wrap(t.Text, "    - ", text)
		}
		f.Add("")
	}
	return f
}

func (m *Model) hit(wrap func(widget.Style, string, string), t widget.Theme, h checklist.Hit) {
	w := m.deps.Words
	title := h.Clause
	if c := m.lib.Criterion(h.Criterion); c != nil {
		title += " " + w.Text(c.Title)
	}
	if u, ok := m.insp.Unit(h.Unit); ok {
		title += " · " + u.Name
	}
	wrap(t.Strong, "  ! ", title+" ("+w.Standing(h.Standing)+")")
	for _, line := range w.Path(h.Path) {
		text := strings.TrimLeft(line, " ")
		wrap(t.Dim, "    "+line[:len(line)-len(text)], text)
	}
}

func outcomeStyle(t widget.Theme, o checklist.Outcome) widget.Style {
	switch o {
	case checklist.MajorSuspected:
		return t.Major
	case checklist.ScreeningHit, checklist.NotDone:
		return t.Unseen
	case checklist.NoneFound, checklist.Done:
		return t.OK
	default:
		return t.NA
	}
}

func (m *Model) buttons() []widget.Button {
	w := m.deps.Words.Close
	notSigned := ""
	if m.signed == nil {
		notSigned = w.NotSigned
	}
	signedOff, refusedOff := m.signed != nil && !m.signed.refused, m.signed != nil && m.signed.refused
	all := []widget.Button{
		{Key: "1", Label: w.Sign, Msg: sign, On: signedOff}, {Key: "2", Label: w.Refuse, Msg: refuse, On: refusedOff},
		{Key: "s", Label: w.Seal, Msg: seal, Off: notSigned}, {Key: "p", Label: m.deps.Words.Papers.Screen.Open, Msg: papers}, {Key: "e", Label: w.Export, Msg: export},
		{Key: "l", Label: w.List, Msg: list}, {Key: "w", Label: w.Walk, Msg: walk},
	}
	if m.differ > 0 {
		all = append(all, widget.Button{Key: "v", Label: m.deps.Words.Differ.MoreKey, Msg: differ})
	}
	return all
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words
	if m.form != nil {
		return []tui.Binding{
			{Keys: []string{"tab", "down"}, What: w.Widget.Next, Footer: true}, {Keys: []string{"shift+tab", "up"}, What: w.Widget.Previous},
			{Keys: []string{"ctrl+s"}, What: w.Widget.Done, Footer: true}, {Keys: []string{"esc"}, What: w.Widget.Cancel, Footer: true},
		}
	}
	var keys []tui.Binding
	for _, b := range m.buttons() {
		keys = append(keys, tui.Binding{Keys: []string{b.Key}, What: b.Label, WhyNot: b.Off, Footer: true})
	}
	return append(keys, tui.Binding{Keys: []string{"pgup", "pgdown"}, What: w.Widget.PageUp + " " + w.Widget.PageDown})
}
