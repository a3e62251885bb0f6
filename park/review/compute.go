package review

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Stand is what the results of a year were computed from.
type Stand struct {
	At      time.Time
	AsOf    string
	Scheme  string // its name
	Missing int    // enterprises that lack points

	step   int
	cursor uint64
	audit  string
}

// Compute counts every enterprise of a year anew, in one pass over the facts, and keeps the results for pages: of a sealed year those that were
// sealed, and what they would be now. The projections have to be up to date.
func (r *Reviews) Compute(ctx context.Context, year int) error {
	var rows []Row
	var counts sums
	var s Stand
	if err := r.DB.Read(ctx, func(tx *sqldb.Tx) error {
		y, err := must(tx, year)
		if err != nil {
			return err
		}
		if s, err = r.standNow(tx, y); err != nil {
			return err
		}
		rows, counts, err = r.count(tx, y)
		return err
	}); err != nil {
		return fmt.Errorf("compute the assessment of %d: %w", year, err)
	}
	for _, row := range rows {
		if row.Missing > 0 {
			s.Missing++
		}
	}
	return r.DB.Write(ctx, func(tx *sqldb.Tx) error { return keep(tx, year, s, rows, counts) })
}

// standNow is what results would be computed from now.
func (r *Reviews) standNow(tx *sqldb.Tx, y *Review) (s Stand, err error) {
	s = Stand{At: r.Now(), AsOf: y.AsOf(r.today()), Scheme: y.Scheme.Name(), step: y.Last().N}
	if s.cursor, err = project.Cursor(tx); err != nil {
		return s, err
	}
	_, err = tx.Row(`SELECT coalesce(max(id), '') FROM audit`, nil, &s.audit)
	return s, err
}

// count takes every enterprise as it counts, best first.
func (r *Reviews) count(tx *sqldb.Tx, y *Review) ([]Row, sums, error) {
	sectors, err := sectorsOf(tx)
	if err != nil {
		return nil, nil, err
	}
	counts := sums{}
	var rows []Row
	err = r.Standings(tx, y, func(s Standing) error {
		of := sectors[s.Facts.Enterprise.ID] // of today: they are no part of a result
		if len(of) == 0 {
			of = inspected(s.Facts)
		}
		row, err := rowOf(s)
		rows = append(rows, row)
		counts.add(s.Facts, s.Result, s.Result.AsOf, of)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	rank(rows, y.Scheme)
	return rows, counts, nil
}

func rowOf(s Standing) (Row, error) {
	e, result := s.Facts.Enterprise, &s.Result
	sum, err := Sum(s.Result)
	row := Row{Enterprise: e.ID, Name: e.Name, Score: result.Score.Round(2), Grade: result.Grade, Earned: result.Earned, Missing: result.Missing, Sum: sum, Now: s.Now, Moved: s.Moved}
	for _, l := range result.Lowered {
		row.Lowered = append(row.Lowered, l.Item)
	}
	if v := s.Sealed; v != nil {
		row.Version, row.Hash, row.Kept = v.N, v.Hash, Outcome{v.Score, v.Grade}
	}
	return row, err
}

// Sum is what tells results apart.
func Sum(result assess.Result) (string, error) {
	data, err := json.Marshal(result)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), err
}

// rank orders rows by grade, then score; equals have the same rank.
func rank(rows []Row, s *assess.Scheme) {
	place := map[string]int{}
	for n, g := range s.Grades {
		place[g.ID] = n - len(s.Grades) // none comes last
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(place[a.Grade]-place[b.Grade], b.Score.Cmp(a.Score), strings.Compare(a.Name, b.Name), strings.Compare(a.Enterprise, b.Enterprise))
	})
	for n := range rows {
		rows[n].Position, rows[n].Rank = n+1, n+1
		if n > 0 && rows[n].Grade == rows[n-1].Grade && rows[n].Score.Equal(rows[n-1].Score) {
			rows[n].Rank = rows[n-1].Rank
		}
	}
}

// Dims of the sums; what name and state are stands beside each.
const (
	dimSector = "sector" // sector of the register, "" none: grade
	dimClause = "clause" // criterion: found, open
	dimItem   = "item"   // of the scheme: points, max (hundredths), of those to whom it applies: enterprises
)

type sumKey struct{ dim, name, state string }

type sums map[sumKey]int64

