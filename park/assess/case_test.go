package assess

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"
)

// assessCase is one file of testdata/cases: a scheme, facts, and what must come of them. docs/assessment.md says how to write one.
type assessCase struct {
	Title  string `yaml:"title"`
	Scheme string `yaml:"scheme"` // a preset, or a file beside the folder
	Year   int    `yaml:"year"`   // of a preset; 2026
	Edit   []struct {
		From string `yaml:"from"`
		To   string `yaml:"to"`
	} `yaml:"edit"` // of the scheme's text
	AsOf   string         `yaml:"as_of"`
	Facts  map[string]any `yaml:"facts"`
	Expect struct {
		Score   *decimal.Decimal           `yaml:"score"`
		Got     *decimal.Decimal           `yaml:"got"`
		Of      *decimal.Decimal           `yaml:"of"`
		Earned  string                     `yaml:"earned"`
		Grade   string                     `yaml:"grade"`
		Lowered []string                   `yaml:"lowered"` // items
		Lines   map[string]decimal.Decimal `yaml:"lines"`   // points by item
		Not     map[string]string          `yaml:"not"`     // why by item
		Terms   map[string][]string        `yaml:"terms"`   // ids by item.rule; []: there is no such term, or it is of nothing
		Figures map[string]decimal.Decimal `yaml:"figures"`
		Carried []string                   `yaml:"carried"`
		Missing int                        `yaml:"missing"`
		None    bool                       `yaml:"none"`
	} `yaml:"expect"`
}

func readCase(t testing.TB, file string) *assessCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	c := &assessCase{Scheme: "small.yaml", Year: 2026}
	if err := d.Decode(c); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return c
}

func (c *assessCase) scheme(t testing.TB) *Scheme {
	t.Helper()
	data, err := PresetText(c.Scheme, c.Year)
	if err != nil {
		if data, err = os.ReadFile(filepath.Join("testdata", c.Scheme)); err != nil {
			t.Fatal(err)
		}
	}
	text := string(data)
	for _, e := range c.Edit {
		if strings.Count(text, e.From) != 1 {
			t.Fatalf("edit: %q is in %s %d times, want once", e.From, c.Scheme, strings.Count(text, e.From))
		}
		text = strings.Replace(text, e.From, e.To, 1)
	}
	s, err := Parse(c.Scheme, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// facts reads the facts with the names of the sealed JSON. Left out of a finding: the enterprise was told on the day it was found; it is
// general; it is closed when it has ended.
func (c *assessCase) facts(t testing.TB) Facts {
	t.Helper()
	for _, one := range listOf(c.Facts["findings"]) {
		f := one.(map[string]any)
		fill := func(key string, value any) {
			if _, given := f[key]; !given {
				f[key] = value
			}
		}
		fill("notified", f["found"])
		fill("grade", "general")
		fill("status", "notified")
		if f["ended"] != nil && f["status"] == "notified" {
			f["status"] = "closed"
		}
	}
	data, err := json.Marshal(days(c.Facts))
	if err != nil {
		t.Fatal(err)
	}
	var f Facts
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		t.Fatalf("facts: %v", err)
	}
	return f
}

func listOf(v any) []any {
	list, _ := v.([]any)
	return list
}

// days writes days that YAML took for moments as days again.
func days(v any) any {
	switch v := v.(type) {
	case time.Time:
		return v.Format(time.DateOnly)
	case map[string]any:
		for k := range v {
			v[k] = days(v[k])
		}
	case []any:
		for n := range v {
			v[n] = days(v[n])
		}
	}
	return v
}

func (c *assessCase) compare(r Result) []string {
	var wrong []string
	say := func(what string, got, want any) {
		wrong = append(wrong, fmt.Sprintf("%s is %v, want %v", what, got, want))
	}
	number := func(what string, got decimal.Decimal, want *decimal.Decimal) {
		if want != nil && !got.Equal(*want) {
			say(what, got, want)
		}
	}
	e := &c.Expect
	number("score", r.Score, e.Score)
	number("got", r.Got, e.Got)
	number("of", r.Of, e.Of)
	for item, want := range e.Lines {
		if l := r.Line(item); l == nil {
			say(item, "not in the scheme", want)
		} else {
			number(item, l.Points, &want)
		}
	}
	for n := range r.Lines {
		if l := &r.Lines[n]; l.Not != e.Not[l.Item] && (l.Not != "nothing-to-rate" || e.Not != nil) {
			say(l.Item+" not applicable", l.Not, e.Not[l.Item])
		}
	}
	for name, want := range e.Figures {
		n := slices.IndexFunc(r.Figures, func(f Figure) bool { return f.Name == name })
		if n < 0 {
			say(name, "no figure", want)
		} else {
			number(name, r.Figures[n].Value, &want)
		}
	}
	var lowered []string
	for _, l := range r.Lowered {
		lowered = append(lowered, l.Item)
	}
	if !slices.Equal(lowered, e.Lowered) {
		say("lowered by", lowered, e.Lowered)
	}
	if e.Grade != "" && (r.Grade != e.Grade || e.Earned != "" && r.Earned != e.Earned) {
		say("grade, earned", r.Grade+" "+r.Earned, e.Grade+" "+e.Earned)
	}
	if !slices.Equal(r.Carried, e.Carried) {
		say("carried", r.Carried, e.Carried)
	}
	if e.Score != nil && r.Missing != e.Missing {
		say("missing", r.Missing, e.Missing)
	}
	if r.None != e.None {
		say("none", r.None, e.None)
	}
	return append(wrong, c.compareTerms(r)...)
}

func (c *assessCase) compareTerms(r Result) []string {
	var wrong []string
	for name, want := range c.Expect.Terms {
		item, rule, _ := strings.Cut(name, ".")
		l := r.Line(item)
		if l == nil {
			wrong = append(wrong, item+" is no item")
			continue
		}
		var of []string
		for _, t := range l.Terms {
			if t.Rule == rule {
				of = append(of, t.Of...)
			}
		}
		if !slices.Equal(of, want) {
			wrong = append(wrong, fmt.Sprintf("%s is of %v, want %v", name, of, want))
		}
	}
	return wrong
}

func TestCases(t *testing.T) {
	files, _ := filepath.Glob("testdata/cases/*.yaml")
	if len(files) < 50 {
		t.Errorf("only %d cases", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			c := readCase(t, file)
			r := c.scheme(t).Assess(c.facts(t), c.AsOf)
			for _, wrong := range c.compare(r) {
				t.Errorf("%s: %s", c.Title, wrong)
			}
		})
	}
}
