package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/export"
	"anquan.example/paicha/report/sheet"
)

// assessed gives what was computed as it is wanted: on the terminal, as JSON, or as a file.
func (p *program) assessed(a *assessing) error {
	switch {
	case a.json:
		return a.writeJSON(p.out)
	case a.out != "":
		return p.assessedFile(a)
	case a.enterprise != "":
		return p.opened(a)
	}
	return p.ranking(a)
}

func (a *assessing) ending() string { return strings.ToLower(filepath.Ext(a.out)) }

// assessedFile writes the ranking or the enterprise's sheet, whole or not at all. A ranking for programs (csv, xlsx) has every column.
func (p *program) assessedFile(a *assessing) error {
	var write func(io.Writer) error
	switch end := a.ending(); {
	case end == ".json":
		write = a.writeJSON
	case a.enterprise == "" && (end == ".csv" || end == ".xlsx"):
		write = a.columns
	default:
		format, err := sheet.ByName(a.out)
		if err != nil {
			return misuse{err}
		}
		write = func(w io.Writer) error { return format.Write(w, p.paper(a)) }
	}
	if err := replace(a.out, func(f *os.File) error { return write(f) }); err != nil {
		return err
	}
	_, err := fmt.Fprintln(p.out, clean(words.Fill(p.w.Annual.Written, "file", a.out)))
	return err
}

func (p *program) head(a *assessing) string {
	return words.Fill(p.w.Annual.Head, "year", strconv.Itoa(a.year), "scheme", a.rules.Name(), "day", a.asOf)
}

// outcome is score and grade as people read them.
func (p *program) outcome(s *assess.Scheme, r *assess.Result) (score, grade string) {
	score, grade = p.w.Assess.NoEnd, p.w.Assess.NoEnd
	if !r.None {
		score = s.Print(r.Score)
	}
	if g := s.Grade(r.Grade); g != nil {
		grade = p.w.Text(g.Name)
	}
	return score, grade
}

// rankingRows is the ranking as people read it, its heading first.
func (p *program) rankingRows(a *assessing) [][]string {
	w := &p.w.Annual
	rows := [][]string{{w.Rank, w.Enterprise, w.Code, w.Score, w.Grade, w.Lacks, w.LoweredBy}}
	for n := range a.all {
		r := &a.all[n]
		score, grade := p.outcome(a.rules, &r.Result)
		var why []string
		for _, l := range r.Result.Lowered {
			if it := a.rules.Item(l.Item); it != nil {
				why = append(why, p.w.Text(it.Name))
			}
		}
		lacks := ""
		if r.Result.Missing > 0 {
			lacks = strconv.Itoa(r.Result.Missing)
		}
		rows = append(rows, []string{strconv.Itoa(r.Rank), r.Enterprise.Name, r.Enterprise.Code, score, grade, lacks, strings.Join(why, p.w.Register.Comma)})
		if a.sealed != nil {
			rows[n+1] = append(rows[n+1], p.version(r))
		}
	}
	if a.sealed != nil {
		rows[0] = append(rows[0], p.w.Sealed.ColumnVersion)
	}
	return rows
}

// version is which version a row of a sealed year is, and whether something came since.
func (p *program) version(r *assess.Ranked) string {
	switch {
	case r.Version == 0:
		return p.w.Sealed.NotSealed
	case r.Moved:
		return fmt.Sprintf("%d · %s", r.Version, p.w.Sealed.ColumnMoved)
	}
	return strconv.Itoa(r.Version)
}

// summary is how many there are, by grade, and how many are provisional.
func (p *program) summary(a *assessing) []string {
	w := &p.w.Annual
	if len(a.all) == 0 {
		return []string{w.NoFirms}
	}
	by, missing := map[string]int{}, 0
	for n := range a.all {
		by[a.all[n].Result.Grade]++
		if a.all[n].Result.Missing > 0 {
			missing++
		}
	}
	line := words.Fill(w.Firms, "count", strconv.Itoa(len(a.all)))
	for _, g := range a.rules.Grades {
		line += fmt.Sprintf(" · %s %d", p.w.Text(g.Name), by[g.ID])
	}
	lines := []string{line}
	if missing > 0 && a.sealed == nil {
		lines = append(lines, words.Fill(w.Missing, "count", strconv.Itoa(missing)))
	}
	return append(lines, p.kept(a)...)
}

// kept says how what is listed stands to what was sealed.
func (p *program) kept(a *assessing) (lines []string) {
	if a.sealed == nil {
		return nil
	}
	sealed, moved := 0, 0
	for n := range a.all {
		if a.all[n].Version > 0 {
			sealed++
		}
		if a.all[n].Moved {
			moved++
		}
	}
	w := &p.w.Sealed
	for _, x := range []struct {
		says string
		n    int
	}{{w.CmdSealed, sealed}, {w.CmdNot, len(a.all) - sealed}, {w.CmdMoved, moved}} {
		if x.n > 0 {
			lines = append(lines, words.Fill(x.says, "count", strconv.Itoa(x.n)))
		}
	}
	return lines
}

