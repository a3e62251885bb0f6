package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

// projector is that of the park that is open, for a command.
func (p *program) projector(all parts) (*project.Projector, error) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, err
	}
	return project.New(all.db, (&park.Park{DB: all.db, Sync: all.sync}).Libraries(lib), p.now), nil
}

// broughtUp brings the tables up to date, for a command that asks them: also those of an earlier layout.
func broughtUp(ctx context.Context, p *project.Projector) error {
	if err := p.Mend(ctx); err != nil {
		return err
	}
	_, err := p.CatchUp(ctx)
	return err
}

// rebuild makes the tables that pages ask again, out of the operations.
func (p *program) rebuild() *cobra.Command {
	return &cobra.Command{
		Use: "rebuild", Short: p.w.Parkd.Rebuild, Long: p.w.Parkd.RebuildLong, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, end, err := p.openParts(cmd.Context(), server.Options{})
			if err != nil {
				return err
			}
			defer func() { _ = end() }() // what was made is on disk
			projector, err := p.projector(all)
			if err != nil {
				return err
			}
			digest := func() (d string, err error) {
				err = all.db.Read(cmd.Context(), func(tx *sqldb.Tx) error {
					d, err = project.Digest(tx)
					return err
				})
				return d, err
			}
			if err := broughtUp(cmd.Context(), projector); err != nil {
				return err
			}
			before, err := digest()
			if err != nil {
				return err
			}
			if err := projector.Rebuild(cmd.Context()); err != nil {
				return err
			}
			after, err := digest()
			if err != nil {
				return err
			}
			says := p.w.Parkd.RebuiltSame
			if before != after {
				says = p.w.Parkd.RebuiltOther
			}
			_, err = fmt.Fprintf(p.out, says+"\n", after[:16])
			return err
		},
	}
}
