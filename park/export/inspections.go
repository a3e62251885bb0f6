package export

import (
	"database/sql"
	"encoding/json"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// inspections is every inspection whose opening has arrived.
var inspections = table{
	name: "inspections", own: true, portions: inspectionPortions,
	columns: strings.Fields(`inspection day visit enterprise code name area experts sectors outcomes sealed findings majors closed conflicts tasks late newer updated`),
}

// atOnce is how many rows are read at a time.
const atOnce = 1000

const inspectionQuery = `SELECT i.inspection, i.day, i.visit, i.experts, i.sectors, i.outcomes, i.sealed, i.findings, i.majors, i.closed, i.conflicts, i.tasks, i.late, i.newer, i.updated,
		i.name, coalesce(e.id, ''), coalesce(e.name, ''), coalesce(e.code, ''), coalesce(e.area, '')
	FROM inspection i LEFT JOIN enterprise_key k ON k.key = i.key LEFT JOIN enterprise e ON e.id = k.enterprise
	WHERE i.day <> '' AND i.inspection > $1`

func inspectionPortions(o Options) func(*sqldb.Tx) ([]row, error) {
	last := ""
	return func(tx *sqldb.Tx) (portion []row, err error) {
		query, args := inspectionQuery+` ORDER BY i.inspection LIMIT $2`, []any{last, atOnce}
		if o.Enterprise != "" {
			query, args = inspectionQuery+` AND i.key IN (SELECT key FROM enterprise_key WHERE enterprise = $2) ORDER BY i.inspection LIMIT $3`, []any{last, o.Enterprise, atOnce}
		}
		err = tx.Each(query, args, func(rows *sql.Rows) error {
			var id, at, kind, experts, of, outcomes, recorded string
			var sealed bool
			var n [8]int
			var updated int64
			var e firm
			if err := rows.Scan(&id, &at, &kind, &experts, &of, &outcomes, &sealed, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &updated,
				&recorded, &e.id, &e.name, &e.code, &e.area); err != nil {
				return err
			}
			if e.name == "" {
				e.name = recorded
			}
			says, err := verdicts(outcomes)
			portion = append(portion, row{cells: []any{id, at, visit(kind), e.id, e.code, e.name, e.area, experts, sectors(of), verdict(says), sealed,
				n[0], n[1], n[2], n[3], n[4], n[5], n[6], clock(updated)}})
			last = id
			return err
		})
		return portion, err
	}
}

// verdicts is outcomes as sector:outcome, with commas between.
func verdicts(outcomes string) (string, error) {
	var all []inspection.Outcome
	if outcomes != "" {
		if err := json.Unmarshal([]byte(outcomes), &all); err != nil {
			return "", err
		}
	}
	says := make([]string, len(all))
	for n, o := range all {
		says[n] = o.Sector + ":" + string(o.Outcome)
	}
	return strings.Join(says, ","), nil
}
