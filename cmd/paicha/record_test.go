package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
)

// tablet is a home folder and the command line over it.
type tablet struct {
	t    *testing.T
	home string
	in   string // standing input of the next run
}

func newTablet(t *testing.T) *tablet { return &tablet{t: t, home: t.TempDir()} }

// run gives what a run prints, what it complains about, and its exit code.
func (d *tablet) run(args ...string) (out, complaint string, code int) {
	d.t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), append(args, "--home", d.home, "--lang", "en"), world{
		in: strings.NewReader(d.in), out: &o, err: &e, getenv: func(string) string { return "" }, now: time.Now, zone: time.FixedZone("UTC+8", 8*60*60),
	})
	return o.String(), e.String(), code
}

func (d *tablet) inspections() []inspection.Summary {
	d.t.Helper()
	out, complaint, code := d.run("list", "--json")
	if code != exitOK {
		d.t.Fatal(complaint)
	}
	var all []inspection.Summary
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		d.t.Fatal(err)
	}
	return all
}

// photos is how many photos are kept.
func (d *tablet) photos() int {
	n := 0
	filepath.WalkDir(filepath.Join(d.home, "photos"), func(_ string, e fs.DirEntry, err error) error {
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
	"gongmao.yaml": "industry mem10 major-suspected; 5 findings, 3 major; sealed; 2 photos",
	"huagong.yaml": "hazchem aq3067 major-suspected; 3 findings, 2 major; sealed; 0 photos",
}

func TestExamplesAreRecorded(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) != len(examples) {
		t.Fatalf("%d examples, want %d: %v", len(files), len(examples), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			d := newTablet(t)
			out, complaint, code := d.run("record", file)
			if code != exitOK {
				t.Fatal(complaint)
			}
			all := d.inspections()
			if len(all) != 1 {
				t.Fatalf("%d inspections", len(all))
			}
			s := all[0]
			if !strings.HasPrefix(out, "recorded "+short(s.ID)+": ") || !strings.HasSuffix(out, fmt.Sprintf("%d findings\n", s.Findings)) {
				t.Errorf("printed %q", out)
			}
			if got := d.sum(s); got != examples[filepath.Base(file)] {
				t.Errorf("got  %s\nwant %s", got, examples[filepath.Base(file)])
			}
			if s.Late != 0 || s.Newer != 0 {
				t.Errorf("late %d, newer %d", s.Late, s.Newer)
			}
		})
	}
}

func (d *tablet) sum(s inspection.Summary) string {
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
	d, file := newTablet(t), answers(t)
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
			d, file := newTablet(t), answers(t)
			change(t, file, c.old, c.new)
			t.Chdir(filepath.Dir(file))
			out, complaint, code := d.run("record", "answers.yaml", "--checklists", libraryFrom(t))
			if code != exitFailure || out != "" {
				t.Errorf("exit code %d, printed %q", code, out)
			}
			for _, want := range c.want {
				if !strings.Contains(complaint, want) {
					t.Errorf("complaint %q, want %q", complaint, want)
				}
			}
			if len(d.inspections()) != 0 || d.photos() != 0 {
				t.Errorf("%d inspections and %d photos recorded", len(d.inspections()), d.photos())
			}
		})
	}
}

var here, _ = os.Getwd() // of the package, before any test moves

func libraryFrom(t *testing.T) string {
	t.Helper()
	return filepath.Join(here, library)
}

func TestAnswersFromStandingInput(t *testing.T) {
	d, file := newTablet(t), answers(t)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d.in = string(data)
	t.Chdir(filepath.Dir(file))
	if _, complaint, code := d.run("record", "-", "--checklists", libraryFrom(t)); code != exitOK {
		t.Fatal(complaint)
	}
	if all := d.inspections(); len(all) != 1 || !all[0].Sealed || d.photos() != 4 {
		t.Errorf("%+v, %d photos", all, d.photos())
	}
}

func TestTheSameEnterpriseAgain(t *testing.T) {
	d, file := newTablet(t), answers(t)
	for range 2 {
		if _, complaint, code := d.run("record", file, "--checklists", library); code != exitOK {
			t.Fatal(complaint)
		}
	}
	if all := d.inspections(); len(all) != 2 || all[0].ID == all[1].ID || all[0].Enterprise.ID != all[1].Enterprise.ID {
		t.Errorf("%+v", all)
	}
}

func TestRecordWithoutAFile(t *testing.T) {
	d := newTablet(t)
	if _, complaint, code := d.run("record"); code != exitUsage || !strings.Contains(complaint, "record --help") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
	if _, complaint, code := d.run("record", filepath.Join(d.home, "gone.yaml")); code != exitFailure || !strings.Contains(complaint, "gone.yaml") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
}
