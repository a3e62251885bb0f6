package sqldb

import (
	"database/sql"
	"fmt"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// id scans a feed's id.
type id struct{ feed *wire.FeedID }

// Scan takes 16 bytes.
func (i id) Scan(v any) error {
	b, is := v.([]byte)
	if !is || len(b) != len(i.feed) {
		return fmt.Errorf("%T is not the id of a feed", v)
	}
	copy(i.feed[:], b)
	return nil
}

// AddRun numbers by the highest there is: there is one writer and no run is ever dropped, so a later number is never
// seen before an earlier one.
func (t *Tx) AddRun(s server.Stored) (uint64, error) {
	if err := s.Bounds(); err != nil {
		return 0, t.fail(err)
	}
	if s.Data == nil {
		s.Data = []byte{}
	}
	r, err := t.exec(`INSERT INTO run (feed, first, last, via, at, data) VALUES ($1, $2, $3, $4, $5, $6)`,
		s.Feed[:], s.First, s.Last(), s.Via[:], s.At, s.Data)
	if err != nil {
		return 0, err
	}
	arrival, err := r.LastInsertId()
	if err != nil {
		return 0, t.fail(err)
	}
	_, err = t.exec(`INSERT INTO unchecked (arrival) VALUES ($1)`, arrival)
	return uint64(arrival), err
}

func scanRun(rows *sql.Rows) (s server.Stored, err error) {
	var last uint64
	err = rows.Scan(&s.Arrival, id{&s.Feed}, &s.First, &last, id{&s.Via}, &s.At, &s.Data)
	s.Count = last - s.First + 1
	return s, err
}

func (t *Tx) runs(query string, args ...any) (list []server.Stored, err error) {
	err = t.each(query, args, func(rows *sql.Rows) (bool, error) {
		s, err := scanRun(rows)
		list = append(list, s)
		return false, err
	})
	return list, err
}

// Runs looks no further back than the longest run reaches.
func (t *Tx) Runs(feed wire.FeedID, span wire.Span) ([]server.Stored, error) {
	from, to := min(span.From, wire.MaxSeq), min(span.To, wire.MaxSeq)
	return t.runs(`SELECT arrival, feed, first, last, via, at, data FROM run
		WHERE feed = $1 AND first >= $2 AND first <= $3 AND last >= $4 ORDER BY arrival`,
		feed[:], from-min(from, wire.MaxRunOps-1), to, from)
}

func (t *Tx) After(cursor uint64, but wire.FeedID, room int) (list []server.Stored, next uint64, more bool, err error) {
	next = cursor
	newest, err := t.newest()
	if err != nil || newest <= cursor {
		return nil, next, false, err
	}
	query, args := `SELECT arrival, feed, first, last, via, at, data FROM run WHERE arrival > $1 AND via <> $2 ORDER BY arrival`, []any{cursor, but[:]}
	if but == (wire.FeedID{}) {
		query, args = `SELECT arrival, feed, first, last, via, at, data FROM run WHERE arrival > $1 ORDER BY arrival`, []any{cursor}
	}
	err = t.each(query, args, func(rows *sql.Rows) (bool, error) {
		s, err := scanRun(rows)
		if err != nil {
			return true, err
		}
		if room -= len(s.Data); room < 0 && len(list) > 0 {
			more = true
			return true, nil
		}
		list, next = append(list, s), s.Arrival
		return false, nil
	})
	if err == nil && !more {
		next = newest // behind those that came via but, too
	}
	return list, next, more, err
}

// newest is the highest arrival number; 0 when there is no run.
func (t *Tx) newest() (n uint64, err error) {
	err = t.each(`SELECT coalesce(max(arrival), 0) FROM run`, nil, func(rows *sql.Rows) (bool, error) { return true, rows.Scan(&n) })
	return n, err
}

func (t *Tx) Unchecked(most int) ([]server.Stored, error) {
	return t.runs(`SELECT run.arrival, feed, first, last, via, at, data FROM unchecked JOIN run ON run.arrival = unchecked.arrival
		ORDER BY run.arrival LIMIT $1`, most)
}

func (t *Tx) SetChecked(arrival uint64) error {
	_, err := t.exec(`DELETE FROM unchecked WHERE arrival = $1`, arrival)
	return err
}
