//go:build !linux

package powerdisk

import (
	"fmt"
	"time"
)

// Child serves a disk when this process was started to do that, and does not return then.
func Child() {}

// Disk is a disk.
type Disk struct{ Dir string }

// New makes a disk.
func New(string, int64, time.Duration) (*Disk, error) {
	return nil, fmt.Errorf("%w: only on Linux", ErrMissing)
}

// Cut takes the power away.
func (*Disk) Cut(bool, uint64) error { return ErrMissing }

// On brings it back.
func (*Disk) On() error { return ErrMissing }

// Close takes the disk away.
func (*Disk) Close() error { return nil }
