package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
)

func (p *program) list() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: p.w.CLI.List, Long: p.w.CLI.ListLong, Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			return p.withStore(func(s *store.Store) error {
				all, err := s.Summaries()
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(p.out, notNil(all))
				}
				return printSummaries(p.out, p.w, all)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

func (p *program) withStore(f func(*store.Store) error) error {
	s, err := p.openStore()
	if err != nil {
		return err
	}
	for _, notice := range s.Notices() {
		fmt.Fprintf(p.err, "paicha: %s\n", plainLines(p.w.Error(notice)))
	}
	if err := f(s); err != nil {
		s.Close()
		return err
	}
	return s.Close()
}

func printSummaries(out io.Writer, w *words.Words, all []inspection.Summary) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, w.CLI.NoInspections)
		return err
	}
	c := w.CLI
	rows := [][]string{{c.ColID, c.ColDate, c.ColEnterprise, c.ColVisit, c.ColDone, c.ColFindings, c.ColState}}
	for _, s := range all {
		rows = append(rows, []string{short(s.ID), s.Date, s.Enterprise.Name, w.VisitName(s.Visit),
			fmt.Sprintf("%d/%d", s.Answered, s.Total), fmt.Sprintf("%d (%s %d)", s.Findings, w.SuspectedMajor, s.Majors), state(w, s)})
	}
	return table(out, rows)
}

// short is the end of an id: UUIDv7s of one day begin alike.
func short(id string) string { return id[max(0, len(id)-8):] }

func state(w *words.Words, s inspection.Summary) string {
	parts := []string{w.CLI.StateOpen}
	if s.Sealed {
		parts[0] = w.CLI.StateSealed
	}
	if s.Late > 0 {
		parts = append(parts, fmt.Sprintf(w.CLI.StateLate, s.Late))
	}
	if s.Newer > 0 {
		parts = append(parts, fmt.Sprintf(w.CLI.StateNewer, s.Newer))
	}
	return strings.Join(parts, " · ")
}
