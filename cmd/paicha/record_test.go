package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
)

// summaries is every inspection of the shell's home.
func (s *shell) summaries() []inspection.Summary {
	s.t.Helper()
	var all []inspection.Summary
	if err := json.Unmarshal([]byte(s.ok("list", "--json")), &all); err != nil {
		s.t.Fatal(err)
	}
	return all
}

// photos is how many photos are kept.
func (s *shell) photos() int {
	n := 0
	filepath.WalkDir(filepath.Join(s.home, "photos"), func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return nil
	})
	return n
}

// examples is what each file of examples/ comes to: the outcome of each sector, findings, of them suspected major,
// whether it is sealed, photos.
var examples = map[string]string{
	"gongmao.yaml":  "industry mem10 major-suspected; 5 findings, 3 major; sealed; 2 photos",
	"huagong.yaml":  "hazchem aq3067 major-suspected; 3 findings, 2 major; sealed; 0 photos",
	"xiaofang.yaml": "fire gb35181-2025 screening-hit, industry mem10 none-found; 7 findings, 0 major; open; 1 photos",
}

func TestExamplesAreRecorded(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) != len(examples) {
		t.Fatalf("%d examples, want %d: %v", len(files), len(examples), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			d := newShell(t)
			out, complaint, code := d.run("record", file)
			if code != exitOK {
				t.Fatal(complaint)
			}
			all := d.summaries()
			if len(all) != 1 {
				t.Fatalf("%d inspections", len(all))
			}
			s := all[0]
			if !strings.HasPrefix(out, "已录入 "+short(s.ID)+"：") || !strings.HasSuffix(out, fmt.Sprintf("%d 项隐患\n", s.Findings)) {
				t.Errorf("printed %q", out)
			}
			if got := sum(d, s); got != examples[filepath.Base(file)] {
				t.Errorf("got  %s\nwant %s", got, examples[filepath.Base(file)])
			}
			if s.Late != 0 || s.Newer != 0 {
				t.Errorf("late %d, newer %d", s.Late, s.Newer)
			}
		})
	}
}

func sum(d *shell, s inspection.Summary) string {
	var outcomes []string
	for _, o := range s.Outcomes {
		outcomes = append(outcomes, fmt.Sprint(o.Sector, " ", o.Source, " ", o.Outcome))
	}
	state := "open"
	if s.Sealed {
		state = "sealed"
	}
	return fmt.Sprintf("%s; %d findings, %d major; %s; %d photos", strings.Join(outcomes, ", "), s.Findings, s.Majors, state, d.photos())
}

const library = "../../checklist/testdata/small.yaml"

// answers is a folder with the answers file of the small library and its photos.
func answers(t *testing.T) (file string) {
	t.Helper()
	dir := t.TempDir()
	data, err := os.ReadFile("../../inspection/paper/testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(dir, "answers.yaml")
	put(t, file, data)
	for n, name := range []string{"a.jpg", "sub/b.jpg", "c.jpg", "d.jpg"} {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, n+1, 1))); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, filepath.FromSlash(name)), b.Bytes())
	}
	return file
}

func put(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// change writes the answers file with something else in it.
func change(t *testing.T, file, old, new string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || strings.Count(string(data), old) != 1 {
		t.Fatalf("%q is in the file %d times: %v", old, strings.Count(string(data), old), err)
	}
	put(t, file, []byte(strings.Replace(string(data), old, new, 1)))
}

func TestPhotosLieBesideTheAnswersFile(t *testing.T) {
	d, file := newShell(t), answers(t)
	if _, complaint, code := d.run("record", file, "--checklists", library); code != exitOK {
		t.Fatal(complaint)
	}
	if d.photos() != 4 {
		t.Errorf("%d photos kept, want 4", d.photos())
	}
}

func TestNothingIsRecordedOfAWrongFile(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string // parts of the complaint, each in a line of its own
	}{
		{"an unknown criterion", "criterion: new1:1.3", "criterion: new1:9.9", []string{`answers.yaml:52: answers[3].criterion (new1:9.9): criterion "new1:9.9" is not in the library`}},
		{"a photo that is not there", "photos: [c.jpg]", "photos: [c.jpg, gone.jpg]", []string{"answers.yaml:40: answers[1].photos[1] (new1:1.1): ", "gone.jpg"}},
		{"a photo that is a text", "photos: [c.jpg]", "photos: [answers.yaml]", []string{"answers.yaml is no photo but text/plain"}},
		{"a folder for a photo", "photos: [c.jpg]", "photos: [sub]", []string{"sub is not a file with something in it"}},
		{"several problems, a line each", "criterion: new1:1.3\n    answer: na", "criterion: new1:1.3\n    answer: no\n    observed: soon", []string{"paicha: answers.yaml:53: ", "\nanswers.yaml:54: "}},
		{"bytes that are no answers", "format: 1", "format: [", []string{"look at this line and the ones before"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, file := newShell(t), answers(t)
			change(t, file, c.old, c.new)
			t.Chdir(filepath.Dir(file))
			out, complaint, code := d.run("record", "answers.yaml", "--checklists", filepath.Join(here, library))
			if code != exitFailure || out != "" {
				t.Errorf("exit code %d, printed %q", code, out)
			}
			for _, want := range c.want {
				if !strings.Contains(complaint, want) {
					t.Errorf("complaint %q, want %q", complaint, want)
				}
			}
			if len(d.summaries()) != 0 || d.photos() != 0 {
				t.Errorf("%d inspections and %d photos recorded", len(d.summaries()), d.photos())
			}
		})
	}
}

var here, _ = os.Getwd() // of the package, before any test moves

func TestAnswersFromStandingInput(t *testing.T) {
	d, file := newShell(t), answers(t)
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	t.Chdir(filepath.Dir(file))
	var complaint bytes.Buffer
	code := run(t.Context(), []string{"record", "-", "--home", d.home, "--checklists", filepath.Join(here, library)}, world{
		in: in, out: io.Discard, err: &complaint, getenv: func(string) string { return "" }, now: time.Now, zone: time.UTC,
	})
	if code != exitOK {
		t.Fatal(complaint.String())
	}
	if all := d.summaries(); len(all) != 1 || !all[0].Sealed || d.photos() != 4 {
		t.Errorf("%+v, %d photos", all, d.photos())
	}
}

func TestTheSameEnterpriseAgain(t *testing.T) {
	d, file := newShell(t), answers(t)
	for range 2 {
		if _, complaint, code := d.run("record", file, "--checklists", library); code != exitOK {
			t.Fatal(complaint)
		}
	}
	if all := d.summaries(); len(all) != 2 || all[0].ID == all[1].ID || all[0].Enterprise.ID != all[1].Enterprise.ID {
		t.Errorf("%+v", all)
	}
}

func TestRecordWithoutAFile(t *testing.T) {
	d := newShell(t)
	if _, complaint, code := d.run("record"); code != exitUsage || !strings.Contains(complaint, "record --help") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
	if _, complaint, code := d.run("record", filepath.Join(d.home, "gone.yaml")); code != exitFailure || !strings.Contains(complaint, "gone.yaml") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
}
