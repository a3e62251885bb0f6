package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// most is how many Updates share a transaction: the first of them waits for the last.
const most = 256

// writer runs Updates one after another on the one connection that writes. Each runs in a savepoint of a transaction that it
// shares with those that came while it, or the flush before it, was under way.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn // used by loop, and by the job whose turn it is
	stmts statements
	jobs  chan *job
	ended chan struct{}
}

// job is an Update on its way: it runs, in its caller's goroutine, whenever it gets a turn, until it is done.
type job struct {
	ctx  context.Context
	turn chan struct{}
	ran  chan error
	done chan error // has room for one
	err  error      // of its last turn
}

var (
	// errBroken says that SQLite has undone the whole transaction, as it does when the disk is full.
	errBroken = errors.New("the transaction was undone")
	errGone   = errors.New("the update did not come to its end")
)

func newWriter(db *sql.DB) (*writer, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, jobs: make(chan *job), ended: make(chan struct{})}
	w.stmts.prepare = conn.PrepareContext
	go w.loop()
	return w, nil
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
			j.take(&Tx{ctx: ctx, writable: true, stmt: w.stmts.get}, f)
		case err := <-j.done:
			return err
		}
	}
}

// take runs f. A panic of f is its caller's: the writer learns of it as of an error.
func (j *job) take(t *Tx, f func(*Tx) error) {
	err := errGone
	defer func() { j.ran <- err }()
	err = t.run(f)
}

func (w *writer) loop() {
	defer close(w.ended)
	for j := range w.jobs {
		w.together(j, most)
	}
}

// together runs the job, and those that wait, as one transaction. Nobody hears of its end before it is on disk.
func (w *writer) together(j *job, most int) {
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		j.done <- fmt.Errorf("begin: %w", err)
		return
	}
	var ran []*job
	for ; j != nil; j = w.next(most - len(ran)) {
		ran = append(ran, j)
		if j.err = w.one(j); errors.Is(j.err, errBroken) {
			w.apart(ran)
			return
		}
	}
	err := w.exec("COMMIT")
	if err != nil {
		err = fmt.Errorf("commit: %w", err)
		_ = w.exec("ROLLBACK") // nothing to undo when COMMIT did
	}
	for _, j := range ran {
		if j.err == nil {
			j.err = err
		}
		j.done <- j.err
	}
}

// apart ends a transaction that the last job broke; the others begin again, each alone.
func (w *writer) apart(ran []*job) {
	_ = w.exec("ROLLBACK") // SQLite may have done so
	last := len(ran) - 1
	ran[last].done <- ran[last].err
	for _, j := range ran[:last] {
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
	if err != nil {
		if undo := w.exec("ROLLBACK TO one"); undo != nil {
			return fmt.Errorf("%w: %w", errBroken, err)
		}
	}
	if end := w.exec("RELEASE one"); end != nil {
		return fmt.Errorf("%w: %w", errBroken, cmp.Or(err, end))
	}
	return err
}

func (w *writer) exec(query string) error {
	s, err := w.stmts.get(query)
	if err == nil {
		_, err = s.ExecContext(context.Background())
	}
	return err
}
