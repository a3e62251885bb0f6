package web

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/sync/wire"
)

// devicePage is a tablet as it is renamed or revoked.
type devicePage struct {
	deviceRow
	Typed   string // its new name
	Problem string
}

// missing says that a field is empty.
func missing(w *words.Words, field string) string { return fmt.Sprintf(w.Act.Missing, field) }

func deviceShow(c *call) error {
	row, err := c.device()
	if err != nil {
		return err
	}
	return c.devicePage(devicePage{deviceRow: row, Typed: row.Name})
}

func (c *call) devicePage(d devicePage) error {
	if d.Problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("device.html", fmt.Sprintf(c.words.Admin.EditDevice, d.Name), d)
}

// device is the tablet that the address names; a server's own feed is none.
func (c *call) device() (deviceRow, error) {
	id, err := hex.DecodeString(c.r.PathValue("feed"))
	if err != nil || len(id) != len(wire.FeedID{}) {
		return deviceRow{}, park.ErrNotThere
	}
	rows, err := c.deviceRows()
	if err != nil {
		return deviceRow{}, err
	}
	for _, row := range rows {
		if row.Feed == wire.FeedID(id) && !row.Own {
			return row, nil
		}
	}
	return deviceRow{}, park.ErrNotThere
}

func deviceRename(c *call) error {
	row, err := c.device()
	if err != nil {
		return err
	}
	name, person := strings.TrimSpace(c.value("name")), strings.TrimSpace(c.value("person"))
	if name == "" {
		return c.devicePage(devicePage{deviceRow: row, Problem: missing(c.words, c.words.Admin.DeviceName)})
	}
	if err := c.Park.RenameDevice(c.r.Context(), c.who(), row.Device, name, person); err != nil {
		return err
	}
	return c.see("/devices?done=saved")
}

func deviceRevoke(c *call) error {
	row, err := c.device()
	if err != nil {
		return err
	}
	if c.value("sure") == "" {
		return c.see("/devices/" + row.Feed.String())
	}
	if err := c.Park.RevokeDevice(c.r.Context(), c.who(), row.Device); err != nil {
		return err
	}
	return c.see("/devices?done=device-revoked")
}
