// Package breakage holds a file in order against edits that break it, for tests of what reads such files: each edit and all that is said of
// it stand in a text file that people can read and add to.
package breakage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Breakage is one edit of a file in order, and what is said of it. It is written as
//
//	# what is broken
//	- text that is in the file once (several lines: several of these)
//	+ what stands there instead
//	! each problem, as printed
type Breakage struct {
	Title          string
	Old, New, Want []string
}

// Read reads the breakages of a file.
func Read(t testing.TB, file string) (all []*Breakage) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		mark, text := line[:min(1, len(line))], ""
		if len(line) > 2 {
			text = line[2:]
		}
		if mark == "#" {
			all = append(all, &Breakage{Title: text})
			continue
		}
		if mark == "" {
			continue
		}
		if len(all) == 0 {
			t.Fatalf("%s:%d: a case starts with #", file, n+1)
		}
		b := all[len(all)-1]
		switch mark {
		case "-":
			b.Old = append(b.Old, text)
		case "+":
			b.New = append(b.New, text)
		case "!":
			b.Want = append(b.Want, text)
		default:
			t.Fatalf("%s:%d: a line starts with # - + or !", file, n+1)
		}
	}
	return all
}

// Run breaks a file that is in order by every breakage of the files that the pattern names. try gives what is said of it; nil, when nothing is,
// fails. With update the files are written anew with what is said.
func Run(t *testing.T, pattern, good string, update bool, try func(t *testing.T, broken string) error) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no breakages: %v", pattern, err)
	}
	for _, file := range files {
		all := Read(t, file)
		for _, b := range all {
			t.Run(filepath.Base(file)+"/"+b.Title, func(t *testing.T) {
				old := strings.Join(b.Old, "\n")
				if n := strings.Count(good, old); n != 1 {
					t.Fatalf("%q is in the file in order %d times, want once", old, n)
				}
				err := try(t, strings.Replace(good, old, strings.Join(b.New, "\n"), 1))
				if err == nil {
					t.Fatal("no problem found")
				}
				if got := err.Error(); update {
					b.Want = strings.Split(got, "\n")
				} else if want := strings.Join(b.Want, "\n"); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
		if update {
			write(t, file, all)
		}
	}
}

func write(t *testing.T, file string, all []*Breakage) {
	t.Helper()
	var out strings.Builder
	for n, b := range all {
		if n > 0 {
			out.WriteByte('\n')
		}
		out.WriteString("# " + b.Title + "\n")
		for _, part := range []struct {
			mark  string
			lines []string
		}{{"-", b.Old}, {"+", b.New}, {"!", b.Want}} {
			for _, line := range part.lines {
				out.WriteString(part.mark + " " + line + "\n")
			}
		}
	}
	if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
