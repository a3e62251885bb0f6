package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"anquan.example/paicha/store"
)

func (p *program) backup() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "backup FILE", Short: p.w.CLI.Backup, Long: p.w.CLI.BackupLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			home, err := p.homeDir()
			if err != nil {
				return err
			}
			b, err := store.Backup(home, args[0], p.options(), nil)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(p.out).Encode(b)
			}
			_, err = fmt.Fprintf(p.out, p.w.CLI.BackedUp+"\n", plain(b.File), b.Records, b.Photos, b.Reused)
			for _, name := range b.Skipped {
				fmt.Fprintf(p.err, "paicha: "+p.w.CLI.NotReadable+"\n", plain(name))
			}
			if len(b.Skipped) > 0 {
				err = errors.Join(err, fmt.Errorf("%s", p.w.CLI.DoctorNotWhole))
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

func (p *program) restore() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: p.w.CLI.Restore, Long: p.w.CLI.RestoreLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error {
				secret := p.getenv(backupVar)
				r, err := s.Restore(args[0], secret)
				if errors.Is(err, store.ErrLocked) && secret == "" {
					if secret, err = p.secret(err, p.w.CLI.AskBackupPIN, backupVar); err != nil {
						return err
					}
					r, err = s.Restore(args[0], secret)
				}
				for _, problem := range append(r.Problems, r.Refused...) {
					fmt.Fprintf(p.err, "paicha: %s\n", plainLines(p.w.Error(problem)))
				}
				if err != nil {
					return err
				}
				if _, err := fmt.Fprintf(p.out, p.w.CLI.RestoredAll+"\n", r.New, r.Known, r.Photos); err != nil {
					return err
				}
				if !r.Complete || len(r.Problems) > 0 || len(r.Refused) > 0 {
					return fmt.Errorf("%s", p.w.CLI.DoctorNotWhole)
				}
				return nil
			})
		},
	}
}
