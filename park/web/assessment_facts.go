package web

import (
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// facts is what happened in a year: from the projections, the ledgers, and what people entered. A page of one enterprise reads the
// ledgers and entries of that one.
type facts struct{ sectors project.Libraries }

// Year calls each for every enterprise.
func (f facts) Year(tx *sqldb.Tx, year int, asOf string, each func(assess.Facts) error) error {
	return annual.Sources{Ledgers: ledger.Year, Entries: review.Year, Sector: f.sectors}.Year(tx, year, asOf, each)
}

// Of is of one enterprise of the register.
func (f facts) Of(tx *sqldb.Tx, enterprise string, year int, asOf string) (assess.Facts, bool, error) {
	s := annual.Sources{Sector: f.sectors}
	s.Ledgers = func(tx *sqldb.Tx, year int) (map[string]assess.Ledgers, error) {
		l, err := ledger.Of(tx, year, enterprise)
		return map[string]assess.Ledgers{enterprise: l}, err
	}
	s.Entries = func(tx *sqldb.Tx, year int) (map[string]assess.Entries, error) {
		e, err := review.Of(tx, year, enterprise)
		return map[string]assess.Entries{enterprise: e}, err
	}
	return s.Of(tx, enterprise, year, asOf)
}
