//go:build unix

package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// unprivileged makes a command run as a user that PostgreSQL runs as: it refuses root. It ends, by signal, with the thread that starts it
// where the system can do so.
func unprivileged(c *exec.Cmd, signal syscall.Signal) error {
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	endWith(c.SysProcAttr, signal)
	if os.Geteuid() != 0 {
		return nil
	}
	uid, gid, err := servant()
	if err == nil {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		c.Env = append(c.Environ(), "HOME=/")
	}
	return err
}

// servant is the user that root runs the server as.
func servant() (uid, gid int, err error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			continue
		}
		if gid, err = strconv.Atoi(u.Gid); err == nil {
			return uid, gid, nil
		}
	}
	return 0, 0, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}

// give makes the server's user the owner.
func give(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	uid, gid, err := servant()
	if err == nil {
		err = os.Chown(path, uid, gid)
	}
	return err
}

// own makes a folder for this user, through which others may pass, and refuses one that somebody else has made.
func own(dir string) error {
	if err := os.Mkdir(dir, 0o711); err != nil && !os.IsExist(err) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if s, is := info.Sys().(*syscall.Stat_t); !info.IsDir() || is && int(s.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to somebody else: remove it", dir)
	}
	return nil
}

// alone gives a command a session of its own: it outlives who started it.
func alone(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

const interrupt, kill = syscall.SIGINT, syscall.SIGKILL
