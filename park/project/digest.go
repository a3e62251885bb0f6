package project

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Digest is SHA-256 of every projection but the cursor, hexadecimal: the same operations give the same, whatever the order in which they
// arrived. Arrival numbers are the park's own and do not count.
func Digest(tx *sqldb.Tx) (string, error) {
	h := sha256.New()
	for _, t := range append(tables[:len(tables):len(tables)], table{"tally", []string{"dim", "name", "state", "n"}}) {
		columns := strings.Join(t.columns, ", ")
		values := make([]any, len(t.columns))
		into := make([]any, len(t.columns))
		for n := range values {
			into[n] = &values[n]
		}
		fmt.Fprintf(h, "%s\n", t.name)
		err := tx.Each("SELECT "+columns+" FROM "+t.name+" ORDER BY "+order(t), nil, func(rows *sql.Rows) error {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			for _, v := range values {
				if b, is := v.([]byte); is {
					v = string(b)
				}
				fmt.Fprintf(h, "%v\x00", v)
			}
			fmt.Fprintln(h)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// order is the columns that tell rows apart: of answers and evidence the first six, of the others the first three at most.
func order(t table) string { return strings.Join(t.columns[:min(6, len(t.columns))], ", ") }
