package project

import "anquan.example/paicha/park/sqldb"

// Moves is what goes with an enterprise's entry of the register when it is merged into another.
type Moves struct{ Keys, Inspections, Findings, Accounts, Codes, Tokens int }

// MovesOf counts it.
func MovesOf(tx *sqldb.Tx, enterprise string) (m Moves, err error) {
	for _, q := range []struct {
		n    *int
		from string
	}{
		{&m.Keys, `enterprise_key WHERE enterprise = $1`},
		{&m.Inspections, `inspection WHERE key IN (SELECT key FROM enterprise_key WHERE enterprise = $1)`},
		{&m.Findings, `finding WHERE key IN (SELECT key FROM enterprise_key WHERE enterprise = $1)`},
		{&m.Accounts, `account WHERE enterprise = $1`},
		{&m.Codes, `link WHERE enterprise = $1 AND kind = 'entry'`},
		{&m.Tokens, `token WHERE enterprise = $1`},
	} {
		if _, err := tx.Row(`SELECT count(*) FROM `+q.from, []any{enterprise}, q.n); err != nil {
			return m, err
		}
	}
	return m, nil
}
