package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// devicesPage is the devices, and the form of an invitation.
type devicesPage struct {
	Rows         []deviceRow
	May          bool // change them
	Name, Person string
	Lead         bool
	Problem      string // of the name
	Invitations  invitationsPart
}

type deviceRow struct {
	wire.Device
	Own       bool // a server's, no tablet's
	Role      string
	Ops, Last uint64
	States    []string
}

func deviceList(c *call) error { return c.devices(devicesPage{}) }

func (c *call) devices(d devicesPage) (err error) {
	d.May = c.who().Role == account.Admin
	if d.Rows, err = c.deviceRows(); err != nil {
		return err
	}
	if d.Invitations, err = c.invitations(func(i park.Invitation) bool { return i.Kind == park.OfDevice }); err != nil {
		return err
	}
	if d.Problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("devices.html", c.words.Web.Nav["devices"], d)
}

// deviceRows is all devices: those in use first, each kind by name.
func (c *call) deviceRows() (rows []deviceRow, err error) {
	all, err := c.Park.Sync.Devices(c.r.Context())
	if err != nil {
		return nil, err
	}
	feeds, err := c.Park.Sync.Feeds(c.r.Context())
	if err != nil {
		return nil, err
	}
	of := map[wire.FeedID]*server.Feed{}
	for _, f := range feeds {
		of[f.ID] = f
	}
	for _, d := range all {
		f := of[d.Feed]
		if f == nil {
			f = &server.Feed{}
		}
		heir := ""
		if d.Heir != (wire.FeedID{}) {
			heir = d.Heir.String()[:8]
		}
		row := deviceRow{Device: d, Own: d.Role == wire.RolePark, Ops: f.Ops, Last: f.Last}
		row.Role = map[string]string{wire.RoleLead: c.words.Admin.Lead, wire.RoleExpert: c.words.Admin.Expert, wire.RolePark: c.words.Admin.ParkFeed}[d.Role]
		row.States = c.words.DeviceState(d.Revoked != 0, heir, f.Missing(), uint64(len(f.Branches)), uint64(len(f.Doubtful)), f.Ahead)
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b deviceRow) int {
		return cmp.Or(first(a.Own, b.Own), first(a.Revoked != 0, b.Revoked != 0), strings.Compare(a.Name, b.Name))
	})
	return rows, nil
}

// Clock is a time as devices and the park's ledger tell it, milliseconds; "" of none.
func (p page) Clock(ms uint64) string { return p.Millis(int64(ms)) }

// invitation is how long the code for a tablet is good.
const invitation = 24 * time.Hour

// deviceInvite makes the code for a tablet, and shows it once.
func deviceInvite(c *call) error {
	d := devicesPage{Name: strings.TrimSpace(c.value("name")), Person: strings.TrimSpace(c.value("person")), Lead: c.value("lead") != ""}
	if d.Name == "" {
		d.Problem = missing(c.words, c.words.Admin.DeviceName)
		return c.devices(d)
	}
	role := wire.RoleExpert
	if d.Lead {
		role = wire.RoleLead
	}
	base, err := c.base()
	if err != nil {
		return err
	}
	line, err := c.Park.InviteDevice(c.r.Context(), c.who(), base, server.Invitation{Name: d.Name, Person: d.Person, Role: role}, invitation)
	if err != nil {
		return err
	}
	w := &c.words.Admin
	return c.once(w.Invite, oncePage{Name: d.Name, Hint: w.InviteOnce, Text: line, Until: c.until(invitation), Back: "/devices"}, true)
}
