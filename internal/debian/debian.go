// Package debian installs what tests need on a fresh Debian machine, as root or with sudo. Tests of several packages run at once: one
// installs at a time, whatever it is.
package debian

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// script waits for its turn; Debian's own locks fail instead, some of them.
const script = `set -e
exec 9>/tmp/paicha-apt.lock
flock 9
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
exec apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold `

// Install installs packages, and says at its end what went wrong. before is shell that runs first.
func Install(before string, packages ...string) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return errors.New("there is no apt-get here to install " + strings.Join(packages, ", "))
	}
	command := []string{"sh", "-c", before + "\n" + script + strings.Join(packages, " ")}
	if os.Geteuid() != 0 {
		command = append([]string{"sudo", "-n"}, command...)
	}
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("install %s: %w: %s", strings.Join(packages, ", "), err, out[max(0, len(out)-1000):])
	}
	return nil
}
