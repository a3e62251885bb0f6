package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// bulk is how many rows an INSERT takes; each is a statement that is kept prepared.
var bulk = [...]int{48, 8, 1}

// copyFrom is how many rows are worth a COPY.
const copyFrom = 48

// Insert writes rows: many at once by what the engine is quickest with. A row that is there already ends the transaction.
func (t *Tx) Insert(table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if !t.writable {
		return t.fail(errReadOnly)
	}
	if t.copy != nil && len(rows) >= copyFrom {
		if err := t.alive(); err != nil {
			return err
		}
		kept := make([][]any, len(rows))
		for n, r := range rows {
			kept[n] = plain(r)
		}
		return t.fail(t.copy(table, columns, kept))
	}
	for _, size := range bulk {
		for ; len(rows) >= size; rows = rows[size:] {
			args := make([]any, 0, size*len(columns))
			for _, r := range rows[:size] {
				args = append(args, r...)
			}
			if _, err := t.exec(t.inserting(table, columns, size), args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// inserting is an INSERT of n rows. SQLite looks long for the name of a value among many, so its values have none.
func (t *Tx) inserting(table string, columns []string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ", "))
	for k := range n * len(columns) {
		switch {
		case k == 0:
			b.WriteString("(")
		case k%len(columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		if t.copy == nil {
			b.WriteString("?")
		} else {
			fmt.Fprintf(&b, "$%d", k+1)
		}
	}
	b.WriteString(")")
	return b.String()
}

// copyInto is PostgreSQL's COPY, in the transaction that the connection is in.
func copyInto(conn *sql.Conn) func(string, []string, [][]any) error {
	return func(table string, columns []string, rows [][]any) error {
		return conn.Raw(func(driver any) error {
			_, err := driver.(*stdlib.Conn).Conn().CopyFrom(context.Background(), pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
			return err
		})
	}
}
