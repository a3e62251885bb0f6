package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
)

// criteria is "paicha checklist": the library without a walk.
func (p *program) criteria() *cobra.Command {
	c := &cobra.Command{Use: "checklist", Short: p.w.CLI.Checklist}
	c.PersistentFlags().StringVar(&p.checklists, "checklists", "", p.w.CLI.FlagChecklists)
	c.AddCommand(p.lint(), p.listCriteria(), p.showCriterion(), &cobra.Command{
		Use: "schema", Short: p.w.CLI.Schema, Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			_, err := p.out.Write(checklist.Schema())
			return err
		},
	})
	return c
}

func (p *program) lint() *cobra.Command {
	return &cobra.Command{
		Use: "lint [FILE]", Short: p.w.CLI.Lint, Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError{fmt.Errorf("one file at a time")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			name := "checklists.yaml"
			if len(args) == 1 {
				p.checklists, name = args[0], args[0]
			}
			lib, _, err := p.library()
			if err != nil {
				return err
			}
			n := 0
			for _, s := range lib.Sectors {
				for _, e := range s.Editions {
					n += len(e.Criteria)
				}
			}
			_, err = fmt.Fprintf(p.out, p.w.CLI.LintOK+"\n", plain(name), len(lib.Sectors), n, lib.Revision)
			return err
		},
	}
}

func (p *program) listCriteria() *cobra.Command {
	var asJSON bool
	var sector string
	c := &cobra.Command{
		Use: "list", Short: p.w.CLI.ListCriteria, Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			lib, _, err := p.library()
			if err != nil {
				return err
			}
			if sector != "" && lib.Sector(sector) == nil {
				return usageError{fmt.Errorf("--sector %q is not in the library", sector)}
			}
			lines := criteriaLines(lib, p.w, sector)
			if asJSON {
				return writeJSON(p.out, notNil(lines))
			}
			return printCriteria(p.out, p.w, lines)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	c.Flags().StringVar(&sector, "sector", "", p.w.CLI.FlagSector)
	return c
}

// criterionLine is one criterion in a list, and its stable JSON.
type criterionLine struct {
	ID       string             `json:"id"`
	Sector   string             `json:"sector"`
	Source   string             `json:"source"` // edition that it belongs to
	Clause   string             `json:"clause"`
	Title    string             `json:"title"`
	Set      string             `json:"set"`
	Standing checklist.Standing `json:"standing"`
	Hash     string             `json:"hash"`
}

func criteriaLines(lib *checklist.Library, w *words.Words, sector string) []criterionLine {
	var lines []criterionLine
	for _, s := range lib.Sectors {
		if sector != "" && s.ID != sector {
			continue
		}
		for _, e := range s.Editions {
			for n := range e.Criteria {
				c := &e.Criteria[n]
				lines = append(lines, criterionLine{c.ID, s.ID, e.Source, c.Clause, w.Text(c.Title), c.Set, c.Standing, c.Hash()})
			}
		}
	}
	return lines
}

func printCriteria(out io.Writer, w *words.Words, lines []criterionLine) error {
	c := w.CLI
	rows := [][]string{{c.ColCriterion, c.ColSector, c.ColStanding, c.ColClause, c.ColTitle}}
	for _, l := range lines {
		rows = append(rows, []string{l.ID, l.Sector, w.Standing(l.Standing), l.Clause, l.Title})
	}
	return table(out, rows)
}

func (p *program) showCriterion() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "show ID", Short: p.w.CLI.ShowCriterion, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lib, _, err := p.library()
			if err != nil {
				return err
			}
			c := lib.Criterion(args[0])
			if c == nil {
				return fmt.Errorf("no criterion %q in the library; paicha checklist list shows all", args[0])
			}
			if asJSON {
				return p.writeAsYAML(c)
			}
			return printCriterion(p.out, p.w, lib, c)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	return c
}

// sheet prints a criterion; the first error of the writer stays.
type sheet struct {
	out io.Writer
	w   *words.Words
	err error
}

