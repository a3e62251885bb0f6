package strictyaml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong in a file: where, what, and what to do about it.
type Problem struct {
	File string
	Line int    // from 1; 0 when it concerns the file as a whole
	Key  string // path of keys, e.g. sectors[0].editions[0].criteria[3].hazard; empty for the file as a whole
	ID   string // of the thing that holds it, when it has one: a criterion, a question
	Text string
	Hint string // what to do; may be empty
}

// Error is the problem in one line: file:line: path (id): what; what to do.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if p.Key != "" {
		b.WriteString(p.Key)
		if p.ID != "" {
			fmt.Fprintf(&b, " (%s)", p.ID)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Text)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	return b.String()
}

// printed is how many problems an error text shows: a person mends those first.
const printed = 50

// Kept is how many problems are collected before reading stops: a file with more is not what it is taken for.
const Kept = 200

// Problems is every problem found in a file, by line. It is the error of reading it.
type Problems []Problem

// Error is one problem a line, the first 50.
func (ps Problems) Error() string {
	var b strings.Builder
	for n, p := range ps {
		if n == printed {
			fmt.Fprintf(&b, "\n… and %d more; mend these first", len(ps)-printed)
			break
		}
		if n > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Error())
	}
	return b.String()
}

// Unwrap gives the problems one by one to errors.As.
func (ps Problems) Unwrap() []error {
	all := make([]error, len(ps))
	for n, p := range ps {
		all[n] = p
	}
	return all
}

// sorted is by line, those on one line in the order they were found.
func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return ps
}

// asError keeps an empty list from becoming a non-nil error.
func (ps Problems) asError() error {
	if len(ps) == 0 {
		return nil
	}
	return ps.sorted()
}
