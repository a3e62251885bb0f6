package register

import (
	"cmp"
	"database/sql"
	"errors"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

// What the audit says of the register.
const (
	Imported = "register.imported"
	Saved    = "register.saved"
	Merged   = "register.merged"
)

// Errors of what cannot be done to the register.
var (
	ErrChanged = errors.New("the register or the file has changed since the preview: look at it again")
	ErrNone    = errors.New("the register has no such enterprise")
	ErrTaken   = errors.New("another entry of the register has this credit code, or this name without a code: change that one, or merge them")
)

const fields = `id, name, code, address, contact, phone, area, sectors, latitude, longitude, note, since, until, active, changed`

func scan(rows *sql.Rows) (e Enterprise, err error) {
	var sectors string
	var active int
	err = rows.Scan(&e.ID, &e.Name, &e.Code, &e.Address, &e.Contact, &e.Phone, &e.Area, &sectors, &e.Latitude, &e.Longitude, &e.Note, &e.Since, &e.Until, &active, &e.Changed)
	e.Sectors, e.Active = split(sectors), active == 1
	return e, err
}

func read(tx *sqldb.Tx, query string, args ...any) (all []Enterprise, err error) {
	err = tx.Each(query, args, func(rows *sql.Rows) error {
		e, err := scan(rows)
		all = append(all, e)
		return err
	})
	return all, err
}

func load(tx *sqldb.Tx) (k known, err error) {
	if k.all, err = read(tx, `SELECT `+fields+` FROM enterprise ORDER BY id`); err != nil {
		return k, err
	}
	k.byID, k.byKey, k.byName = map[string]int{}, map[string]string{}, map[string][]int{}
	for n, e := range k.all {
		k.byID[e.ID] = n
		k.byName[e.Name] = append(k.byName[e.Name], n)
	}
	err = tx.Each(`SELECT key, enterprise FROM enterprise_key`, nil, func(rows *sql.Rows) error {
		var key, id string
		err := rows.Scan(&key, &id)
		if _, there := k.byID[id]; there {
			k.byKey[key] = id
		}
		return err
	})
	return k, err
}

// Find finds an enterprise by anything that it is or was known by: its id, a credit code, the id of one that was merged into it, an
// id that a tablet gave.
func Find(tx *sqldb.Tx, key string) (e Enterprise, there bool, err error) {
	all, err := read(tx, `SELECT `+fields+` FROM enterprise WHERE id = $1 OR id IN (SELECT enterprise FROM enterprise_key WHERE key = $1)`, key)
	if err != nil || len(all) == 0 {
		return e, false, err
	}
	return all[0], true, nil
}

// Query is a part of the register, by name.
type Query struct {
	Search string // stands in the name, or begins the code
	Area   string // "" all
	Closed bool   // those closed too
	After  Enterprise
	Size   int // 100 when it is 0
}

// List is a page of the register, and whether there is more of it.
func List(tx *sqldb.Tx, q Query) (all []Enterprise, more bool, err error) {
	size, least := cmp.Or(q.Size, 100), 1
	if q.Closed {
		least = 0
	}
	word := strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.TrimSpace(q.Search))
	all, err = read(tx, `SELECT `+fields+` FROM enterprise
		WHERE (lower(name) LIKE $1 ESCAPE '!' OR code LIKE $2 ESCAPE '!') AND (area = $3 OR $3 = '') AND active >= $4 AND (name > $5 OR name = $5 AND id > $6)
		ORDER BY name, id LIMIT $7`,
		"%"+strings.ToLower(word)+"%", strings.ToUpper(word)+"%", q.Area, least, q.After.Name, q.After.ID, size+1)
	if len(all) > size {
		return all[:size], true, err
	}
	return all, false, err
}

// Handout is what tablets get of the register: those that are active.
func Handout(tx *sqldb.Tx) ([]inspection.Enterprise, error) {
	all, err := read(tx, `SELECT `+fields+` FROM enterprise WHERE active = $1 ORDER BY name, id`, 1)
	handed := make([]inspection.Enterprise, len(all))
	for n, e := range all {
		handed[n] = e.Inspected()
	}
	return handed, err
}
