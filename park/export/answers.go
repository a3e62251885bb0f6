package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// answers is what every expert said to every criterion; counts says which of several counts.
var answers = table{
	name: "answers", portions: answerPortions,
	columns: strings.Fields(`inspection criterion unit feed seq day enterprise code name value reason place note counts settled at`),
}

const answerQuery = `SELECT a.inspection, a.criterion, a.unit, a.feed, a.seq, a.rank, a.settled, a.value, a.reason, a.place, a.note, a.at,
		i.day, i.name, coalesce(e.id, ''), coalesce(e.name, ''), coalesce(e.code, '')
	FROM answer a JOIN inspection i ON i.inspection = a.inspection LEFT JOIN enterprise_key k ON k.key = i.key LEFT JOIN enterprise e ON e.id = k.enterprise
	WHERE (a.inspection, a.criterion, a.unit, a.feed, a.seq) > ($1, $2, $3, $4, $5) ORDER BY a.inspection, a.criterion, a.unit, a.feed, a.seq LIMIT $6`

func answerPortions(Options) func(*sqldb.Tx) ([]row, error) {
	last := []any{"", "", "", "", int64(0)}
	return func(tx *sqldb.Tx) (portion []row, err error) {
		err = tx.Each(answerQuery, append(last[:len(last):len(last)], atOnce), func(rows *sql.Rows) error {
			var id, criterion, unit, feed, said, reason, place, note, at, recorded string
			var seq, moments int64
			var rank int
			var settled bool
			var e firm
			if err := rows.Scan(&id, &criterion, &unit, &feed, &seq, &rank, &settled, &said, &reason, &place, &note, &moments, &at, &recorded, &e.id, &e.name, &e.code); err != nil {
				return err
			}
			if e.name == "" {
				e.name = recorded
			}
			portion = append(portion, row{cells: []any{id, criterion, unit, feed, int(seq), at, e.id, e.code, e.name, value(said), reason, place, note, rank == 0, settled, moment(moments)}})
			last = []any{id, criterion, unit, feed, seq}
			return nil
		})
		return portion, err
	}
}
