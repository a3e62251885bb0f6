package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/internal/qr"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// at is a time as people at the park read it.
func at(t time.Time) string { return t.In(park.Zone).Format("2006-01-02 15:04") }

// withRooms runs f with the park's rooms for people and devices; pages and projections are not among them.
func (p *program) withRooms(ctx context.Context, f func(*park.Park) error) error {
	all, end, err := p.openParts(ctx, server.Options{})
	if err != nil {
		return err
	}
	return errors.Join(f(&park.Park{DB: all.db, Sync: all.sync, Accounts: account.New(all.db, account.Options{Now: p.now}), Now: p.now}), end())
}

func (p *program) invite() *cobra.Command {
	i := server.Invitation{Role: wire.RoleExpert}
	var url string
	var lead bool
	var life time.Duration
	w := p.w.Parkd
	c := &cobra.Command{
		Use: "invite NAME", Short: p.w.Invited.Cmd, Long: w.InviteLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if i.Name = args[0]; lead {
				i.Role = wire.RoleLead
			}
			return p.withRooms(cmd.Context(), func(rooms *park.Park) error {
				text, err := rooms.InviteDevice(cmd.Context(), account.Console, url, i, life)
				if errors.Is(err, server.ErrNoURL) {
					return errors.New(w.NoURL)
				}
				if err != nil {
					return err
				}
				picture, err := qr.String(text)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, w.Invited+"\n\n%s", clean(i.Name), at(p.now().Add(life)), text, picture)
				return err
			})
		},
	}
	c.Flags().StringVar(&i.Person, "person", "", w.FlagPerson)
	c.Flags().StringVar(&url, "url", "", w.FlagURL)
	c.Flags().BoolVar(&lead, "lead", false, w.FlagLead)
	c.Flags().DurationVar(&life, "for", 24*time.Hour, w.FlagLife)
	c.AddCommand(p.inviteList(), p.inviteWithdraw())
	return c
}

func (p *program) inviteList() *cobra.Command {
	w := p.w.Invited
	var whole bool
	c := &cobra.Command{
		Use: "list", Short: w.CmdList, Long: w.CmdListLong, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withRooms(cmd.Context(), func(rooms *park.Park) error {
				all, err := rooms.Invitations(cmd.Context(), account.Console)
				if err != nil {
					return err
				}
				rows := [][]string{{"ID", w.For, w.Kind, w.Made, w.By, w.Until, w.State}}
				for _, i := range all {
					if whole || i.Standing(p.now()) == park.InvitationOpen {
						rows = append(rows, p.invited(i))
					}
				}
				if len(rows) == 1 {
					_, err := fmt.Fprintln(p.out, w.CmdNone)
					return err
				}
				return table(p.out, rows)
			})
		},
	}
	c.Flags().BoolVar(&whole, "all", false, w.FlagAll)
	return c
}

// invited is an invitation as a row.
func (p *program) invited(i park.Invitation) []string {
	w := p.w.Invited
	use, made, by, standing := w.Kinds[i.Kind], w.Unknown, i.By, i.Standing(p.now())
	if i.Lead {
		use += " · " + w.Lead
	}
	if !i.Made.IsZero() {
		made = at(i.Made)
	}
	if by == "" {
		by = w.Unknown
	}
	state := w.States[string(standing)]
	if when := standing.When(i); !when.IsZero() {
		state = fmt.Sprintf(w.At, state, at(when))
	}
	return []string{shortID(i.ID), i.Name + " " + i.Person, use, made, by, at(i.Until), state}
}

// shortID is as much of an id as people type.
func shortID(id string) string { return id[:min(len(id), 8)] }

// begins says whether an id is meant by what somebody typed of it.
func begins(id, typed string) bool {
	return len(typed) >= 4 && strings.HasPrefix(id, strings.ToLower(typed))
}

func (p *program) inviteWithdraw() *cobra.Command {
	w := p.w.Invited
	return &cobra.Command{
		Use: "withdraw ID", Short: w.CmdWithdraw, Long: w.CmdWithdrawLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withRooms(cmd.Context(), func(rooms *park.Park) error {
				all, err := rooms.Invitations(cmd.Context(), account.Console)
				if err != nil {
					return err
				}
				var found []park.Invitation
				for _, i := range all {
					if begins(i.ID, args[0]) {
						found = append(found, i)
					}
				}
				if len(found) != 1 {
					return fmt.Errorf(w.CmdUnknown, args[0])
				}
				_, err = rooms.Withdraw(cmd.Context(), account.Console, found[0].ID)
				if errors.Is(err, park.ErrInvitationUsed) {
					return errors.New(w.WasUsed)
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, w.CmdWithdrawn+"\n", clean(strings.TrimSpace(found[0].Name+" "+found[0].Person)))
				return err
			})
		},
	}
}
