package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report"
	"anquan.example/paicha/store"
)

// filter picks findings; an empty field lets all pass.
type filter struct {
	inspection, enterprise, status, level string
}

func (f filter) check() error {
	if all := inspection.Statuses(); f.status != "" && !slices.Contains(all, inspection.Status(f.status)) {
		return usageError{fmt.Errorf("--status %q: use one of %v", f.status, all)}
	}
	if all := []inspection.Level{inspection.General, inspection.SuspectedMajor, inspection.Major}; f.level != "" && !slices.Contains(all, inspection.Level(f.level)) {
		return usageError{fmt.Errorf("--level %q: use one of %v", f.level, all)}
	}
	return nil
}

func (f filter) visits(s inspection.Summary) bool {
	e := s.Enterprise
	return (f.inspection == "" || s.ID == f.inspection) &&
		(f.enterprise == "" || strings.Contains(e.Name, f.enterprise) || strings.Contains(e.Code, strings.ToUpper(f.enterprise)))
}

func (f filter) passes(x report.Finding) bool {
	return (f.status == "" || x.Status == f.status) && (f.level == "" || string(x.Level) == f.level)
}

func (p *program) findings() *cobra.Command {
	var f filter
	var asJSON bool
	c := &cobra.Command{
		Use: "findings", Short: p.w.CLI.Findings, Long: p.w.CLI.FindingsLong, Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return p.withStore(func(s *store.Store) error {
				all, err := p.collect(s, f)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(p.out, notNil(all))
				}
				return printFindings(p.out, p.w, all)
			})
		},
	}
	c.Flags().StringVar(&f.inspection, "inspection", "", p.w.CLI.FlagInspection)
	c.Flags().StringVar(&f.enterprise, "enterprise", "", p.w.CLI.FlagEnterprise)
	c.Flags().StringVar(&f.status, "status", "", p.w.CLI.FlagStatus)
	c.Flags().StringVar(&f.level, "level", "", p.w.CLI.FlagLevel)
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

// collect is every finding that passes, inspections newest first. What was found after a seal is part of it.
func (p *program) collect(s *store.Store, f filter) ([]report.Finding, error) {
	if f.inspection != "" {
		id, err := s.Resolve(f.inspection)
		if err != nil {
			return nil, err
		}
		f.inspection = id
	}
	summaries, err := s.Summaries()
	if err != nil {
		return nil, err
	}
	var all []report.Finding
	for _, sum := range summaries {
		if !f.visits(sum) {
			continue
		}
		i, err := s.Inspection(sum.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range report.Findings(i, p.w) {
			if f.passes(x) {
				all = append(all, x)
			}
		}
	}
	return all, nil
}

func printFindings(out io.Writer, w *words.Words, all []report.Finding) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, w.CLI.NoFindings)
		return err
	}
	c := w.CLI
	rows := [][]string{{c.ColID, c.ColNumber, c.ColLevel, c.ColEnterprise, c.ColPlace, c.ColDeadline, c.ColStatus, c.ColWhat}}
	for _, f := range all {
		rows = append(rows, []string{short(f.Inspection), strconv.Itoa(f.Number), f.Says, f.Enterprise, f.Place, f.Deadline, w.Status(inspection.Status(f.Status)), f.Description})
	}
	return table(out, rows)
}
