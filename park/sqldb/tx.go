package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Tx is a transaction: of the ledger (server.Tx) and of the park's own tables (Exec, Each, Row). Its first error ends it: SQLite may
// have undone all that was written before. Statements are kept prepared: their number has to be small.
type Tx struct {
	ctx      context.Context
	stmt     func(query string) (*sql.Stmt, error)
	copy     func(table string, columns []string, rows [][]any) error // of engines that have a quicker way than INSERT
	writable bool
	failed   error
}

var errReadOnly = errors.New("a view does not write")

// run runs f as the transaction.
func (t *Tx) run(f func(*Tx) error) error {
	if err := t.alive(); err != nil {
		return err
	}
	if err := f(t); err != nil {
		return err
	}
	return t.alive()
}

func (t *Tx) fail(err error) error {
	t.failed = cmp.Or(t.failed, err)
	return t.failed
}

// alive says why the transaction has to end. A context's end is looked for here, between statements: SQLite undoes the whole
// transaction, others' savepoints too, when a statement that writes is interrupted.
func (t *Tx) alive() error { return t.fail(context.Cause(t.ctx)) }

func (t *Tx) exec(query string, args ...any) (sql.Result, error) {
	if !t.writable {
		return nil, t.fail(errReadOnly)
	}
	if err := t.alive(); err != nil {
		return nil, err
	}
	s, err := t.stmt(query)
	if err != nil {
		return nil, t.fail(err)
	}
	r, err := s.ExecContext(context.Background(), plain(args)...)
	return r, t.fail(err)
}

// each calls scan for each row until it says that this is enough.
func (t *Tx) each(query string, args []any, scan func(rows *sql.Rows) (enough bool, err error)) (err error) {
	if err := t.alive(); err != nil {
		return err
	}
	s, err := t.stmt(query)
	if err != nil {
		return t.fail(err)
	}
	rows, err := s.QueryContext(context.Background(), plain(args)...)
	if err != nil {
		return t.fail(err)
	}
	defer func() { err = t.fail(errors.Join(err, rows.Close())) }()
	for rows.Next() {
		if err := t.alive(); err != nil {
			return err
		}
		if enough, err := scan(rows); enough || err != nil {
			return err
		}
	}
	return rows.Err()
}

// plain is args with the text in them as every engine keeps it: PostgreSQL refuses what is no UTF-8, and NUL.
func plain(args []any) []any {
	for n, a := range args {
		if s, is := a.(string); is && (!utf8.ValidString(s) || strings.Contains(s, "\x00")) {
			args = slices.Clone(args)
			args[n] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
		}
	}
	return args
}

// Exec runs a statement that writes, and gives how many rows it wrote.
func (t *Tx) Exec(query string, args ...any) (int64, error) {
	r, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return n, t.fail(err)
}

// Each calls scan for each row. scan reads the row and asks nothing else of the Tx meanwhile.
func (t *Tx) Each(query string, args []any, scan func(rows *sql.Rows) error) error {
	return t.each(query, args, func(rows *sql.Rows) (bool, error) { return false, scan(rows) })
}

// Row scans the first row into what into points at; false when there is none.
func (t *Tx) Row(query string, args []any, into ...any) (there bool, err error) {
	err = t.each(query, args, func(rows *sql.Rows) (bool, error) {
		there = true
		return true, rows.Scan(into...)
	})
	return there, err
}

// Columns is the names of a table's columns.
func (t *Tx) Columns(table string) ([]string, error) {
	if err := t.alive(); err != nil {
		return nil, err
	}
	s, err := t.stmt(`SELECT * FROM ` + table + ` WHERE 1 = 0`)
	if err != nil {
		return nil, t.fail(err)
	}
	rows, err := s.QueryContext(context.Background())
	if err != nil {
		return nil, t.fail(err)
	}
	names, err := rows.Columns()
	return names, t.fail(errors.Join(err, rows.Close()))
}

