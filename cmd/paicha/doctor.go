package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"anquan.example/paicha/store"
)

func (p *program) doctor() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "doctor", Short: p.w.CLI.Doctor, Long: p.w.CLI.DoctorLong, Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			h, err := p.check()
			if h == nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(p.out)
				e.SetIndent("", "  ")
				err = errors.Join(err, e.Encode(h))
			} else {
				p.tell(h)
			}
			if err == nil && !h.Whole() {
				err = fmt.Errorf("%s", p.w.CLI.DoctorNotWhole)
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	c.Flags().StringVar(&p.photos, "photos", p.getenv("PAICHA_PHOTOS"), p.w.CLI.FlagReclaim)
	c.AddCommand(&cobra.Command{
		Use: "bundle FILE", Short: p.w.CLI.Bundle, Long: p.w.CLI.BundleLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			h, err := p.check()
			if h == nil {
				return err
			}
			if err := writeWhole(args[0], func(f *os.File) error { return store.Bundle(f, h.Home, h, p.options()) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.out, p.w.CLI.WroteFile+"\n", plain(args[0]))
			return err
		},
	})
	return c
}

// check opens the home, which mends what can be mended, and checks it; a home that is in use or cannot be opened is
// checked from outside.
func (p *program) check() (*store.Health, error) {
	home, err := p.homeDir()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(home); err != nil {
		return nil, err // doctor makes no new home
	}
	s, err := p.openStore()
	if err != nil {
		fmt.Fprintf(p.err, "paicha: %s\n", plainLines(p.w.Error(err)))
		return store.Examine(home, p.options())
	}
	h, err := s.Check(nil)
	if err == nil {
		err = s.Reclaim(h, p.photos)
	}
	for _, notice := range s.Notices() {
		fmt.Fprintf(p.err, "paicha: %s\n", plainLines(p.w.Error(notice)))
	}
	return h, errors.Join(err, s.Close())
}

// tell says in words what a check found.
func (p *program) tell(h *store.Health) {
	c := p.w.CLI
	fmt.Fprintf(p.out, c.DoctorCounts+"\n", plain(h.Home), h.Format, h.Free>>20, h.Records, h.Operations, h.Feeds, h.Inspections, h.Photos, h.Libraries)
	for _, problem := range h.Problems {
		mark := c.DoctorBad
		if problem.Mended {
			mark = c.DoctorMended
		}
		fmt.Fprintf(p.out, "%s %s\n", mark, plainLines(p.w.Error(problem.Err)))
		for _, id := range problem.Affects {
			fmt.Fprintf(p.out, "    %s %s\n", c.DoctorAffects, plain(id))
		}
	}
	if len(h.Problems) == 0 {
		fmt.Fprintln(p.out, c.DoctorWhole)
	}
}
