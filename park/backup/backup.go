// Package backup writes a park into one file while it works, and makes a park of such a file again, on SQLite or PostgreSQL, whichever it
// came from. It holds what people and devices gave: operations, registers, accounts, photos. Projections are left out: they are made again
// from operations (parkd rebuild); so are sessions.
package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// table is a table that is kept, in the order of its key.
type table struct{ name, key string }

// tables stand in the order in which they are written: feeds before the runs that are held against them.
var tables = []table{
	{"setting", "name"}, {"feed", "id"}, {"device", "feed"}, {"invitation", "id"}, {"run", "arrival"}, {"unchecked", "arrival"}, {"photo", "sum"},
	{"enterprise", "id"}, {"enterprise_key", "key"}, {"account", "login"}, {"link", "id"}, {"token", "id"}, {"answered", "token, key"},
	{"audit", "id"}, {"webhook", "id"}, {"delivery", "webhook, id"}, {"paper_number", "mark, year, number"},
	{"ledger", "id, version"}, {"ledger_reporter", "id, version"}, {"ledger_picture", "enterprise, sha256, id"},
	{"review_step", "year, n"}, {"review_entry", "id"}, {"review_seal", "year, enterprise, version"},
}

// Options of Write; the zero Options will do.
type Options struct {
	NoPhotos bool             // they are kept elsewhere; what is handed out is in the backup all the same
	Now      func() time.Time // nil: the wall clock
}

// Summary is what a backup holds.
type Summary struct {
	Park       string
	Time       time.Time
	Rows       uint64
	Operations uint64
	Blobs      uint64     // photos and handouts
	Photos     bool       // they were not left out
	Missing    []wire.Sum // photos of the ledger that were not at their place
	Spoiled    []wire.Sum // photos that were not what their names say
}

// Write writes a backup of the park as it is at one moment; others go on writing meanwhile. What is said of a photo that is missing or
// spoiled stands in the summary: it does not stop the others.
func Write(ctx context.Context, db *sqldb.DB, blobs server.Blobs, w io.Writer, o Options) (s Summary, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s.Time, s.Photos = o.Now().UTC().Truncate(time.Second), !o.NoPhotos
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		name, err := tx.Setting("name")
		if err != nil {
			return err
		}
		s.Park = string(name)
		a, err := newArchive(w, head{Format: format, About: about, Time: s.Time, Park: s.Park, Layout: sqldb.Layout(), Photos: !o.NoPhotos})
		if err != nil {
			return err
		}
		feeds, err := tx.Feeds()
		if err != nil {
			return err
		}
		for _, f := range feeds {
			s.Operations += f.Ops
		}
		for _, t := range tables {
			if err := writeTable(tx, a, t, &s); err != nil {
				return fmt.Errorf("table %s: %w", t.name, err)
			}
		}
		if err := writeBlobs(tx, blobs, a, o, &s); err != nil {
			return err
		}
		return a.close()
	})
	if err != nil {
		err = fmt.Errorf("back up: %w", err)
	}
	return s, err
}

func writeTable(tx *sqldb.Tx, a *archive, t table, s *Summary) error {
	columns, err := tx.Columns(t.name)
	if err != nil {
		return err
	}
	c := chunk{archive: a, table: t.name, columns: columns}
	into := make([]any, len(columns))
	var isBytes []bool
	err = tx.Each(`SELECT `+strings.Join(columns, ", ")+` FROM `+t.name+` ORDER BY `+t.key, nil, func(rows *sql.Rows) error {
		if isBytes == nil {
			if isBytes, err = byteColumns(rows); err != nil {
				return err
			}
		}
		row := make([]any, len(columns))
		for n := range row {
			into[n] = &row[n]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for n := range row {
			row[n] = typed(row[n], isBytes[n])
		}
		s.Rows++
		return c.add(row)
	})
	return errors.Join(err, c.flush())
}

// byteColumns says which columns are bytes.
func byteColumns(rows *sql.Rows) ([]bool, error) {
	types, err := rows.ColumnTypes()
	are := make([]bool, len(types))
	for n, t := range types {
		are[n] = t.DatabaseTypeName() == "BLOB" || t.DatabaseTypeName() == "BYTEA"
	}
	return are, err
}

// typed is a value with its column's type: SQLite keeps whatever it was given.
func typed(v any, isBytes bool) any {
	switch v := v.(type) {
	case string:
		if isBytes {
			return []byte(v)
		}
	case []byte:
		if !isBytes {
			return string(v)
		}
		if v == nil {
			return []byte{}
		}
	}
	return v
}

// few is how many photos are looked up at a time: a server ends a transaction that asks nothing for long.
const few = 4

func writeBlobs(tx *sqldb.Tx, blobs server.Blobs, a *archive, o Options, s *Summary) error {
	out, err := server.Handouts(tx)
	if err != nil {
		return err
	}
	for _, h := range out {
		if err := writeBlob(blobs, a, h.Sum, s); err != nil {
			return err
		}
	}
	for last := []byte{}; !o.NoPhotos; {
		var sums []wire.Sum
		if err := tx.Each(`SELECT sum FROM photo WHERE sum > $1 ORDER BY sum LIMIT $2`, []any{last, few}, func(rows *sql.Rows) error {
			var sum []byte
			err := rows.Scan(&sum)
			if err == nil && len(sum) != len(wire.Sum{}) {
				err = fmt.Errorf("%x is no photo's hash", sum)
			}
			if err == nil {
				sums = append(sums, wire.Sum(sum))
			}
			return err
		}); err != nil || len(sums) == 0 {
			return err
		}
		for _, sum := range sums {
			if err := writeBlob(blobs, a, sum, s); err != nil {
				return err
			}
		}
		last = sums[len(sums)-1][:]
	}
	return nil
}

func writeBlob(blobs server.Blobs, a *archive, sum wire.Sum, s *Summary) error {
	f, size, err := blobs.Open(sum)
	if errors.Is(err, fs.ErrNotExist) {
		s.Missing = append(s.Missing, sum)
		return nil
	}
	if err != nil {
		return fmt.Errorf("photo %x: %w", sum, err)
	}
	good, err := a.blob(sum, size, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("photo %x: %w", sum, err)
	}
	if good {
		s.Blobs++
	} else {
		s.Spoiled = append(s.Spoiled, sum)
	}
	return nil
}
