package demo

import (
	"sync/atomic"
	"time"
)

// Clock is a clock that is set by hand, for server.Options.Now of a park that is made up.
type Clock struct{ now atomic.Pointer[time.Time] }

// Set sets it.
func (c *Clock) Set(t time.Time) { c.now.Store(&t) }

// Now is what it says; the wall clock's time while it was never set.
func (c *Clock) Now() time.Time {
	if t := c.now.Load(); t != nil {
		return *t
	}
	return time.Now()
}
