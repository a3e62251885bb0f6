package register

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Apply does what a preview with this mark said, all of it or nothing: ErrChanged when the register, or the sheet, is not as it was then.
// Conflicts and rows with problems are left out.
func Apply(ctx context.Context, db *sqldb.DB, who string, s *Sheet, mark string, now time.Time) (done Plan, err error) {
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		if done, err = Preview(tx, s); err != nil {
			return err
		}
		if done.Mark != mark {
			return ErrChanged
		}
		var all []Enterprise
		for _, c := range done.Rows {
			if c.Kind == New || c.Kind == Changed {
				c.After.Changed = now.UnixMilli()
				all = append(all, c.After)
			}
		}
		if err := store(tx, all); err != nil {
			return err
		}
		return tx.Note(now, who, Imported, done.summary(s))
	})
	return done, err
}

// several is how many rows go in one statement; the rest go one by one, so that there are two statements to keep prepared.
const several = 50

// store keeps entries and what they are known by.
func store(tx *sqldb.Tx, all []Enterprise) error {
	const update = ` ON CONFLICT (id) DO UPDATE SET name = excluded.name, code = excluded.code, address = excluded.address, contact = excluded.contact,
		phone = excluded.phone, area = excluded.area, sectors = excluded.sectors, latitude = excluded.latitude, longitude = excluded.longitude,
		note = excluded.note, since = excluded.since, until = excluded.until, active = excluded.active, changed = excluded.changed`
	var rows, keys [][]any
	for _, e := range all {
		active := 0
		if e.Active {
			active = 1
		}
		rows = append(rows, []any{e.ID, e.Name, e.Code, e.Address, e.Contact, e.Phone, e.Area, strings.Join(e.Sectors, ","), e.Latitude, e.Longitude, e.Note, e.Since, e.Until, active, e.Changed})
		keys = append(keys, []any{e.ID, e.ID})
		if e.Code != "" {
			keys = append(keys, []any{e.Code, e.ID})
		}
	}
	if err := insert(tx, `INSERT INTO enterprise (`+fields+`) VALUES `, update, rows); err != nil {
		return err
	}
	return insert(tx, `INSERT INTO enterprise_key (key, enterprise) VALUES `, ` ON CONFLICT (key) DO UPDATE SET enterprise = excluded.enterprise`, keys)
}

// insert writes rows, several at a time.
func insert(tx *sqldb.Tx, head, tail string, rows [][]any) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= several {
			n = several
		}
		if _, err := tx.Exec(head+places(n, len(rows[0]))+tail, slices.Concat(rows[:n]...)...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// places is ($1, $2), ($3, $4) …
func places(rows, columns int) string {
	var b strings.Builder
	for n := range rows * columns {
		switch {
		case n > 0 && n%columns == 0:
			b.WriteString("), (")
		case n > 0:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(n+1))
	}
	return "(" + b.String() + ")"
}
