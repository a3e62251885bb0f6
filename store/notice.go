package store

import "sync"

// notices is what the store has to tell without being asked: damage, what was mended, a full disk, a clock that jumped.
type notices struct {
	mu     sync.Mutex // guards the next
	all    []error
	told   int
	closed bool
	more   chan struct{}
}

// notice tells something once.
func (s *Store) notice(err error) {
	n := &s.notices
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, old := range n.all {
		if old.Error() == err.Error() {
			return
		}
	}
	n.all = append(n.all, err)
	n.wake()
}

// wake lets Notice look; mu is held.
func (n *notices) wake() {
	select {
	case n.more <- struct{}{}:
	default:
	}
}

func (n *notices) close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = true
	n.wake()
}

// Notice waits for the next thing that the store has to tell; false when the store is closed. For one goroutine.
func (s *Store) Notice() (error, bool) {
	n := &s.notices
	for {
		if there, closed, err := n.next(); there || closed {
			return err, there
		}
		<-n.more
	}
}

func (n *notices) next() (there, closed bool, _ error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.told < len(n.all) {
		n.told++
		return true, false, n.all[n.told-1]
	}
	if n.closed {
		n.wake()
	}
	return false, n.closed, nil
}

// Notices is all that was told so far.
func (s *Store) Notices() []error {
	n := &s.notices
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]error{}, n.all...)
}
