package tui

import (
	"crypto/ed25519"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Loaded is an inspection with the library that it is answered against, as read from the desk.
type Loaded struct {
	Inspection *inspection.Inspection
	Library    *checklist.Library
	Note       []byte                       // the mark of that name, nil when there is none
	Names      map[inspection.FeedID]string // whose feed is whose, as far as the park has said
	Park       ed25519.PublicKey            // of the park that this device is enrolled at: numbers of papers bear its signature; nil: at none
	Err        error
}

// Load reads the page's inspection, its library and a mark of this device ("" none), and addresses a Loaded to the page.
func (d *Deps) Load(page Page, note string) tea.Cmd {
	return For(page, func() tea.Msg {
		var l Loaded
		if l.Inspection, l.Err = d.Desk.Inspection(page.ID); l.Err != nil {
			return l
		}
		l.Names, l.Park = d.Names(), d.ParkKey()
		if l.Library, l.Err = d.Desk.Library(l.Inspection.Opened.Revision); l.Err == nil && note != "" {
			l.Note, l.Err = d.Desk.Note(note)
		}
		return l
	})
}
