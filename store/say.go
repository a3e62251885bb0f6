package store

import "fmt"

// Said is an error that keeps the sentence it was made of, so that a program can say it in the person's own language
// (internal/words holds the sentences).
type Said struct {
	err    error
	format string
	args   []any
}

// say is fmt.Errorf for what a person may come to read. The format is a literal: a test looks for it in the words.
func say(format string, args ...any) error {
	return &Said{fmt.Errorf(format, args...), format, args}
}

// Error is the sentence in English.
func (s *Said) Error() string { return s.err.Error() }

// Unwrap gives what the sentence wraps.
func (s *Said) Unwrap() error { return s.err }

// Sentence is the format, as of fmt.Errorf, and what goes into it.
func (s *Said) Sentence() (format string, args []any) { return s.format, s.args }
