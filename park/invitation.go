package park

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// What the audit says of invitations of tablets; those of accounts are package account's.
const (
	DeviceInvited       = "device.invited"
	DeviceInvitationEnd = "device.invitation-withdrawn"
)

// OfDevice is the Kind of an invitation of a tablet; the other kinds are those of account.Link.
const OfDevice = "device"

// Invitation is a one-time way in that was given out: the code of a tablet, or the link of an account. The code and the link themselves
// are not known any more: what proves them is kept.
type Invitation struct {
	ID              string
	Kind            string // OfDevice, or an account.LinkKind
	Name            string // of the tablet, or the login
	Person          string // who carries it, or whose account it is
	Lead            bool   // a lead's tablet
	Made            time.Time
	By              string // who made it
	Until           time.Time
	Used, Withdrawn time.Time // zero: not
}

// Standing is what became of an invitation.
type Standing string

// Standings.
const (
	InvitationOpen      Standing = "open"
	InvitationUsed      Standing = "used"
	InvitationWithdrawn Standing = "withdrawn"
	InvitationOver      Standing = "over" // too old
)

// Standing is how the invitation stands now.
func (i Invitation) Standing(now time.Time) Standing {
	switch {
	case !i.Withdrawn.IsZero():
		return InvitationWithdrawn
	case !i.Used.IsZero():
		return InvitationUsed
	case now.Before(i.Until):
		return InvitationOpen
	}
	return InvitationOver
}

// When is the moment at which the invitation was used or withdrawn; zero of another standing.
func (s Standing) When(i Invitation) time.Time {
	switch s {
	case InvitationUsed:
		return i.Used
	case InvitationWithdrawn:
		return i.Withdrawn
	}
	return time.Time{}
}

// Errors of invitations.
var (
	ErrNoInvitation   = errors.New("there is no such invitation")
	ErrInvitationUsed = errors.New("the invitation was used meanwhile")
)

// InviteDevice makes the line by which a tablet is enrolled (server.Park.InviteLine), which is shown once.
func (p *Park) InviteDevice(ctx context.Context, who account.Person, url string, i server.Invitation, life time.Duration) (line string, err error) {
	if who.Role != account.Admin {
		return "", ErrForbidden
	}
	i.By = who.Known()
	if line, err = p.Sync.InviteLine(ctx, url, i, life); err != nil {
		return "", err
	}
	return line, p.note(ctx, who, DeviceInvited, strings.TrimSpace(i.Name+" "+i.Person))
}

// Invitations is all that were given out and are open, and for some months those that are not any more; newest first.
func (p *Park) Invitations(ctx context.Context, who account.Person) (all []Invitation, err error) {
	if who.Role != account.Admin && who.Role != account.Auditor {
		return nil, ErrForbidden
	}
	devices, err := p.Sync.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	for _, i := range devices {
		all = append(all, ofDevice(i))
	}
	links, err := p.Accounts.Links(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := p.Accounts.List(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, a := range accounts {
		names[a.Login] = a.Name
	}
	for _, l := range links {
		all = append(all, ofAccount(l, names[l.Login]))
	}
	slices.SortStableFunc(all, func(a, b Invitation) int { return cmp.Or(b.Made.Compare(a.Made), b.Until.Compare(a.Until)) })
	return all, nil
}

func ofDevice(i server.Invitation) Invitation {
	at := func(ms uint64) time.Time {
		if ms == 0 {
			return time.Time{}
		}
		return time.UnixMilli(int64(ms))
	}
	return Invitation{ID: i.ID, Kind: OfDevice, Name: i.Name, Person: i.Person, Lead: i.Role == wire.RoleLead, Made: at(i.Made), By: i.By, Until: at(i.Until), Used: at(i.Used), Withdrawn: at(i.Withdrawn)}
}

func ofAccount(l account.Link, person string) Invitation {
	return Invitation{ID: l.ID, Kind: string(l.Kind), Name: l.Login, Person: person, Made: l.Made, By: l.Creator, Until: l.Until, Used: l.Used, Withdrawn: l.Withdrawn}
}

// Withdraw makes an invitation worthless, by its id: who comes with it is told so. The error is ErrInvitationUsed when somebody
// was quicker, and ErrNoInvitation when there is none.
func (p *Park) Withdraw(ctx context.Context, who account.Person, id string) (i Invitation, err error) {
	if who.Role != account.Admin {
		return i, ErrForbidden
	}
	var device *server.Invitation
	err = p.DB.Write(ctx, func(tx *sqldb.Tx) error {
		var did bool
		if device, did, err = p.Sync.Withdraw(tx, id, who.Known()); err != nil || !did {
			return err
		}
		return account.Note(tx, p.Now(), who, DeviceInvitationEnd, strings.TrimSpace(device.Name+" "+device.Person))
	})
	if err != nil {
		return i, err
	}
	if device != nil {
		i = ofDevice(*device)
	} else {
		l, err := p.Accounts.WithdrawLink(ctx, who, id)
		if d := (*account.Denied)(nil); errors.As(err, &d) && d.Reason == account.LinkUnknown {
			return i, ErrNoInvitation
		}
		if err != nil {
			return i, err
		}
		i = ofAccount(*l, "")
	}
	if !i.Used.IsZero() {
		err = ErrInvitationUsed
	}
	return i, err
}
