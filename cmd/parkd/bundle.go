package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"anquan.example/paicha/sync/bundle"
	"anquan.example/paicha/sync/server"
)

// bundles is what comes in a file: from tablets without a link.
func (p *program) bundles() *cobra.Command {
	w := p.w.Parkd
	c := &cobra.Command{Use: "bundle", Short: w.Bundle, Args: cobra.NoArgs}
	reply := ""
	take := &cobra.Command{
		Use: "import FILE", Short: w.BundleImport, Long: w.BundleImportLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if reply == "" {
				reply = args[0] + ".receipt"
			}
			return p.with(cmd.Context(), func(park *server.Park) error { return p.takeBundle(cmd.Context(), park, args[0], reply) })
		},
	}
	take.Flags().StringVar(&reply, "receipt", "", w.FlagReceipt)
	c.AddCommand(take)
	return c
}

// takeBundle takes a bundle in and writes the receipt that goes back. What can be taken in is, whatever is wrong with the rest.
func (p *program) takeBundle(ctx context.Context, park *server.Park, file, reply string) (err error) {
	w := p.w.Parkd
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	sink := bundle.NewParkSink(park)
	taken, failed := bundle.Import(ctx, f, []age.Identity{park.Identity()}, sink)
	if taken == nil {
		return fmt.Errorf("%s: %w", file, failed)
	}
	if _, err := fmt.Fprintf(p.out, w.BundleTaken+"\n", taken.Stored, taken.Had, len(taken.Photos)); err != nil {
		return err
	}
	for _, r := range taken.Results {
		if r.Code != "" {
			fmt.Fprintf(p.err, "parkd: "+w.BundleRefused+"\n", r.Feed.String()[:8], r.From, r.To, r.Code)
		}
	}
	for _, bad := range taken.Bad {
		fmt.Fprintf(p.err, "parkd: "+w.BundlePhoto+"\n", bad.Sum.String()[:8], clean(bad.Err.Error()))
	}
	answer, err := sink.Reply(ctx, taken)
	if err != nil {
		return errors.Join(failed, err)
	}
	out, err := os.OpenFile(reply, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return errors.Join(failed, err)
	}
	err = errors.Join(answer.Write(out), out.Sync(), out.Close())
	if err == nil {
		_, err = fmt.Fprintf(p.out, w.BundleReceipt+"\n", reply)
	}
	return errors.Join(failed, err)
}
