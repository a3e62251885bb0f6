package paper

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// write writes the paper as a file, in the background, and has it printed when asked.
func (m *Model) write(ending string, print bool) tea.Cmd {
	w := m.words()
	switch {
	case m.deps.Paper == nil:
		return tui.Say(tui.Trouble{Err: errors.New(w.NoSave)})
	case print && m.deps.Print == nil:
		return tui.Say(tui.Trouble{Err: errors.New(w.NoPrint)})
	}
	id, kind, findings := m.insp.ID, m.paper.Kind, m.findings
	return tui.For(m.page, func() tea.Msg {
		file, err := m.deps.Paper(id, kind, findings, ending)
		if err == nil && print {
			err = m.deps.Print(file)
		}
		return wrote{file, print, err}
	})
}

func (m *Model) wrote(x wrote) tea.Cmd {
	if x.err != nil {
		return tui.Say(tui.Trouble{Err: x.err})
	}
	format := m.words().Saved
	if x.printed {
		format = m.words().Printed
	}
	m.notice = fmt.Sprintf(format, x.file)
	return nil
}

// offer asks which photo shows the signed paper.
func (m *Model) offer(n tui.Newest) tea.Cmd {
	m.ask = m.deps.AskMenu(m.words().Signed, func(value string) tea.Cmd {
		if value == tui.ByPath {
			m.ask = m.deps.AskText(m.deps.Words.Editor.AddPath, "", 1, nil, m.take)
			return nil
		}
		return m.take(value)
	}, n.Options(m.deps)...)
	if n.Err != nil {
		return tui.Say(tui.Trouble{Err: n.Err})
	}
	return nil
}

func (m *Model) take(path string) tea.Cmd { return m.deps.TakePhoto(m.page, path) }

// copied attaches the photo to the inspection as the signed paper.
func (m *Model) copied(c tui.Copied) tea.Cmd {
	if c.Err != nil {
		return tui.Say(tui.Trouble{Err: c.Err})
	}
	m.notice = fmt.Sprintf(m.words().SignedIn, widget.Line(c.Photo.Name))
	return m.deps.Record(m.page, &inspection.Photographed{ID: m.insp.ID, Paper: m.paper.Kind, Photo: c.Photo})
}
