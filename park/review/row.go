package review

import (
	"database/sql"
	"strings"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/sqldb"
)

// Row is an enterprise's result among those of its year.
type Row struct {
	Enterprise, Name string
	Position, Rank   int // 1 the best; equals have one rank
	Score            decimal.Decimal
	Grade, Earned    string   // that counts, and by the score alone
	Lowered          []string // items that lowered it
	Missing          int      // items that lack points
	Sum              string   // of the result

	Version int      // sealed last, also while the year was taken back; 0 none
	Hash    string   // of its snapshot
	Kept    Outcome  // of that version
	Now     *Outcome // as things stand; of a sealed year it may be another
	Moved   bool     // of a sealed year: a further sealing would keep something new

	Before string // grade of the year before, "" none
}

// Part says which rows of a year are wanted.
type Part struct {
	Grade string // "" any
	Moved bool   // only those of which a further sealing would keep something new
	Of    string // only this enterprise; "" all
	After int    // position
	Size  int    // 100 when it is 0
}

// What counts of a result b where others are compared with it: what was sealed last, also while the year was taken back.
const (
	gradeBefore = `coalesce(CASE WHEN b.version > 0 THEN b.kept_grade ELSE b.grade END, '')`
	scoreBefore = `CASE WHEN b.version > 0 THEN b.kept_score ELSE b.score END`
)

// Ranked is a part of a year's results, best first, and whether there is more.
func Ranked(tx *sqldb.Tx, year int, p Part) (all []Row, more bool, err error) {
	if p.Size == 0 {
		p.Size = 100
	}
	err = tx.Each(`SELECT r.enterprise, r.name, r.position, r.rank, r.score, r.grade, r.earned, r.lowered, r.missing, r.sum,
			r.version, r.hash, r.kept_score, r.kept_grade, r.now_score, r.now_grade, r.moved, `+gradeBefore+`
		FROM review_result r LEFT JOIN review_result b ON b.year = r.year - 1 AND b.enterprise = r.enterprise
		WHERE r.year = $1 AND r.position > $2 AND (r.grade = $3 OR $3 = '') AND r.moved >= $4 AND (r.enterprise = $5 OR $5 = '')
		ORDER BY r.position LIMIT $6`, []any{year, p.After, p.Grade, flag(p.Moved), p.Of, p.Size + 1}, func(rows *sql.Rows) error {
		var r Row
		var now Outcome
		var score, kept, live int64
		var lowered string
		err := rows.Scan(&r.Enterprise, &r.Name, &r.Position, &r.Rank, &score, &r.Grade, &r.Earned, &lowered, &r.Missing, &r.Sum,
			&r.Version, &r.Hash, &kept, &r.Kept.Grade, &live, &now.Grade, &r.Moved, &r.Before)
		r.Score, r.Kept.Score, now.Score, r.Now = decimal.New(score, -2), decimal.New(kept, -2), decimal.New(live, -2), &now
		if lowered != "" {
			r.Lowered = strings.Split(lowered, ",")
		}
		all = append(all, r)
		return err
	})
	if len(all) > p.Size {
		return all[:p.Size], true, err
	}
	return all, false, err
}

// Grades is how many enterprises of a year have each grade.
func Grades(tx *sqldb.Tx, year int) (map[string]int, error) {
	all := map[string]int{}
	err := tx.Each(`SELECT grade, count(*) FROM review_result WHERE year = $1 GROUP BY grade`, []any{year}, func(rows *sql.Rows) error {
		var grade string
		var n int
		err := rows.Scan(&grade, &n)
		all[grade] = n
		return err
	})
	return all, err
}

// Trend is a year among others, of results as they were sealed last; of those that never were, as they stand.
type Trend struct {
	Year   int
	Mean   decimal.Decimal // score
	Grades map[string]int
	Sealed int // enterprises of them
}

// Trends is the years that have results, oldest first.
func Trends(tx *sqldb.Tx) (all []Trend, err error) {
	total, sum := map[int]int64{}, map[int]int64{}
	err = tx.Each(`SELECT b.year, `+gradeBefore+`, count(*), sum(`+scoreBefore+`), sum(CASE WHEN b.version > 0 THEN 1 ELSE 0 END) FROM review_result b
		GROUP BY b.year, `+gradeBefore+` ORDER BY b.year, `+gradeBefore, nil, func(rows *sql.Rows) error {
		var year int
		var grade string
		var n, score, sealed int64
		if err := rows.Scan(&year, &grade, &n, &score, &sealed); err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].Year != year {
			all = append(all, Trend{Year: year, Grades: map[string]int{}})
		}
		t := &all[len(all)-1]
		t.Grades[grade] = int(n)
		t.Sealed += int(sealed)
		total[year] += n
		sum[year] += score
		return nil
	})
	for n, t := range all {
		all[n].Mean = decimal.New(sum[t.Year], -2).Div(decimal.NewFromInt(total[t.Year])).Round(2)
	}
	return all, err
}

