package finding

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// do is a button's or a key's errand.
type do string

const (
	save     do = "save"
	edit     do = "edit"
	fixed    do = "fixed"
	withdraw do = "withdraw"
	picture  do = "photo"
	anew     do = "start over"
)

var byKey = map[string]do{"ctrl+s": save, "s": save, "enter": edit, "x": fixed, "w": withdraw, "p": picture, "d": anew}

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		return m.load(msg)
	case tui.Recorded:
		return m.recorded(msg)
	case tui.Copied:
		return m.copied(msg)
	case tui.Newest:
		return m.offer(msg)
	case kept:
		return m.kept(msg)
	}
	if m.insp == nil {
		return nil
	}
	if m.ask != nil {
		was := m.ask
		open, cmd := m.ask.Update(msg)
		if !open && m.ask == was {
			m.ask = nil
		}
		return cmd
	}
	switch msg := msg.(type) {
	case do:
		return m.run(msg)
	case widget.RowMsg:
		m.list.Update(msg)
		return m.run(edit)
	case tea.PasteMsg:
		return m.addPhoto(msg.Content) // a picture dragged onto the terminal
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg), msg)
	default:
		m.list.Update(msg)
	}
	return nil
}

func (m *Model) key(key string, msg tea.KeyPressMsg) tea.Cmd {
	if d, ok := byKey[key]; ok {
		return m.run(d)
	}
	if len(key) == 1 && key >= "1" && int(key[0]-'1') < len(asked) {
		m.list.Select(int(key[0] - '1'))
		return m.run(edit)
	}
	m.list.Update(msg)
	return nil
}

func (m *Model) run(d do) tea.Cmd {
	m.notice = ""
	switch d {
	case save:
		return m.save()
	case fixed:
		m.f.Fixed = !m.f.Fixed
		return m.keep()
	case withdraw:
		m.askWithdraw()
	case picture:
		m.list.Select(int(photo))
		return m.edit(photo)
	case anew:
		if m.resumed {
			return m.startOver()
		}
	case edit:
		if n := m.list.Selected(); n < len(asked) {
			return m.edit(asked[max(n, 0)])
		}
		return m.save()
	}
	return nil
}

// advance selects what comes after a field: after the last one that is asked, the row that saves.
func (m *Model) advance(f field) {
	if f == photo {
		f = immediate
	}
	m.list.Select(int(f) + 1)
}

// askWithdraw takes a finding back: reason and second expert, both needed. What was typed stays when the disk refuses it.
func (m *Model) askWithdraw() {
	if old := m.insp.Finding(m.f.Finding); old == nil || old.Withdrawn != nil {
		return // not recorded yet: leaving the page is enough
	}
	w := m.deps.Words.Editor
	m.ask = m.deps.AskText(w.WithdrawReason, m.withdrawing.Reason, 1, m.needed, func(reason string) tea.Cmd {
		m.withdrawing.Reason = reason
		m.ask = m.deps.AskText(w.WithdrawSecond, m.withdrawing.Second, 1, m.needed, func(second string) tea.Cmd {
			m.withdrawing.Second, m.saving = second, true
			said := inspection.Withdrawn{ID: m.insp.ID, Finding: m.f.Finding, Reason: reason, Second: second, Seen: m.insp.Seen(m.f.Finding)}
			ps := []inspection.Payload{&said}
			for _, t := range m.insp.TasksOf(inspection.Key{}, m.f.Finding) {
				ps = append(ps, &inspection.TaskDone{ID: m.insp.ID, Task: t.Task})
			}
			return m.deps.Record(m.page, ps...)
		})
		return nil
	})
}

// save records the finding and its photos in one action.
func (m *Model) save() tea.Cmd {
	if m.saving {
		return nil
	}
	w := m.deps.Words.Editor
	if old := m.insp.Finding(m.f.Finding); old != nil && old.Withdrawn != nil {
		m.notice = w.IsWithdrawn
		return nil
	}
	clear(m.wrong)
	for _, f := range []field{place, description} {
		if strings.TrimSpace(*m.value(f)) == "" {
			m.wrong[f] = w.Missing
		}
	}
	if !m.f.Fixed && m.badDay(m.f.Deadline) != "" {
		m.wrong[deadline] = w.DeadlineBad
	}
	for _, f := range asked {
		if m.wrong[f] != "" {
			m.list.Select(int(f))
			return nil
		}
	}
	found := m.f
	found.Seen = m.insp.Seen(m.f.Finding)
	ps := []inspection.Payload{&found}
	for _, p := range m.photos {
		ps = append(ps, &inspection.Photographed{ID: m.insp.ID, Finding: m.f.Finding, Photo: p})
	}
	for _, t := range m.insp.TasksOf(inspection.Key{}, m.f.Finding) {
		ps = append(ps, &inspection.TaskDone{ID: m.insp.ID, Task: t.Task})
	}
	m.saving = true
	return m.deps.Record(m.page, ps...)
}

func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	m.saving = false
	if r.Err != nil {
		return nil // the router shows the error; everything stays for another try
	}
	return tea.Batch(m.forget(), m.to(tui.Back{}))
}
