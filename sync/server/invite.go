package server

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/sync/wire"
)

// keepInvitations is how long an invitation is kept after its end: so long who comes with it hears what became of it.
const keepInvitations = 90 * 24 * time.Hour

// Invite makes a one-time code for a device. It is shown once; the ledger keeps what proves it.
func (p *Park) Invite(ctx context.Context, name, person, role string, life time.Duration) (code string, err error) {
	return p.invite(ctx, Invitation{Name: name, Person: person, Role: role}, life)
}

func (p *Park) invite(ctx context.Context, i Invitation, life time.Duration) (code string, err error) {
	if strings.TrimSpace(i.Name) == "" {
		return "", fmt.Errorf("a device needs a name: 平板7")
	}
	if i.Role != wire.RoleExpert && i.Role != wire.RoleLead {
		return "", fmt.Errorf("role %q: use %s or %s", i.Role, wire.RoleExpert, wire.RoleLead)
	}
	code = wire.NewCode()
	clean, err := wire.CleanCode(code)
	if err != nil {
		return "", err
	}
	i.Stretched = wire.Stretch(clean, p.public())
	i.ID = hex.EncodeToString(i.Stretched[:4])
	i.Made, i.Until = p.now(), uint64(p.o.Now().Add(life).UnixMilli())
	return code, p.ledger.Update(ctx, func(tx Tx) error {
		if err := p.forget(tx); err != nil {
			return err
		}
		return tx.SetInvitation(i)
	})
}

// forget drops the invitations that ended long ago.
func (p *Park) forget(tx Tx) error {
	all, err := tx.Invitations()
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Until+uint64(keepInvitations.Milliseconds()) < p.now() {
			if err := tx.DropInvitation(i.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// ErrNoURL says that nobody said where devices find the park.
var ErrNoURL = errors.New("nobody said where devices find the park")

// InviteLine makes an invitation of i's name, person, role and By, as a device takes it, written or as a QR code: where the park is, and the
// code. url "" is the one that SetURL kept; the error is ErrNoURL when there is none.
func (p *Park) InviteLine(ctx context.Context, url string, i Invitation, life time.Duration) (line string, err error) {
	if url == "" {
		if url, err = p.URL(ctx); err != nil {
			return "", err
		}
	}
	if url == "" {
		return "", ErrNoURL
	}
	code, err := p.invite(ctx, i, life)
	if err != nil {
		return "", err
	}
	return url + "#" + code, nil
}

// Invitations is those that are open, and for a while those that were used, withdrawn, or became too old.
func (p *Park) Invitations(ctx context.Context) (all []Invitation, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		all, err = tx.Invitations()
		return err
	})
	return all, err
}

// Withdraw makes an invitation worthless; who comes with it is told so. It gives the invitation as it is then, nil when there is none of the id;
// did: by this call, for what was used or withdrawn before stays as it ended.
func (p *Park) Withdraw(tx Tx, id, by string) (i *Invitation, did bool, err error) {
	all, err := tx.Invitations()
	if err != nil {
		return nil, false, err
	}
	for _, i := range all {
		if i.ID != id {
			continue
		}
		if i.Used > 0 || i.Withdrawn > 0 {
			return &i, false, nil
		}
		i.Withdrawn, i.WithdrawnBy = p.now(), by
		i = i.ended(i.Withdrawn)
		return &i, true, tx.SetInvitation(i)
	}
	return nil, false, nil
}

// ended is the invitation when it is good no more. An earlier parkd on the same database looks at Until alone.
func (i Invitation) ended(at uint64) Invitation {
	i.Until = min(i.Until, at-1)
	return i
}

// closed is why the right code of an invitation lets nobody in; nil when it does.
func (i Invitation) closed(now uint64) error {
	switch {
	case i.Withdrawn > 0:
		return &wire.Refusal{Code: wire.Withdrawn, Detail: "the park has withdrawn this invitation: ask for another"}
	case i.Used > 0:
		return &wire.Refusal{Code: wire.BadCode, Detail: "this code was used already: ask the park for another"}
	case i.Until < now:
		return &wire.Refusal{Code: wire.BadCode, Detail: "this code is too old: ask the park for another"}
	}
	return nil
}