// Moves is how many enterprises have a better, a worse or the same grade as the year before; both have to be known.
type Moves struct{ Better, Worse, Same, Fresh int }

// MovesOf counts them. grades is the scheme's, best first.
func MovesOf(tx *sqldb.Tx, year int, grades []string) (m Moves, err error) {
	place := map[string]int{}
	for n, g := range grades {
		place[g] = n
	}
	err = tx.Each(`SELECT r.grade, `+gradeBefore+`, count(*) FROM review_result r
		LEFT JOIN review_result b ON b.year = r.year - 1 AND b.enterprise = r.enterprise WHERE r.year = $1 GROUP BY r.grade, `+gradeBefore, []any{year}, func(rows *sql.Rows) error {
		var now, before string
		var n int
		if err := rows.Scan(&now, &before, &n); err != nil {
			return err
		}
		was, known := place[before]
		switch is := place[now]; {
		case !known:
			m.Fresh += n
		case is < was:
			m.Better += n
		case is > was:
			m.Worse += n
		default:
			m.Same += n
		}
		return nil
	})
	return m, err
}

// Share is what enterprises got of an item.
type Share struct {
	Points, Max decimal.Decimal
	Enterprises int
}

// Summed is what a year's results add up to, by what.
type Summed struct {
	Sectors map[string]map[string]int // sector: grade
	Clauses []Clause                  // those with most findings first
	Items   map[string]Share
}

// Clause is the findings of a year by criterion; what enterprises found themselves is not among them.
type Clause struct {
	Criterion   string
	Found, Open int
}

// SumsOf reads the sums of a year; so many clauses.
func SumsOf(tx *sqldb.Tx, year, clauses int) (s Summed, err error) {
	s = Summed{Sectors: map[string]map[string]int{}, Items: map[string]Share{}}
	err = tx.Each(`SELECT dim, name, state, n FROM review_sum WHERE year = $1 AND dim IN ('sector', 'item') ORDER BY dim, name, state`, []any{year}, func(rows *sql.Rows) error {
		var dim, name, state string
		var n int64
		if err := rows.Scan(&dim, &name, &state, &n); err != nil {
			return err
		}
		if dim == dimSector {
			if s.Sectors[name] == nil {
				s.Sectors[name] = map[string]int{}
			}
			s.Sectors[name][state] = int(n)
			return nil
		}
		share := s.Items[name]
		switch state {
		case "points":
			share.Points = decimal.New(n, -2)
		case "max":
			share.Max = decimal.New(n, -2)
		default:
			share.Enterprises = int(n)
		}
		s.Items[name] = share
		return nil
	})
	if err != nil {
		return s, err
	}
	err = tx.Each(`SELECT f.name, f.n, coalesce(o.n, 0) FROM review_sum f LEFT JOIN review_sum o ON o.year = f.year AND o.dim = f.dim AND o.name = f.name AND o.state = 'open'
		WHERE f.year = $1 AND f.dim = 'clause' AND f.state = 'found' ORDER BY f.n DESC, f.name LIMIT $2`, []any{year, clauses}, func(rows *sql.Rows) error {
		var c Clause
		err := rows.Scan(&c.Criterion, &c.Found, &c.Open)
		s.Clauses = append(s.Clauses, c)
		return err
	})
	return s, err
}

// Kept is how a year's enterprises stand to what was sealed.
type Kept struct {
	Sealed, Not int // those that have a version, and those that have none
	Moved       int // of a sealed year: those of which a further sealing would keep something new
	Lacking     int // of those that moved: points are missing
}

// KeptOf counts them.
func KeptOf(tx *sqldb.Tx, year int) (k Kept, err error) {
	_, err = tx.Row(`SELECT coalesce(sum(CASE WHEN version > 0 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN version = 0 THEN 1 ELSE 0 END), 0), coalesce(sum(moved), 0),
			coalesce(sum(CASE WHEN moved = 1 AND missing > 0 THEN 1 ELSE 0 END), 0)
		FROM review_result WHERE year = $1`, []any{year}, &k.Sealed, &k.Not, &k.Moved, &k.Lacking)
	return k, err
}

// Names is what the register calls the enterprises of entries.
func Names(tx *sqldb.Tx, all []Entry) (map[string]string, error) {
	names := map[string]string{}
	for _, e := range all {
		if _, known := names[e.Enterprise]; known {
			continue
		}
		var name string
		if _, err := tx.Row(`SELECT name FROM enterprise WHERE id = $1`, []any{e.Enterprise}, &name); err != nil {
			return nil, err
		}
		names[e.Enterprise] = name
	}
	return names, nil
}
