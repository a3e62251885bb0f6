package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

// facts is where the facts of a year come from.
var facts = annual.Sources{Ledgers: ledger.Year, LedgersOf: ledger.Of, Entries: review.Year, EntriesOf: review.Of}

// assessing is one run of parkd assess.
type assessing struct {
	year                          int
	scheme, asOf, enterprise, out string
	json                          bool

	rules *assess.Scheme
	all   []assess.Ranked // best first; the one enterprise
	facts assess.Facts    // of the one enterprise

	sealed *review.Review // the park's year, where that is sealed and nothing else is asked for; nil: everything is computed
	whole  review.Whole   // of the one enterprise, in a sealed year
}

// assess computes a year's assessment, and changes nothing.
func (p *program) assess() *cobra.Command {
	w := &p.w.Annual
	var a assessing
	c := &cobra.Command{
		Use: "assess YEAR", Short: w.Cmd, Long: w.Long, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if a.year, err = strconv.Atoi(args[0]); err != nil || a.year < 2000 || a.year > 9999 {
				return misuse{errors.New(words.Fill(w.BadYear, "year", args[0]))}
			}
			if _, err := time.Parse(time.DateOnly, a.asOf); err != nil && a.asOf != "" {
				return misuse{errors.New(words.Fill(w.BadDay, "day", a.asOf))}
			}
			if err := p.compute(cmd, &a); err != nil {
				return err
			}
			return p.assessed(&a)
		},
	}
	c.Flags().StringVar(&a.scheme, "scheme", "", w.FlagScheme)
	c.Flags().StringVar(&a.asOf, "as-of", "", w.FlagAsOf)
	c.Flags().StringVar(&a.enterprise, "enterprise", "", w.FlagEnterprise)
	c.Flags().BoolVar(&a.json, "json", false, w.FlagJSON)
	c.Flags().StringVarP(&a.out, "out", "o", "", w.FlagOut)
	c.MarkFlagsMutuallyExclusive("json", "out")
	c.AddCommand(p.verifyAssessment())
	return c
}

