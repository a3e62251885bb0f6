package pgtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Instance is a server of a test's own.
type Instance struct {
	t        testing.TB
	dir, bin string
	port     int
	password string
	settings []string
	signal   syscall.Signal // ends the server when this process ends
	ended    chan error     // of the one that runs; nil: none does
	pid      int
}

// Server starts a server, which ends with the test. It flushes; settings ("fsync=off") say otherwise.
func Server(t testing.TB, settings ...string) *Instance {
	t.Helper()
	dir, err := os.MkdirTemp("", "paicha-postgres-*")
	if err == nil {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		t.Fatal(err)
	}
	bin, err := binaries()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	i := &Instance{t: t, dir: dir, bin: bin, settings: settings, signal: kill}
	t.Cleanup(func() {
		i.Kill()
		_ = os.RemoveAll(dir)
	})
	if err := i.make(); err != nil {
		t.Fatalf("PostgreSQL for tests: %v", err)
	}
	i.Start()
	return i
}

// URL is the address of an empty database in it.
func (i *Instance) URL() string {
	i.t.Helper()
	return fresh(i.t, i.address())
}

// Start starts it again after Kill, and waits until it answers.
func (i *Instance) Start() {
	i.t.Helper()
	if err := i.start(); err != nil {
		i.t.Fatalf("PostgreSQL for tests: %v", err)
	}
}

// Kill is kill -9 of all its processes.
func (i *Instance) Kill() {
	if i.ended == nil {
		return
	}
	children := i.children()
	i.end(kill)
	for _, pid := range children {
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Kill() // those that are left find out by themselves, a little later
		}
	}
}

// children is the processes that serve its connections, where the system says so.
func (i *Instance) children() (pids []int) {
	all, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", i.pid, i.pid)) // not on every system
	for _, field := range strings.Fields(string(all)) {
		if pid, err := strconv.Atoi(field); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

func (i *Instance) end(signal syscall.Signal) {
	if i.ended == nil {
		return
	}
	if p, err := os.FindProcess(i.pid); err == nil {
		_ = p.Signal(signal) // it may have ended
	}
	<-i.ended
	i.ended = nil
}

func (i *Instance) address() string {
	u := url.URL{Scheme: "postgres", User: url.UserPassword("paicha", i.password), Host: net.JoinHostPort("127.0.0.1", fmt.Sprint(i.port)), Path: "/postgres", RawQuery: "sslmode=disable"}
	return u.String()
}

func (i *Instance) data() string { return filepath.Join(i.dir, "data") }

// make makes its files.
func (i *Instance) make() error {
	if err := errors.Join(os.Mkdir(i.data(), 0o700), give(i.data())); err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	i.port = l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return err
	}
	i.password = rand.Text()
	secret := filepath.Join(i.dir, "password")
	if err := errors.Join(os.WriteFile(secret, []byte(i.password), 0o600), give(secret)); err != nil {
		return err
	}
	c := exec.Command(filepath.Join(i.bin, "initdb"), "-D", i.data(), "-U", "paicha", "-A", "password", "--pwfile", secret, "-E", "UTF8", "--locale=C", "--no-sync")
	c.Dir = i.dir
	if err := unprivileged(c, kill); err != nil {
		return err
	}
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, tail(out))
	}
	return nil
}

// start starts it, again and again while processes of one that was killed still end.
func (i *Instance) start() error {
	limit := time.Now().Add(patience)
	for {
		ended, err := i.launch()
		if err != nil {
			return err
		}
		i.ended = ended
		out, err := i.answers(limit)
		if err == nil {
			return nil
		}
		if i.ended != nil || time.Now().After(limit) || !strings.Contains(out, "still in use") && !strings.Contains(out, "another server might be running") {
			i.Kill()
			return fmt.Errorf("the server does not answer: %w: %s", err, out)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// launch starts it from a thread that stays for as long as it runs.
func (i *Instance) launch() (ended chan error, err error) {
	args := []string{"-D", i.data(), "-p", fmt.Sprint(i.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=400"}
	for _, s := range i.settings {
		args = append(args, "-c", s)
	}
	c := exec.Command(filepath.Join(i.bin, "postgres"), args...)
	c.Dir = i.dir
	log, err := os.Create(i.log())
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	c.Stdout, c.Stderr = log, log
	if err := unprivileged(c, i.signal); err != nil {
		return nil, err
	}
	started := make(chan error)
	ended = make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := c.Start()
		started <- err
		if err == nil {
			ended <- c.Wait()
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	i.pid = c.Process.Pid
	return ended, nil
}

func (i *Instance) log() string { return filepath.Join(i.dir, "log") }

// answers waits until it does; the error says why it does not, and the text is what it said.
func (i *Instance) answers(limit time.Time) (string, error) {
	var err error
	for time.Now().Before(limit) {
		if err = do(i.address()); err == nil {
			return "", nil
		}
		select {
		case err := <-i.ended:
			i.ended = nil
			said, _ := os.ReadFile(i.log()) // nothing said
			return tail(bytes.TrimSpace(said)), errors.Join(errors.New("it ended"), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
	return "", errors.Join(context.DeadlineExceeded, err)
}
