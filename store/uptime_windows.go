package store

import (
	"time"

	"golang.org/x/sys/windows"
)

// Uptime is the time since the machine was started, sleep included.
func Uptime() (time.Duration, bool) { return windows.DurationSinceBoot(), true }
