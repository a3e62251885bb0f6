package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// enterprises is the register, with what is to be done at each, and how often each was visited this year (self-checks apart).
var enterprises = table{
	name: "enterprises", places: true, portions: enterprisePortions,
	columns: strings.Fields(`enterprise name code address contact phone area sectors latitude longitude active note open late ended closed visits since until`),
}

// enterprisesAtOnce is fewer: each is counted.
const enterprisesAtOnce = 100

const enterpriseQuery = `SELECT id, name, code, address, contact, phone, area, sectors, latitude, longitude, active, note, since, until FROM enterprise WHERE id > $1 ORDER BY id LIMIT $2`

func enterprisePortions(o Options) func(*sqldb.Tx) ([]row, error) {
	last := ""
	year, _, _ := strings.Cut(o.Today, "-")
	return func(tx *sqldb.Tx) (portion []row, err error) {
		var days [][2]string // since and until
		if err := tx.Each(enterpriseQuery, []any{last, enterprisesAtOnce}, func(rows *sql.Rows) error {
			var e firm
			var address, contact, phone, of, note, since, until string
			var active bool
			err := rows.Scan(&e.id, &e.name, &e.code, &address, &contact, &phone, &e.area, &of, &e.latitude, &e.longitude, &active, &note, &since, &until)
			portion = append(portion, row{latitude: e.latitude, longitude: e.longitude, cells: []any{e.id, e.name, e.code, address, contact, phone, e.area, sectors(of),
				decimal(e.latitude), decimal(e.longitude), active, note}})
			days = append(days, [2]string{since, until})
			last = e.id
			return err
		}); err != nil {
			return nil, err
		}
		for n := range portion {
			id := portion[n].cells[0].(string)
			e, err := project.Enterprise(tx, o.Today, id)
			if err != nil || e == nil {
				return nil, err
			}
			visits, err := project.VisitsOf(tx, id, year)
			if err != nil {
				return nil, err
			}
			portion[n].cells = append(portion[n].cells, e.Open, e.Late, e.Ended, e.Closed, visits.All, days[n][0], days[n][1])
		}
		return portion, nil
	}
}
