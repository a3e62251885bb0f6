package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report"
	"anquan.example/paicha/store"
	"anquan.example/paicha/tui/widget"
)

func (p *program) show() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "show ID", Short: p.w.CLI.Show, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error {
				d, err := p.document(s, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return report.JSON(p.out, d)
				}
				return p.print(d)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

// print shows a document in the terminal: its Markdown without what only Markdown needs.
func (p *program) print(d report.Document) error {
	var b bytes.Buffer
	if err := report.Markdown(&b, d); err != nil {
		return err
	}
	unescape := strings.NewReplacer(`\\`, `\`, `\`, "", "**", "", "&lt;", "<", "&gt;", ">", "&amp;", "&")
	for line := range strings.Lines(b.String()) {
		line = unescape.Replace(strings.TrimRight(line, "\n"))
		if _, err := fmt.Fprintln(p.out, widget.Clean(line)); err != nil {
			return err
		}
	}
	return nil
}

// document makes the document of the inspection whose id is, or ends with, part.
func (p *program) document(s *store.Store, part string) (report.Document, error) {
	id, err := s.Resolve(part)
	if err != nil {
		return report.Document{}, err
	}
	i, err := s.Inspection(id)
	if err != nil {
		return report.Document{}, err
	}
	return p.documentOf(s, i)
}

func (p *program) documentOf(s *store.Store, i *inspection.Inspection) (report.Document, error) {
	lib, err := s.Library(i.Opened.Revision)
	if err != nil {
		return report.Document{}, fmt.Errorf("the criteria that inspection %s was answered against: %w", short(i.ID), err)
	}
	return report.New(report.Source{
		Inspection: i, Library: lib, Words: p.w, Zone: p.zone, Names: feedNames(p.w, tabletOf(s)),
		Photo: s.OpenPhoto,
	}), nil
}

func (p *program) report() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "report ID -o FILE", Short: p.w.CLI.Report, Long: p.w.CLI.ReportLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if file == "" {
				return usageError{fmt.Errorf("-o FILE is missing")}
			}
			format, err := report.ByName(file)
			if err != nil {
				return usageError{err}
			}
			return p.withStore(func(s *store.Store) error {
				d, err := p.document(s, args[0])
				if err != nil {
					return err
				}
				if err := writeWhole(file, func(f *os.File) error { return format(f, d) }); err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.CLI.Wrote+"\n", plain(file), len(d.Findings))
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
