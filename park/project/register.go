package project

import (
	"database/sql"

	"github.com/google/uuid"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// register sees to it that enterprises that inspections name are on the register, and that each of their keys (credit code and id) belongs
// to exactly one. What people wrote there is never changed.
func register(tx *sqldb.Tx, all []inspection.Enterprise, now int64) error {
	var keys []string
	for _, e := range all {
		keys = append(keys, term(e.ID), Key(e))
	}
	known := map[string]bool{}
	if err := among(tx, `SELECT key FROM enterprise_key WHERE key IN `, keys, nil, func(rows *sql.Rows) error {
		var key string
		err := rows.Scan(&key)
		known[key] = true
		return err
	}); err != nil {
		return err
	}
	for _, e := range all {
		if known[term(e.ID)] && known[Key(e)] {
			continue
		}
		if err := registerOne(tx, e, now); err != nil {
			return err
		}
	}
	return nil
}

func registerOne(tx *sqldb.Tx, e inspection.Enterprise, now int64) error {
	id, key := term(e.ID), Key(e)
	of, err := keyed(tx, key)
	if err != nil {
		return err
	}
	if of == "" && key != id { // the tablet learned the code later
		if of, err = keyed(tx, id); err == nil && of != "" {
			of, err = sameCode(tx, of, key)
		}
	}
	if err == nil && of == "" {
		of, err = enrol(tx, e, key, now)
	}
	if err != nil {
		return err
	}
	if err := addKey(tx, key, of); err != nil {
		return err
	}
	return addKey(tx, id, of)
}

// keyed is the enterprise that a key belongs to; "" when it belongs to none.
func keyed(tx *sqldb.Tx, key string) (enterprise string, err error) {
	_, err = tx.Row(`SELECT enterprise FROM enterprise_key WHERE key = $1`, []any{key}, &enterprise)
	return enterprise, err
}

// sameCode gives the enterprise back when it has no code yet, or that one; else "": the id of one with the code of another brings nobody together.
func sameCode(tx *sqldb.Tx, enterprise, code string) (string, error) {
	var has string
	there, err := tx.Row(`SELECT code FROM enterprise WHERE id = $1`, []any{enterprise}, &has)
	if err != nil || there && has != "" && has != code {
		return "", err
	}
	return enterprise, nil
}

// addKey gives a key to an enterprise, when it belongs to none.
func addKey(tx *sqldb.Tx, key, enterprise string) error {
	_, err := tx.Exec(`INSERT INTO enterprise_key (key, enterprise) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, key, enterprise)
	return err
}

// enrol puts an enterprise on the register: under its own id when that is free, else under one made of its key.
func enrol(tx *sqldb.Tx, e inspection.Enterprise, key string, now int64) (string, error) {
	made := uuid.NewSHA1(uuid.NameSpaceOID, []byte("paicha enterprise "+key)).String()
	for _, id := range []string{e.ID, made} {
		if !inspection.IsID(id) {
			continue
		}
		n, err := tx.Exec(`INSERT INTO enterprise (id, name, code, address, contact, phone, area, sectors, latitude, longitude, note, active, changed)
			VALUES ($1, $2, $3, $4, $5, $6, '', '', '', '', '', 1, $7) ON CONFLICT (id) DO NOTHING`,
			id, term(e.Name), term(e.Code), text(e.Address), text(e.Contact), text(e.Phone), now)
		if err != nil || n > 0 {
			return id, err
		}
	}
	return made, nil // it is there: its key was taken from it
}
