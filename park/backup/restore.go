package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// ErrNotEmpty is about a database that a backup is not restored into.
var ErrNotEmpty = errors.New("there is a park in this database already: restore into an empty one")

// errAgain: the backup was read up, and the transaction has to run again.
var errAgain = errors.New("others use this database: stop them, and restore again")

// Check reads a whole backup: every byte is as it was written, and every feed's chain holds.
func Check(r io.Reader) (s Summary, err error) {
	b, err := newReader(r)
	if err == nil {
		defer b.zip.Close()
		err = check(b, nil, &s)
	}
	if err != nil {
		err = fmt.Errorf("check the backup: %w", err)
	}
	return s, err
}

// Restore makes the park of a backup in an empty database, in one transaction: all of it, or nothing. Photos go to their place before; one
// that came before something failed does no harm. The park is in a new epoch, and its projections have to be made again.
func Restore(ctx context.Context, r io.Reader, db *sqldb.DB, blobs server.Blobs) (s Summary, err error) {
	b, err := newReader(r)
	if err != nil {
		return s, fmt.Errorf("restore: %w", err)
	}
	defer b.zip.Close()
	began := false
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		if began {
			return errAgain
		}
		began = true
		if err := empty(tx); err != nil {
			return err
		}
		if err := check(b, &writer{tx: tx, blobs: blobs, inserts: map[string]string{}}, &s); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE counter SET n = (SELECT coalesce(max(arrival), 0) FROM run) WHERE name = 'arrival'`)
		return errors.Join(err, server.Renew(tx))
	})
	if err != nil {
		err = fmt.Errorf("restore: %w", err)
	}
	return s, err
}

func empty(tx *sqldb.Tx) error {
	for _, t := range tables {
		n := 0
		if there, err := tx.Row(`SELECT 1 FROM `+t.name+` LIMIT 1`, nil, &n); err != nil {
			return err
		} else if there {
			return ErrNotEmpty
		}
	}
	return nil
}

// check reads all of it, gives it to w if there is one, and holds it against itself.
func check(b *reader, w *writer, s *Summary) error {
	c := &checker{chains: newChains(), writer: w, s: s}
	s.Park, s.Time, s.Photos = b.head.Park, b.head.Time, b.head.Photos
	if err := b.each(c); err != nil {
		return err
	}
	s.Operations, s.Spoiled = c.chains.operations, b.bad
	s.Blobs -= uint64(len(b.bad))
	return c.chains.hold()
}

// checker is the sink of Check, and before that of Restore.
type checker struct {
	chains *chains
	writer *writer // nil: none
	s      *Summary
}

func (c *checker) row(table string, columns []string, row []any) error {
	c.s.Rows++
	if err := c.chains.row(table, columns, row); err != nil || c.writer == nil {
		return err
	}
	return c.writer.row(table, columns, row)
}

func (c *checker) blob(sum wire.Sum, r io.Reader) error {
	c.s.Blobs++
	if c.writer == nil {
		return nil // it is read up, and hashed
	}
	return c.writer.blob(sum, r)
}

// writer writes a park.
type writer struct {
	tx      *sqldb.Tx
	blobs   server.Blobs
	inserts map[string]string // statement of a table
}

func (w *writer) row(table string, columns []string, row []any) error {
	insert := w.inserts[table]
	if insert == "" {
		here, err := w.tx.Columns(table)
		if err != nil {
			return err
		}
		if !slices.Equal(slices.Sorted(slices.Values(here)), slices.Sorted(slices.Values(columns))) {
			return fmt.Errorf("it has the columns %q in the backup, and %q here", columns, here)
		}
		var values []string
		for n := range columns {
			values = append(values, fmt.Sprint("$", n+1))
		}
		insert = `INSERT INTO ` + table + ` (` + strings.Join(columns, ", ") + `) VALUES (` + strings.Join(values, ", ") + `)`
		w.inserts[table] = insert
	}
	_, err := w.tx.Exec(insert, row...)
	return err
}

// blob puts one at its place, unless it is there.
func (w *writer) blob(sum wire.Sum, r io.Reader) error {
	n := 0
	if _, err := w.tx.Row(`SELECT 1 FROM counter LIMIT 1`, nil, &n); err != nil { // a server ends a transaction that asks nothing for long
		return err
	}
	if f, _, err := w.blobs.Open(sum); err == nil {
		return f.Close()
	}
	at, err := w.blobs.Arrived(sum)
	if err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, r, at); err != nil {
		return err
	}
	if _, err = w.blobs.Append(sum, at, r); err != nil {
		return fmt.Errorf("photo %x: %w", sum, err)
	}
	if err := w.blobs.Finish(sum); err != nil && !errors.Is(err, server.ErrChanged) { // the reader knows of that, too
		return fmt.Errorf("photo %x: %w", sum, err)
	}
	return nil
}
