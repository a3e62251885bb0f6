package finding

import (
	"encoding/json"
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
)

// draft is a finding that was left before it was saved; it is kept on this device.
type draft struct {
	Found   inspection.Found
	Photos  []inspection.Photo
	Changed inspection.HLC // of the finding that is being corrected; 0 for a new one
}

// kept says that the draft is on disk, or not.
type kept struct{ err error }

func (m *Model) noteKey() string { return "finding/" + m.page.ID + "/" + m.page.Item }

// changed is when the finding on screen was last recorded; 0 never.
func (m *Model) changed() inspection.HLC {
	if f := m.insp.Finding(m.f.Finding); f != nil {
		return f.Changed
	}
	return 0
}

// recall takes a draft up again, unless what it is about was recorded since.
func (m *Model) recall(note []byte) {
	var d draft
	if json.Unmarshal(note, &d) != nil || d.Found.ID != m.insp.ID {
		return
	}
	if f := m.insp.Finding(d.Found.Finding); f != nil && f.Changed != d.Changed || f == nil && d.Changed != 0 {
		return
	}
	m.f, m.photos, m.resumed = d.Found, d.Photos, true
	m.notice = m.deps.Words.Editor.Resumed
}

// keep writes the draft, in the background and one at a time: an older one never overtakes a newer.
func (m *Model) keep() tea.Cmd {
	if m.marking {
		m.moved = true
		return nil
	}
	data, err := json.Marshal(draft{m.f, slices.Clone(m.photos), m.changed()})
	if err != nil {
		return tui.Say(tui.Trouble{Err: err})
	}
	m.marking, m.moved = true, false
	return tui.For(m.page, func() tea.Msg { return kept{m.deps.Desk.SetNote(m.noteKey(), data)} })
}

func (m *Model) kept(msg kept) tea.Cmd {
	m.marking = false
	switch {
	case msg.err != nil:
		return tui.Say(tui.Trouble{Err: msg.err})
	case m.moved:
		return m.keep()
	}
	return nil
}

// forget drops the draft once it is recorded. One that stays behind does no harm: recall knows what was recorded.
func (m *Model) forget() tea.Cmd {
	return tui.For(m.page, func() tea.Msg {
		if err := m.deps.Desk.SetNote(m.noteKey(), nil); err != nil {
			return tui.Trouble{Err: err}
		}
		return nil
	})
}

// startOver drops what was left unsaved and begins from the criterion, or from what is recorded.
func (m *Model) startOver() tea.Cmd {
	m.photos, m.resumed, m.moved = nil, false, false
	clear(m.wrong)
	m.begin()
	return m.forget()
}

// to is a message to the router that counts only while this page is in front.
func (m *Model) to(msg tea.Msg) tea.Cmd {
	return tui.For(m.page, func() tea.Msg { return msg })
}
