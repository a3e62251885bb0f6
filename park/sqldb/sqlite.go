package sqldb

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	modernc "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"anquan.example/paicha/sync/server"
)

var sqlite = &engine{
	dialect:  goose.DialectSQLite3,
	tables:   `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'`,
	setUp:    []string{"PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL"},
	line:     only("sqlite"),
	begin:    []string{"BEGIN IMMEDIATE"},
	snapshot: sql.TxOptions{ReadOnly: true},
	met:      func(error) bool { return false },
	words:    sqliteWords,
}

func openSQLite(path string) (*DB, error) {
	if err := claim(path); err != nil {
		return nil, err
	}
	write, err := database(path, "_txlock=immediate", "_pragma=wal_autocheckpoint(4096)", "_pragma=journal_size_limit(67108864)")
	if err != nil {
		return nil, err
	}
	read, err := database(path, "_query_only=1")
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return open(sqlite, write, read)
}

// claim makes the file, for this user alone, and refuses what cannot be a ledger before SQLite touches it.
func claim(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no regular file")
	}
	head := make([]byte, 16)
	if n, _ := f.ReadAt(head, 0); n > 0 && string(head[:n]) != "SQLite format 3\x00" {
		return errNotOurs
	}
	return nil
}

// database names the file as a URI, whatever characters are in its path.
func database(path string, options ...string) (*sql.DB, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	whole = filepath.ToSlash(whole)
	if !strings.HasPrefix(whole, "/") {
		whole = "/" + whole // C:/...
	}
	u := url.URL{Scheme: "file", Path: whole, RawQuery: strings.Join(append(options, "_busy_timeout=10000", "_synchronous=FULL"), "&")}
	c, err := modernc.NewConnector(u.String())
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

func sqliteWords(err error) error {
	var e *modernc.Error
	if !errors.As(err, &e) {
		return err
	}
	switch code := e.Code(); {
	case code&0xff == sqlite3.SQLITE_FULL, code == sqlite3.SQLITE_IOERR_SHMSIZE:
		return fmt.Errorf("%w (%w)", server.ErrDiskFull, err)
	case code&0xff == sqlite3.SQLITE_NOTADB, code&0xff == sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file is damaged: restore a backup of it, or ask for help with the file as it is (%w)", err)
	case code&0xff == sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program is using the file (%w)", err)
	}
	return err
}
