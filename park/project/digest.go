package project

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Digest is SHA-256 of every projection but the cursor, hexadecimal: the same operations give the same, whatever the order in which they
// arrived. Arrival numbers are the park's own and do not count.
func Digest(tx *sqldb.Tx) (string, error) {
	h := sha256.New()
	for _, t := range []dumped{inspections.dumped(), answers.dumped(), findings.dumped(), waits.dumped(), evidences.dumped(), tasks.dumped(),
		{"tally", 3, []string{"dim", "name", "state", "n"}}} {
		if err := t.digest(tx, h); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// dumped is a table as Digest reads it, in the order of its key.
type dumped struct {
	table   string
	keys    int
	columns []string
}

func (s *shape[R]) dumped() dumped { return dumped{s.table, s.keys, s.columns} }

func (t dumped) digest(tx *sqldb.Tx, h io.Writer) error {
	values := make([]any, len(t.columns))
	into := make([]any, len(t.columns))
	for n := range values {
		into[n] = &values[n]
	}
	fmt.Fprintf(h, "%s\n", t.table)
	return tx.Each("SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.table+" ORDER BY "+strings.Join(t.columns[:t.keys], ", "), nil, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for _, v := range values {
			if b, is := v.([]byte); is {
				v = string(b)
			}
			fmt.Fprintf(h, "%v\x00", v)
		}
		_, err := fmt.Fprintln(h)
		return err
	})
}
