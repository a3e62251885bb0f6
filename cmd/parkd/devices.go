package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/internal/qr"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func (p *program) invite() *cobra.Command {
	var person, url string
	var lead bool
	var life time.Duration
	w := p.w.Parkd
	c := &cobra.Command{
		Use: "invite NAME", Short: w.Invite, Long: w.InviteLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			role := wire.RoleExpert
			if lead {
				role = wire.RoleLead
			}
			return p.with(cmd.Context(), func(park *server.Park) (err error) {
				text, err := park.InviteLine(cmd.Context(), url, args[0], person, role, life)
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
				_, err = fmt.Fprintf(p.out, w.Invited+"\n\n%s", clean(args[0]), p.now().Add(life).Format("2006-01-02 15:04"), text, picture)
				return err
			})
		},
	}
	c.Flags().StringVar(&person, "person", "", w.FlagPerson)
	c.Flags().StringVar(&url, "url", "", w.FlagURL)
	c.Flags().BoolVar(&lead, "lead", false, w.FlagLead)
	c.Flags().DurationVar(&life, "for", 24*time.Hour, w.FlagLife)
	return c
}

func (p *program) devices() *cobra.Command {
	w := p.w.Parkd
	return &cobra.Command{
		Use: "devices", Short: w.Devices, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), func(park *server.Park) error {
				all, err := park.Devices(cmd.Context())
				if err != nil {
					return err
				}
				if len(all) == 0 {
					_, err := fmt.Fprintln(p.out, w.NoDevices)
					return err
				}
				feeds, err := park.Feeds(cmd.Context())
				if err != nil {
					return err
				}
				of := map[wire.FeedID]*server.Feed{}
				for _, f := range feeds {
					of[f.ID] = f
				}
				rows := [][]string{{"ID", w.ColDevice, w.ColPerson, w.ColRole, w.ColOperations, w.ColLast, w.ColState}}
				for _, d := range all {
					f := of[d.Feed]
					if f == nil {
						f = &server.Feed{}
					}
					last := ""
					if f.Last > 0 {
						last = time.UnixMilli(int64(f.Last)).Format("2006-01-02 15:04")
					}
					rows = append(rows, []string{d.Feed.String()[:8], d.Name, d.Person, d.Role, fmt.Sprint(f.Ops), last, p.state(d, f)})
				}
				return table(p.out, rows)
			})
		},
	}
}

// state says what is to be known of a device.
func (p *program) state(d wire.Device, f *server.Feed) string {
	heir := ""
	if d.Heir != (wire.FeedID{}) {
		heir = d.Heir.String()[:8]
	}
	says := p.w.DeviceState(d.Revoked != 0, heir, f.Missing(), uint64(len(f.Branches)), uint64(len(f.Doubtful)), f.Ahead)
	if len(says) == 0 {
		return p.w.Parkd.StateOK
	}
	return strings.Join(says, " · ")
}

// one finds the device that text names: its name, or the beginning of its id.
func (p *program) one(cmd *cobra.Command, park *server.Park, text string) (wire.Device, error) {
	all, err := park.Devices(cmd.Context())
	if err != nil {
		return wire.Device{}, err
	}
	var found []wire.Device
	for _, d := range all {
		if d.Name == text && d.Heir == (wire.FeedID{}) || len(text) >= 4 && strings.HasPrefix(d.Feed.String(), strings.ToLower(text)) {
			found = append(found, d)
		}
	}
	if len(found) != 1 {
		return wire.Device{}, fmt.Errorf(p.w.Parkd.Unknown, text)
	}
	return found[0], nil
}

func (p *program) revoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke DEVICE", Short: p.w.Parkd.Revoke, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), func(park *server.Park) error {
				d, err := p.one(cmd, park, args[0])
				if err == nil {
					err = park.Revoke(cmd.Context(), d.Feed)
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.Parkd.Revoked+"\n", clean(d.Name))
				return err
			})
		},
	}
}

func (p *program) rename() *cobra.Command {
	var name, person string
	c := &cobra.Command{
		Use: "rename DEVICE", Short: p.w.Parkd.Rename, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.with(cmd.Context(), func(park *server.Park) error {
				d, err := p.one(cmd, park, args[0])
				if err == nil {
					err = park.Rename(cmd.Context(), d.Feed, name, person)
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.Parkd.Renamed+"\n", clean(d.Name))
				return err
			})
		},
	}
	c.Flags().StringVar(&name, "name", "", p.w.Parkd.ColDevice)
	c.Flags().StringVar(&person, "person", "", p.w.Parkd.FlagPerson)
	return c
}
