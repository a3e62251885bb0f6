package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// findings is the hazard ledger: what was found, the five items of the plan, and what became of it, in the order in which the papers of
// the field have it.
var findings = table{
	name: "findings", own: true, places: true, portions: findingPortions,
	columns: strings.Fields(`finding inspection number enterprise code name area place unit description sector criterion level grade basis
		experts visit day found photos immediate fixed measure deadline due person measures funds planned contingency told status open
		rectified done proofs rechecked rechecked_by passed opinion closed closed_by joined transferred_to document receipt withdrawn disputed changed`),
}

// findingsAtOnce is how many rows are read at a time: their inspections are folded.
const findingsAtOnce = 500

const findingQuery = `SELECT f.inspection, f.finding, f.sector, CASE WHEN f.open > 0 THEN 1 ELSE 0 END, f.changed, i.name, i.visit, i.day, i.experts,
		coalesce(e.id, ''), coalesce(e.name, ''), coalesce(e.code, ''), coalesce(e.area, ''), coalesce(e.latitude, ''), coalesce(e.longitude, '')
	FROM finding f JOIN inspection i ON i.inspection = f.inspection LEFT JOIN enterprise_key k ON k.key = f.key LEFT JOIN enterprise e ON e.id = k.enterprise
	WHERE (f.inspection, f.finding) > ($1, $2)`

const findingOrder = ` ORDER BY f.inspection, f.finding LIMIT `

// findingRow is what the tables say of a finding; the rest is in its inspection.
type findingRow struct {
	inspection, id, sector    string
	open                      bool
	changed                   int64
	of                        firm
	visit, day, experts, name string
}

func findingPortions(o Options) func(*sqldb.Tx) ([]row, error) {
	var last findingRow
	loader := project.NewLoader()
	return func(tx *sqldb.Tx) (portion []row, err error) {
		query, args := findingQuery+findingOrder+"$3", []any{last.inspection, last.id, findingsAtOnce}
		if o.Enterprise != "" {
			query, args = findingQuery+` AND f.key IN (SELECT key FROM enterprise_key WHERE enterprise = $3)`+findingOrder+"$4",
				[]any{last.inspection, last.id, o.Enterprise, findingsAtOnce}
		}
		var rows []findingRow
		if err := tx.Each(query, args, func(r *sql.Rows) error {
			var f findingRow
			err := r.Scan(&f.inspection, &f.id, &f.sector, &f.open, &f.changed, &f.name, &f.visit, &f.day, &f.experts,
				&f.of.id, &f.of.name, &f.of.code, &f.of.area, &f.of.latitude, &f.of.longitude)
			rows = append(rows, f)
			return err
		}); err != nil {
			return nil, err
		}
		var i *inspection.Inspection
		for _, r := range rows {
			if i == nil || i.ID != r.inspection {
				if i, err = loader.Load(tx, r.inspection); err != nil {
					return nil, err
				}
			}
			portion = append(portion, r.row(i))
			last = r
		}
		return portion, nil
	}
}

// firm is what the register says of an enterprise.
type firm struct{ id, name, code, area, latitude, longitude string }

func (r findingRow) row(i *inspection.Inspection) row {
	f := &inspection.Finding{}
	if i != nil && i.Finding(r.id) != nil {
		f = i.Finding(r.id)
	}
	unit := f.Unit
	if i != nil {
		if u, there := i.Unit(f.Unit); there {
			unit = u.Name
		}
	}
	l := lifeOf(f)
	name := r.of.name
	if name == "" {
		name = r.name
	}
	return row{latitude: r.of.latitude, longitude: r.of.longitude, cells: []any{
		r.id, r.inspection, f.Number, r.of.id, r.of.code, name, r.of.area, f.Place, unit, f.Description, sectors(r.sector), f.Criterion, level(f.Level), level(f.Grade), f.Basis,
		r.experts, visit(r.visit), r.day, day(f.Recorded.Time()), sums(f.Photos), f.Immediate, f.Fixed, f.Measure, f.Deadline, f.Due,
		l.plan.Person, l.plan.Measures, l.plan.Funds, l.plan.Deadline, l.plan.Contingency, l.told, status(f.Status), r.open,
		l.rectified, l.done, sums(f.Proof), l.rechecked, l.recheckedBy, result(l.passed), l.opinion, l.closed, l.closedBy, f.JoinedInto,
		l.to, l.document, l.receipt, l.withdrawn, l.disputed, clock(r.changed),
	}}
}

// sums is photos by their SHA-256, with blanks between.
func sums(photos []inspection.Photo) string {
	all := make([]string, 0, len(photos))
	for _, p := range photos {
		all = append(all, p.SHA256)
	}
	return strings.Join(all, " ")
}
