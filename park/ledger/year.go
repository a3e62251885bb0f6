package ledger

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Prefix is what ids of the criteria of the sector safety-month begin with. A notice of a later year adds its own.
var Prefix = []string{"qj2025-5:"}

// OfMonth says whether a criterion is one of the month's check: what is missing there is an activity, not a hazard.
func OfMonth(criterion string) bool {
	return slices.ContainsFunc(Prefix, func(p string) bool { return strings.HasPrefix(criterion, p) })
}

// Year is what the ledgers of a year tell an assessment, by the register's id of the enterprise; enterprises without an entry are not in it.
// Struck entries and months that were not handed in do not count.
func Year(tx *sqldb.Tx, year int) (map[string]assess.Ledgers, error) { return facts(tx, year, "") }

// Of is Year of one enterprise.
func Of(tx *sqldb.Tx, year int, enterprise string) (assess.Ledgers, error) {
	all, err := facts(tx, year, enterprise)
	return all[enterprise], err
}

func facts(tx *sqldb.Tx, year int, enterprise string) (map[string]assess.Ledgers, error) {
	all := map[string]assess.Ledgers{}
	months, err := entries(tx, year, enterprise, all)
	if err != nil {
		return nil, err
	}
	if err := monthly(tx, year, enterprise, months); err != nil {
		return nil, err
	}
	for id, m := range months {
		if f := m.fact(); f != nil {
			l := all[id]
			l.Month = f
			all[id] = l
		}
	}
	return all, checked(tx, year, enterprise, all)
}

// entries reads the ledgers that are lists, and names the enterprises that have a month.
func entries(tx *sqldb.Tx, year int, enterprise string, all map[string]assess.Ledgers) (map[string]*Monthly, error) {
	months := map[string]*Monthly{}
	where, args := `l.year = $1`, []any{year}
	if enterprise != "" {
		where, args = where+` AND l.enterprise = $2`, append(args, enterprise)
	}
	if err := tx.Each(`SELECT DISTINCT l.enterprise FROM ledger l WHERE `+where+fmt.Sprintf(` AND l.kind = $%d`, len(args)+1), append(args, string(Month)), func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		months[id] = &Monthly{Enterprise: id, Year: year}
		return err
	}); err != nil {
		return nil, err
	}
	return months, tx.Each(`SELECT `+fields+` FROM ledger l WHERE `+where+` AND `+listed+` AND l.struck = '' AND `+counts+` ORDER BY l.enterprise, l.day, l.id`,
		args, func(rows *sql.Rows) error {
			e, err := scan(rows)
			if err != nil {
				return err
			}
			l := all[e.Enterprise]
			switch b := e.Body.(type) {
			case *assess.Drill:
				b.ID = e.ID
				l.Drills = append(l.Drills, *b)
			case *assess.Training:
				b.ID = e.ID
				l.Trainings = append(l.Trainings, *b)
			case *HazardReport:
				b.ID = e.ID
				l.Reports = append(l.Reports, b.Report)
			}
			all[e.Enterprise] = l
			return nil
		})
}

// checked adds what experts found of the month on the spot: the answers that count, where there is a month.
func checked(tx *sqldb.Tx, year int, enterprise string, all map[string]assess.Ledgers) error {
	where, args := `i.day >= $1 AND i.day <= $2`, []any{fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)}
	var like []string
	for _, p := range Prefix {
		args = append(args, p+"%")
		like = append(like, fmt.Sprintf("a.criterion LIKE $%d", len(args)))
	}
	where += ` AND i.sectors LIKE '%safety-month%' AND a.rank = 0 AND (` + strings.Join(like, " OR ") + `)`
	if enterprise != "" {
		args = append(args, enterprise)
		where += fmt.Sprintf(` AND k.enterprise = $%d`, len(args))
	}
	return tx.Each(`SELECT k.enterprise, a.inspection, a.criterion, a.value, i.day FROM answer a JOIN inspection i ON i.inspection = a.inspection JOIN enterprise_key k ON k.key = i.key
		WHERE `+where+` ORDER BY k.enterprise, i.day, a.inspection, a.criterion`, args, func(rows *sql.Rows) error {
		var id, value string
		var c assess.Checked
		if err := rows.Scan(&id, &c.Inspection, &c.Criterion, &value, &c.Day); err != nil {
			return err
		}
		c.Value = checklist.Value(value)
		l := all[id]
		if l.Month == nil {
			l.Month = &assess.Month{}
		}
		l.Month.Checked = append(l.Month.Checked, c)
		all[id] = l
		return nil
	})
}
