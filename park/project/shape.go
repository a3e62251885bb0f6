package project

import (
	"database/sql"
	"fmt"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// shape is how rows of a kind lie in their table. The inspection is the first column of every key.
type shape[R comparable] struct {
	table   string
	keys    int // how many of the columns, from the first
	columns []string
	fields  func(*R) []any // pointers, one a column
}

// bulk is how many sums a statement changes; each is a statement that is kept prepared.
var bulk = [...]int{16, 1}

func (s *shape[R]) list() string { return strings.Join(s.columns, ", ") }

// values is the row as it is written.
func (s *shape[R]) values(r *R) []any {
	all := s.fields(r)
	for n, f := range all {
		switch f := f.(type) {
		case *string:
			all[n] = *f
		case *int64:
			all[n] = *f
		case *bool:
			all[n] = int64(0)
			if *f {
				all[n] = int64(1)
			}
		default:
			panic(fmt.Sprintf("%s.%s is a %T", s.table, s.columns[n], f))
		}
	}
	return all
}

// where is the rows that a condition means, in no order.
func (s *shape[R]) where(tx *sqldb.Tx, where string, args []any) (all []R, err error) {
	err = tx.Each(`SELECT `+s.list()+` FROM `+s.table+` WHERE `+where, args, func(rows *sql.Rows) error {
		var r R
		err := rows.Scan(s.fields(&r)...)
		all = append(all, r)
		return err
	})
	return all, err
}

func (s *shape[R]) insert(tx *sqldb.Tx, rows []R) error {
	values := make([][]any, len(rows))
	for n := range rows {
		values[n] = s.values(&rows[n])
	}
	if err := tx.Insert(s.table, s.columns, values); err != nil {
		return fmt.Errorf("%s: %w", s.table, err)
	}
	return nil
}

func (s *shape[R]) remove(tx *sqldb.Tx, rows []R) error {
	where := make([]string, s.keys)
	for n, c := range s.columns[:s.keys] {
		where[n] = fmt.Sprintf("%s = $%d", c, n+1)
	}
	query := `DELETE FROM ` + s.table + ` WHERE ` + strings.Join(where, " AND ")
	for n := range rows {
		if _, err := tx.Exec(query, s.values(&rows[n])[:s.keys]...); err != nil {
			return fmt.Errorf("%s: %w", s.table, err)
		}
	}
	return nil
}

// tuples is ($1, $2), ($3, $4) …
func tuples(rows, columns int) string {
	var b strings.Builder
	for n := range rows * columns {
		switch {
		case n == 0:
			b.WriteString("(")
		case n%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", n+1)
	}
	b.WriteString(")")
	return b.String()
}

var inspections = &shape[inspectionRow]{"inspection", 1,
	[]string{"inspection", "key", "name", "visit", "day", "experts", "sectors", "outcomes", "sealed", "findings", "majors", "closed",
		"conflicts", "tasks", "late", "newer", "updated", "revision", "facts"},
	func(r *inspectionRow) []any {
		return []any{&r.Inspection, &r.Key, &r.Name, &r.Visit, &r.Day, &r.Experts, &r.Sectors, &r.Outcomes, &r.Sealed, &r.Findings, &r.Majors, &r.Closed,
			&r.Conflicts, &r.Tasks, &r.Late, &r.Newer, &r.Updated, &r.Revision, &r.Facts}
	}}

var answers = &shape[AnswerRow]{"answer", 5,
	[]string{"inspection", "criterion", "unit", "feed", "seq", "rank", "settled", "value", "reason", "place", "note", "at"},
	func(r *AnswerRow) []any {
		return []any{&r.Inspection, &r.Criterion, &r.Unit, &r.Feed, &r.Seq, &r.Rank, &r.Settled, &r.Value, &r.Reason, &r.Place, &r.Note, &r.At}
	}}

var findings = &shape[findingRow]{"finding", 2,
	[]string{"inspection", "finding", "key", "number", "criterion", "sector", "level", "grade", "status", "open", "place", "description", "basis",
		"measure", "deadline", "due", "found", "ended", "person", "joined", "photos", "proofs", "changed",
		"unit", "fixed", "notified", "reported", "failed", "extensions"},
	func(r *findingRow) []any {
		return []any{&r.Inspection, &r.Finding, &r.Key, &r.Number, &r.Criterion, &r.Sector, &r.Level, &r.Grade, &r.Status, &r.Open, &r.Place, &r.Description, &r.Basis,
			&r.Measure, &r.Deadline, &r.Due, &r.Found, &r.Ended, &r.Person, &r.Joined, &r.Photos, &r.Proofs, &r.Changed,
			&r.Unit, &r.Fixed, &r.Notified, &r.Reported, &r.Failed, &r.Extensions}
	}}

var waits = &shape[waitRow]{"wait", 3,
	[]string{"inspection", "finding", "what", "key", "since", "due"},
	func(r *waitRow) []any {
		return []any{&r.Inspection, &r.Finding, (*string)(&r.What), &r.Key, &r.Since, &r.Due}
	}}

var evidences = &shape[EvidenceRow]{"evidence", 6,
	[]string{"inspection", "finding", "criterion", "unit", "sum", "proof", "size", "name", "mime", "taken"},
	func(r *EvidenceRow) []any {
		return []any{&r.Inspection, &r.Finding, &r.Criterion, &r.Unit, &r.Sum, &r.Proof, &r.Size, &r.Name, &r.Mime, &r.Taken}
	}}

var tasks = &shape[taskRow]{"task", 2,
	[]string{"inspection", "task", "key", "criterion", "unit", "finding", "addressee", "text", "author", "due", "done"},
	func(r *taskRow) []any {
		return []any{&r.Inspection, &r.Task, &r.Key, &r.Criterion, &r.Unit, &r.Finding, &r.Addressee, &r.Text, &r.Author, &r.Due, &r.Done}
	}}

// numbered is ($5, $6 …): n of them.
func numbered(from, n int) string {
	var b strings.Builder
	for k := range n {
		fmt.Fprintf(&b, ", $%d", from+k)
	}
	return "(" + b.String()[2:] + ")"
}

func (s *shape[R]) listOf(alias string) string {
	return alias + "." + strings.Join(s.columns, ", "+alias+".")
}
