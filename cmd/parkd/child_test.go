package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"
)

// childVar makes the test binary a parkd: a process of its own, to be killed and measured.
const childVar = "PARKD_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) != "" {
		main() // ends the process
	}
	os.Exit(m.Run())
}

// command is parkd with arguments as a process, not started.
func command(home string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append([]string{"--lang", "zh", "--home", home}, args...)...)
	c.Env = append(os.Environ(), childVar+"=1")
	return c
}

// child is a parkd that serves.
type child struct {
	cmd  *exec.Cmd
	url  string
	errs bytes.Buffer
	read sync.WaitGroup // what it prints
}

var served = regexp.MustCompile(`https?://\S+`)

// serveChild starts parkd on the address and waits until it serves.
func serveChild(home, address string) (*child, error) {
	c := &child{cmd: command(home, "serve", "--http", "--addr", address, "--name", "示例园区")}
	c.cmd.Stderr = &c.errs
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if c.url = served.FindString(lines.Text()); c.url != "" {
			c.read.Go(func() { _, _ = io.Copy(io.Discard, out) })
			return c, nil
		}
	}
	err = c.cmd.Wait()
	return nil, fmt.Errorf("parkd did not serve: %w: %s", err, c.errs.String())
}

// kill ends it as a power cut would (SIGKILL).
func (c *child) kill() error {
	if err := c.cmd.Process.Kill(); err != nil {
		return err
	}
	c.read.Wait()
	_ = c.cmd.Wait() // says that it was killed
	return nil
}

// freeAddress is an address that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
