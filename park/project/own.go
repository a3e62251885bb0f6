package project

import (
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// Keys is the keys that belong to an enterprise of the register.
func Keys(tx *sqldb.Tx, enterprise string) ([]string, error) {
	return list[string](tx, `SELECT key FROM enterprise_key WHERE enterprise = $1 ORDER BY key`, enterprise)
}

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

// Answers is what was said in an inspection: by criterion and unit, what counts first.
func Answers(tx *sqldb.Tx, id string) ([]AnswerRow, error) {
	return answers.where(tx, `inspection = $1 ORDER BY criterion, unit, rank, feed`, []any{id})
}

// Evidence is the photos of a finding; of all findings and answers of the inspection when finding is "".
func Evidence(tx *sqldb.Tx, id, finding string) ([]EvidenceRow, error) {
	const order = ` ORDER BY finding, criterion, unit, proof, taken, sum`
	if finding == "" {
		return evidences.where(tx, `inspection = $1`+order, []any{id})
	}
	return evidences.where(tx, `inspection = $1 AND finding = $2`+order, []any{id, finding})
}

// Named is a photo as an inspection names it; without a hash when it does not.
func Named(tx *sqldb.Tx, id, sum string) (p inspection.Photo, err error) {
	_, err = tx.Row(`SELECT sum, size, name, mime, taken FROM evidence WHERE inspection = $1 AND sum = $2 ORDER BY finding, criterion, unit, proof LIMIT 1`,
		[]any{id, sum}, &p.SHA256, &p.Size, &p.Name, &p.Mime, &p.Taken)
	return p, err
}
