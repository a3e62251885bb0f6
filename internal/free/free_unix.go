//go:build !windows

package free

import "golang.org/x/sys/unix"

// Bytes is how many bytes this user can still write below dir.
func Bytes(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}
