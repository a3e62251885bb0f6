package assess

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/internal/strictyaml"
)

var update = flag.Bool("update", false, "write the messages of testdata/lint, and other expected files, anew")

// breakage is one edit of testdata/small.yaml and what Parse must say of it. In testdata/lint it is written as
//
//	# what is broken
//	- text that is in the file once (several lines: several of these)
//	+ what stands there instead
//	! each problem, as printed
type breakage struct {
	title          string
	old, new, want []string
}

func breakages(t testing.TB, file string) []breakage {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []breakage
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		mark, text := line[:min(1, len(line))], ""
		if len(line) > 2 {
			text = line[2:]
		}
		if mark == "#" {
			all = append(all, breakage{title: text})
			continue
		}
		if mark == "" {
			continue
		}
		if len(all) == 0 {
			t.Fatalf("%s:%d: a case starts with #", file, n+1)
		}
		b := &all[len(all)-1]
		switch mark {
		case "-":
			b.old = append(b.old, text)
		case "+":
			b.new = append(b.new, text)
		case "!":
			b.want = append(b.want, text)
		default:
			t.Fatalf("%s:%d: a line starts with # - + or !", file, n+1)
		}
	}
	return all
}

func small(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestLint(t *testing.T) {
	good := small(t)
	if _, err := Parse("small.yaml", []byte(good)); err != nil {
		t.Fatalf("small.yaml must be in order:\n%v", err)
	}
	files, _ := filepath.Glob("testdata/lint/*.txt")
	for _, file := range files {
		cases := breakages(t, file)
		for n := range cases {
			b := &cases[n]
			t.Run(filepath.Base(file)+"/"+b.title, func(t *testing.T) {
				old := strings.Join(b.old, "\n")
				if strings.Count(good, old) != 1 {
					t.Fatalf("%q is in small.yaml %d times, want once", old, strings.Count(good, old))
				}
				_, err := Parse("small.yaml", []byte(strings.Replace(good, old, strings.Join(b.new, "\n"), 1)))
				if err == nil {
					t.Fatal("no problem found")
				}
				if got := err.Error(); *update {
					b.want = strings.Split(got, "\n")
				} else if want := strings.Join(b.want, "\n"); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
		if *update {
			rewrite(t, file, cases)
		}
	}
}

func rewrite(t *testing.T, file string, cases []breakage) {
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

func TestEveryLintRuleHasACase(t *testing.T) {
	for _, rule := range lintRules {
		if _, err := os.Stat("testdata/lint/" + rule.name + ".txt"); err != nil {
			t.Errorf("lint rule %s: no testdata/lint/%s.txt that breaks it", rule.name, rule.name)
		}
	}
}

// FuzzParse: whatever the bytes, there is a scheme or a list of problems that drives no terminal; a scheme assesses whatever it is given.
func FuzzParse(f *testing.F) {
	good := small(f)
	f.Add(good, int64(1))
	files, _ := filepath.Glob("testdata/lint/*.txt")
	for _, file := range files {
		for _, b := range breakages(f, file) {
			f.Add(strings.Replace(good, strings.Join(b.old, "\n"), strings.Join(b.new, "\n"), 1), int64(len(good)))
		}
	}
	for _, name := range Presets() {
		data, err := PresetText(name, 2027)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), int64(2))
	}
	f.Fuzz(func(t *testing.T, data string, seed int64) {
		s, err := Parse("fuzz.yaml", []byte(data))
		if (s == nil) == (err == nil) {
			t.Fatalf("scheme %v, error %v", s != nil, err)
		}
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && strictyaml.Unfit(r) != "" }) {
				t.Errorf("the message would drive a terminal: %q", err.Error())
			}
			return
		}
		facts := rolled(seed).facts()
		r := s.Assess(facts, "")
		if r.Score.IsNegative() || r.None == (s.Grade(r.Grade) != nil) {
			t.Errorf("score %s, grade %q, none %t", r.Score, r.Grade, r.None)
		}
		if err := Seal(s, facts, "", Sealing{Day: "2027-01-10", By: "某甲", Version: 1}).Verify(); err != nil {
			t.Error(err)
		}
	})
}
