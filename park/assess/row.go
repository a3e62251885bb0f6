package assess

import (
	"cmp"
	"slices"
	"strings"
)

// Ranked is an enterprise in the ranking of a year.
type Ranked struct {
	Rank       int // from 1; those with the same grade and score share one
	Enterprise Enterprise
	Result     Result
	Version    int    // Result is as this version was sealed; 0: it is computed
	Hash       string // of the version's snapshot
	Moved      bool   // computed now it would be another, or the year is sealed and this enterprise is not
}

// Rank orders results: by the grade that counts, then by score; those without a score last.
func (s *Scheme) Rank(all []Ranked) {
	order := func(a, b Ranked) int {
		grade := func(r Ranked) int {
			if r.Result.None {
				return len(s.Grades)
			}
			return s.rank(r.Result.Grade)
		}
		return cmp.Or(cmp.Compare(grade(a), grade(b)), b.Result.Score.Cmp(a.Result.Score))
	}
	slices.SortFunc(all, func(a, b Ranked) int {
		return cmp.Or(order(a, b), cmp.Compare(a.Enterprise.Name, b.Enterprise.Name), cmp.Compare(a.Enterprise.ID, b.Enterprise.ID))
	})
	for n := range all {
		all[n].Rank = n + 1
		if n > 0 && order(all[n-1], all[n]) == 0 {
			all[n].Rank = all[n-1].Rank
		}
	}
}

// Columns is the columns of the ranking as a table. The first ones are always these; then come the figures, by name, and the points of each
// item of the scheme, as item.<id>. New ones are added at the end of their group.
func (s *Scheme) Columns() []string {
	names := []string{"rank", "enterprise", "name", "credit_code", "year", "scheme", "as_of", "score", "earned", "grade", "lowered_by", "got", "of", "beyond", "missing", "version", "hash", "moved"}
	for _, f := range (&year{scheme: s, facts: &Facts{}}).figures() {
		names = append(names, strings.ReplaceAll(f.Name, "-", "_"))
	}
	for n := range s.Items {
		names = append(names, "item."+s.Items[n].ID)
	}
	return names
}

// Cells is an enterprise's row: texts, ints and decimal.Decimals, nil where there is no number. Texts are as they are: who writes a
// spreadsheet makes them plain (P10).
func (r Ranked) Cells() []any {
	x := &r.Result
	var by []string
	for _, l := range x.Lowered {
		by = append(by, l.Item)
	}
	cells := []any{r.Rank, r.Enterprise.ID, r.Enterprise.Name, r.Enterprise.Code, x.Year, x.Scheme, x.AsOf, x.Score, x.Earned, x.Grade, strings.Join(by, " "), x.Got, x.Of, x.Beyond, x.Missing, r.version(), r.Hash, r.moved()}
	if x.None {
		cells[7] = nil
	}
	for _, f := range x.Figures {
		switch {
		case f.None:
			cells = append(cells, nil)
		case f.Over > 0:
			cells = append(cells, f.Value)
		default:
			cells = append(cells, f.Count)
		}
	}
	for n := range x.Lines {
		if l := &x.Lines[n]; l.Not != "" || l.Missing || l.Kind == Veto || l.Kind == Cap {
			cells = append(cells, nil)
		} else {
			cells = append(cells, l.Points)
		}
	}
	return cells
}

// version is nil where none was sealed.
func (r Ranked) version() any {
	if r.Version == 0 {
		return nil
	}
	return r.Version
}

// moved is 1, or nil.
func (r Ranked) moved() any {
	if r.Moved {
		return 1
	}
	return nil
}