func (s sums) add(f assess.Facts, result assess.Result, asOf string, sectors []string) {
	if len(sectors) == 0 {
		sectors = []string{""}
	}
	for _, sector := range sectors {
		s[sumKey{dimSector, sector, result.Grade}]++
	}
	for _, l := range result.Lines {
		if l.Not != "" || l.Max.IsZero() || l.Kind == assess.Bonus {
			continue
		}
		s[sumKey{dimItem, l.Item, "points"}] += hundredths(l.Points)
		s[sumKey{dimItem, l.Item, "max"}] += hundredths(l.Max)
		s[sumKey{dimItem, l.Item, "enterprises"}]++
	}
	from := fmt.Sprintf("%04d-01-01", result.Year)
	for n := range f.Findings {
		k := &f.Findings[n]
		if k.Found < from || k.Found > asOf || k.Self {
			continue
		}
		s[sumKey{dimClause, k.Criterion, "found"}]++
		if k.Ended == "" || k.Ended > asOf {
			s[sumKey{dimClause, k.Criterion, "open"}]++
		}
	}
}

func hundredths(d decimal.Decimal) int64 { return d.Shift(2).Round(0).IntPart() }

// inspected is the sectors that an enterprise was inspected by, where the register says none.
func inspected(f assess.Facts) (all []string) {
	for _, v := range f.Visits {
		all = append(all, v.Sectors...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sectorsOf is the sectors of every enterprise of the register.
func sectorsOf(tx *sqldb.Tx) (map[string][]string, error) {
	all := map[string][]string{}
	err := tx.Each(`SELECT id, sectors FROM enterprise`, nil, func(rows *sql.Rows) error {
		var id, sectors string
		err := rows.Scan(&id, &sectors)
		all[id] = strings.FieldsFunc(sectors, func(r rune) bool { return r == ',' })
		return err
	})
	return all, err
}

// keep puts the results in the place of those before.
func keep(tx *sqldb.Tx, year int, s Stand, rows []Row, counts sums) error {
	for _, table := range []string{"review_result", "review_sum", "review_stand"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE year = $1`, year); err != nil {
			return err
		}
	}
	all := make([][]any, len(rows))
	for n, r := range rows {
		var now Outcome
		if r.Now != nil {
			now = *r.Now
		}
		all[n] = []any{year, r.Enterprise, r.Name, r.Position, r.Rank, hundredths(r.Score), r.Grade, r.Earned, strings.Join(r.Lowered, ","), r.Missing, r.Sum,
			r.Version, r.Hash, hundredths(r.Kept.Score), r.Kept.Grade, hundredths(now.Score), now.Grade, flag(r.Moved)}
	}
	if err := tx.Insert("review_result", strings.Fields("year enterprise name position rank score grade earned lowered missing sum version hash kept_score kept_grade now_score now_grade moved"), all); err != nil {
		return err
	}
	all = all[:0]
	for k, n := range counts {
		all = append(all, []any{year, k.dim, k.name, k.state, n})
	}
	if err := tx.Insert("review_sum", strings.Fields("year dim name state n"), all); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO review_stand (year, at, as_of, scheme, step, cursor, audit, missing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		year, s.At.UnixMilli(), s.AsOf, s.Scheme, s.step, s.cursor, s.audit, s.Missing)
	return err
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}

// StandOf is what the results of a year were computed from, and whether something that they may hang on has come since; nil when there are none.
func (r *Reviews) StandOf(tx *sqldb.Tx, y *Review) (s *Stand, stale bool, err error) {
	var old Stand
	var at int64
	there, err := tx.Row(`SELECT at, as_of, scheme, step, cursor, audit, missing FROM review_stand WHERE year = $1`, []any{y.Year},
		&at, &old.AsOf, &old.Scheme, &old.step, &old.cursor, &old.audit, &old.Missing)
	if err != nil || !there {
		return nil, false, err
	}
	old.At = time.UnixMilli(at)
	now, err := r.standNow(tx, y)
	if err != nil {
		return nil, false, err
	}
	if old.AsOf != now.AsOf || old.Scheme != now.Scheme || old.cursor != now.cursor {
		return &old, true, nil
	}
	touched := 0
	_, err = tx.Row(`SELECT count(*) FROM (SELECT 1 AS one FROM audit WHERE at >= $1 AND id > $2 AND (what LIKE 'review.said.%' OR what LIKE 'ledger.%' OR what LIKE 'register.%') LIMIT 1) AS since`,
		[]any{at - slack, old.audit}, &touched)
	return &old, touched > 0, err
}

// slack is how far the times of audit lines and their ids may be apart, milliseconds: ids are made a moment before.
const slack = 60_000
