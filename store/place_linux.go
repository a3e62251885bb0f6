package store

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// machineID is what tells this machine from others; "" where nothing does (Android).
func machineID() string {
	for _, file := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if id, err := os.ReadFile(file); err == nil {
			return strings.TrimSpace(string(id))
		}
	}
	return ""
}

// folderNumber is the folder's number in its file system; "" where the number does not stay (FAT, FUSE).
func folderNumber(dir string) string {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return ""
	}
	switch uint32(fs.Type) {
	case unix.MSDOS_SUPER_MAGIC, unix.EXFAT_SUPER_MAGIC, unix.FUSE_SUPER_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return ""
	}
	var st unix.Stat_t
	if unix.Stat(dir, &st) != nil {
		return ""
	}
	return strconv.FormatUint(st.Ino, 10)
}
