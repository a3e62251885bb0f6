package store

import (
	"fmt"
	"os"
	"time"
)

// freeTries is how many wrong PINs go without a wait; after them it doubles from firstWait to longestWait.
const (
	freeTries   = 5
	firstWait   = 30 * time.Second
	longestWait = time.Hour
)

// tries reads how often a wrong secret was given in a row, and when last. What cannot be read counts as one try too many:
// deleting the file is for who can delete the home as well.
func (s *Store) tries() (int, time.Time) {
	data, err := os.ReadFile(s.path(triesFile))
	if err != nil {
		return 0, time.Time{}
	}
	var n int
	var at int64
	if _, err := fmt.Sscanf(string(data), "%d %d", &n, &at); err != nil {
		return freeTries, s.o.Now()
	}
	return n, time.Unix(at, 0)
}

func (s *Store) mayTry() error {
	n, at := s.tries()
	if n < freeTries {
		return nil
	}
	wait := min(firstWait<<min(n-freeTries, 10), longestWait)
	gone := s.o.Now().Sub(at)
	if gone < 0 {
		gone = 0 // the clock was set back: wait from now
	}
	if left := wait - gone; left > 0 {
		return say("%w: after %d wrong ones, wait %s", ErrWrongSecret, n, left.Round(time.Second).String())
	}
	return nil
}

// tried counts a wrong secret before its answer is given.
func (s *Store) tried() {
	n, _ := s.tries()
	_ = writeFile(s.o.disk, s.path(triesFile), fmt.Appendf(nil, "%d %d\n", n+1, s.o.Now().Unix()))
}
