package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// datasync flushes what was written; the segment's size does not change, so its metadata need not be.
func datasync(f *os.File) error { return unix.Fdatasync(int(f.Fd())) }
