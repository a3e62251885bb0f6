package project

import (
	"cmp"
	"database/sql"
	"slices"

	"anquan.example/paicha/park/sqldb"
)

// VisitCount is how often an enterprise was visited in a year, by the kind of visit.
type VisitCount struct {
	Enterprise, Name string
	Kinds            map[string]int
	All              int // without self-checks, which are the enterprise's own
}

const visitColumns = `SELECT e.id, e.name, t.state, t.n FROM tally t JOIN enterprise_key k ON k.key = substr(t.name, 6) JOIN enterprise e ON e.id = k.enterprise
	WHERE t.dim = 'visit' AND t.name > $1 AND t.name < $2`

// Visits is the visits of a year, most first. An enterprise that was not visited is not in the list.
func Visits(tx *sqldb.Tx, year string) ([]VisitCount, error) {
	return visits(tx, visitColumns, year+" ", year+"!")
}

// VisitsOf is those of one enterprise.
func VisitsOf(tx *sqldb.Tx, enterprise, year string) (VisitCount, error) {
	none := VisitCount{Enterprise: enterprise, Kinds: map[string]int{}}
	all, err := visits(tx, `SELECT k.enterprise, coalesce(e.name, ''), t.state, t.n FROM enterprise_key k JOIN tally t ON t.dim = 'visit' AND t.name = $1 || k.key
		LEFT JOIN enterprise e ON e.id = k.enterprise WHERE k.enterprise = $2`, year+" ", enterprise)
	if err != nil || len(all) == 0 {
		return none, err
	}
	return all[0], nil
}

func visits(tx *sqldb.Tx, query string, args ...any) (all []VisitCount, err error) {
	of := map[string]*VisitCount{}
	err = tx.Each(query, args, func(rows *sql.Rows) error {
		var v VisitCount
		var visit string
		var n int
		if err := rows.Scan(&v.Enterprise, &v.Name, &visit, &n); err != nil {
			return err
		}
		if of[v.Enterprise] == nil {
			v.Kinds = map[string]int{}
			of[v.Enterprise] = &v
		}
		at := of[v.Enterprise]
		at.Kinds[visit] += n
		if visit != SelfCheck {
			at.All += n
		}
		return nil
	})
	for _, id := range sorted(of) {
		all = append(all, *of[id])
	}
	slices.SortStableFunc(all, func(a, b VisitCount) int { return cmp.Compare(b.All, a.All) })
	return all, err
}
