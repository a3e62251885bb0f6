package walk

import (
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui/widget"
)

// zoned are the places that are likely to be explosion zones: a tablet without an Ex mark stays outside.
var zoned = []string{"dust-area", "tank-farm", "process-unit", "gas-area", "spray"}

// criterion is the selected one in full: what makes it a hazard, how to look, what to take, what does not count.
func (m *Model) criterion(look widget.Look, width, height int) widget.Frame {
	i, there := m.item()
	if !there {
		return widget.Frame{}
	}
	s := sheet{look: look, width: width}
	m.top(&s, i)
	m.conditions(&s, &i.c.Hazard, "")
	if i.c.Equipment && i.e.Failed != nil {
		s.wrap(look.Theme.Text, "+ ", m.deps.Words.CLI.FailedToo+fmt.Sprintf(m.deps.Words.Walk.Noted, i.e.Failed.Clause))
	}
	k := m.deps.Words.CLI
	s.part(k.CheckHead, i.c.Check, true)
	s.part(k.EvidenceHead, i.c.Evidence, false)
	s.part(k.ExceptHead, i.c.Exceptions, false)
	s.part(k.ImmediateHead, i.c.Immediate, false)
	s.part(k.RectifyHead, i.c.Rectify, false)
	m.bottom(&s, i)
	m.view.SetSize(width, height)
	m.view.SetContent(s.Frame)
	return m.view.View(look)
}

// sheet is text laid out line by line.
type sheet struct {
	widget.Frame
	look  widget.Look
	width int
}

func (s *sheet) wrap(style widget.Style, label, text string) {
	s.Add(style.Lines(widget.Hang(label, widget.Line(text), s.width))...)
}

// text is a library's text with the mark of what is from memory.
func (s *sheet) text(t checklist.Text) string {
	if t.Recalled {
		return s.look.Words.Text(t) + "〔" + s.look.Words.Recalled + "〕"
	}
	return s.look.Words.Text(t)
}

// label is a word that stands before a text.
func (s *sheet) label(word string) string { return fmt.Sprintf(s.look.Words.Walk.Label, word) }

func (s *sheet) part(head string, items []checklist.Text, numbered bool) {
	if len(items) == 0 {
		return
	}
	s.Add("", s.look.Theme.Title.Render(head))
	for n, t := range items {
		label := "- "
		if numbered {
			label = fmt.Sprintf("%d. ", n+1)
		}
		style := s.look.Theme.Text
		if t.Recalled {
			style = s.look.Theme.Recalled
		}
		s.wrap(style, label, s.text(t))
	}
}

// top is the clause, how far it is confirmed, the unit, why it is asked, hints, and the answer so far.
func (m *Model) top(s *sheet, i item) {
	w, t := m.deps.Words, s.look.Theme
	s.wrap(t.Title, "", i.c.Clause+" "+w.Text(i.c.Title))
	if i.unit.ID != "" {
		s.wrap(t.Strong, "", i.unit.Name)
	}
	m.standing(s, i)
	if slices.Contains(zoned, i.place()) {
		s.wrap(t.Warn, "", w.Walk.ExHint)
	}
	if i.c.Per != "" && i.unit.ID == "" {
		s.wrap(t.Strong, "", fmt.Sprintf(w.Walk.NoUnits, m.unitKind(i.c.Per)))
	}
	if why := m.because(i.c.Scope); why != "" {
		s.wrap(t.Dim, "", fmt.Sprintf(w.Walk.Because, why))
	}
	if m.lib.Applies(i.c, m.insp.Scope) == checklist.Unknown {
		s.wrap(t.Warn, "", w.ScopeUnknown)
	}
	for _, task := range m.insp.TasksOf(i.key(), "") {
		s.wrap(t.Warn, "! ", fmt.Sprintf(w.Differ.TaskBanner, task.By, task.Words))
	}
	for _, line := range m.said(s.look, i) {
		s.wrap(t.Strong, "> ", line)
	}
	s.Add("")
}

// standing says what is not confirmed of the criterion's wording, and what that means for the answer.
func (m *Model) standing(s *sheet, i item) {
	w, t := m.deps.Words, s.look.Theme
	if i.c.Standing == checklist.Verified {
		return
	}
	text := w.Standing(i.c.Standing)
	if i.c.Doubt != nil {
		text = s.label(text) + s.text(*i.c.Doubt)
	}
	s.wrap(t.Warn, "", text)
	switch i.c.Standing {
	case checklist.TopicOnly:
		s.wrap(t.Warn, "", w.Walk.TopicHint)
	case checklist.CarriedOver:
		s.wrap(t.Warn, "", w.Walk.CarriedHint)
	}
}

// because is the scope questions that a criterion hangs on, with what was answered; "" when it is asked of everybody.
func (m *Model) because(e *checklist.Expr) string {
	if e == nil {
		return ""
	}
	w := m.deps.Words
	var parts []string
	if id, _, _ := strings.Cut(e.Is, "="); id != "" {
		if q := m.lib.Question(id); q != nil {
			parts = append(parts, widget.Line(w.Text(q.Ask))+" "+w.ScopeValue(m.lib, id, m.insp.Scope[id]))
		}
	}
	nested := append(slices.Clone(e.All), e.Any...)
	if e.Not != nil {
		nested = append(nested, *e.Not)
	}
	for n := range nested {
		if why := m.because(&nested[n]); why != "" && !slices.Contains(parts, why) {
			parts = append(parts, why)
		}
	}
	return strings.Join(parts, w.Walk.And)
}

// conditions is what makes the hazard, joined in words, thresholds with it.
func (m *Model) conditions(s *sheet, c *checklist.Condition, indent string) {
	w, t := m.deps.Words, s.look.Theme
	if join := m.joined(c); join != "" {
		s.wrap(t.Strong, indent, join)
		for _, parts := range [][]checklist.Condition{c.All, c.Any, c.Of} {
			for n := range parts {
				m.conditions(s, &parts[n], indent+"  ")
			}
		}
	} else {
		s.wrap(t.Strong, indent+c.ID+") ", w.Text(checklist.Text{Zh: c.Zh, En: c.En}))
		if c.Measure != nil {
			s.wrap(t.Text, indent+"   ", s.label(w.CLI.Threshold)+w.Text(c.Measure.Name)+" "+threshold(c.Measure))
		}
	}
	if c.Disputed != nil {
		s.wrap(t.Warn, indent+"! ", s.text(*c.Disputed))
	}
}

// bottom is where the criterion comes from and whom it binds.
func (m *Model) bottom(s *sheet, i item) {
	w, t := m.deps.Words, s.look.Theme
	s.Add("")
	source, _, _ := strings.Cut(i.c.ID, ":")
	if src := m.lib.Source(source); src != nil {
		s.wrap(t.Dim, s.label(w.CLI.From), src.Number+"《"+w.Text(src.Title)+"》"+i.c.Clause)
	}
	if i.c.Binds != nil {
		s.wrap(t.Dim, s.label(w.CLI.Binds), s.text(*i.c.Binds))
	}
	if i.c.Authority != nil {
		s.wrap(t.Dim, s.label(w.CLI.Authority), s.text(*i.c.Authority))
	}
	if len(i.c.Formerly) > 0 {
		s.wrap(t.Dim, s.label(w.CLI.Formerly), strings.Join(i.c.Formerly, " "))
	}
}
