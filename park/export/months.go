package export

import (
	"database/sql"
	"strconv"
	"strings"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// months is every Safety Month that was written, and for this year also the enterprises that have written nothing.
var months = table{
	name: "months", own: true, portions: monthPortions,
	columns: strings.Fields(`year enterprise code name area planned submitted late study consultation quiz notes elimination five_places own practice problems evidence comment assessed`),
}

const monthQuery = `SELECT m.enterprise, m.year, coalesce(e.code, ''), coalesce(e.name, ''), coalesce(e.area, '')
	FROM (SELECT enterprise, year FROM ledger WHERE kind = 'month' UNION SELECT id, CAST($1 AS INTEGER) FROM enterprise WHERE active = 1) AS m LEFT JOIN enterprise e ON e.id = m.enterprise
	WHERE (m.enterprise, m.year) > ($2, $3)`

func monthPortions(o Options) func(*sqldb.Tx) ([]row, error) {
	last, lastYear := "", 0
	this, _ := strconv.Atoi(strings.SplitN(o.Today, "-", 2)[0])
	return func(tx *sqldb.Tx) (portion []row, err error) {
		query, args := monthQuery+` ORDER BY m.enterprise, m.year LIMIT $4`, []any{this, last, lastYear, enterprisesAtOnce}
		if o.Enterprise != "" {
			query, args = monthQuery+` AND m.enterprise = $4 ORDER BY m.enterprise, m.year LIMIT $5`, []any{this, last, lastYear, o.Enterprise, enterprisesAtOnce}
		}
		var firms []firm
		var of []int
		if err := tx.Each(query, args, func(rows *sql.Rows) error {
			var e firm
			var year int
			err := rows.Scan(&e.id, &year, &e.code, &e.name, &e.area)
			firms, of = append(firms, e), append(of, year)
			return err
		}); err != nil {
			return nil, err
		}
		for n, f := range firms {
			m, err := ledger.MonthOf(tx, f.id, of[n])
			if err != nil {
				return nil, err
			}
			portion = append(portion, row{cells: monthCells(f, &m, o.Today)})
			last, lastYear = f.id, of[n]
		}
		return portion, nil
	}
}

// monthCells is what was handed in, or the day of the plan alone.
func monthCells(f firm, m *ledger.Monthly, today string) []any {
	record := m.Counts()
	if record == nil {
		record = &ledger.MonthRecord{Month: assess.Month{Planned: m.Draft().Planned}}
	}
	cells := []any{m.Year, f.id, f.code, f.name, f.area, record.Planned, m.First, m.Late(today)}
	for _, a := range assess.Activities() {
		cells = append(cells, record.Of(a).Form)
	}
	review := m.Reviewed()
	if review == nil {
		review = &ledger.MonthReview{}
	}
	return append(cells, len(record.Own), record.Practice, record.Problems, hashes(ledger.Evidence(record)), review.Comment, review.Closed)
}
