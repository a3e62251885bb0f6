package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"anquan.example/paicha/tui/widget"
)

// table prints rows in columns, by cells as a terminal counts them; the first row is the heading.
func table(out io.Writer, rows [][]string) error {
	var widths []int
	for _, row := range rows {
		for n, cell := range row {
			if n == len(widths) {
				widths = append(widths, 0)
			}
			row[n] = plain(cell)
			widths[n] = max(widths[n], widget.Width(row[n]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for n, cell := range row {
			if n == len(row)-1 {
				b.WriteString(cell)
				continue
			}
			b.WriteString(widget.Pad(cell, widths[n]+2))
		}
		if _, err := fmt.Fprintln(out, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// plain is text from outside on one line of a terminal: it cannot move the cursor or set a colour (P10).
func plain(s string) string {
	return strings.Join(strings.Fields(widget.Clean(strings.ReplaceAll(s, "\n", " "))), " ")
}

// plainLines is plain for each line of a text that has several: the problems of a file.
func plainLines(s string) string {
	lines := strings.Split(s, "\n")
	for n, line := range lines {
		lines[n] = plain(line)
	}
	return strings.Join(lines, "\n")
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
