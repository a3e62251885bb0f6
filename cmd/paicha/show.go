package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"anquan.example/paicha/report"
	"anquan.example/paicha/store"
)

func (p *program) show() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "show ID", Short: p.w.CLI.Show, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error {
				src, err := p.source(s, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return report.JSON(p.out, report.New(src))
				}
				return p.onScreen(findingsList, src)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

// source is what papers are made of, of the inspection whose id is, or ends with, part; a working id as it stands on paper will do.
func (p *program) source(s *store.Store, part string) (report.Source, error) {
	if m := workingID.FindStringSubmatch(part); m != nil {
		part = m[1]
	}
	id, err := s.Resolve(part)
	if err != nil {
		return report.Source{}, err
	}
	i, err := s.Inspection(id)
	if err != nil {
		return report.Source{}, err
	}
	lib, err := s.Library(i.Opened.Revision)
	if err != nil {
		return report.Source{}, fmt.Errorf("the criteria that inspection %s was answered against: %w", short(i.ID), err)
	}
	return report.Source{Inspection: i, Library: lib, Words: p.w, Zone: p.zone, Names: feedNames(p.w, tabletOf(s)), Photo: s.OpenPhoto, Numbers: report.Numbers(i, p.parkKey(s))}, nil
}

// workingID is as report.WorkingID makes it, with the paper's code behind it or not.
var workingID = regexp.MustCompile(`(?i)^\d{8}-[0-9a-f]{4}-([0-9a-f]{8})(-.*)?$`)

// findingsList is the kind of the findings list.
const findingsList = "list"

func (p *program) report() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "report ID -o FILE", Short: p.w.CLI.Report, Long: p.w.CLI.ReportLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if file == "" {
				return usageError{fmt.Errorf("-o FILE is missing")}
			}
			if err := report.CheckEnding(file); err != nil {
				return usageError{err}
			}
			return p.withStore(func(s *store.Store) error {
				src, err := p.source(s, args[0])
				if err != nil {
					return err
				}
				if err := p.writePaper(s, file, findingsList, src); err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.CLI.Wrote+"\n", plain(file), len(src.Inspection.Sealed().Findings))
				return err
			})
		},
	}
	c.Flags().StringVarP(&file, "out", "o", "", p.w.CLI.FlagOut)
	return c
}

// writeWhole writes a file beside its place and then puts it there: never half a document.
func writeWhole(file string, write func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}
