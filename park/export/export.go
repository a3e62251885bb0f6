// Package export gives what the park knows as files: tables in columns that stay (docs/export.md), as CSV, XLSX or GeoJSON. Rows are
// read a portion at a time, each in a Read of its own and in the order of a key that never changes: a million rows need no more
// memory than a thousand, nobody is kept waiting by a slow reader, and a row is never written twice. A table is one file and one line
// in tables, a format one file and one line in formats.
package export

import (
	"context"
	"fmt"
	"io"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/sqldb"
)

// Options say whose rows are wanted, and for whom they are written.
type Options struct {
	Enterprise string             // of the register: its rows alone; "" everybody's
	Words      *words.Words       // headings and values for people; nil: the stable names and codes, for programs
	Library    *checklist.Library // names of sectors, for people
	Today      string             // YYYY-MM-DD
	Progress   func()             // after each portion; nil: nobody listens
}

// File is what can be exported, by the name of its file.
type File struct {
	table  *table
	format *format
}

// Files is every file there is, the tables in order and each in every format that it has.
func Files() (all []string) {
	for _, t := range tables {
		for _, f := range formats {
			if !f.places || t.places {
				all = append(all, t.name+"."+f.ending)
			}
		}
	}
	return all
}

// Named is the file of that name; false when there is none, or none for an enterprise.
func Named(name, enterprise string) (File, bool) {
	for _, t := range tables {
		for _, f := range formats {
			if t.name+"."+f.ending == name && (!f.places || t.places) {
				return File{t, f}, enterprise == "" || t.own
			}
		}
	}
	return File{}, false
}

// Table is the name of the file's table.
func (f File) Table() string { return f.table.name }

// Columns is the stable names of the file's columns.
func (f File) Columns() []string { return f.table.columns }

// Mime is the file's type.
func (f File) Mime() string { return f.format.mime }

// Write writes the file, and gives how many rows it has below its heading.
func (f File) Write(ctx context.Context, db *sqldb.DB, w io.Writer, o Options) (rows int, err error) {
	if o.Enterprise != "" && !f.table.own {
		return 0, fmt.Errorf("export %s: it is not for an enterprise", f.table.name)
	}
	out, err := f.format.begin(w, f.table, o.Words)
	if err != nil {
		return 0, fmt.Errorf("export %s: %w", f.table.name, err)
	}
	if rows, err = f.rows(ctx, db, out, o); err == nil {
		err = out.end(rows)
	} else {
		out.drop()
	}
	if err != nil {
		return rows, fmt.Errorf("export %s after %d rows: %w", f.table.name, rows, err)
	}
	return rows, nil
}

func (f File) rows(ctx context.Context, db *sqldb.DB, out sink, o Options) (n int, err error) {
	next := f.table.portions(o)
	for {
		var portion []row
		if err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			portion, err = next(tx)
			return err
		}); err != nil || len(portion) == 0 {
			return n, err
		}
		for _, r := range portion {
			if o.Words != nil {
				o.say(r.cells)
			}
			if err := out.row(r); err != nil {
				return n, err
			}
			n++
		}
		if o.Progress != nil {
			o.Progress()
		}
	}
}

// table is rows of one kind.
type table struct {
	name    string
	columns []string // stable; new ones come last
	own     bool     // an enterprise may have its own rows
	places  bool     // rows have a place on a map
	// portions gives a function that reads portion after portion; an empty one is the end. It may be asked for the same portion again: only
	// what it read without an error counts.
	portions func(Options) func(*sqldb.Tx) ([]row, error)
}

var tables = []*table{&findings, &inspections, &enterprises, &answers, &tasks, &ledgers, &months, &results}

// row is a row of a table: cells are string, int, bool, or a kind in cell.go.
type row struct {
	cells               []any
	latitude, longitude string
}

// heading is the columns' names as the reader calls them.
func (t *table) heading(w *words.Words) []string {
	if w == nil {
		return t.columns
	}
	all := make([]string, len(t.columns))
	for n, c := range t.columns {
		all[n] = w.Column(t.name, c)
	}
	return all
}

// title is the table's name as the reader calls it.
func (t *table) title(w *words.Words) string {
	if w == nil {
		return t.name
	}
	return w.Export.Tables[t.name]
}
