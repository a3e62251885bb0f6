// Package sqldb is the park's database: the ledger of sync (server.Ledger) and the park's own tables, in one SQLite file without cgo.
// Writes go one after another through one connection, and those that wait at the same time share one transaction and one
// flush (writer); readers have connections of their own and never wait for writers. The file is in WAL mode and every commit
// is flushed: what an Update answered survives a power cut.
//
// Statements are portable: $N in order of first use (drivers disagree about any other), explicit columns, nothing
// that PostgreSQL lacks but the pragmas in Open.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	modernc "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"anquan.example/paicha/sync/server"
)

// readers is how many Views run at a time; more wait.
const readers = 8

// DB is a park's database: the ledger of sync, and the park's own tables.
type DB struct {
	write *writer
	read  *sql.DB
	reads statements

	mu     sync.Mutex
	closed bool           // guarded by mu
	under  sync.WaitGroup // what is under way; entered with mu held
}

var _ server.Ledger = (*DB)(nil)

// ErrClosed is what a ledger says after Close.
var ErrClosed = errors.New("the ledger is closed")

// Open opens the ledger in the file, and makes one, for this user alone, where there is none. Any file that is not such a
// ledger is refused and left as it is.
func Open(path string) (*DB, error) {
	if err := claim(path); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	s, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, words(err))
	}
	return s, nil
}

// claim makes the file, and refuses what cannot be a ledger before SQLite touches it.
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

func open(path string) (*DB, error) {
	w, err := database(path, "_txlock=immediate", "_pragma=wal_autocheckpoint(4096)", "_pragma=journal_size_limit(67108864)")
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	if err := prepare(w); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	s := &DB{}
	if s.write, err = newWriter(w); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	if s.read, err = database(path, "_query_only=1"); err != nil {
		return nil, errors.Join(err, s.write.close())
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	s.reads.prepare = s.read.PrepareContext
	return s, nil
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

// enter says that something is under way, until leave.
func (s *DB) enter() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.under.Add(1)
	return nil
}

func (s *DB) leave() { s.under.Done() }

// Update is Write for the ledger.
func (s *DB) Update(ctx context.Context, f func(server.Tx) error) error {
	return s.Write(ctx, func(tx *Tx) error { return f(tx) })
}

// View is Read for the ledger.
func (s *DB) View(ctx context.Context, f func(server.Tx) error) error {
	return s.Read(ctx, func(tx *Tx) error { return f(tx) })
}

// Write runs f in a transaction that it may share with others: what f gives up is undone, theirs is not. When it returns nil all that f
// wrote is on disk. f may run several times, so it begins anew each time; it uses its Tx alone, not the DB.
func (s *DB) Write(ctx context.Context, f func(*Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	return words(s.write.update(ctx, f))
}

// Read runs f on the state as it is at its first question; f writes nothing.
func (s *DB) Read(ctx context.Context, f func(*Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return words(err)
	}
	defer func() { _ = conn.Close() }() // gives it back
	// Not ctx: its end would pull the transaction from under f, which sees to it between questions (tx.alive).
	own, err := conn.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return words(err)
	}
	defer func() { _ = own.Rollback() }() // it wrote nothing
	t := &Tx{ctx: ctx, stmt: func(query string) (*sql.Stmt, error) {
		stmt, err := s.reads.get(query)
		if err != nil {
			return nil, err
		}
		return own.StmtContext(context.Background(), stmt), nil
	}}
	return words(t.run(f))
}

// Close waits for what is under way.
func (s *DB) Close() error {
	s.mu.Lock()
	was := s.closed
	s.closed = true
	s.mu.Unlock()
	if was {
		return nil
	}
	s.under.Wait()
	return errors.Join(s.reads.close(), s.read.Close(), s.write.close())
}

// words names the errors of SQLite that mean something to a park.
func words(err error) error {
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

// statements are prepared when first used and kept.
type statements struct {
	prepare func(ctx context.Context, query string) (*sql.Stmt, error)
	mu      sync.Mutex
	all     map[string]*sql.Stmt // guarded by mu
}

func (p *statements) get(query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, there := p.all[query]; there {
		return s, nil
	}
	s, err := p.prepare(context.Background(), query)
	if err != nil {
		return nil, err
	}
	if p.all == nil {
		p.all = map[string]*sql.Stmt{}
	}
	p.all[query] = s
	return s, nil
}

func (p *statements) close() error {
	var all error
	for _, s := range p.all {
		all = errors.Join(all, s.Close())
	}
	return all
}
