package ledger

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// counts is the condition that a version is the last one of its entry.
const counts = `NOT EXISTS (SELECT 1 FROM ledger n WHERE n.id = l.id AND n.version > l.version)`

// listed is the condition that an entry stands in a list.
const listed = `l.kind NOT IN ('month', 'review')`

// fields of a row of ledger l, in the order of scan.
const fields = `l.id, l.version, l.enterprise, l.kind, l.year, l.day, l.who, l.park, l.at, l.handed, l.struck, l.data`

func scan(rows *sql.Rows, more ...any) (e Entry, err error) {
	var name, data string
	var at int64
	err = rows.Scan(append([]any{&e.ID, &e.Version, &e.Enterprise, &name, &e.Year, &e.Day, &e.Who, &e.Park, &at, &e.Handed, &e.Struck, &data}, more...)...)
	if err != nil {
		return e, err
	}
	e.Kind, e.At = Kind(name), time.UnixMilli(at)
	k := kindOf(e.Kind)
	if k == nil {
		return e, fmt.Errorf("ledger entry %s is of kind %q, which this version does not know: use a newer one", e.ID, name)
	}
	e.Body = k.empty()
	if err := json.Unmarshal([]byte(data), e.Body); err != nil {
		return e, fmt.Errorf("read version %d of ledger entry %s: %w", e.Version, e.ID, err)
	}
	return e, nil
}

func query(tx *sqldb.Tx, query string, args ...any) (all []Entry, err error) {
	err = tx.Each(`SELECT `+fields+` FROM ledger l WHERE `+query, args, func(rows *sql.Rows) error {
		e, err := scan(rows)
		all = append(all, e)
		return err
	})
	return all, err
}

// Find is the version of an enterprise's entry that counts, also a struck one; ErrNone when there is none.
func Find(tx *sqldb.Tx, enterprise, id string) (*Entry, error) {
	all, err := query(tx, `l.id = $1 AND l.enterprise = $2 ORDER BY l.version DESC LIMIT 1`, id, enterprise)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, ErrNone
	}
	return &all[0], nil
}

// manyVersions is how many versions of an entry a page shows.
const manyVersions = 50

// Versions is the versions of an entry, newest first.
func Versions(tx *sqldb.Tx, id string) ([]Entry, error) {
	return query(tx, `l.id = $1 ORDER BY l.version DESC LIMIT $2`, id, manyVersions)
}

// Filter says which entries are meant.
type Filter struct {
	Enterprise string   // "" all
	Among      []string // of these enterprises; nil: all
	Kind       Kind     // "" every ledger that is a list
	Year       int      // 0 every year
	Struck     bool     // the struck ones too
	After      string   // cursor of the page before
	Size       int      // 50 when it is 0
}

// Line is an entry with its enterprise's name.
type Line struct {
	Entry
	Name string
}

// List is entries, the latest day first, and the cursor of the next page.
func List(tx *sqldb.Tx, f Filter) (all []Line, next string, err error) {
	where, args := []string{counts}, []any{}
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		where = append(where, condition)
	}
	if f.Kind == "" {
		add(listed)
	} else {
		add(`l.kind = ?`, string(f.Kind))
	}
	if f.Enterprise != "" {
		add(`l.enterprise = ?`, f.Enterprise)
	}
	if f.Among != nil {
		if len(f.Among) == 0 {
			return nil, "", nil
		}
		values := make([]any, len(f.Among))
		for n, id := range f.Among {
			values[n] = id
		}
		add(`l.enterprise IN (`+strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")+`)`, values...)
	}
	if f.Year != 0 {
		add(`l.year = ?`, f.Year)
	}
	if !f.Struck {
		add(`l.struck = ''`)
	}
	if day, id, ok := strings.Cut(f.After, "_"); ok {
		add(`(l.day, l.id) < (?, ?)`, day, id)
	}
	size := f.Size
	if size <= 0 {
		size = 50
	}
	args = append(args, size+1)
	err = tx.Each(`SELECT `+fields+`, coalesce(e.name, '') FROM ledger l LEFT JOIN enterprise e ON e.id = l.enterprise WHERE `+strings.Join(where, " AND ")+
		fmt.Sprintf(` ORDER BY l.day DESC, l.id DESC LIMIT $%d`, len(args)), args, func(rows *sql.Rows) error {
		var line Line
		line.Entry, err = scan(rows, &line.Name)
		all = append(all, line)
		return err
	})
	if len(all) > size {
		all = all[:size]
		last := all[size-1]
		next = last.Day + "_" + last.ID
	}
	return all, next, err
}

// Uploaded notes a picture that an enterprise's program has sent and no entry names yet: entries of this enterprise may name it then, and no other's.
func Uploaded(tx *sqldb.Tx, enterprise, sum string) error {
	_, err := tx.Exec(`INSERT INTO ledger_picture (enterprise, sha256, id) VALUES ($1, $2, '') ON CONFLICT DO NOTHING`, enterprise, sum)
	return err
}

// Holds says whether an enterprise's ledgers name a picture that the park holds.
func Holds(tx *sqldb.Tx, enterprise, sum string) (is bool, err error) {
	var one int
	return tx.Row(`SELECT 1 FROM ledger_picture WHERE enterprise = $1 AND sha256 = $2 LIMIT 1`, []any{enterprise, sum}, &one)
}

// days is from one day to another; 0 when either is none.
func days(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
