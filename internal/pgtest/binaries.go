package pgtest

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	"anquan.example/paicha/internal/debian"
)

const advice = "install PostgreSQL's server (Debian: apt-get install postgresql), or name a server: " + serverVar + "=postgres://user:password@host:5432/postgres, whose user may make databases"

// binaries is the folder of the server's programs, the newest there are; they are installed where there are none.
func binaries() (string, error) {
	if dir := find(); dir != "" {
		return dir, nil
	}
	if err := install(); err != nil {
		return "", fmt.Errorf("%w; %s", err, advice)
	}
	if dir := find(); dir != "" {
		return dir, nil
	}
	return "", errors.New("its programs are nowhere to be found; " + advice)
}

func find() string {
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // the pattern is a good one
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // not a number: last choice
		return n
	}
	slices.SortFunc(all, func(a, b string) int { return version(b) - version(a) })
	if len(all) > 0 {
		return filepath.Dir(all[0])
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path)
		}
	}
	return ""
}

// install installs Debian's package, without the server that it would start.
func install() error {
	return debian.Install(`mkdir -p /etc/postgresql-common
test -e /etc/postgresql-common/createcluster.conf || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf`, "postgresql")
}

// tail is the end of what a program said.
func tail(out []byte) string {
	return string(out[max(0, len(out)-1000):])
}
