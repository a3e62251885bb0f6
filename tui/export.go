package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"
)

// Exported says where the findings list was written, or why it was not.
type Exported struct {
	Files []string
	Err   error
}

// ExportOf writes the findings list of the page's inspection and addresses an Exported to the page.
func (d *Deps) ExportOf(page Page) tea.Cmd {
	return For(page, func() tea.Msg {
		if d.Export == nil {
			return Exported{Err: errors.New(d.Words.List.NoExport)}
		}
		files, err := d.Export(page.ID)
		return Exported{files, err}
	})
}
