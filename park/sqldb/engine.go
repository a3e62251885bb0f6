package sqldb

import (
	"database/sql"
	"errors"

	"github.com/pressly/goose/v3"
)

// engine is what SQLite and PostgreSQL do differently.
type engine struct {
	dialect  goose.Dialect
	tables   string   // asks for the names of all tables there are
	setUp    []string // statements before the tables are made or brought forward
	line     func(string) string
	begin    []string                                              // begins a transaction that writes; after the last no other one writes
	snapshot sql.TxOptions                                         // of a transaction that reads
	met      func(error) bool                                      // says that the transaction met another: it was undone and has to run again
	copy     func(*sql.Conn) func(string, []string, [][]any) error // nil: it has no quicker way than INSERT
	words    func(error) error                                     // names the errors that mean something to a park
}

// ErrUnreachable is what a DB gives when the server is not there, or went away before a Write was done: nothing of it was kept.
var ErrUnreachable = errors.New("the database cannot be reached: see that its server is up, and try again")

// ErrUnsure is what a DB gives when the server went away while it was told to keep a Write.
var ErrUnsure = errors.New("the database went away while it was keeping this: look whether it is there before trying again")