func (s *sheet) line(format string, args ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s.out, format+"\n", args...)
	}
}

func (s *sheet) text(t checklist.Text) string {
	if t.Recalled {
		return s.w.Text(t) + " 〔" + s.w.Recalled + "〕"
	}
	return s.w.Text(t)
}

func (s *sheet) part(head string, items []checklist.Text, numbered bool) {
	if len(items) == 0 {
		return
	}
	s.line("\n%s", head)
	for n, t := range items {
		mark := "-"
		if numbered {
			mark = fmt.Sprintf("%d.", n+1)
		}
		s.line("  %s %s", mark, plain(s.text(t)))
	}
}

func printCriterion(out io.Writer, w *words.Words, lib *checklist.Library, c *checklist.Criterion) error {
	s := &sheet{out: out, w: w}
	k := w.CLI
	s.line("%s  %s  [%s]", c.ID, plain(w.Text(c.Title)), w.Standing(c.Standing))
	source, _, _ := strings.Cut(c.ID, ":")
	if src := lib.Source(source); src != nil {
		s.line("%s: %s %s %s", k.From, plain(src.Number), plain(w.Text(src.Title)), c.Clause)
	}
	if c.Doubt != nil {
		s.line("! %s", plain(s.text(*c.Doubt)))
	}
	if len(c.Formerly) > 0 {
		s.line("%s: %s", k.Formerly, strings.Join(c.Formerly, " "))
	}
	s.line("\n%s", k.ConditionHead)
	s.condition(c.Hazard, 1)
	if c.Equipment {
		s.line("  + %s", k.FailedToo)
	}
	s.part(k.CheckHead, c.Check, true)
	s.part(k.EvidenceHead, c.Evidence, false)
	s.part(k.ExceptHead, c.Exceptions, false)
	s.part(k.PhraseHead, c.Phrases, true)
	s.part(k.ImmediateHead, c.Immediate, false)
	s.part(k.RectifyHead, c.Rectify, false)
	if c.Binds != nil {
		s.line("\n%s: %s", k.Binds, plain(s.text(*c.Binds)))
	}
	if c.Authority != nil {
		s.line("%s: %s", k.Authority, plain(s.text(*c.Authority)))
	}
	return s.err
}

func (s *sheet) condition(c checklist.Condition, depth int) {
	indent := strings.Repeat("  ", depth)
	join := func(head string, parts []checklist.Condition) {
		s.line("%s%s", indent, head)
		for _, p := range parts {
			s.condition(p, depth+1)
		}
	}
	switch {
	case len(c.All) > 0:
		join(s.w.Paper.JoinAll, c.All)
	case len(c.Any) > 0:
		join(s.w.Paper.JoinAny, c.Any)
	case len(c.Of) > 0:
		join(fmt.Sprintf(s.w.Paper.JoinAtLeast, c.AtLeast), c.Of)
	default:
		s.line("%s%s) %s", indent, c.ID, plain(s.w.Text(checklist.Text{Zh: c.Zh, En: c.En})))
		if m := c.Measure; m != nil {
			s.line("%s   %s: %s %s %s %s", indent, s.w.CLI.Threshold, plain(s.w.Text(m.Name)), m.Op, m.Limit, m.Unit)
		}
	}
	if c.Disputed != nil {
		s.line("%s! %s", indent, plain(s.text(*c.Disputed)))
	}
}

// readFile reads a file named on the command line, within a limit: what is larger is not what was meant.
func readFile(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() || info.Size() > limit {
		return nil, fmt.Errorf("%s: a file of at most %d MB is wanted", name, limit>>20)
	}
	return os.ReadFile(name)
}

// writeAsYAML prints a part of the library as JSON with the keys that its YAML has.
func (p *program) writeAsYAML(v any) error {
	data, err := yaml.Marshal(v)
	if err != nil {
		return err
	}
	var tree any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return err
	}
	return writeJSON(p.out, tree)
}