// keptOne says the same of one enterprise.
func (p *program) keptOne(a *assessing) (lines []string) {
	w := &p.w.Sealed
	if a.sealed != nil && a.whole.Sealed == nil {
		return []string{w.YearNotSealed}
	}
	if a.whole.Sealed == nil {
		return nil
	}
	v := a.whole.Sealed
	lines = append(lines, words.Fill(w.CmdVersion, "version", strconv.Itoa(v.N), "day", v.At.In(park.Zone).Format(time.DateOnly), "by", v.Who, "hash", v.Hash))
	if a.all[0].Moved {
		score, grade := p.outcome(a.rules, &a.whole.Live)
		lines = append(lines, words.Fill(w.CmdMovedOne, "score", score, "grade", grade))
	}
	return lines
}

func (p *program) ranking(a *assessing) error {
	fmt.Fprintln(p.out, clean(p.head(a)))
	for _, line := range p.summary(a) {
		fmt.Fprintln(p.out, clean(line))
	}
	if len(a.all) == 0 {
		return nil
	}
	fmt.Fprintln(p.out)
	return table(p.out, p.rankingRows(a))
}

// columns is the ranking in columns that stay, for programs.
func (a *assessing) columns(w io.Writer) error {
	return export.Rows(w, a.ending()[1:], "ranking", a.rules.Columns(), func(yield func([]any) bool) {
		for _, r := range a.all {
			cells := r.Cells()
			for n, c := range cells {
				if d, is := c.(decimal.Decimal); is {
					cells[n] = json.Number(d.String())
				}
			}
			if !yield(cells) {
				return
			}
		}
	})
}

// paper is the ranking, or the enterprise's sheet, for people.
func (p *program) paper(a *assessing) sheet.Sheet {
	if a.enterprise != "" {
		s := assess.Sheet(a.all[0].Result, a.facts, a.rules, p.w)
		assess.SayUnjudged(&s, a.all[0].Result, p.w, a.whole.Unjudged)
		s.Notes = append(s.Notes, p.keptOne(a)...)
		return s
	}
	rows := p.rankingRows(a)
	t := sheet.Table{Rows: rows[1:], Empty: p.w.Annual.NoFirms}
	for n, width := range []int{7, 29, 29, 9, 11, 10, 20, 14}[:len(rows[0])] {
		t.Columns = append(t.Columns, sheet.Column{Name: rows[0][n], Width: width, Right: n == 0 || n == 3 || n == 5})
	}
	return sheet.Sheet{Lang: string(p.w.Lang), Title: words.Fill(p.w.Annual.Ranking, "year", strconv.Itoa(a.year)), Notes: append([]string{p.head(a)}, p.summary(a)...), Page: p.w.Assess.Page, Blocks: []sheet.Block{t}}
}

// opened is one enterprise's assessment with where every number comes from.
func (p *program) opened(a *assessing) error {
	r, name := &a.all[0].Result, a.facts.Name(p.w)
	say := func(indent int, line string) { fmt.Fprintln(p.out, strings.Repeat(" ", indent)+clean(line)) }
	say(0, a.facts.Enterprise.Name)
	say(0, p.head(a))
	for _, line := range p.keptOne(a) {
		say(0, line)
	}
	if a.whole.Unjudged != "" {
		say(0, fmt.Sprintf(p.w.Sealed.StaysBecause, a.whole.Unjudged))
	}
	fmt.Fprintln(p.out)
	for n := range r.Lines {
		l := &r.Lines[n]
		say(0, words.Fill(p.w.Annual.Line, "number", strconv.Itoa(n+1), "item", p.w.Text(a.rules.Items[n].Name), "points", p.points(l), "max", most(l.Max)))
		for _, t := range l.Terms {
			if t.Rule == "given" || l.Not != "" && t.Count == 0 {
				continue // SayLine says it below
			}
			say(3, a.rules.Say(p.w, t))
			for _, d := range assess.Details(p.w, t, name) {
				say(6, "· "+d.Says)
			}
		}
		rest := *l
		rest.Terms = nil
		for _, line := range a.rules.SayLine(p.w, &rest) {
			say(3, line)
		}
	}
	fmt.Fprintln(p.out)
	say(0, assess.SayScore(p.w, *r))
	_, grade := p.outcome(a.rules, r)
	earned := p.w.Assess.NoEnd
	if g := a.rules.Grade(r.Earned); g != nil {
		earned = p.w.Text(g.Name)
	}
	say(0, words.Fill(p.w.Annual.Grades, "grade", grade, "earned", earned))
	for _, l := range r.Lowered {
		say(3, a.rules.SayLowered(p.w, l))
	}
	return nil
}

// points is what a line gives; "—" of one that gives none.
func (p *program) points(l *assess.Line) string {
	switch {
	case l.Missing:
		return p.w.Assess.Missing
	case l.Not != "":
		return p.w.Assess.NoEnd
	case l.Kind == assess.Veto || l.Kind == assess.Cap:
		return "—"
	}
	return strings.Replace(l.Points.String(), "-", "−", 1)
}

func most(max decimal.Decimal) string {
	if max.IsZero() {
		return "—"
	}
	return max.String()
}
