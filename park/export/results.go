package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// results is every year's results as they were computed last: of a sealed year those that were sealed. An enterprise gets its own of years that
// are public or further, without its rank and without what a further sealing would keep.
var results = table{
	name: "results", own: true, portions: resultPortions,
	columns: strings.Fields(`year enterprise code name area stage scheme as_of rank score grade earned lowered_by missing version hash sealed_score sealed_grade moved now_score now_grade`),
}

const resultQuery = `SELECT r.year, r.enterprise, coalesce(e.code, ''), r.name, coalesce(e.area, ''), coalesce(s.as_of, ''), r.rank, r.score, r.grade, r.earned, r.lowered, r.missing,
		r.version, r.hash, r.kept_score, r.kept_grade, r.moved, r.now_score, r.now_grade
	FROM review_result r LEFT JOIN enterprise e ON e.id = r.enterprise LEFT JOIN review_stand s ON s.year = r.year
	WHERE (r.year, r.enterprise) > ($1, $2)`

func resultPortions(o Options) func(*sqldb.Tx) ([]row, error) {
	last, lastYear := "", 0
	years := map[int]*review.Review{}
	return func(tx *sqldb.Tx) (portion []row, err error) {
		if len(years) == 0 {
			all, err := review.Years(tx)
			if err != nil {
				return nil, err
			}
			for _, y := range all {
				years[y.Year] = y
			}
		}
		for len(portion) == 0 { // of an enterprise a portion may hold drafts alone
			query, args := resultQuery+` ORDER BY r.year, r.enterprise LIMIT $3`, []any{lastYear, last, atOnce}
			if o.Enterprise != "" {
				query, args = resultQuery+` AND r.enterprise = $3 ORDER BY r.year, r.enterprise LIMIT $4`, []any{lastYear, last, o.Enterprise, atOnce}
			}
			n := 0
			if err := tx.Each(query, args, func(rows *sql.Rows) error {
				r, err := scanResult(rows)
				if n++; err != nil {
					return err
				}
				last, lastYear = r.firm.id, r.year
				if y := years[r.year]; y != nil && (o.Enterprise == "" || y.Published()) {
					portion = append(portion, row{cells: r.cells(o, y)})
				}
				return nil
			}); err != nil || n == 0 {
				return nil, err
			}
		}
		return portion, nil
	}
}

// yearResult is a row of the table; scores are hundredths.
type yearResult struct {
	year                         int
	firm                         firm
	asOf, grade, earned, lowered string
	rank, missing, version       int
	score, kept, now             int64
	hash, keptGrade, nowGrade    string
	moved                        bool
}

func scanResult(rows *sql.Rows) (r yearResult, err error) {
	err = rows.Scan(&r.year, &r.firm.id, &r.firm.code, &r.firm.name, &r.firm.area, &r.asOf, &r.rank, &r.score, &r.grade, &r.earned, &r.lowered, &r.missing,
		&r.version, &r.hash, &r.kept, &r.keptGrade, &r.moved, &r.now, &r.nowGrade)
	return r, err
}

func (r *yearResult) cells(o Options, y *review.Review) []any {
	grade := func(id string) string { return gradeName(o, y.Scheme, id) }
	var rank, version, kept, moved, now any = r.rank, "", "", r.moved, ""
	nowGrade := ""
	if r.version > 0 {
		version, kept = r.version, points(r.kept)
	}
	if r.moved {
		now, nowGrade = points(r.now), grade(r.nowGrade)
	}
	if o.Enterprise != "" {
		rank, moved, now, nowGrade = "", "", "", ""
	}
	return []any{r.year, r.firm.id, r.firm.code, r.firm.name, r.firm.area, stage(y.Stage), y.Scheme.Name(), r.asOf, rank, points(r.score), grade(r.grade), grade(r.earned),
		lowered(o, y.Scheme, r.lowered), r.missing, version, r.hash, kept, grade(r.keptGrade), moved, now, nowGrade}
}

func gradeName(o Options, s *assess.Scheme, id string) string {
	if g := s.Grade(id); g != nil && o.Words != nil {
		return o.Words.Text(g.Name)
	}
	return id
}

// lowered is the items that lowered a grade: ids with blanks between, or their names.
func lowered(o Options, s *assess.Scheme, list string) string {
	if o.Words == nil {
		return strings.ReplaceAll(list, ",", " ")
	}
	return o.each(list, func(id string) string {
		if i := s.Item(id); i != nil {
			return o.Words.Text(i.Name)
		}
		return id
	})
}
