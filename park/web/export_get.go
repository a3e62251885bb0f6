package web

import (
	"slices"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/export"
)

// exportGet gives a table as a file: an enterprise its own rows alone.
func exportGet(c *call) error {
	who := c.who()
	file, there := export.Named(c.r.PathValue("file"), who.Enterprise)
	if !there || who.Role == account.Enterprise && who.Enterprise == "" {
		return park.ErrNotThere
	}
	if who.Guest && !slices.Contains([]string{"findings", "inspections"}, file.Table()) {
		return park.ErrForbidden // who came by the code on a list has nothing to do with ledgers and assessments
	}
	if err := c.Park.CatchUp(c.r.Context()); err != nil {
		return err
	}
	return file.Serve(c.w, c.r, c.Park.DB, export.Options{Enterprise: who.Enterprise, Words: c.words, Library: c.Library, Today: c.today}, c.Log)
}
