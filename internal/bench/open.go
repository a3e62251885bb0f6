package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"anquan.example/paicha"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
)

// starts is how often the program is started with each home.
const starts = 14

// open starts the real program on a pseudo-terminal with an empty home and with full ones: the first frame must not wait
// for the store.
func open(dir string) error {
	bin := filepath.Join(dir, "paicha")
	build := exec.Command("go", "build", "-o", bin, "./cmd/paicha")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build cmd/paicha: %w", err)
	}
	sizes := []int{0, 1000, 10000}
	var empty float64
	for _, n := range sizes {
		home := filepath.Join(dir, fmt.Sprintf("home%d", n))
		if err := fill(home, n); err != nil {
			return err
		}
		want := ""
		if n > 0 {
			want = "示例"
		}
		var first, listed [2][]time.Duration // after a clean end, after a kill
		var anonymous, peak int64
		for k := range starts + 1 {
			// every other one is killed: three in a row soon after their start would have the index made anew
			r, err := start(bin, home, want, k%2 == 0)
			if err != nil {
				return err
			}
			if k == 0 {
				continue // the files are read for the first time
			}
			first[k%2] = append(first[k%2], r.first)
			listed[k%2] = append(listed[k%2], r.listed)
			anonymous, peak = max(anonymous, r.memory), max(peak, r.all)
		}
		what := fmt.Sprintf("%d operations", n*101)
		f := median(append(first[0], first[1]...))
		fmt.Printf("  %-52s p50 %6.0f ms\n", "first frame, "+what, f*1000)
		if n == 0 {
			empty = f
			continue
		}
		fmt.Printf("  %-52s p50 %6.0f ms\n  %-52s p50 %6.0f ms\n", "list on screen", median(listed[0])*1000, "list on screen, after a kill", median(listed[1])*1000)
		goal("first frame ÷ the empty home's", f/empty, "x", "<= 1.5", f/empty <= 1.5)
		killed := median(first[1]) / empty
		goal("first frame after a kill ÷ the empty home's", killed, "x", "<= 1.5", killed <= 1.5)
		ms := median(first[1]) * 1000
		goal("after a kill: until keys are taken, "+what, ms, "ms", "<= 100", ms <= 100)
		if peak > 0 {
			mb, all := float64(anonymous)/(1<<20), float64(peak)/(1<<20)
			goal("anonymous memory, "+what, mb, "MB", "<= 64", mb <= 64)
			fmt.Printf("  %-52s %10.2f MB       with mapped files and the program\n", "peak resident size", all)
		}
	}
	return nil
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return d[len(d)/2].Seconds()
}

// fill makes a home with n inspections of a hundred answers.
func fill(home string, n int) error {
	s, err := store.Open(home, store.Options{App: "bench"})
	if err != nil {
		return err
	}
	lib, err := library()
	if err != nil {
		return err
	}
	if _, err := s.KeepLibrary(paicha.Checklists); err != nil {
		return err
	}
	all := criteria(lib)
	for k := range n {
		ps := []inspection.Payload{opened(k, lib)}
		for c := range 100 {
			ps = append(ps, answered(k, c, all))
		}
		if _, err := s.Record(ps...); err != nil {
			return err
		}
	}
	if _, err := s.Summaries(); err != nil { // as after the visit to home that every session begins with
		return err
	}
	return s.Close()
}

// run is one start of the program.
type run struct {
	first, listed time.Duration
	memory, all   int64 // bytes: anonymous, and the peak with mapped files and the program itself; 0 where it cannot be told
}

// start runs the program until its list is there (want is on screen), and kills it or lets it end.
func start(bin, home, want string, kill bool) (r run, err error) {
	cmd := exec.Command(bin, "--home", home, "--lang", "zh")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=zh_CN.UTF-8")
	screen := vt.NewEmulator(120, 40)
	begin := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 120, Rows: 40})
	if err != nil {
		return r, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = tty.Close()
	}()
	go func() { _, _ = io.Copy(tty, screen) }()
	if err := tty.SetReadDeadline(begin.Add(time.Minute)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return r, err
	}
	buf := make([]byte, 64<<10)
	for r.first == 0 || want != "" && r.listed == 0 {
		n, err := tty.Read(buf)
		if err != nil {
			return r, fmt.Errorf("the program ended before its list was there: %w", err)
		}
		at := time.Since(begin)
		_, _ = screen.Write(bytes.Clone(buf[:n]))
		text := screen.String()
		if r.first == 0 && strings.Contains(text, "排查") {
			r.first = at
		}
		if r.listed == 0 && want != "" && strings.Contains(text, want) {
			r.listed = at
		}
	}
	r.memory, r.all = memory(cmd.Process.Pid)
	if kill {
		return r, nil
	}
	go func() { _, _ = io.Copy(io.Discard, tty) }()
	return r, errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
}

// memory is a process's anonymous memory and its peak resident size, from /proc; 0 where there is none. The second counts
// Badger's mapped files too, which the system takes back when it needs the room.
func memory(pid int) (anonymous, peak int64) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(data)) {
		var kb int64
		if n, _ := fmt.Sscanf(line, "RssAnon: %d kB", &kb); n == 1 {
			anonymous = kb << 10
		}
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			peak = kb << 10
		}
	}
	return anonymous, peak
}
