//go:build !linux && !windows

package store

import (
	"time"

	"golang.org/x/sys/unix"
)

// Uptime is the time since the machine was started, sleep included (CLOCK_MONOTONIC on macOS).
func Uptime() (time.Duration, bool) {
	var t unix.Timespec
	err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t)
	return time.Duration(t.Nano()), err == nil
}
