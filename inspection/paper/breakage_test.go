package paper

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the messages of testdata/wrong anew")

// breakage is one edit of testdata/small.yaml and what is said of it. In testdata/wrong it is written as in
// checklist/testdata/lint:
//
//	# what is broken
//	- text that is in the file once (several lines: several of these)
//	+ what stands there instead; LONG is a text longer than an operation takes
//	! each problem, as printed
type breakage struct {
	title          string
	old, new, want []string
}

func breakages(t *testing.T, file string) []*breakage {
	t.Helper()
	var all []*breakage
	for line := range strings.Lines(string(read(t, file))) {
		line = strings.TrimSuffix(line, "\n")
		mark, text, _ := strings.Cut(line, " ")
		if mark == "#" {
			all = append(all, &breakage{title: text})
			continue
		}
		b := all[max(0, len(all)-1)]
		switch mark {
		case "":
		case "-":
			b.old = append(b.old, text)
		case "+":
			b.new = append(b.new, text)
		case "!":
			b.want = append(b.want, text)
		default:
			t.Fatalf("%s: a line starts with # - + or !: %q", file, line)
		}
	}
	return all
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWrongFiles(t *testing.T) {
	good := string(read(t, "testdata/small.yaml"))
	files, err := filepath.Glob("testdata/wrong/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no broken files", err)
	}
	for _, file := range files {
		cases := breakages(t, file)
		for _, b := range cases {
			t.Run(filepath.Base(file)+"/"+b.title, func(t *testing.T) {
				old := strings.Join(b.old, "\n")
				if n := strings.Count(good, old); n != 1 {
					t.Fatalf("%q is in small.yaml %d times, want once", old, n)
				}
				b.try(t, strings.Replace(good, old, strings.ReplaceAll(strings.Join(b.new, "\n"), "LONG", strings.Repeat("x", 4001)), 1))
			})
		}
		if *update {
			rewrite(t, file, cases)
		}
	}
}

// try reads a broken file: nothing comes out but its problems, and no photo is taken in.
func (b *breakage) try(t *testing.T, data string) {
	e := newEnv(t)
	r, err := e.recording("small.yaml", []byte(data))
	if err == nil {
		t.Fatal("no problem found")
	}
	if len(r.Payloads) > 0 || r.ID != "" || e.taken > 0 {
		t.Errorf("something half came out: %+v, %d photos", r, e.taken)
	}
	if got := strings.Split(err.Error(), "\n"); *update {
		b.want = got
	} else if strings.Join(got, "\n") != strings.Join(b.want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", err, strings.Join(b.want, "\n"))
	}
}

func rewrite(t *testing.T, file string, cases []*breakage) {
	t.Helper()
	var out strings.Builder
	for n, b := range cases {
		if n > 0 {
			out.WriteByte('\n')
		}
		out.WriteString("# " + b.title + "\n")
		for _, part := range []struct {
			mark  string
			lines []string
		}{{"-", b.old}, {"+", b.new}, {"!", b.want}} {
			for _, line := range part.lines {
				out.WriteString(part.mark + " " + line + "\n")
			}
		}
	}
	if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
