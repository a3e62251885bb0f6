package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// quiet is how long the program must write nothing before its screen counts as settled.
const quiet = 500 * time.Millisecond

// terminal is a program on a pseudo-terminal, with an emulator that answers its queries.
type terminal struct {
	cmd    *exec.Cmd
	tty    *os.File
	screen *vt.Emulator
	output chan []byte
}

func start(cols, rows int, name string, args ...string) (*terminal, error) {
	t := &terminal{cmd: exec.Command(name, args...), screen: vt.NewEmulator(cols, rows), output: make(chan []byte, 64)}
	t.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=zh_CN.UTF-8", "NO_COLOR=")
	tty, err := pty.StartWithSize(t.cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		return nil, err
	}
	t.tty = tty
	go func() {
		defer close(t.output)
		for {
			buf := make([]byte, 64<<10)
			n, err := tty.Read(buf)
			if err != nil {
				return
			}
			t.output <- buf[:n]
		}
	}()
	go func() { _, _ = io.Copy(tty, t.screen) }()
	return t, nil
}

// settle reads until the program has been silent for a while.
func (t *terminal) settle() {
	for {
		select {
		case b, ok := <-t.output:
			if !ok {
				return
			}
			_, _ = t.screen.Write(b)
		case <-time.After(quiet):
			return
		}
	}
}

// named is what a terminal sends for keys that are no character.
var named = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"pgdown": "\x1b[6~", "pgup": "\x1b[5~", "": "",
}

func (t *terminal) press(key string) error {
	s, ok := named[key]
	if !ok {
		s = key
	}
	if _, err := t.tty.WriteString(s); err != nil {
		return fmt.Errorf("press %s: %w", key, err)
	}
	return nil
}

func (t *terminal) stop() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.tty.Close()
}
