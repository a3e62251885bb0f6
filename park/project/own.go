package project

import (
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// EnterpriseOf is the enterprise of the register that an inspection is of; "" when it is not known.
func EnterpriseOf(tx *sqldb.Tx, id string) (enterprise string, err error) {
	_, err = tx.Row(`SELECT enterprise_key.enterprise FROM inspection JOIN enterprise_key ON enterprise_key.key = inspection.key
		WHERE inspection.inspection = $1`, []any{id}, &enterprise)
	return enterprise, err
}

// Owns says whether an inspection is of the enterprise.
func Owns(tx *sqldb.Tx, enterprise, id string) (bool, error) {
	of, err := EnterpriseOf(tx, id)
	return err == nil && of != "" && of == enterprise, err
}

// Named is a photo as an inspection names it; without a hash when it does not.
func Named(tx *sqldb.Tx, id, sum string) (p inspection.Photo, err error) {
	_, err = tx.Row(`SELECT sum, size, name, mime, taken FROM evidence WHERE inspection = $1 AND sum = $2`, []any{id, sum},
		&p.SHA256, &p.Size, &p.Name, &p.Mime, &p.Taken)
	return p, err
}
