package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/park/load"
)

// childVar makes the test binary a parkd: a process of its own, to be killed and measured.
const childVar = "PARKD_TEST_CHILD"

// watched says that the child ends when its standard input does: with the test, however that ends.
const watched = "watched"

func TestMain(m *testing.M) {
	switch os.Getenv(childVar) {
	case watched:
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(1)
		}()
		main()
	case "1":
		main() // ends the process
	}
	code := m.Run()
	if pebbleDir != "" {
		_ = os.RemoveAll(pebbleDir) // a temporary folder
	}
	os.Exit(code)
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
	link chan string // of the first administrator, while there is none
	errs logbook
	read sync.WaitGroup // what it prints
}

var served = regexp.MustCompile(`https?://\S+`)

// serveChild starts parkd on the address, without TLS, and waits until it serves.
func serveChild(home, address string) (*child, error) {
	return serveChildWith(home, nil, "--http", "--addr", address)
}

func serveChildWith(home string, env []string, flags ...string) (*child, error) {
	c := &child{link: make(chan string, 1), cmd: command(home, append([]string{"serve", "--name", "示例园区"}, flags...)...)}
	c.cmd.Env, c.cmd.Stderr = append(append(c.cmd.Env, childVar+"="+watched), env...), &c.errs
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		_, err = c.cmd.StdinPipe()
	}
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if c.url = served.FindString(lines.Text()); c.url != "" {
			c.read.Go(func() { c.listen(lines) })
			return c, nil
		}
	}
	err = c.cmd.Wait()
	return nil, fmt.Errorf("parkd did not serve: %w: %s", err, c.errs.String())
}

// listen reads what else the child prints.
func (c *child) listen(lines *bufio.Scanner) {
	for lines.Scan() {
		if link := served.FindString(lines.Text()); strings.Contains(link, "/link/") {
			c.link <- link
		}
	}
}

// admin is a browser in which the first administrator is signed in.
func (c *child) admin(t *testing.T, rt http.RoundTripper) *load.Browser {
	t.Helper()
	b, err := load.NewBrowser(rt)
	if err == nil {
		err = b.Found(t.Context(), <-c.link, "wang", "园区王某某", "a long pass phrase for the test")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// logbook is a log that others read while it is written.
type logbook struct {
	mu   sync.Mutex // guards both
	all  bytes.Buffer
	grew chan struct{} // closed by what is written next; nil: nobody waits
}

func (l *logbook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.grew != nil {
		close(l.grew)
		l.grew = nil
	}
	return l.all.Write(b)
}

func (l *logbook) String() string {
	s, _ := l.now()
	return s
}

// now is all so far, and what is closed when there is more.
func (l *logbook) now() (string, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.grew == nil {
		l.grew = make(chan struct{})
	}
	return l.all.String(), l.grew
}

// said waits until the child's log has so many lines with that, and gives the last of them.
func (c *child) said(t *testing.T, what string, times int) string {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		all, more := c.errs.now()
		found := 0
		for line := range strings.Lines(all) {
			if strings.Contains(line, what) {
				if found++; found == times {
					return line
				}
			}
		}
		select {
		case <-more:
		case <-limit:
			t.Fatalf("the log has no %q, %d times: %s", what, times, all)
		}
	}
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
