package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// The folder of the shared server:
//
//	lock     held by who looks for it, starts it, or ends it
//	used     held, shared, by every process of tests, for as long as it runs
//	kept     held by the keeper
//	address  of the server that runs
//	log      what the keeper said
//	server/  files of the server
const (
	lockFile    = "lock"
	usedFile    = "used"
	keptFile    = "kept"
	addressFile = "address"
)

const (
	keeperVar = "PAICHA_PGTEST_KEEPER" // folder: this process is the keeper
	rest      = 2 * time.Minute        // that nobody uses the server before it ends
)

func init() {
	if dir := os.Getenv(keeperVar); dir != "" {
		if err := keep(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

var used *flock.Flock // for ever; the system lets go of it

// shared is the address of the server that all tests share.
var shared = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("paicha-postgres-%d", os.Geteuid()))
	if err := own(dir); err != nil {
		return "", err
	}
	lock := flock.New(filepath.Join(dir, lockFile))
	if err := lock.Lock(); err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	used = flock.New(filepath.Join(dir, usedFile))
	if err := used.RLock(); err != nil {
		return "", err
	}
	kept := flock.New(filepath.Join(dir, keptFile))
	nobody, err := kept.TryLock()
	if err != nil {
		return "", err
	}
	if nobody {
		if err := errors.Join(kept.Close(), hire(dir)); err != nil {
			return "", err
		}
	}
	address, err := os.ReadFile(filepath.Join(dir, addressFile))
	return string(address), err
})

// hire starts a keeper and waits until it says where its server is.
func hire(dir string) error {
	if _, err := binaries(); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(dir, addressFile)); err != nil {
		return err
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	c := exec.Command(exe)
	c.Env = append(os.Environ(), keeperVar+"="+dir)
	c.Dir = dir
	c.Stdout, c.Stderr = log, log
	alone(c)
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for limit := time.After(2 * patience); ; {
		if _, err := os.Stat(filepath.Join(dir, addressFile)); err == nil {
			return nil
		}
		select {
		case err := <-ended:
			said, _ := os.ReadFile(log.Name()) // nothing said
			return fmt.Errorf("start the server: %w: %s", err, strings.TrimSpace(tail(said)))
		case <-limit:
			return fmt.Errorf("the server did not start in time: see %s", log.Name())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// keep starts a server with empty files and ends it when nobody has used it for a while.
func keep(dir string) error {
	kept := flock.New(filepath.Join(dir, keptFile))
	if err := kept.Lock(); err != nil {
		return err
	}
	defer func() { _ = kept.Close() }()
	place := filepath.Join(dir, "server")
	if err := os.RemoveAll(place); err != nil {
		return err
	}
	if err := os.Mkdir(place, 0o711); err != nil {
		return err
	}
	bin, err := binaries()
	if err != nil {
		return err
	}
	fsync := os.Getenv(fsyncVar)
	if fsync == "" {
		fsync = "off"
	}
	i := &Instance{dir: place, bin: bin, settings: []string{"fsync=" + fsync}, signal: interrupt}
	if err := i.make(); err != nil {
		return err
	}
	if err := i.start(); err != nil {
		return err
	}
	address := filepath.Join(dir, addressFile)
	if err := os.WriteFile(address+".new", []byte(i.address()), 0o600); err != nil {
		return err
	}
	if err := os.Rename(address+".new", address); err != nil {
		return err
	}
	return i.attend(dir)
}

// attend waits until the server may end, and ends it: with the lock, so that nobody finds it meanwhile.
func (i *Instance) attend(dir string) error {
	lock, used := flock.New(filepath.Join(dir, lockFile)), flock.New(filepath.Join(dir, usedFile))
	for last := time.Now(); ; {
		select {
		case err := <-i.ended:
			return fmt.Errorf("the server ended by itself: %w", err)
		case <-time.After(rest / 8):
		}
		if mine, err := lock.TryLock(); err != nil {
			return err
		} else if !mine {
			last = time.Now()
			continue
		}
		free, err := used.TryLock()
		if err != nil {
			return err
		}
		if free && time.Since(last) >= rest {
			i.end(interrupt)
			return os.RemoveAll(i.dir)
		}
		if !free {
			last = time.Now()
		}
		_ = used.Unlock() // it was not ours, or is again free
		_ = lock.Unlock()
	}
}
