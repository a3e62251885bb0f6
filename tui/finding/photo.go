package finding

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// offer asks which photo, or why there is none.
func (m *Model) offer(n tui.Newest) tea.Cmd {
	w := m.deps.Words.Editor
	options := n.Options(m.deps)
	for _, p := range m.photos {
		options = append(options, widget.Option{Text: fmt.Sprintf(w.DropPhoto, widget.Line(p.Name)), Value: "drop " + p.SHA256})
	}
	for _, reason := range w.NoPhotoReasons {
		options = append(options, widget.Option{Text: fmt.Sprintf(w.NoPhotoBecause, reason), Value: "none " + reason})
	}
	m.ask = m.deps.AskMenu(w.PhotoAsk, func(value string) tea.Cmd {
		if reason, none := strings.CutPrefix(value, "none "); none {
			m.f.NoPhoto = reason
			m.advance(photo)
			return m.keep()
		}
		if sum, drop := strings.CutPrefix(value, "drop "); drop {
			m.photos = slices.DeleteFunc(m.photos, func(p inspection.Photo) bool { return p.SHA256 == sum })
			return m.keep()
		}
		if value == tui.ByPath {
			m.ask = m.deps.AskText(w.AddPath, "", 1, m.needed, m.addPhoto)
			return nil
		}
		return m.addPhoto(value)
	}, options...)
	if n.Err != nil {
		return tui.Say(tui.Trouble{Err: n.Err})
	}
	return nil
}

// addPhoto copies a file in.
func (m *Model) addPhoto(path string) tea.Cmd {
	cmd := m.deps.TakePhoto(m.page, path)
	if cmd != nil {
		m.notice = m.deps.Words.Editor.Copying
	}
	return cmd
}

func (m *Model) copied(c tui.Copied) tea.Cmd {
	m.notice = ""
	if c.Err != nil {
		return tui.Say(tui.Trouble{Err: c.Err})
	}
	if !slices.ContainsFunc(m.photos, func(p inspection.Photo) bool { return p.SHA256 == c.Photo.SHA256 }) {
		m.photos = append(m.photos, c.Photo)
	}
	m.f.NoPhoto = ""
	delete(m.wrong, photo)
	m.advance(photo)
	return m.keep()
}
