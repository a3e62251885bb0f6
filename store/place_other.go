//go:build !linux && !windows

package store

import (
	"strconv"

	"golang.org/x/sys/unix"
)

// machineID is what tells this machine from others.
func machineID() string {
	id, _ := unix.Sysctl("kern.uuid")
	return id
}

// folderNumber is the folder's number in its file system.
func folderNumber(dir string) string {
	var st unix.Stat_t
	if unix.Stat(dir, &st) != nil {
		return ""
	}
	return strconv.FormatUint(uint64(st.Ino), 10)
}
