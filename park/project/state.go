package project

import (
	"database/sql"
	"errors"

	"anquan.example/paicha/park/sqldb"
)

// layout is that of the rows: a program with a higher one makes all of them again. History: 1 (2026-11) first; 2 (2026-11) photos of signed papers,
// a finding's course, and late is what the enterprise owes; 3 (2026-11) an inspection's facts; 4 (2026-11) which criteria an inspection names.
const layout = 4

// state is how far the projections are. Every Write that changes one of them counts the turn on, so that whoever has read something sees
// whether it still holds.
type state struct {
	cursor uint64 // arrival up to which all is projected
	turn   uint64
	layout uint64
	stage  stage  // of a rebuild
	place  string // up to where the stage is: an arrival, or an inspection
}

// stage of a rebuild.
type stage uint64

const (
	idle      stage = iota
	indexing        // which runs speak of which inspection, by arrival
	replacing       // rows, by inspection
)

// errMoved says that another projector was quicker: what was read has to be read again.
var errMoved = errors.New("the projections have moved")

// Names of rows of projection.
const (
	cursorName  = "all"
	turnName    = "turn"
	layoutName  = "layout"
	rebuildName = "rebuild"
)

// Cursor is the arrival number up to which the projections stand.
func Cursor(tx *sqldb.Tx) (n uint64, err error) {
	_, err = tx.Row(`SELECT cursor FROM projection WHERE name = $1`, []any{cursorName}, &n)
	return n, err
}

func readState(tx *sqldb.Tx) (s state, err error) {
	err = tx.Each(`SELECT name, cursor, place FROM projection`, nil, func(rows *sql.Rows) error {
		var name, place string
		var n uint64
		if err := rows.Scan(&name, &n, &place); err != nil {
			return err
		}
		switch name {
		case cursorName:
			s.cursor = n
		case turnName:
			s.turn = n
		case layoutName:
			s.layout = n
		case rebuildName:
			s.stage, s.place = stage(n), place
		}
		return nil
	})
	return s, err
}

// check says errMoved when the state is not what it was.
func (s state) check(tx *sqldb.Tx) error {
	now, err := readState(tx)
	if err == nil && now != s {
		err = errMoved
	}
	return err
}

// follow writes the state that follows s and gives it.
func (s state) follow(tx *sqldb.Tx, next state) (state, error) {
	if next.turn = s.turn + 1; s.turn == 0 && s.cursor == 0 {
		next.layout = layout // there are no rows of an earlier one
	}
	for _, row := range []struct {
		name     string
		was, now uint64
		place    string
	}{
		{cursorName, s.cursor, next.cursor, ""}, {turnName, s.turn, next.turn, ""}, {layoutName, s.layout, next.layout, ""},
		{rebuildName, uint64(s.stage), uint64(next.stage), next.place},
	} {
		if row.was == row.now && (row.name != rebuildName || s.place == next.place) {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO projection (name, cursor, place) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, place = excluded.place`, row.name, row.now, row.place); err != nil {
			return s, err
		}
	}
	return next, nil
}
