package store

import (
	"time"

	"golang.org/x/sys/unix"
)

// Uptime is the time since the machine was started, sleep included.
func Uptime() (time.Duration, bool) {
	var t unix.Timespec
	err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t)
	return time.Duration(t.Nano()), err == nil
}
