package project

import (
	"database/sql"

	"anquan.example/paicha/park/sqldb"
)

// TaskRow is what was sent back to the experts.
type TaskRow struct {
	Inspection, Task, Key, Criterion, Unit, Finding string
	To, Words, By, Due                              string
	Done                                            bool
	Name                                            string // of the enterprise, as recorded
	Number                                          int    // of the finding; 0 none
	Place, Description                              string // of the finding
}

// TaskFilter says which tasks are meant; empty fields say nothing.
type TaskFilter struct {
	Enterprise string
	To         string // a person by name; those to nobody in particular, too
	Done       bool   // those that are done, else those that are not
}

// Tasks is what was sent back, soonest due first, and the cursor of the next page.
func Tasks(tx *sqldb.Tx, f TaskFilter, p Page) (all []TaskRow, next string, err error) {
	keys := []string{""}
	if f.Enterprise != "" {
		if keys, err = Keys(tx, f.Enterprise); err != nil {
			return nil, "", err
		}
	}
	var streams []stream
	for _, key := range keys {
		s := stream{columns: tasks.listOf("t") + ", i.name, coalesce(f.number, 0) AS number, coalesce(f.place, '') AS place, coalesce(f.description, '') AS description",
			from:  "task t JOIN inspection i ON i.inspection = t.inspection LEFT JOIN finding f ON f.inspection = t.inspection AND f.finding = t.finding",
			order: []string{"t.due", "t.inspection", "t.task"}, filter: `($1 = '' OR key IN (SELECT key FROM enterprise_key WHERE enterprise = $1))
			AND ($2 = '' OR addressee = '' OR addressee = $2)`, args: []any{f.Enterprise, f.To}, all: f.To == ""}
		if key != "" {
			s.prefix = append(s.prefix, cond{"t.key", key})
		}
		s.prefix = append(s.prefix, cond{"t.done", flag(f.Done)})
		streams = append(streams, s)
	}
	return pageOf(tx, p, streams, scanTask, func(r TaskRow) spot { return spot{dueOf(r.Due), r.Inspection, r.Task} })
}

func scanTask(rows *sql.Rows) (r TaskRow, err error) {
	err = rows.Scan(&r.Inspection, &r.Task, &r.Key, &r.Criterion, &r.Unit, &r.Finding, &r.To, &r.Words, &r.By, &r.Due, &r.Done, &r.Name, &r.Number, &r.Place, &r.Description)
	r.Due = shown(r.Due)
	return r, err
}
