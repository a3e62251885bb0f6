package export

import (
	"database/sql"
	"strings"

	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// tasks is what was sent back to the experts, done or not.
var tasks = table{
	name: "tasks", portions: taskPortions,
	columns: strings.Fields(`task inspection enterprise code name criterion unit finding to words by due done`),
}

const taskQuery = `SELECT t.inspection, t.task, t.criterion, t.unit, t.finding, t.addressee, t.text, t.author, t.due, t.done,
		i.name, coalesce(e.id, ''), coalesce(e.name, ''), coalesce(e.code, '')
	FROM task t JOIN inspection i ON i.inspection = t.inspection LEFT JOIN enterprise_key k ON k.key = t.key LEFT JOIN enterprise e ON e.id = k.enterprise
	WHERE (t.inspection, t.task) > ($1, $2) ORDER BY t.inspection, t.task LIMIT $3`

func taskPortions(Options) func(*sqldb.Tx) ([]row, error) {
	inspection, task := "", ""
	return func(tx *sqldb.Tx) (portion []row, err error) {
		err = tx.Each(taskQuery, []any{inspection, task, atOnce}, func(rows *sql.Rows) error {
			var criterion, unit, finding, to, says, by, due, recorded string
			var done bool
			var e firm
			if err := rows.Scan(&inspection, &task, &criterion, &unit, &finding, &to, &says, &by, &due, &done, &recorded, &e.id, &e.name, &e.code); err != nil {
				return err
			}
			if e.name == "" {
				e.name = recorded
			}
			if due == project.NoDay {
				due = ""
			}
			portion = append(portion, row{cells: []any{task, inspection, e.id, e.code, e.name, criterion, unit, finding, to, says, by, due, done}})
			return nil
		})
		return portion, err
	}
}
