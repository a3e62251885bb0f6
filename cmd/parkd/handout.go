package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func (p *program) handOut() *cobra.Command {
	w := p.w.Parkd
	none := false
	c := &cobra.Command{
		Use: "handout criteria|register FILE", Short: w.HandOut, Long: w.HandOutLong, Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			if name != wire.Criteria && name != wire.Register {
				return fmt.Errorf(w.NotHandout, name)
			}
			var data []byte
			if !none {
				if len(args) != 2 {
					return errors.New(cmd.UseLine())
				}
				var err error
				if data, err = p.document(name, args[1]); err != nil {
					return err
				}
			}
			return p.with(cmd.Context(), func(park *server.Park) error {
				if err := park.HandOut(cmd.Context(), name, data); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.out, w.HandedOut+"\n", name, len(data))
				return err
			})
		},
	}
	c.Flags().BoolVar(&none, "none", false, w.FlagNone)
	return c
}

// document reads and checks what is to be handed out: nothing goes out that a tablet could not use.
func (p *program) document(name, file string) ([]byte, error) {
	if name == wire.Criteria {
		data, err := os.ReadFile(file)
		if err == nil {
			_, err = checklist.Parse(file, data)
		}
		return data, err
	}
	s, err := p.sheet(file)
	if err != nil {
		return nil, err
	}
	problems := make([]error, len(s.Problems))
	for n, bad := range s.Problems {
		problems[n] = fmt.Errorf("%s: %s", file, bad.Say(p.w.Register))
	}
	var all []inspection.Enterprise
	for _, e := range s.Enterprises() {
		all = append(all, e.Inspected())
	}
	return wire.Encode(wire.Enterprises{All: all}), errors.Join(problems...)
}

func (p *program) restored() *cobra.Command {
	return &cobra.Command{
		Use: "restored", Short: p.w.Parkd.Restored, Long: p.w.Parkd.RestoredLong, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.with(cmd.Context(), func(park *server.Park) error {
				if err := park.Restored(cmd.Context()); err != nil {
					return err
				}
				_, err := fmt.Fprintln(p.out, p.w.Parkd.NewEpoch)
				return err
			})
		},
	}
}
