package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/export"
	"anquan.example/paicha/sync/server"
)

// export writes a table to a file, whole or not at all.
func (p *program) export() *cobra.Command {
	w := p.w.Export
	codes := false
	c := &cobra.Command{
		Use: "export FILE", Short: w.Cmd, Long: w.Long, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			file, there := export.Named(filepath.Base(args[0]), "")
			if !there {
				return fmt.Errorf(w.NoFile, filepath.Base(args[0]), strings.Join(export.Files(), " "))
			}
			all, end, err := p.openParts(cmd.Context(), server.Options{})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, end()) }()
			lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
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
			o := export.Options{Words: p.w, Library: lib, Today: p.now().In(park.Zone).Format(time.DateOnly)}
			if codes {
				o.Words = nil
			}
			rows := 0
			if err := replace(args[0], func(f *os.File) (err error) {
				rows, err = file.Write(cmd.Context(), all.db, f, o)
				return err
			}); err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.out, w.Done+"\n", clean(args[0]), rows)
			return err
		},
	}
	c.Flags().BoolVar(&codes, "codes", false, w.FlagCodes)
	return c
}

// replace puts a file that write made in the place of the one of that name, if there is one.
func replace(name string, write func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
