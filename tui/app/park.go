package app

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// What sync says reaches the screen here. Nothing of it is drawn while somebody types: the mark in the header stays as it
// is, and pages read what others recorded, when typing has ended.

// parkKey opens the park's page from everywhere, as a tap on the mark does.
const parkKey = "f2"

// handedOut is the criteria that the park handed out while the program runs.
type handedOut struct{ opened }

// hear waits for the next status.
func (m *Model) hear() tea.Cmd {
	park := m.options.Park
	if park == nil {
		return nil
	}
	return func() tea.Msg {
		if s, more := park.Next(); more {
			return tui.ParkMsg{Status: s}
		}
		return nil
	}
}

// parks says that the park's page can be opened now.
func (m *Model) parks() bool {
	return m.options.Park != nil && m.deps.Desk != nil && m.front().page.Kind != tui.Sync
}

func (m *Model) toPark() tea.Cmd { return m.show(tui.Page{Kind: tui.Sync}, false) }

// settle shows what sync said, unless somebody types.
func (m *Model) settle() tea.Cmd {
	if m.front().screen.Typing() {
		return nil
	}
	var cmds []tea.Cmd
	if next := m.parkNew; next != nil {
		m.parkNew = nil
		cmds = m.shown(*next)
	}
	if lib := m.library; lib != nil {
		m.library = nil
		if err := m.told(lib.err); err != nil {
			m.trouble = err
		} else if lib.library != nil {
			m.deps.Library = lib.library
		}
	}
	if len(m.stack) == 1 && m.deps.Desk != nil {
		m.notices, m.news = append(m.notices, m.news...), nil
	}
	if len(cmds) == 0 {
		return nil
	}
	return tea.Batch(cmds...)
}

// shown is what follows from a new status.
func (m *Model) shown(next tui.ParkStatus) (cmds []tea.Cmd) {
	before := m.park
	m.park = next
	if front := m.front(); front.page.Kind == tui.Sync {
		cmds = append(cmds, front.screen.Update(tui.ParkMsg{Status: next}))
	} else if next.Arrived > before.Arrived {
		cmds = append(cmds, front.screen.Update(tui.Returned{})) // pages behind read anew when they come in front
	}
	if before.State != tui.ParkUnknown && next.Criteria != before.Criteria && m.options.Library != nil {
		cmds = append(cmds, func() tea.Msg {
			var o opened
			o.library, o.err = m.options.Library()
			return handedOut{o}
		})
	}
	return cmds
}

// told takes what is only news out of an error.
func (m *Model) told(err error) error {
	var news *tui.News
	if errors.As(err, &news) {
		m.news = append(m.news, news.Err)
		return nil
	}
	return err
}

// parkMark is how it stands with the park in a few cells; "" on the park's own page, which says all of it.
func (m *Model) parkMark(look widget.Look) string {
	if !m.parks() {
		return ""
	}
	text, warn := m.park.Mark(look.Words)
	if text == "" {
		return ""
	}
	style := look.Theme.Button
	if warn {
		style = look.Theme.Warn
	}
	return style.Render(widget.Mid(text, max(widget.Width(text)+2, markWidth)))
}

// markWidth is the least cells of the mark: it is tapped with gloves.
const markWidth = widget.ButtonWidth

// markInHeader says that the mark is in the header; a small narrow window has room in the footer only.
func (m *Model) markInHeader() bool { return m.width >= narrow || m.height >= roomy }

// markHit is the mark's target: in a high window as high as the header.
func (m *Model) markHit(width, height int) widget.Hit {
	hit := widget.Hit{X: m.width - helpWidth - width, W: width, H: height, Msg: press{parkKey}}
	if m.width < narrow {
		hit.X, hit.W = backWidth, m.width-backWidth-helpWidth
	}
	return hit
}