// compute reads the scheme and the facts, and assesses.
func (p *program) compute(cmd *cobra.Command, a *assessing) (err error) {
	if a.scheme != "" { // before anything is opened: a mistake in it is told at once
		if a.rules, err = readScheme(a.scheme, a.year); err != nil {
			return misuse{err}
		}
	}
	all, end, err := p.openParts(cmd.Context(), server.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	projector, err := p.projector(all)
	if err != nil {
		return err
	}
	if err := broughtUp(cmd.Context(), projector); err != nil {
		return err
	}
	return all.db.Read(cmd.Context(), func(tx *sqldb.Tx) error {
		if err := p.rules(tx, a); err != nil {
			return err
		}
		if a.enterprise != "" {
			return p.assessOne(tx, a)
		}
		return p.assessAll(tx, a)
	})
}

// assessAll assesses every enterprise; in a sealed year each is as it was sealed.
func (p *program) assessAll(tx *sqldb.Tx, a *assessing) (err error) {
	add := func(r assess.Ranked) error {
		if !a.json && a.ending() != ".json" { // a ranking has no terms
			r.Result.DropTerms()
		}
		a.all = append(a.all, r)
		return nil
	}
	a.all = nil
	if a.sealed != nil {
		err = p.reviews().Standings(tx, a.sealed, func(s review.Standing) error { return add(s.Ranked(a.sealed)) })
	} else {
		err = facts.Year(tx, a.year, a.asOf, func(f assess.Facts) error {
			return add(assess.Ranked{Enterprise: f.Enterprise, Result: a.rules.Assess(f, a.asOf)})
		})
	}
	a.rules.Rank(a.all)
	return err
}

// reviews is the park's years, to be read.
func (p *program) reviews() *review.Reviews {
	return &review.Reviews{Now: p.now, Zone: park.Zone, Facts: facts}
}

// readScheme reads the scheme of a file, or one that comes with the program.
func readScheme(name string, year int) (*assess.Scheme, error) {
	if slices.Contains(assess.Presets(), name) {
		return assess.Preset(name, year)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("scheme: %w", err)
	}
	return assess.Parse(name, data)
}

// rules sees to the scheme and the day: where none are said, those of the park's year, else the draft and today.
func (p *program) rules(tx *sqldb.Tx, a *assessing) error {
	today := p.now().In(park.Zone).Format(time.DateOnly)
	y, err := review.Find(tx, a.year)
	if err != nil {
		return err
	}
	switch {
	case a.rules != nil:
	case y != nil:
		a.rules = y.Scheme
		if today = y.AsOf(today); y.Counts() && a.asOf == "" {
			a.sealed = y
		}
	default:
		if a.rules, err = assess.Preset(assess.Presets()[0], a.year); err != nil {
			return err
		}
	}
	if a.rules.Year != a.year {
		return misuse{errors.New(words.Fill(p.w.Annual.OtherYear, "scheme", a.rules.Name(), "year", strconv.Itoa(a.rules.Year)))}
	}
	if a.asOf == "" {
		a.asOf = min(today, a.rules.Period.To)
	}
	return nil
}

// assessOne assesses the one enterprise that is meant.
func (p *program) assessOne(tx *sqldb.Tx, a *assessing) error {
	id, err := p.meant(tx, a.enterprise)
	if err != nil {
		return err
	}
	there := false
	if a.sealed != nil {
		a.whole, there, err = p.reviews().Of(tx, a.sealed, id)
		a.facts = a.whole.Facts
	} else {
		a.facts, there, err = facts.Of(tx, id, a.year, a.asOf)
	}
	if err != nil {
		return err
	}
	if !there {
		return misuse{errors.New(words.Fill(p.w.Annual.NobodyNamed, "name", a.enterprise))}
	}
	if v := a.whole.Sealed; v != nil {
		a.all = []assess.Ranked{{Enterprise: a.facts.Enterprise, Result: a.whole.Result, Version: v.N, Hash: v.Hash, Moved: len(assess.Changes(a.whole.Result, a.whole.Live)) > 0}}
		return nil
	}
	a.all = []assess.Ranked{{Enterprise: a.facts.Enterprise, Result: a.rules.Assess(a.facts, a.asOf)}}
	return nil
}

// mostNamed is how many enterprises of a name are told.
const mostNamed = 10

// meant is the enterprise of an id, a credit code or a name.
func (p *program) meant(tx *sqldb.Tx, text string) (id string, err error) {
	w := &p.w.Annual
	today := p.now().In(park.Zone).Format(time.DateOnly)
	if e, err := project.Enterprise(tx, today, text); err != nil || e != nil {
		return text, err
	}
	all, more, err := project.EnterprisesNamed(tx, text, mostNamed)
	if err != nil {
		return "", err
	}
	var names []string
	for _, e := range all {
		if e.Name == text || len(all) == 1 {
			return e.ID, nil
		}
		names = append(names, e.Name)
	}
	if more {
		names = append(names, "…")
	}
	if len(names) == 0 {
		return text, nil // a key that only inspections name, perhaps
	}
	return "", misuse{errors.New(words.Fill(w.SeveralNamed, "name", text, "names", strings.Join(names, p.w.Register.Comma)))}
}

// verifyAssessment computes a sealed assessment again from its file alone.
func (p *program) verifyAssessment() *cobra.Command {
	w := &p.w.Annual
	return &cobra.Command{
		Use: "verify FILE", Short: w.Verify, Long: w.VerifyLong, Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			n, err := assess.ReadSnapshot(data)
			if err == nil {
				err = n.Verify()
			}
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			s, err := assess.Parse("scheme of the snapshot", []byte(n.Scheme))
			if err != nil {
				return err
			}
			score, grade := p.outcome(s, &n.Result)
			_, err = fmt.Fprintln(p.out, clean(words.Fill(w.Verified, "name", n.Facts.Enterprise.Name, "year", strconv.Itoa(n.Result.Year), "version", strconv.Itoa(n.Version),
				"day", n.Sealed, "by", n.By, "score", score, "grade", grade, "hash", n.Hash)))
			return err
		},
	}
}

// writeJSON writes what was computed for programs: a list of enterprises, or the one with its facts.
func (a *assessing) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if a.enterprise != "" {
		r := a.all[0]
		return e.Encode(struct {
			Version int           `json:"version,omitempty"` // sealed; absent: computed
			Hash    string        `json:"hash,omitempty"`    // of its snapshot
			Moved   bool          `json:"moved,omitempty"`   // computed now it would be another
			Facts   assess.Facts  `json:"facts"`
			Result  assess.Result `json:"result"`
		}{r.Version, r.Hash, r.Moved, a.facts, r.Result})
	}
	type ranked struct {
		Rank       int               `json:"rank"`
		Version    int               `json:"version,omitempty"`
		Hash       string            `json:"hash,omitempty"`
		Moved      bool              `json:"moved,omitempty"`
		Enterprise assess.Enterprise `json:"enterprise"`
		Result     assess.Result     `json:"result"`
	}
	list := make([]ranked, len(a.all))
	for n, r := range a.all {
		list[n] = ranked{r.Rank, r.Version, r.Hash, r.Moved, r.Enterprise, r.Result}
	}
	return e.Encode(list)
}
