// Command picture draws the README's picture: it builds paicha, records the example inspection into a
// throw-away home, starts the real program on a pseudo-terminal, presses keys, and writes the last screen as
// an SVG, cell by cell. Linux and macOS.
//
//	go run ./internal/picture -o docs/walk.svg -keys "enter,down"
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("o", "docs/walk.svg", "file to write")
	keys := flag.String("keys", "enter", "keys to press, by comma: characters, or enter esc tab up down left right space")
	size := flag.String("size", "110x34", "columns x rows")
	lang := flag.String("lang", "zh", "language of the program")
	example := flag.String("record", "examples/gongmao.yaml", "answers file to record first")
	flag.Parse()
	if err := draw(*out, *keys, *size, *lang, *example); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func draw(out, keys, size, lang, example string) error {
	var cols, rows int
	if _, err := fmt.Sscanf(size, "%dx%d", &cols, &rows); err != nil {
		return fmt.Errorf("-size %q: want columns x rows: %w", size, err)
	}
	dir, err := os.MkdirTemp("", "paicha-picture")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "paicha")
	for _, args := range [][]string{{"go", "build", "-o", bin, "./cmd/paicha"}, {bin, "--home", filepath.Join(dir, "home"), "record", example}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
		}
	}
	t, err := start(cols, rows, bin, "--home", filepath.Join(dir, "home"), "--lang", lang)
	if err != nil {
		return err
	}
	defer t.stop()
	for _, k := range strings.Split(keys, ",") {
		t.settle()
		if err := t.press(k); err != nil {
			return err
		}
	}
	t.settle()
	return os.WriteFile(out, svg(t.screen), 0o644)
}
