package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

func (p *program) enterprises() *cobra.Command {
	c := &cobra.Command{Use: "enterprise", Short: p.w.Register.Command}
	c.AddCommand(p.importRegister(), p.listRegister())
	return c
}

func (p *program) importRegister() *cobra.Command {
	w := p.w.Register
	yes := false
	c := &cobra.Command{
		Use: "import FILE", Short: w.Import, Long: w.Long, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.sheet(args[0])
			if err != nil {
				return err
			}
			return p.database(func(db *sqldb.DB) error { return p.bring(cmd.Context(), db, s, yes) })
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, w.FlagYes)
	return c
}

// bring shows what an import does, and does it when it is wanted.
func (p *program) bring(ctx context.Context, db *sqldb.DB, s *register.Sheet, yes bool) error {
	w := p.w.Register
	var plan register.Plan
	if err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		plan, err = register.Preview(tx, s)
		return err
	}); err != nil {
		return err
	}
	p.preview(s, plan)
	if !yes {
		_, err := fmt.Fprintln(p.out, w.Preview)
		return err
	}
	done, err := register.Apply(ctx, db, "parkd", s, plan.Mark, p.now())
	if err != nil {
		return errors.New(register.Explain(err, w))
	}
	_, err = fmt.Fprintf(p.out, w.Applied+"\n", done.Count(register.New), done.Count(register.Changed))
	return err
}

func (p *program) preview(s *register.Sheet, plan register.Plan) {
	w := p.w.Register
	say := func(line string) { fmt.Fprintln(p.out, clean(line)) }
	say(strings.TrimSpace(fmt.Sprintf(w.Source, filepath.Base(s.File), s.Tab, s.Encoding)))
	if len(s.Ignored) > 0 {
		say(fmt.Sprintf(w.Ignored, strings.Join(s.Ignored, w.Comma)))
	}
	for _, c := range plan.Rows {
		if line := c.Say(w); line != "" {
			say(line)
		}
	}
	for _, bad := range s.Problems {
		say(bad.Say(w))
	}
	if len(plan.Missing) > 0 {
		say(fmt.Sprintf(w.NotInFile, len(plan.Missing)))
	}
	for _, e := range plan.Missing {
		say("  " + e.Name + " " + e.Code)
	}
	say(fmt.Sprintf(w.Counts, plan.Count(register.New), plan.Count(register.Changed), plan.Count(register.Same), plan.Count(register.Conflict), len(s.Problems)))
}

func (p *program) listRegister() *cobra.Command {
	w := p.w.Register
	var q register.Query
	c := &cobra.Command{
		Use: "list", Short: w.List, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			rows := [][]string{{w.Fields["code"], w.Fields["name"], w.Fields["area"], w.Fields["sectors"], w.Fields["state"]}}
			err := p.database(func(db *sqldb.DB) error {
				return db.Read(cmd.Context(), func(tx *sqldb.Tx) (err error) {
					rows, err = p.listed(tx, q, rows)
					return err
				})
			})
			if err == nil && len(rows) == 1 {
				_, err = fmt.Fprintln(p.out, w.None)
				return err
			} else if err != nil {
				return err
			}
			return table(p.out, rows)
		},
	}
	c.Flags().StringVar(&q.Search, "search", "", w.FlagSearch)
	c.Flags().BoolVar(&q.Closed, "all", false, w.FlagClosed)
	return c
}

// listed puts all pages of the list below the heading.
func (p *program) listed(tx *sqldb.Tx, q register.Query, rows [][]string) ([][]string, error) {
	w := p.w.Register
	for {
		all, more, err := register.List(tx, q)
		if err != nil {
			return nil, err
		}
		for _, e := range all {
			state := w.Active
			if !e.Active {
				state = w.Closed
			}
			rows = append(rows, []string{e.Code, e.Name, e.Area, strings.Join(e.Sectors, w.Comma), state})
			q.After = e
		}
		if !more {
			return rows, nil
		}
	}
}

// sheet reads a file of enterprises; sectors may be called by their names in either language.
func (p *program) sheet(file string) (*register.Sheet, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	library, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, err
	}
	names := register.SectorNames{}
	for _, s := range library.Sectors {
		for _, name := range []string{s.ID, s.Name.Zh, s.Name.En} {
			names[strings.ToLower(name)] = s.ID
		}
	}
	sheet, err := register.Read(filepath.Base(file), data, names)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", file, register.Explain(err, p.w.Register))
	}
	return sheet, nil
}

// database runs f with the park's database alone.
func (p *program) database(f func(*sqldb.DB) error) (err error) {
	db, _, err := p.openDB()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(db)
}
