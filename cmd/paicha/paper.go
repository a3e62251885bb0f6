package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report"
	"anquan.example/paicha/store"
	"anquan.example/paicha/tui/widget"
)

func (p *program) paper() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "paper KIND INSPECTION [FINDING…] [-o FILE]", Short: p.w.Papers.Cmd, Long: p.w.Papers.CmdLong,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.listPapers()
			}
			if err := p.checkPaper(args, file); err != nil {
				return err
			}
			return p.withStore(func(s *store.Store) error {
				src, err := p.source(s, args[1])
				if err != nil {
					return err
				}
				if file == "" {
					return p.onScreen(args[0], src, args[2:]...)
				}
				if err := p.writePaper(s, file, args[0], src, args[2:]...); err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.Papers.Wrote+"\n", p.paperTitle(args[0], src.Inspection), plain(file))
				return err
			})
		},
	}
	c.Flags().StringVarP(&file, "out", "o", "", p.w.CLI.FlagOut)
	return c
}

func (p *program) printing() *cobra.Command {
	return &cobra.Command{
		Use: "print KIND INSPECTION [FINDING…]", Short: p.w.Papers.Print, Long: p.w.Papers.PrintLong,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := p.checkPaper(args, ""); err != nil {
				return err
			}
			return p.withStore(func(s *store.Store) error {
				src, err := p.source(s, args[1])
				if err != nil {
					return err
				}
				d := &desk{p: p, s: s}
				file, err := d.paper(src.Inspection.ID, args[0], args[2:], "pdf")
				if err != nil {
					return err
				}
				if err := p.printFile(file); err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, p.w.Papers.Sent+"\n", plain(file))
				return err
			})
		},
	}
}

// checkPaper refuses what can be refused before the store is opened.
func (p *program) checkPaper(args []string, file string) error {
	if len(args) < 2 {
		return usageError{fmt.Errorf("KIND INSPECTION")}
	}
	if _, known := report.PaperNamed(args[0]); !known {
		return usageError{fmt.Errorf(p.w.Papers.NoPaper, args[0], strings.Join(report.Kinds(), " "))}
	}
	if file != "" {
		if err := report.CheckEnding(file); err != nil {
			return usageError{err}
		}
	}
	return nil
}

func (p *program) listPapers() error {
	w := &p.w.Papers
	rows := [][]string{{w.ColKind, w.ColName, w.ColAbout}}
	for _, kind := range report.Kinds() {
		rows = append(rows, []string{kind, p.w.PaperTitle(kind, ""), w.About[kind]})
	}
	return table(p.out, rows)
}

func (p *program) paperTitle(kind string, i *inspection.Inspection) string {
	return p.w.PaperTitle(kind, string(i.Opened.Visit))
}

// writePaper writes a paper whole; the ending of the file's name says as what.
func (p *program) writePaper(s *store.Store, file, kind string, src report.Source, findings ...string) error {
	paper, known := report.PaperNamed(kind)
	if !known {
		return fmt.Errorf(p.w.Papers.NoPaper, kind, strings.Join(report.Kinds(), " "))
	}
	src, err := p.proven(s, src, paper, findings)
	if err != nil {
		return err
	}
	return writeWhole(file, func(f *os.File) error { return paper.Write(f, file, src, findings...) })
}

// paperFile is the name of a paper's file, without its ending: the day, the enterprise, the paper, its findings, the inspection.
func (p *program) paperFile(src report.Source, kind string, findings []string) string {
	o := src.Inspection.Opened
	parts := []string{o.Date, o.Enterprise.Name, p.paperTitle(kind, src.Inspection)}
	for _, id := range findings {
		if f := src.Inspection.Finding(id); f != nil {
			id = fmt.Sprint(f.Number)
		}
		parts = append(parts, id)
	}
	return fileName(strings.Join(append(parts, short(src.Inspection.ID)), "-"))
}

// onScreen shows a paper in the terminal.
func (p *program) onScreen(kind string, src report.Source, findings ...string) error {
	paper, _ := report.PaperNamed(kind)
	s, err := paper.Sheet(src, findings...)
	if err != nil {
		return err
	}
	for _, line := range widget.Sheet(widget.Look{Words: p.w}, s, p.columns()).Lines {
		if _, err := fmt.Fprintln(p.out, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

// paperColumns is the columns that a paper takes at most on a screen.
const paperColumns = 100

func (p *program) columns() int {
	if out, is := p.out.(*os.File); is {
		if width, _, err := term.GetSize(int(out.Fd())); err == nil {
			return min(width, paperColumns)
		}
	}
	return paperColumns
}
