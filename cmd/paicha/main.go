// Command paicha is the tablet: the walk in a terminal, and the same records without a screen.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	_ "anquan.example/paicha/internal/asia" // pins the width of ambiguous characters before anything measures one
)

func main() {
	debug.SetGCPercent(40) // a tablet has little memory and time enough
	debug.SetMemoryLimit(56 << 20)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], world{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now, zone: time.Local,
	})
	stop()
	os.Exit(code)
}

// world is what a run touches outside the program; tests bring their own.
type world struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	zone     *time.Location
}
