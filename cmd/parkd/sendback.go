package main

import (
	"fmt"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
)

// sendBack sends one criterion or finding of an inspection back to the experts, with the reviewer's words.
func (p *program) sendBack() *cobra.Command {
	w := p.w.Parkd
	var t inspection.TaskSet
	c := &cobra.Command{
		Use: "sendback INSPECTION", Short: w.SendBack, Long: w.SendBackLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := uuid.NewV7()
			if err != nil {
				return err
			}
			t.ID, t.Task = args[0], id.String()
			return p.with(cmd.Context(), func(park *server.Park) error {
				if _, err := park.Record(cmd.Context(), &t); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.out, w.SentBack+"\n", clean(t.Words))
				return err
			})
		},
	}
	f := c.Flags()
	f.StringVar(&t.Criterion, "criterion", "", w.FlagCriterion)
	f.StringVar(&t.Unit, "unit", "", w.FlagUnit)
	f.StringVar(&t.Finding, "finding", "", w.FlagFinding)
	f.StringVar(&t.Words, "words", "", w.FlagWords)
	f.StringVar(&t.By, "by", "", w.FlagBy)
	f.StringVar(&t.To, "to", "", w.FlagTo)
	f.StringVar(&t.Due, "due", "", w.FlagDue)
	return c
}
