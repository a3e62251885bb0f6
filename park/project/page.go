package project

import (
	"database/sql"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Page is how much of a list is wanted, and from where: After is a cursor of the page before. A page may hold fewer rows than its size, even
// none, and yet have a next one: what it costs is bounded, whatever the filter.
type Page struct {
	Size  int // 0: 50
	After string
}

// maxPage is the largest page.
const maxPage = 1000

func (p Page) size() int {
	if p.Size <= 0 || p.Size > maxPage {
		return 50
	}
	return p.Size
}

// looked is how many rows a page with a filter that no index serves looks at, in each of its streams.
const looked = 4000

// spot is a place in a list: the values that it is ordered by. Empty it is the beginning, and, of a bound, none.
type spot []string

// cursor packs a spot.
func (s spot) cursor() string {
	if len(s) == 0 {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(s, "\x00")))
}

// spot unpacks the page's cursor of n values; the beginning when it is none.
func (p Page) spot(n int) spot {
	data, err := base64.RawURLEncoding.DecodeString(p.After)
	parts := strings.Split(string(data), "\x00")
	if err != nil || p.After == "" || len(parts) != n {
		return nil
	}
	return parts
}

// stream is rows of a table in the order of an index: of those that begin with prefix, the ones that a filter means.
type stream struct {
	columns string
	from    string   // table, or a join of two, whose first has the order
	order   []string // columns of the first, after the prefix in its index
	desc    bool
	prefix  []cond
	end     string // of the first of order: the stream ends before it, or, downwards, behind it; "" nowhere. Not asked in SQL: it would draw planners to other indexes
	filter  string // of columns, numbered on from $1
	args    []any  // of filter
	all     bool   // the filter lets all pass
}

// cond is a column and its value.
type cond struct {
	column string
	value  any
}

// query is a statement in the making: values are numbered in the order in which they come.
type query struct {
	text string
	args []any
}

func (q *query) add(text string, args ...any) {
	for _, a := range args {
		q.args = append(q.args, a)
		text = strings.Replace(text, "?", fmt.Sprintf("$%d", len(q.args)), 1)
	}
	q.text += text
}

// inner asks for the rows of the index after a spot.
func (s *stream) inner(columns string, after spot, limit, skip int) query {
	var q query
	q.add("SELECT " + columns + " FROM " + s.from + " WHERE ")
	for _, c := range s.prefix {
		q.add(c.column+" = ? AND ", c.value)
	}
	compare, way := ">", ""
	if s.desc {
		compare, way = "<", " DESC"
	}
	at := make([]any, len(s.order))
	for n := range at {
		switch {
		case n < len(after):
			at[n] = after[n]
		case s.desc:
			at[n] = beyond
		default:
			at[n] = ""
		}
	}
	order := strings.Join(s.order, ", ")
	q.add("("+order+") "+compare+" (?"+strings.Repeat(", ?", len(at)-1)+")", at...)
	q.add(" ORDER BY "+strings.ReplaceAll(order, ",", way+",")+way+" LIMIT ? OFFSET ?", limit, skip)
	return q
}

// ended says whether a spot is beyond the stream.
func (s *stream) ended(at spot) bool {
	return s.end != "" && (s.desc && at[0] < s.end || !s.desc && at[0] >= s.end)
}

// read gives up to want rows after a spot to scan, and up to where it has looked; no spot when it has seen the end.
func (s *stream) read(tx *sqldb.Tx, after spot, want int, scan func(*sql.Rows) (spot, error)) (until spot, err error) {
	defer func() {
		if until != nil && s.ended(until) {
			until = nil
		}
	}()
	limit := want
	if !s.all {
		limit = looked
	}
	q := s.inner(s.columns, after, limit, 0)
	if !s.all {
		q = s.filtered(q, want)
	}
	got := 0
	if err := tx.Each(q.text, q.args, func(rows *sql.Rows) error {
		got++
		until, err = scan(rows)
		return err
	}); err != nil || got == want {
		return until, err
	}
	if s.all {
		return nil, nil
	}
	until = nil
	last := s.inner(strings.Join(s.order, ", "), after, 1, limit-1)
	err = tx.Each(last.text, last.args, func(rows *sql.Rows) error {
		until = make(spot, len(s.order))
		into := make([]any, len(until))
		for n := range until {
			into[n] = &until[n]
		}
		return rows.Scan(into...)
	})
	return until, err
}

var placeholder = regexp.MustCompile(`\$[0-9]+`)

// filtered asks for those of the rows that the filter means.
func (s *stream) filtered(inner query, want int) query {
	q := query{"SELECT * FROM (" + inner.text + ") AS near WHERE ", inner.args}
	filter := placeholder.ReplaceAllStringFunc(s.filter, func(n string) string {
		k, _ := strconv.Atoi(n[1:]) // digits
		return fmt.Sprintf("$%d", len(inner.args)+k)
	})
	q.text, q.args = q.text+filter, append(q.args, s.args...)
	order := make([]string, len(s.order))
	for n, c := range s.order {
		order[n] = c[strings.IndexByte(c, '.')+1:]
		if s.desc {
			order[n] += " DESC"
		}
	}
	q.add(" ORDER BY "+strings.Join(order, ", ")+" LIMIT ?", want)
	return q
}

// pageOf is a page of several streams in one order, and the cursor of the next; "" when there is none.
func pageOf[R any](tx *sqldb.Tx, p Page, streams []stream, scan func(*sql.Rows) (R, error), at func(R) spot) (all []R, next string, err error) {
	var end spot // up to where all streams have looked
	var desc bool
	for n := range streams {
		s := &streams[n]
		desc = s.desc
		until, err := s.read(tx, p.spot(len(s.order)), p.size()+1, func(rows *sql.Rows) (spot, error) {
			r, err := scan(rows)
			if err == nil && !s.ended(at(r)) {
				all = append(all, r)
			}
			return at(r), err
		})
		if err != nil {
			return nil, "", err
		}
		if until != nil && (end == nil || before(until, end, desc)) {
			end = until
		}
	}
	slices.SortStableFunc(all, func(a, b R) int {
		if before(at(a), at(b), desc) {
			return -1
		}
		return 1
	})
	if end != nil {
		all = slices.DeleteFunc(all, func(r R) bool { return before(end, at(r), desc) })
	}
	if n := p.size(); len(all) > n {
		all = all[:n]
		return all, at(all[n-1]).cursor(), nil
	}
	return all, end.cursor(), nil
}

func before(a, b spot, desc bool) bool {
	if desc {
		return slices.Compare(b, a) < 0
	}
	return slices.Compare(a, b) < 0
}

// like is a pattern that finds a text anywhere; all when it is empty.
func like(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(text)) + "%"
}
