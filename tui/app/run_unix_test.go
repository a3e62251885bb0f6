//go:build unix

package app

import (
	"context"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

// seen reads a terminal until what was waited for is written.
type seen struct {
	mu   sync.Mutex
	more *sync.Cond
	text strings.Builder
	end  bool
}

func watch(read func([]byte) (int, error)) *seen {
	s := &seen{}
	s.more = sync.NewCond(&s.mu)
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := read(buf)
			s.mu.Lock()
			s.text.Write(buf[:n])
			s.end = err != nil
			s.more.Broadcast()
			s.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return s
}

// wait returns when the text was written; false when the terminal closed before.
func (s *seen) wait(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !strings.Contains(s.text.String(), text) {
		if s.end {
			return false
		}
		s.more.Wait()
	}
	return true
}

func TestSignalRestoresTheTerminal(t *testing.T) {
	for name, stop := range map[string]func(context.CancelFunc) error{
		"SIGTERM": func(context.CancelFunc) error { return syscall.Kill(syscall.Getpid(), syscall.SIGTERM) },
		"context": func(cancel context.CancelFunc) error { cancel(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			outer, inner, err := pty.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = outer.Close() }()
			if err := pty.Setsize(outer, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
				t.Fatal(err)
			}
			screen := watch(outer.Read)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			lib := tuitest.SampleLibrary()
			done := make(chan error, 1)
			go func() {
				done <- Run(ctx, Options{
					Words: words.In(words.Zh), Now: time.Now, NewID: tuitest.NewIDs(),
					Open: func(string) (tui.Desk, error) { return tuitest.NewDesk("tablet A", lib, time.Now), nil },
				}, inner, inner)
			}()
			if !screen.wait("还没有检查") || !screen.wait("\x1b[?1049h") || !screen.wait("\x1b[?1002h") {
				t.Fatalf("no first screen with touch:\n%q", screen.text.String())
			}
			if err := stop(cancel); err != nil {
				t.Fatal(err)
			}
			if err := <-done; err != nil {
				t.Errorf("Run: %v", err)
			}
			_ = inner.Close()
			for _, back := range []string{"\x1b[?1049l", "\x1b[?1002l", "\x1b[?25h"} {
				if !screen.wait(back) {
					t.Errorf("%q was not written", back)
				}
			}
		})
	}
}
