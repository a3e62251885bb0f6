// Package sqldb is the park's database: the ledger of sync (server.Ledger) and the park's own tables, in one SQLite file without cgo, or
// in PostgreSQL. Writes go one after another through one connection, and those that wait at the same time share one transaction and one
// flush (writer); readers have connections of their own and never wait for writers. The file is in WAL mode and every commit
// is flushed: what an Update answered survives a power cut. On PostgreSQL writers of several programs take turns by the lock of a row
// (engine), and what was answered is as durable as the server's synchronous_commit says.
//
// Statements are the same on both: $N in order of first use (drivers disagree about any other), explicit columns, no type or function that
// one of them lacks. Text is kept as text: what is no UTF-8, and NUL, is dropped on the way in. How the engines differ stands in
// sqlite.go, postgres.go, and the marked lines of migrations.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"anquan.example/paicha/sync/server"
)

// readers is how many Views run at a time; more wait.
const readers = 8

// DB is a park's database: the ledger of sync, and the park's own tables.
type DB struct {
	engine *engine
	write  *writer
	read   *sql.DB
	turns  chan struct{} // holds one for each View that runs
	reads  statements

	mu     sync.Mutex
	closed bool           // guarded by mu
	under  sync.WaitGroup // what is under way; entered with mu held
}

var _ server.Ledger = (*DB)(nil)

// ErrClosed is what a ledger says after Close.
var ErrClosed = errors.New("the ledger is closed")

// Open opens the ledger at where: postgres://…, or a file, which it makes, for this user alone, where there is none. What is not such a
// ledger is refused and left as it is.
func Open(where string) (*DB, error) {
	how, name := openSQLite, where
	if isURL(where) {
		how, name = openPostgres, "in PostgreSQL"
		if u, err := url.Parse(where); err == nil {
			name = u.Redacted()
		}
	}
	s, err := how(where)
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", name, err)
	}
	return s, nil
}

// open takes both over, and closes them when it fails.
func open(e *engine, write, read *sql.DB) (_ *DB, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(e.words(err), write.Close(), read.Close())
		}
	}()
	write.SetMaxOpenConns(1)
	// one more than Views: what a View asks for the first time is prepared on a connection of its own, and when all of them wait for one,
	// none is given back
	read.SetMaxOpenConns(readers + 1)
	read.SetMaxIdleConns(readers + 1)
	if err := prepare(e, write); err != nil {
		return nil, err
	}
	s := &DB{engine: e, read: read, turns: make(chan struct{}, readers)}
	s.reads.prepare = read.PrepareContext
	s.write, err = newWriter(e, write)
	return s, err
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
	return s.engine.words(s.write.update(ctx, f))
}

// Read runs f on the state as it is at its first question; f writes nothing.
func (s *DB) Read(ctx context.Context, f func(*Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	own, end, err := s.snapshot(ctx)
	if err != nil {
		return s.engine.words(err)
	}
	defer end()
	t := &Tx{ctx: ctx, stmt: func(query string) (*sql.Stmt, error) {
		stmt, err := s.reads.get(query)
		if err != nil {
			return nil, err
		}
		return own.StmtContext(context.Background(), stmt), nil
	}}
	return s.engine.words(t.run(f))
}

// snapshot begins a transaction that reads; end gives its connection back. It tries again with a connection that the server had ended.
func (s *DB) snapshot(ctx context.Context) (own *sql.Tx, end func(), err error) {
	for range 1 + readers {
		conn, err := s.read.Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		// Not ctx: its end would pull the transaction from under the caller, which sees to it between questions (tx.alive).
		if own, err = conn.BeginTx(context.Background(), &s.engine.snapshot); err == nil {
			return own, func() { _ = errors.Join(own.Rollback(), conn.Close()) }, nil // it wrote nothing
		}
		_ = conn.Close()
	}
	return nil, nil, err
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
	if !inOrder(query) {
		return nil, fmt.Errorf("number $N in order of first use: %s", query)
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
	p.mu.Lock()
	defer p.mu.Unlock()
	var all error
	for _, s := range p.all {
		all = errors.Join(all, s.Close())
	}
	p.all = nil
	return all
}

// inOrder says whether a statement numbers its $N in order of first use.
func inOrder(query string) bool {
	highest := 0
	for _, part := range strings.Split(query, "$")[1:] {
		n := 0
		for _, c := range part {
			if c < '0' || c > '9' {
				break
			}
			n = 10*n + int(c-'0')
		}
		if n < 1 || n > highest+1 {
			return false
		}
		highest = max(highest, n)
	}
	return true
}
