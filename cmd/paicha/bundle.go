package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/bundle"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// bundles is "paicha bundle": sync without a link.
func (p *program) bundles() *cobra.Command {
	w := p.w.Bundle
	c := &cobra.Command{Use: "bundle", Short: w.Cmd, Long: w.Long, Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	var o exportOptions
	export := &cobra.Command{
		Use: "export FILE", Short: w.ExportCmd, Long: w.ExportLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error { return p.exportBundle(tabletOf(s), args[0], o) })
		},
	}
	export.Flags().StringVar(&o.to, "to", toPark, w.FlagTo)
	export.Flags().BoolVar(&o.all, "all", false, w.FlagAll)
	export.Flags().BoolVar(&o.noPhotos, "no-photos", false, w.FlagNoPhotos)
	export.Flags().BoolVar(&o.videos, "videos", false, w.FlagVideos)
	c.AddCommand(export,
		&cobra.Command{Use: "import FILE", Short: w.ImportCmd, Long: w.ImportLong, Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error {
				if _, err := s.KeepLibrary(paicha.Checklists); err != nil { // as before a sync
					return err
				}
				return p.importBundle(cmd.Context(), tabletOf(s), args[0])
			})
		}},
		&cobra.Command{Use: "key", Short: w.KeyCmd, Long: w.KeyLong, Args: noArgs, RunE: func(*cobra.Command, []string) error {
			return p.withStore(func(s *store.Store) error {
				id, err := bundle.Identity(tabletOf(s))
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.out, id.Recipient())
				return err
			})
		}})
	return c
}

// toPark is --to for the park.
const toPark = "park"

type exportOptions struct {
	to                    string
	all, noPhotos, videos bool
}

// parkOf is what is known of the park; nil when this tablet is enrolled at none.
func parkOf(t client.Tablet) (*client.Peer, error) {
	data, err := t.Peer(parkPeer)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	return client.ReadPeer(data)
}

// exportBundle writes a bundle. For the park it holds what has no receipt, for a tablet all, and the park's receipts.
func (p *program) exportBundle(t client.Tablet, file string, o exportOptions) error {
	w := p.w.Bundle
	park, err := parkOf(t)
	if err != nil {
		return err
	}
	options := bundle.Options{Now: p.now(), NoPhotos: o.noPhotos, Videos: o.videos}
	key := o.to
	if o.to == toPark {
		if park == nil || park.Park.Box == "" {
			return errors.New(w.NoParkKey)
		}
		if key = park.Park.Box; !o.all {
			options.Park = park
		}
	} else if options.Receipts, err = client.Carry(t, parkPeer); err != nil {
		return err
	}
	to, err := age.ParseX25519Recipient(key)
	if err != nil {
		return usageError{errors.New(w.NotRecipient)}
	}
	var written *bundle.Written
	if err := writeWhole(file, func(f *os.File) error {
		b := bufio.NewWriterSize(f, 256<<10)
		if written, err = bundle.Export(t, b, []age.Recipient{to}, options); err != nil {
			return err
		}
		return b.Flush()
	}); err != nil {
		return err
	}
	if written.Operations+written.Photos == 0 {
		fmt.Fprintln(p.out, w.NothingNew)
	}
	_, err = fmt.Fprintf(p.out, w.Exported+"\n", plain(file), written.Operations, written.Photos, words.Bytes(written.Bytes))
	if written.Videos > 0 {
		fmt.Fprintf(p.out, w.VideosLeft+"\n", written.Videos)
	}
	for _, trouble := range written.Troubles {
		fmt.Fprintf(p.err, "paicha: %s\n", plainLines(p.w.Error(trouble)))
	}
	if len(written.Troubles) > 0 {
		err = errors.Join(err, errors.New(p.w.CLI.DoctorNotWhole))
	}
	return err
}

