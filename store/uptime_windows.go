package store

import (
	"time"

	"golang.org/x/sys/windows"
)

// uptime is the time since the machine was started, sleep included.
func uptime() (time.Duration, bool) { return windows.DurationSinceBoot(), true }
