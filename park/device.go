package park

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// What the audit says of tablets.
const (
	DeviceChanged = "device.changed"
	DeviceRevoked = "device.revoked"
)

// RenameDevice changes what a tablet is called, and who carries it; "" leaves as it is.
func (p *Park) RenameDevice(ctx context.Context, who account.Person, d wire.Device, name, person string) error {
	if who.Role != account.Admin {
		return ErrForbidden
	}
	if err := p.Sync.Rename(ctx, d.Feed, name, person); err != nil {
		return err
	}
	return p.note(ctx, who, DeviceChanged, fmt.Sprintf("%s %s → %s %s", d.Name, d.Person, cmp.Or(name, d.Name), cmp.Or(person, d.Person)))
}

// RevokeDevice takes a tablet off the list, for good; one that is off stays as it is.
func (p *Park) RevokeDevice(ctx context.Context, who account.Person, d wire.Device) error {
	if who.Role != account.Admin {
		return ErrForbidden
	}
	if d.Revoked != 0 {
		return nil
	}
	if err := p.Sync.Revoke(ctx, d.Feed); err != nil {
		return err
	}
	return p.note(ctx, who, DeviceRevoked, strings.TrimSpace(d.Name+" "+d.Person))
}

func (p *Park) note(ctx context.Context, who account.Person, what, about string) error {
	return p.DB.Write(ctx, func(tx *sqldb.Tx) error { return account.Note(tx, p.Now(), who, what, about) })
}