// bytes gives the one column of the one row, and whether there is one.
func (t *Tx) bytes(query string, args ...any) (data []byte, there bool, err error) {
	err = t.each(query, args, func(rows *sql.Rows) (bool, error) {
		there = true
		return true, rows.Scan(&data)
	})
	if there && data == nil {
		data = []byte{} // the driver does not tell empty from none
	}
	return data, there, err
}

// decoded reads the CBOR of the one row; nil when there is none.
func decoded[T any](t *Tx, query string, args ...any) (*T, error) {
	data, there, err := t.bytes(query, args...)
	if err != nil || !there {
		return nil, err
	}
	v := new(T)
	return v, t.fail(wire.Decode(data, v))
}

// all reads the CBOR of every row.
func all[T any](t *Tx, query string) ([]T, error) {
	var list []T
	err := t.each(query, nil, func(rows *sql.Rows) (bool, error) {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return true, err
		}
		var v T
		list = append(list, v)
		return false, wire.Decode(raw, &list[len(list)-1])
	})
	return list, err
}

func (t *Tx) Setting(name string) ([]byte, error) {
	value, _, err := t.bytes(`SELECT value FROM setting WHERE name = $1`, name)
	return value, err
}

func (t *Tx) SetSetting(name string, value []byte) error {
	if value == nil {
		_, err := t.exec(`DELETE FROM setting WHERE name = $1`, name)
		return err
	}
	_, err := t.exec(`INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func (t *Tx) Feed(id wire.FeedID) (*server.Feed, error) {
	return decoded[server.Feed](t, `SELECT state FROM feed WHERE id = $1`, id[:])
}

func (t *Tx) SetFeed(f *server.Feed) error {
	_, err := t.exec(`INSERT INTO feed (id, state) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET state = excluded.state`, f.ID[:], wire.Encode(f))
	return err
}

func (t *Tx) Feeds() ([]*server.Feed, error) {
	return all[*server.Feed](t, `SELECT state FROM feed ORDER BY id`)
}

func (t *Tx) Device(feed wire.FeedID) (*wire.Device, error) {
	return decoded[wire.Device](t, `SELECT data FROM device WHERE feed = $1`, feed[:])
}

func (t *Tx) SetDevice(d wire.Device) error {
	_, err := t.exec(`INSERT INTO device (feed, since, data) VALUES ($1, $2, $3)
		ON CONFLICT (feed) DO UPDATE SET since = excluded.since, data = excluded.data`, d.Feed[:], d.Since, wire.Encode(d))
	return err
}

func (t *Tx) Devices() ([]wire.Device, error) {
	return all[wire.Device](t, `SELECT data FROM device ORDER BY since, feed`)
}

func (t *Tx) Invitations() ([]server.Invitation, error) {
	return all[server.Invitation](t, `SELECT data FROM invitation ORDER BY id`)
}

func (t *Tx) SetInvitation(i server.Invitation) error {
	_, err := t.exec(`INSERT INTO invitation (id, data) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET data = excluded.data`, i.ID, wire.Encode(i))
	return err
}

func (t *Tx) DropInvitation(id string) error {
	_, err := t.exec(`DELETE FROM invitation WHERE id = $1`, id)
	return err
}

func (t *Tx) Photo(sum wire.Sum) (*server.Photo, error) {
	var p *server.Photo
	err := t.each(`SELECT size, at, via FROM photo WHERE sum = $1`, []any{sum[:]}, func(rows *sql.Rows) (bool, error) {
		p = &server.Photo{Sum: sum}
		return true, rows.Scan(&p.Size, &p.At, id{&p.Via})
	})
	return p, err
}

func (t *Tx) SetPhoto(p server.Photo) error {
	_, err := t.exec(`INSERT INTO photo (sum, size, at, via) VALUES ($1, $2, $3, $4)
		ON CONFLICT (sum) DO UPDATE SET size = excluded.size, at = excluded.at, via = excluded.via`, p.Sum[:], p.Size, p.At, p.Via[:])
	return err
}
