package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/demo"
	"anquan.example/paicha/sync/server"
)

// demo makes up a park in an empty home.
func (p *program) demo() *cobra.Command {
	w := p.w.Demo
	var o demo.Options
	none := false
	c := &cobra.Command{
		Use: "demo", Short: w.Short, Long: w.Long, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			o.Today, o.Photos, o.Clock = p.now(), !none, &demo.Clock{}
			o.Clock.Set(o.Today)
			p.now = o.Clock.Now
			all, end, err := p.openParts(cmd.Context(), server.Options{Name: w.Name})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, end()) }()
			s, err := demo.Fill(cmd.Context(), all.sync, o)
			if errors.Is(err, demo.ErrNotEmpty) {
				home, _ := p.homeDir()
				return fmt.Errorf(w.NotEmpty, home)
			}
			if err != nil {
				return err
			}
			entered, err := demo.Ledgers(cmd.Context(), all.db, all.sync, o, s.Enterprises)
			if err != nil {
				return err
			}
			projector, err := p.projector(all)
			if err != nil {
				return err
			}
			if err := broughtUp(cmd.Context(), projector); err != nil {
				return err
			}
			if err := demo.Reviews(cmd.Context(), all.db, all.sync, facts, o, s.Enterprises); err != nil {
				return err
			}
			numbering := &park.Park{DB: all.db, Sync: all.sync, Project: projector, Now: p.now}
			if _, err := demo.Numbers(cmd.Context(), numbering, w.Mark, o); err != nil {
				return err
			}
			return p.madeUp(s, entered, o.Today)
		},
	}
	c.Flags().IntVar(&o.Enterprises, "enterprises", 24, w.FlagEnterprises)
	c.Flags().IntVar(&o.Inspections, "inspections", 0, w.FlagInspections)
	c.Flags().Uint64Var(&o.Seed, "seed", 1, w.FlagSeed)
	c.Flags().BoolVar(&none, "no-photos", false, w.FlagNoPhotos)
	return c
}

// madeUp says what was made up.
func (p *program) madeUp(s demo.Summary, entered int, today time.Time) error {
	w := p.w.Demo
	rows := [][]string{{w.ColKind, w.ColNumber}}
	for _, kind := range slices.Sorted(maps.Keys(s.Kinds)) {
		rows = append(rows, []string{kind, fmt.Sprint(s.Kinds[kind])})
	}
	if err := table(p.out, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.out, "\n"+w.Made+"\n"+w.Ledgers+"\n"+w.Months+"\n", len(s.Enterprises), s.Devices, s.Inspections, s.Findings, s.Photos, s.Operations, entered,
		demo.Begin(today).Format(time.DateOnly), today.Format(time.DateOnly))
	return err
}
