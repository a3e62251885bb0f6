package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// ledgers is drills, trainings on the criteria and internal hazard reports, struck ones too. Who reported is in no column.
var ledgers = table{
	name: "ledgers", own: true, portions: ledgerPortions,
	columns: strings.Fields(`entry ledger enterprise code name area day subject kind people evaluation sectors tested passed finding verified verifier reward paid evidence version by park at struck`),
}

const ledgerQuery = `SELECT l.id, coalesce(e.id, ''), coalesce(e.code, ''), coalesce(e.name, ''), coalesce(e.area, '') FROM ledger l LEFT JOIN enterprise e ON e.id = l.enterprise
	WHERE l.version = 1 AND l.kind NOT IN ('month', 'review') AND l.id > $1`

func ledgerPortions(o Options) func(*sqldb.Tx) ([]row, error) {
	last := ""
	return func(tx *sqldb.Tx) (portion []row, err error) {
		query, args := ledgerQuery+` ORDER BY l.id LIMIT $2`, []any{last, enterprisesAtOnce}
		if o.Enterprise != "" {
			query, args = ledgerQuery+` AND l.enterprise = $2 ORDER BY l.id LIMIT $3`, []any{last, o.Enterprise, enterprisesAtOnce}
		}
		var ids []string
		var firms []firm
		if err := tx.Each(query, args, func(rows *sql.Rows) error {
			var id string
			var e firm
			err := rows.Scan(&id, &e.id, &e.code, &e.name, &e.area)
			ids, firms = append(ids, id), append(firms, e)
			return err
		}); err != nil {
			return nil, err
		}
		for n, id := range ids {
			entry, err := ledger.Find(tx, firms[n].id, id)
			if err != nil {
				return nil, err
			}
			portion = append(portion, row{cells: ledgerCells(firms[n], entry)})
		}
		if len(ids) > 0 {
			last = ids[len(ids)-1]
		}
		return portion, nil
	}
}

func ledgerCells(f firm, e *ledger.Entry) []any {
	cells := []any{e.ID, ledgerKind(e.Kind), f.id, f.code, f.name, f.area, e.Day}
	switch b := e.Body.(type) {
	case *assess.Drill:
		cells = append(cells, b.Subject, drillKind(b.Kind), b.People, b.Evaluation, sectors(""), "", "", "", "", "", decimal(""), "")
	case *assess.Training:
		cells = append(cells, b.Subject, drillKind(""), b.People, "", sectors(strings.Join(b.Sectors, ",")), b.Tested, b.Passed, "", "", "", decimal(""), "")
	case *ledger.HazardReport:
		cells = append(cells, b.What, drillKind(""), "", "", sectors(""), "", "", b.Finding, b.Verified, b.Verifier, decimal(b.Reward.String()), b.Paid)
	}
	return append(cells, hashes(ledger.Evidence(e.Body)), e.Version, e.Who, e.Park, moment(e.At.UnixMilli()), e.Struck)
}

// hashes is evidence as SHA-256, with blanks between.
func hashes(all []assess.Evidence) string {
	var list []string
	for _, e := range all {
		list = append(list, e.SHA256)
	}
	return strings.Join(list, " ")
}