// importBundle takes in a bundle for this tablet, or a park's receipt.
func (p *program) importBundle(ctx context.Context, t client.Tablet, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close() // it was only read
	b := bufio.NewReaderSize(f, 256<<10)
	if start, _ := b.Peek(64); bundle.IsReply(start) {
		reply, err := bundle.ReadReply(b)
		if err != nil {
			return p.bundleError(err)
		}
		return p.takeReply(t, reply)
	}
	id, err := bundle.Identity(t)
	if err != nil {
		return err
	}
	taken, err := bundle.Import(ctx, b, []age.Identity{id}, bundle.NewTabletSink(t, parkPeer, denied(t)))
	if taken == nil {
		return p.bundleError(err)
	}
	w := p.w.Bundle
	fmt.Fprintf(p.out, w.Imported+"\n", taken.Stored, taken.Had, len(taken.Photos))
	if taken.Receipts > 0 {
		fmt.Fprintf(p.out, w.ReceiptsTaken+"\n", taken.Receipts)
	}
	p.refusals(t, w.ImportRefused, taken.Refused, taken.Results)
	for _, bad := range taken.Bad {
		fmt.Fprintf(p.out, w.PhotoBad+"\n", bad.Sum.String()[:8], plain(p.bundleError(bad.Err).Error()))
	}
	if err = errors.Join(err, p.offerPhotos(t)); err != nil {
		return p.bundleError(err)
	}
	if taken.Refused > 0 || len(taken.Bad) > 0 {
		return errors.New(w.NotWhole)
	}
	return nil
}

// takeReply counts what the park says, and tells how it stands now.
func (p *program) takeReply(t client.Tablet, reply *bundle.Reply) error {
	told, err := reply.Count(t, parkPeer)
	if err != nil {
		return p.bundleError(err)
	}
	e, err := client.New(t, parkPeer, client.Options{Now: p.now})
	if err != nil {
		return p.bundleError(err)
	}
	w, st := p.w.Bundle, e.Status()
	_, err = fmt.Fprintf(p.out, w.ReplyTaken+"\n", plain(reply.Park), st.Held, st.Operations, st.PhotosHeld, st.Photos)
	refused := uint64(0)
	for _, r := range reply.Refused {
		if r.To >= r.From {
			refused += r.To - r.From + 1
		}
	}
	p.refusals(t, w.ReplyRefused, refused, reply.Refused)
	for _, why := range told {
		err = errors.Join(err, fmt.Errorf(w.NotTaken, p.bundleError(why)))
	}
	if err == nil && refused > 0 {
		err = errors.New(w.NotWhole)
	}
	return err
}

// refusals lists what was refused, and why.
func (p *program) refusals(t client.Tablet, head string, n uint64, all []wire.Result) {
	if n == 0 {
		return
	}
	fmt.Fprintf(p.out, head+"\n", n)
	names := feedNames(p.w, t)
	for _, r := range all {
		if r.Outcome != wire.Refused {
			continue
		}
		name := names[r.Feed]
		if name == "" {
			name = r.Feed.String()[:8]
		}
		says, todo := codeIn(p.w, string(r.Code))
		fmt.Fprintf(p.out, p.w.Bundle.RefusedOf+"\n    %s\n", plain(name), r.From, r.To, plain(says), plain(todo))
	}
}

// denied says which feeds the park has taken off its list, by the list that it handed out last.
func denied(t client.Tablet) func(wire.FeedID) wire.Code {
	data, err := t.Peer(handoutPeer + wire.Roster)
	var roster wire.Devices
	if err != nil || data == nil || wire.Decode(data, &roster) != nil {
		return nil
	}
	revoked := map[wire.FeedID]bool{}
	for _, d := range roster.All {
		revoked[d.Feed] = d.Revoked != 0
	}
	return func(feed wire.FeedID) wire.Code {
		if revoked[feed] {
			return wire.Revoked
		}
		return ""
	}
}

// bundleError is an error of a bundle in words.
func (p *program) bundleError(err error) error {
	w := p.w.Bundle
	for _, known := range []struct {
		err  error
		says string
	}{
		{bundle.ErrSealed, w.ErrSealed}, {bundle.ErrNotBundle, w.ErrNotBundle}, {bundle.ErrNotReply, w.ErrNotBundle}, {bundle.ErrNewer, w.ErrNewer},
		{bundle.ErrCut, w.ErrCut}, {bundle.ErrDamaged, w.ErrDamaged}, {client.ErrOldReceipt, w.ErrOldReceipt}, {client.ErrCopy, w.ErrCopy},
		{client.ErrNotEnrolled, w.NoPark},
	} {
		if errors.Is(err, known.err) {
			return errors.New(known.says)
		}
	}
	return parkError(p.w, err)
}
