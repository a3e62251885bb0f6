package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

// most is how many Updates share a transaction: the first of them waits for the last.
const most = 256

// tries is how often a transaction that met another is run again.
const tries = 10

// writer runs Updates one after another on the one connection that writes. Each runs in a savepoint of a transaction that it
// shares with those that came while it, or the flush before it, was under way.
type writer struct {
	engine *engine
	db     *sql.DB
	conn   *sql.Conn // used by loop, and by the job whose turn it is
	stmts  statements
	jobs   chan *job
	ended  chan struct{}
}

// job is an Update on its way: it runs, in its caller's goroutine, whenever it gets a turn, until it is done.
type job struct {
	ctx  context.Context
	turn chan struct{}
	ran  chan error
	done chan error // has room for one
	err  error      // of its last turn
	met  int        // how often its transaction met another
}

var (
	// errBroken says that the whole transaction is undone: by SQLite when the disk is full, by PostgreSQL when it met another or the
	// connection is gone.
	errBroken = errors.New("the transaction was undone")
	errGone   = errors.New("the update did not come to its end")
)

func newWriter(e *engine, db *sql.DB) (*writer, error) {
	w := &writer{engine: e, db: db, jobs: make(chan *job), ended: make(chan struct{})}
	if err := w.connect(); err != nil {
		return nil, err
	}
	go w.loop()
	return w, nil
}

// connect takes a connection; one that it has is ended.
func (w *writer) connect() error {
	if w.conn != nil {
		_ = w.stmts.close() // the server has done so
		_ = w.conn.Raw(func(any) error { return driver.ErrBadConn })
		_ = w.conn.Close()
	}
	conn, err := w.db.Conn(context.Background())
	if err == nil {
		w.conn, w.stmts.prepare = conn, conn.PrepareContext
	}
	return err
}

// close waits for loop; no update is under way any more.
func (w *writer) close() error {
	close(w.jobs)
	<-w.ended
	return errors.Join(w.stmts.close(), w.conn.Close(), w.db.Close())
}

// update is Update. Once it is in line, ctx ends it until its turn has come and gone, but not while it is being committed.
func (w *writer) update(ctx context.Context, f func(*Tx) error) error {
	j := &job{ctx: ctx, turn: make(chan struct{}), ran: make(chan error), done: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	for {
		select {
		case <-j.turn:
			t := &Tx{ctx: ctx, writable: true, stmt: w.stmts.get}
			if w.engine.copy != nil {
				t.copy = w.engine.copy(w.conn)
			}
			j.take(t, f)
		case err := <-j.done:
			return err
		}
	}
}

// take runs f. A panic of f is its caller's: the writer learns of it as of an error.
func (j *job) take(t *Tx, f func(*Tx) error) {
	err := errGone
	defer func() { j.ran <- err }()
	if err = t.run(f); err != nil && t.failed != nil && !errors.Is(err, t.failed) {
		err = errors.Join(err, t.failed) // what the transaction met counts, whatever f makes of it
	}
}

func (w *writer) loop() {
	defer close(w.ended)
	for j := range w.jobs {
		w.together(j, most)
	}
}

// together runs the job, and those that wait, as one transaction. Nobody hears of its end before it is on disk.
func (w *writer) together(j *job, most int) {
	if err := w.begin(); err != nil {
		j.done <- fmt.Errorf("begin: %w", err)
		return
	}
	var ran []*job
	for ; j != nil; j = w.next(most - len(ran)) {
		ran = append(ran, j)
		if j.err = w.one(j); errors.Is(j.err, errBroken) {
			w.apart(ran, j.err)
			return
		}
	}
	err := w.exec("COMMIT")
	if w.engine.met(err) {
		w.apart(ran, err)
		return
	}
	if err != nil {
		_ = w.exec("ROLLBACK") // nothing to undo when COMMIT did
		if err = w.engine.words(err); errors.Is(err, ErrUnreachable) {
			err = ErrUnsure
		}
		err = fmt.Errorf("commit: %w", err)
	}
	for _, j := range ran {
		if j.err == nil {
			j.err = err
		}
		j.done <- j.err
	}
}

// begin begins a transaction; on a connection of its own when the server has ended the one there was.
func (w *writer) begin() (err error) {
	for range tries {
		if err = w.all(w.engine.begin); err == nil {
			return nil
		}
		_ = w.exec("ROLLBACK")
		if w.engine.met(err) {
			continue
		}
		if w.conn.PingContext(context.Background()) == nil {
			return err // the connection is not to blame
		}
		if err := w.connect(); err != nil {
			return err
		}
	}
	return err
}

// apart ends a transaction that the last job broke, or that met another; who is not to blame begins again, alone.
func (w *writer) apart(ran []*job, err error) {
	_ = w.exec("ROLLBACK") // the engine may have done so
	last := ran[len(ran)-1]
	if last.met++; !w.engine.met(err) || last.met > tries {
		last.done <- err
		ran = ran[:len(ran)-1]
	}
	for _, j := range ran {
		w.together(j, 1)
	}
}

// next is a job that waits now; nil when there is none, or no room.
func (w *writer) next(room int) *job {
	if room <= 0 {
		return nil
	}
	select {
	case j := <-w.jobs: // nil when closed
		return j
	default:
		return nil
	}
}

// one gives the job its turn in a savepoint.
func (w *writer) one(j *job) error {
	if err := context.Cause(j.ctx); err != nil {
		return err
	}
	if err := w.exec("SAVEPOINT one"); err != nil {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	j.turn <- struct{}{}
	err := <-j.ran
	if err != nil && (w.engine.met(err) || w.exec("ROLLBACK TO one") != nil) {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	if end := w.exec("RELEASE one"); end != nil {
		return fmt.Errorf("%w: %w", errBroken, cmp.Or(err, end))
	}
	return err
}

func (w *writer) all(queries []string) error {
	for _, q := range queries {
		if err := w.exec(q); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) exec(query string) error {
	s, err := w.stmts.get(query)
	if err == nil {
		_, err = s.ExecContext(context.Background())
	}
	return err
}
