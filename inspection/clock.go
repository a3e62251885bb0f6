package inspection

import (
	"fmt"
	"time"
)

// HLC is a hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of counter. It orders
// operations across feeds; it never goes back in a feed, whatever the wall clock does.
type HLC uint64

// Next is the clock of the next event: after h, and at wall time when that is later.
func (h HLC) Next(wall time.Time) HLC {
	now := HLC(uint64(max(wall.UnixMilli(), 0)) << 16)
	if now > h {
		return now
	}
	return h + 1
}

// Time is the clock's wall time, millisecond precision.
func (h HLC) Time() time.Time { return time.UnixMilli(int64(h >> 16)) }

// String is RFC 3339 with the counter.
func (h HLC) String() string {
	return fmt.Sprintf("%s+%d", h.Time().UTC().Format("2006-01-02T15:04:05.000Z"), h&0xffff)
}
