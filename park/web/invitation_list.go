package web

import (
	"errors"
	"fmt"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

// invitationsPart is what was given out for tablets, or for people: those that are open, and those that are not any more.
type invitationsPart struct {
	Open, Ended []invitationRow
	May         bool // withdraw
	Links       bool // of people
}

type invitationRow struct {
	park.Invitation
	Use, State string
}

// endedAtOnce is how many invitations that are not open any more a page shows, the newest.
const endedAtOnce = 100

// invitations is those that show wants. Codes and links are not among what is known of them.
func (c *call) invitations(show func(park.Invitation) bool) (d invitationsPart, err error) {
	d.May = c.who().Role == account.Admin
	all, err := c.Park.Invitations(c.r.Context(), c.who())
	if err != nil {
		return d, err
	}
	for _, i := range all {
		if !show(i) {
			continue
		}
		d.Links = i.Kind != park.OfDevice
		w, standing := &c.words.Invited, i.Standing(c.now())
		row := invitationRow{Invitation: i, Use: w.Kinds[i.Kind], State: w.States[string(standing)]}
		if i.Lead {
			row.Use += " · " + w.Lead
		}
		if when := standing.When(i); !when.IsZero() {
			row.State = fmt.Sprintf(w.At, row.State, page{}.At(when))
		}
		if standing == park.InvitationOpen {
			d.Open = append(d.Open, row)
		} else if len(d.Ended) < endedAtOnce {
			d.Ended = append(d.Ended, row)
		}
	}
	return d, nil
}

// invitationWithdraw withdraws what is open, and goes back to the page that lists it.
func invitationWithdraw(c *call) error {
	i, err := c.Park.Withdraw(c.r.Context(), c.who(), c.r.PathValue("id"))
	if errors.Is(err, park.ErrNoInvitation) {
		return park.ErrNotThere
	}
	if err != nil {
		return err
	}
	if i.Kind == park.OfDevice {
		return c.see("/devices?done=withdrawn")
	}
	return c.see("/accounts?done=withdrawn")
}

// Made is when something was made, as lists say it; earlier versions did not keep it.
func (p page) Made(t time.Time) string {
	if t.IsZero() {
		return p.W.Invited.Unknown
	}
	return p.At(t)
}
