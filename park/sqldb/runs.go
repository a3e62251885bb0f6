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

// AddRun numbers by a counter that one transaction after another counts on: a later number is never seen before an earlier one.
func (t *Tx) AddRun(s server.Stored) (arrival uint64, err error) {
	if err := s.Bounds(); err != nil {
		return 0, t.fail(err)
	}
	if s.Data == nil {
		s.Data = []byte{}
	}
	if _, err := t.Row(`UPDATE counter SET n = n + 1 WHERE name = 'arrival' RETURNING n`, nil, &arrival); err != nil {
		return 0, err
	}
	if _, err := t.exec(`INSERT INTO run (arrival, feed, first, last, via, at, data) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		arrival, s.Feed[:], s.First, s.Last(), s.Via[:], s.At, s.Data); err != nil {
		return 0, err
	}
	_, err = t.exec(`INSERT INTO unchecked (arrival) VALUES ($1)`, arrival)
	return arrival, err
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

// page is how many runs After asks for first. PostgreSQL sends all that was asked for, whether or not somebody reads it.
const page = 32

func (t *Tx) After(cursor uint64, but wire.FeedID, room int) (list []server.Stored, next uint64, more bool, err error) {
	newest, err := t.newest()
	if err != nil || newest <= cursor {
		return nil, cursor, false, err
	}
	next = cursor
	for limit := page; ; limit *= 2 {
		got := 0
		err = t.each(`SELECT arrival, feed, first, last, via, at, data FROM run WHERE arrival > $1 AND via <> $2 ORDER BY arrival LIMIT $3`,
			[]any{next, nobody(but), limit}, func(rows *sql.Rows) (bool, error) {
				s, err := scanRun(rows)
				if err != nil {
					return true, err
				}
				got++
				if room -= len(s.Data); room < 0 && len(list) > 0 {
					more = true
					return true, nil
				}
				list, next = append(list, s), s.Arrival
				return false, nil
			})
		if err != nil || more {
			return list, next, more, err
		}
		if got < limit {
			return list, newest, false, nil // behind those that came via but, too
		}
	}
}

// nobody is the id of a device; of one that is not, without one: what was brought by none has zeros.
func nobody(device wire.FeedID) []byte {
	if device == (wire.FeedID{}) {
		return []byte{}
	}
	return device[:]
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
