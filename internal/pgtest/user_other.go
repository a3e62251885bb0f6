//go:build !unix

package pgtest

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

func unprivileged(*exec.Cmd, syscall.Signal) error {
	return errors.New("tests start no PostgreSQL on this system: name a server: " + serverVar + "=postgres://…")
}

func give(string) error    { return nil }
func own(dir string) error { return os.MkdirAll(dir, 0o700) }
func alone(*exec.Cmd)      {}

const interrupt, kill = syscall.SIGINT, syscall.SIGKILL
