package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

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
			return p.withRooms(cmd.Context(), func(rooms *park.Park) error {
				d, err := p.one(cmd, rooms.Sync, args[0])
				if err == nil {
					err = rooms.RevokeDevice(cmd.Context(), account.Console, d)
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
			return p.withRooms(cmd.Context(), func(rooms *park.Park) error {
				d, err := p.one(cmd, rooms.Sync, args[0])
				if err == nil {
					err = rooms.RenameDevice(cmd.Context(), account.Console, d, name, person)
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
