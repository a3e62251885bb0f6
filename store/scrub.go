package store

import (
	"errors"
	"time"
)

// The scrub is the check that runs by itself, once a day, behind the person's back.
const (
	scrubNote  = "scrubbed" // day of the last one
	scrubAfter = 10 * time.Second
	scrubWork  = 5 * time.Millisecond // at most at a time
	scrubRest  = 4                    // times as long as it worked
)

var errQuit = errors.New("closed")

// scrub waits until the start is over, checks everything slowly, and tells what it found.
func (s *Store) scrub() {
	select {
	case <-time.After(scrubAfter):
	case <-s.quit:
		return
	}
	s.running(1) // the index does not kill it
	today := s.o.Now().Format(time.DateOnly)
	if last, err := s.Note(scrubNote); err != nil || string(last) == today {
		return
	}
	worked := time.Now()
	pace := func() error {
		busy := time.Since(worked)
		if busy < scrubWork {
			return nil
		}
		select {
		case <-time.After(scrubRest * busy):
		case <-s.quit:
			return errQuit
		}
		worked = time.Now()
		return nil
	}
	if s.look(pace) == nil {
		_ = s.SetNote(scrubNote, []byte(today)) // else it is done again
	}
}

// look checks and tells what it found.
func (s *Store) look(pace func() error) error {
	h, err := s.Check(pace)
	for _, p := range h.Problems {
		if !p.Mended { // what was mended was told when it was
			s.notice(&affecting{p})
		}
	}
	if err != nil && !errors.Is(err, errQuit) {
		s.notice(say("the data could not be checked: %w", err))
	}
	return err
}

// affecting is a problem with where it is.
type affecting struct{ Problem }

func (a *affecting) said() *Said {
	if len(a.Affects) == 0 || a.Affects[0] == "" {
		return say("%w; paicha doctor tells more", a.Err).(*Said)
	}
	return say("%w (inspection %s); paicha doctor tells more", a.Err, short(a.Affects[0])).(*Said)
}
func (a *affecting) Error() string             { return a.said().Error() }
func (a *affecting) Sentence() (string, []any) { return a.said().Sentence() }

// short is the end of an id, as people give it.
func short(id string) string {
	if len(id) > 8 {
		return id[len(id)-8:]
	}
	return id
}
